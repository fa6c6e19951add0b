"""What was found out once is not found out again, and nothing else is taken for it."""

from __future__ import annotations

import json
import multiprocessing
import os
import sqlite3
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import pytest

from advisor import measuring, pipeline, targeting
from advisor.applying import Edit
from advisor.choosing import Advice
from advisor.history import scans, trends
from advisor.measuring import Trial
from advisor.profiling import sampling, standard_input
from advisor.reporting import json as reporting
from advisor.settings import Settings
from advisor.store import digests, file, values
from advisor.targeting import Target
from advisor.verifying import Verdict
from tests import sample_advice

# Who is seen by a timer, and who wins a race, is now and then chance on a busy machine.
pytestmark = pytest.mark.flaky(reruns=2)

SETTINGS = Settings(
    invented=20,
    mutants=0,
    race_seconds=0.05,
    min_share=0.4,
    max_hotspots=1,
    backends=("python",),
)
PROGRAM = """
import json
import helper

def known(words, dictionary):
    return [word for word in words if word in dictionary]

with open("da" + "ta.json") as file:
    count = json.load(file)["count"]
words = list(range(count))
for _ in range(5):
    helper.shown(len(known(words, words[::2])))
"""


@pytest.fixture(autouse=True)
def history(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A file of this test's own."""
    path = tmp_path / "kept" / "history.sqlite3"
    monkeypatch.setenv("ADVISOR_HISTORY", str(path))
    return path


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A small program with a module and a data file."""
    place = tmp_path / "work"
    place.mkdir()
    (place / "program.py").write_text(PROGRAM)
    (place / "helper.py").write_text("def shown(value):\n    print(value)\n")
    (place / "data.json").write_text('{"count": 1500}')
    return place


def target(folder: Path, *arguments: str) -> Target:
    return targeting.resolve(["program.py", *arguments], folder)


class BusyError(Exception):
    """Something was run that should have been known."""


@pytest.fixture
def asleep(monkeypatch: pytest.MonkeyPatch) -> None:
    """From here on nothing can be profiled any more."""

    def run(*_: object, **__: object) -> None:
        raise BusyError

    monkeypatch.setattr(sampling, "sample", run)


def scanned(folder: Path) -> Advice:
    return pipeline.scan(target(folder), SETTINGS, lambda _: None)


# ------------------------------------------------------------------ values


@pytest.mark.parametrize("advice", sample_advice.ALL.values(), ids=sample_advice.ALL)
def test_advice_comes_back_as_it_was(advice: Advice) -> None:
    kept: dict[str, bytes] = {}

    def keep(data: bytes) -> str:
        kept[digests.of_bytes(data)] = data
        return digests.of_bytes(data)

    data = json.loads(json.dumps(values.to_plain(advice, keep)))
    assert values.from_plain(Advice, data, kept.__getitem__) == advice


@pytest.mark.parametrize("data", [None, [], {"path": 3}, {"path": "a", "before": 1}])
def test_data_of_another_shape_are_refused(data: object) -> None:
    with pytest.raises(values.UnknownShapeError):
        values.from_plain(Edit, data, lambda _: b"")


# ------------------------------------------------------------------ scans


def test_a_second_scan_runs_nothing_and_says_the_same(
    folder: Path, request: pytest.FixtureRequest
) -> None:
    first = scanned(folder)
    request.getfixturevalue("asleep")
    second = scanned(folder)
    assert "from the scan of" in second.notes[-1]
    assert second.notes[:-1] == first.notes
    assert second.profile == first.profile
    assert second.diff == first.diff
    told = replace(second, notes=first.notes)
    assert reporting.render(told) == reporting.render(first)


@pytest.mark.parametrize("name", ["program.py", "helper.py", "data.json"])
def test_a_changed_file_means_a_new_scan(
    folder: Path, name: str, request: pytest.FixtureRequest
) -> None:
    scanned(folder)
    request.getfixturevalue("asleep")
    (folder / name).write_text((folder / name).read_text() + "\n")
    with pytest.raises(BusyError):
        scanned(folder)


def test_other_questions_are_not_answered_by_it(folder: Path) -> None:
    known = target(folder)
    scanned(folder)
    assert scans.recall(known, SETTINGS)
    assert scans.recall(known, replace(SETTINGS, workers=7)), "asks the same"
    assert not scans.recall(known, replace(SETTINGS, exact=True))
    assert not scans.recall(known, replace(SETTINGS, fresh=True))
    assert not scans.recall(known, replace(SETTINGS, history=False))
    assert not scans.recall(target(folder, "--more"), SETTINGS)
    assert not scans.recall(replace(known, directory=folder.parent), SETTINGS)


def test_another_version_of_anything_is_another_question(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    scanned(folder)
    monkeypatch.setattr(digests, "here", lambda: "another machine")
    assert not scans.recall(target(folder), SETTINGS)


def test_rewriting_after_a_scan_races_nothing_and_writes_the_same(
    folder: Path, request: pytest.FixtureRequest
) -> None:
    first = scanned(folder)
    assert any(hotspot.winner for hotspot in first.hotspots)
    request.getfixturevalue("asleep")
    done = pipeline.rewrite(target(folder), SETTINGS, lambda _: None, apply=True)
    assert done.applied
    assert done.diff == first.diff
    assert (folder / "program.py").read_text() != PROGRAM


def test_a_program_that_fails_is_asked_again(folder: Path) -> None:
    (folder / "program.py").write_text(PROGRAM + "\nraise SystemExit(3)\n")
    scanned(folder)
    assert not scans.recall(target(folder), SETTINGS)
    assert trends.points(folder)[0].exit_code == 3


# ------------------------------------------------------------------ the file


@pytest.mark.parametrize("content", [b"not a database at all" * 100, b"\0" * 5000])
def test_a_damaged_file_is_told_of_and_stops_nothing(
    folder: Path, history: Path, content: bytes
) -> None:
    history.parent.mkdir()
    history.write_bytes(content)
    (note,) = [n for n in scanned(folder).notes if "history" in n]
    assert "delete it" in note


def test_a_later_version_is_left_alone(folder: Path, history: Path) -> None:
    history.parent.mkdir()
    with sqlite3.connect(history) as connection:
        connection.execute("PRAGMA user_version = 99")
    notes = scanned(folder).notes
    assert any("later version" in note for note in notes)


def test_damaged_answers_are_found_out_anew(
    folder: Path, history: Path, request: pytest.FixtureRequest
) -> None:
    scanned(folder)
    with sqlite3.connect(history) as connection:
        connection.execute("UPDATE blob SET data = X'00'")
    request.getfixturevalue("asleep")
    with pytest.raises(BusyError):
        scanned(folder)


def _write(path: str, number: int) -> None:
    with file.opened(Path(path)) as connection:
        for _ in range(20):
            with file.writing(connection):
                file.put(connection, os.urandom(100) + bytes([number]))


def test_several_writers_wait_for_one_another(history: Path) -> None:
    context = multiprocessing.get_context("spawn")
    writers = [context.Process(target=_write, args=(str(history), n)) for n in range(4)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert [writer.exitcode for writer in writers] == [0] * 4
    with sqlite3.connect(history) as connection:
        assert connection.execute("SELECT count(*) FROM blob").fetchone() == (80,)


def test_old_answers_make_room_but_their_figures_stay(folder: Path, history: Path) -> None:
    scan = scans.Scan(sample_advice.advice(), ())
    modules = (folder / "program.py",)
    profile = replace(scan.advice.profile, target=target(folder), modules=modules)
    scan = replace(scan, advice=replace(scan.advice, profile=profile))
    for number in range(6):
        scans.keep(target(folder, str(number)), SETTINGS, scan)
    found = trends.points(folder / "program.py")
    assert [point.recallable for point in found] == [False] * 3 + [True] * 3
    assert trends.clear(folder) == 6
    with sqlite3.connect(history) as connection:
        assert connection.execute("SELECT count(*) FROM blob").fetchone() == (0,)


def test_what_is_found_out_later_is_kept_with_the_same_scan(folder: Path) -> None:
    scanned(folder)
    known = scans.recall(target(folder), SETTINGS)
    assert known is not None
    hotspots = tuple(replace(h, growth=sample_advice.GROWTH) for h in known.advice.hotspots)
    scans.deepen(target(folder), SETTINGS, replace(known.advice, hotspots=hotspots))
    again = scans.recall(target(folder), SETTINGS)
    assert again is not None
    assert {h.growth for h in again.advice.hotspots} == {sample_advice.GROWTH}
    assert again.advice.notes == known.advice.notes
    assert len(trends.points(folder / "program.py")) == 1


def test_standard_input_is_part_of_the_question(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(standard_input, "digest", lambda: "one thing")
    scanned(folder)
    assert scans.recall(target(folder), SETTINGS)
    monkeypatch.setattr(standard_input, "digest", lambda: "another")
    assert not scans.recall(target(folder), SETTINGS)


# ------------------------------------------------------------------ races


def test_a_race_is_not_held_again_because_something_else_changed(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = scanned(folder)
    held: list[str] = []

    def race(verdicts: Iterable[Verdict], *_: object) -> tuple[Trial, ...]:
        held.extend(verdict.built.candidate.name for verdict in verdicts)
        return ()

    monkeypatch.setattr(measuring, "race", race)
    (folder / "program.py").write_text(PROGRAM + "print('something new')\n")
    second = scanned(folder)
    assert not held
    before, after = (
        next(hotspot for hotspot in advice.hotspots if hotspot.spot.function == "known")
        for advice in (first, second)
    )
    assert after.winner
    assert before.winner
    assert after.winner.trial.speedup == before.winner.trial.speedup
    assert after.winner.trial.verdict.evidence is not None, "its proof is of today"
    assert (folder / "program.py").read_bytes() == second.profile.target.source


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("word in dictionary]", "word in dictionary and True]"),
        ("words = list(range(count))", "words = [str(n) for n in range(count)]"),
    ],
    ids=["its own statements", "the types it is given"],
)
def test_a_race_is_held_again_when_something_about_it_changed(
    folder: Path, monkeypatch: pytest.MonkeyPatch, old: str, new: str
) -> None:
    scanned(folder)
    held: list[str] = []

    def race(verdicts: Iterable[Verdict], *_: object) -> tuple[Trial, ...]:
        held.extend(verdict.built.candidate.name for verdict in verdicts)
        return ()

    monkeypatch.setattr(measuring, "race", race)
    (folder / "program.py").write_text(PROGRAM.replace(old, new))
    scanned(folder)
    assert held
