"""What is seen in the hot lines of a spot that no race made faster is told beside it."""

from __future__ import annotations

from pathlib import Path

import pytest

from advisor import looking
from advisor.choosing import Advice
from advisor.profiling.sampling import LineTime, Spot
from advisor.settings import Settings
from tests import sample_advice

PROGRAM = """
def serve(customers):
    queue = list(customers)
    log = []
    while queue:
        person = queue.pop(0)
        log.insert(0, person)
    return log
"""
POP, INSERT = 6, 7


@pytest.fixture
def path(tmp_path: Path) -> Path:
    made = tmp_path / "program.py"
    made.write_text(PROGRAM)
    return made


def advice(path: Path, *placings: str, pop: float = 0.9, insert: float = 0.01) -> Advice:
    lines = tuple(LineTime(n, s, s) for n, s in ((POP, pop), (INSERT, insert)))
    spot = Spot(path, "serve", 2, 0.95, 0.95, 0.95, lines, ())
    raced = tuple(sample_advice.placing("cython", status) for status in placings)  # type: ignore[arg-type]  # a status
    return sample_advice.advice(sample_advice.hotspot(spot, *raced))


def rules(advice: Advice, settings: Settings | None = None) -> list[tuple[str, int]]:
    told = looking.beside(advice, settings or Settings())
    return [(f.rule, f.line) for hotspot in told.hotspots for f in hotspot.findings]


def test_a_slow_habit_in_hot_lines_is_told_once(path: Path) -> None:
    assert rules(advice(path, "slower")) == [("pop-from-front", POP)]
    again = looking.beside(advice(path, "slower"), Settings())
    assert rules(again) == [("pop-from-front", POP)]


def test_what_is_hot_follows_the_settings(path: Path) -> None:
    assert len(rules(advice(path, insert=0.06))) == 2
    assert not rules(advice(path, insert=0.06), Settings(min_share=0.95))


def test_where_a_race_was_won_nothing_is_added(path: Path) -> None:
    assert not rules(advice(path, "winner"))


def test_an_ignored_rule_stays_silent(path: Path) -> None:
    assert not rules(advice(path), Settings(ignore=("pop-from-front",)))


def test_a_file_that_is_gone_or_no_python_is_passed_over(path: Path) -> None:
    broken = advice(path)
    path.write_text("def serve(:\n")
    assert not rules(broken)
    path.unlink()
    assert not rules(broken)
