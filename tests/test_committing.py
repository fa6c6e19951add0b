"""Winners that the program or its tests object to are taken back, and the next one is tried."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from advisor import applying, committing, parsing, testing
from advisor.building import Built
from advisor.choosing import Advice, HotspotAdvice, Placing
from advisor.emitting import Candidate
from advisor.errors import AdvisorError
from advisor.measuring import Interval, Trial
from advisor.profiling import plain
from advisor.profiling.sampling import Profile, Spot
from advisor.settings import Settings
from advisor.targeting import resolve
from advisor.verifying import Verdict
from tests.profiling_help import ignore, write

SETTINGS = Settings(mutants=0, history=False)
SCRIPT = """\
def first(n):
    total = 0
    for i in range(n):
        total += i
    return total


def second(n):
    total = 0
    for i in range(n):
        total += 2 * i
    return total


if __name__ == "__main__":
    print(first(10), second(10))
    with open("out.txt", "w") as file:
        file.write(str(first(3)))
"""
RIGHT = "return n * (n - 1) // 2\n"
ALSO_RIGHT = "return sum(range(n))\n"
TWICE = "return n * (n - 1)\n"
LOUD = "print('!')\nreturn n * (n - 1) // 2\n"
WRONG_IN_FILE = "return 45 if n == 10 else 7\n"
WRONG_ELSEWHERE = "return 45 if n == 10 else 3\n"
TEST = "import script\n\n\ndef test_five():\n    assert script.first(5) == 10\n"


def advice(folder: Path, **bodies: tuple[str, ...]) -> Advice:
    """What a scan would say if these had won, the later ones being the next best."""
    path = write(folder, "script.py", SCRIPT)
    target = resolve(["script.py"], folder)
    run = plain.run(target, SETTINGS, ignore, plain.Overlay())
    regions = {r.function: r for r in parsing.everything(path)}
    hotspots = []
    for number, (name, texts) in enumerate(bodies.items()):
        placings: list[Placing] = []
        for text in texts:
            candidate = Candidate(regions[name], text.strip(), "python", "", text)
            built = Built(candidate, None, 0.0)
            verdict = Verdict(built, "equal", "identical", 0.0, 1, 1, None, "")
            trial = Trial(verdict, Interval(9.0, 10.0, 11.0), 1.0, 0.1, 0.0, 0.0, 1.0)
            placings.append(Placing(trial, "slower" if placings else "winner", "", worthy=True))
        spot = Spot(path, name, 1, 1.0, 1.0, 1.0 + number, (), ())
        hotspots.append(HotspotAdvice(spot, regions[name], None, (), tuple(placings), (), ""))
    return Advice(Profile(target, run, (), 100, ()), tuple(hotspots), None)


def commit(found: Advice, folder: Path, settings: Settings = SETTINGS) -> committing.Committed:
    winners = [h.winner.trial.verdict.built for h in found.hotspots if h.winner]
    return committing.commit(found, applying.plan(winners), settings, ignore, folder / "work")


def source(folder: Path) -> str:
    return (folder / "script.py").read_text()


def test_what_nothing_is_said_against_is_written(tmp_path: Path) -> None:
    done = commit(advice(tmp_path, first=(RIGHT,), second=(TWICE,)), tmp_path)
    assert done.refusals == ()
    assert RIGHT.strip() in source(tmp_path)
    assert TWICE.strip() in source(tmp_path)


@pytest.mark.parametrize(
    ("body", "told"),
    [
        (LOUD, "its output has 3 lines, not 1"),
        (WRONG_IN_FILE, "out.txt"),
        ("raise ValueError('no')\n", "exit code 1"),
    ],
)
def test_a_winner_that_changes_the_program_gives_way_to_the_next(
    tmp_path: Path, body: str, told: str
) -> None:
    done = commit(advice(tmp_path, first=(body, ALSO_RIGHT), second=(TWICE,)), tmp_path)
    assert told in done.refusals[0]
    assert len(done.refusals) == 1
    assert ALSO_RIGHT.strip() in source(tmp_path)
    assert TWICE.strip() in source(tmp_path)
    assert [p.status for p in done.advice.hotspots[0].placings] == ["wrong", "winner"]


def test_without_a_next_one_the_others_stay(tmp_path: Path) -> None:
    done = commit(advice(tmp_path, first=(LOUD,), second=(TWICE,)), tmp_path)
    assert LOUD.strip() not in source(tmp_path)
    assert TWICE.strip() in source(tmp_path)
    assert done.advice.hotspots[0].winner is None


def test_nothing_is_left_of_what_is_refused(tmp_path: Path) -> None:
    done = commit(advice(tmp_path, first=(LOUD,)), tmp_path)
    assert done.edits == ()
    assert source(tmp_path) == SCRIPT


def test_the_project_s_own_tests_are_asked(tmp_path: Path) -> None:
    write(tmp_path, "test_script.py", TEST)
    settings = replace(SETTINGS, test="pytest -q -p no:cacheprovider -p no:randomly")
    done = commit(advice(tmp_path, first=(WRONG_ELSEWHERE, RIGHT)), tmp_path, settings)
    assert done.refusals == ("the project's tests object: test_script.py::test_five fails",)
    assert RIGHT.strip() in source(tmp_path)


def test_a_program_that_must_not_run_again_is_not_run(tmp_path: Path) -> None:
    done = commit(advice(tmp_path, first=(LOUD,)), tmp_path, replace(SETTINGS, once=True))
    assert done.refusals == ()
    assert LOUD.splitlines()[0] in source(tmp_path)


def test_an_interrupt_leaves_the_files_as_they_were(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(*_: object) -> str:
        assert RIGHT.strip() in source(tmp_path)
        raise KeyboardInterrupt

    found = advice(tmp_path, first=(RIGHT,))
    monkeypatch.setattr("advisor.rehearsing.last_word", interrupted)
    with pytest.raises(KeyboardInterrupt):
        commit(found, tmp_path)
    assert source(tmp_path) == SCRIPT


# --------------------------------------------------------------------------- own tests


def ran(code: int, *failed: str) -> testing.Tests:
    return testing.Tests(code, frozenset(failed), "1 failed")


@pytest.mark.parametrize(
    ("before", "after", "objects"),
    [
        (ran(0), ran(0), False),
        (ran(0), ran(1, "a"), True),
        (ran(1, "a"), ran(1, "a"), False),
        (ran(1, "a", "b"), ran(1, "a"), False),
        (ran(1, "a"), ran(1, "a", "b"), True),
        (ran(1), ran(1), True),
        (ran(1, "a"), ran(2), True),
        (ran(0), ran(-1), True),
        (ran(5), ran(0), False),
    ],
)
def test_only_tests_that_failed_before_may_fail(
    before: testing.Tests,
    after: testing.Tests,
    objects: bool,  # noqa: FBT001 - a table
) -> None:
    assert bool(testing.objection(before, after)) is objects


def test_a_command_that_is_none_is_told(tmp_path: Path) -> None:
    write(tmp_path, "script.py", SCRIPT)
    settings = replace(SETTINGS, test="no-such-command-here --quiet")
    with pytest.raises(AdvisorError, match="cannot be run"):
        testing.run(resolve(["script.py"], tmp_path), settings)
