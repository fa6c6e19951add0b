"""The last word: the whole program with the winners in it, before anything is written."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from advisor import rehearsing
from advisor.choosing import Advice, Scrutiny
from advisor.profiling import plain, sampling
from advisor.profiling.sampling import Run
from advisor.settings import Settings
from advisor.targeting import resolve
from tests.profiling_help import ignore, write
from tests.test_committing import ALSO_RIGHT, LOUD, RIGHT, TWICE, WRONG_IN_FILE, advice, source

# Who is seen by a timer, and who wins a race, is now and then chance on a busy machine.
pytestmark = pytest.mark.flaky(reruns=2)

SETTINGS = Settings(mutants=0, history=False)


def rehearse(found: Advice, folder: Path, settings: Settings = SETTINGS) -> Advice:
    # These programs end before any rewrite could make them faster.
    profile = replace(found.profile, run=replace(found.profile.run, seconds=5.0))
    before = source(folder)
    work = folder / "work"
    work.mkdir()
    rehearsed, _ = rehearsing.rehearse(profile, found.hotspots, settings, ignore, work)
    assert source(folder) == before
    return rehearsed


def statuses(found: Advice) -> list[list[str]]:
    return [[placing.status for placing in spot.placings] for spot in found.hotspots]


def test_winners_that_change_nothing_stay(tmp_path: Path) -> None:
    done = rehearse(advice(tmp_path, first=(RIGHT,), second=(TWICE,)), tmp_path)
    assert statuses(done) == [["winner"], ["winner"]]
    assert done.whole is not None
    assert done.whole.same_output


@pytest.mark.parametrize(
    "body", [LOUD, WRONG_IN_FILE, "raise ValueError\n", "import os; os._exit(3)\n"]
)
def test_of_two_the_one_that_changes_the_program_falls(tmp_path: Path, body: str) -> None:
    done = rehearse(advice(tmp_path, first=(body, ALSO_RIGHT), second=(TWICE,)), tmp_path)
    assert statuses(done) == [["wrong", "winner"], ["winner"]]
    assert done.hotspots[0].placings[0].reason.startswith("whole program: ")


def test_a_winner_that_does_not_end_falls(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rehearsing, "_PATIENCE", 1.0)
    monkeypatch.setattr(rehearsing, "_SLOWER", 0.0)
    endless = "while True:\n    pass\n"
    done = rehearse(advice(tmp_path, first=(endless, RIGHT)), tmp_path)
    assert statuses(done) == [["wrong", "winner"]]
    assert "still running after 1 s" in done.hotspots[0].placings[0].reason


def test_what_only_another_hash_seed_shows_is_seen(tmp_path: Path) -> None:
    """The program is rehearsed under the seeds 1 and 0, and the first run was under 1."""
    code = "import os\nif os.environ['PYTHONHASHSEED'] == '0':\n    print('!')\n"
    done = rehearse(advice(tmp_path, first=(code + RIGHT, RIGHT)), tmp_path)
    assert statuses(done) == [["wrong", "winner"]]


def test_survivors_are_listed_for_who_asks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        "advisor.mutating.scrutinise", lambda *_: Scrutiny(9, 8, ("line 3: a → b",))
    )
    settings = replace(SETTINGS, mutants=12, survivors=True)
    done = rehearse(advice(tmp_path, first=(RIGHT,)), tmp_path, settings)
    assert done.notes == ("not noticed in first: line 3: a → b",)


# ------------------------------------------------------------------- what a run leaves


WRITER = """\
import os
import tempfile

with open("new.txt", "w") as file:
    file.write("a")
with open("log.txt", "a") as file:
    file.write("b")
with open("moved.tmp", "w") as file:
    file.write("c")
os.replace("moved.tmp", "moved.txt")
with open("gone.txt", "w") as file:
    file.write("d")
os.remove("gone.txt")
with open("new.txt") as file:
    file.read()
with open("large.bin", "wb") as file:
    file.write(b"x" * 3_000_000)
"""


def left(run: Run) -> dict[str, bytes]:
    assert run.written is not None
    return {Path(name).name: content for name, content in run.written}


@pytest.mark.parametrize("watched", [False, True])
def test_what_a_run_leaves_in_files_is_known(tmp_path: Path, watched: bool) -> None:  # noqa: FBT001
    write(tmp_path, "script.py", WRITER)
    (tmp_path / "log.txt").write_text("earlier")
    target = resolve(["script.py"], tmp_path)
    if watched:
        run = sampling.sample(target, SETTINGS, ignore).run
    else:
        run = plain.run(target, SETTINGS, ignore, plain.Overlay())
    files = left(run)
    assert files.pop("large.bin").startswith(b"3000000 bytes, ")
    assert files == {"new.txt": b"a", "log.txt": b"b", "moved.txt": b"c"}


def test_of_a_program_that_ends_at_once_it_is_not_known(tmp_path: Path) -> None:
    write(tmp_path, "script.py", "import os\nopen('a', 'w').close()\nos._exit(0)\n")
    run = plain.run(resolve(["script.py"], tmp_path), SETTINGS, ignore, plain.Overlay())
    assert run.written is None


def test_runs_have_the_hash_seed_they_are_to_have(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path, "script.py", "import os\nprint(os.environ['PYTHONHASHSEED'])\n")
    target = resolve(["script.py"], tmp_path)
    monkeypatch.delenv("PYTHONHASHSEED", raising=False)
    assert plain.run(target, SETTINGS, ignore, plain.Overlay(), "7").stdout == b"7\n"
    assert sampling.sample(target, SETTINGS, ignore).run.stdout == b"1\n"
    monkeypatch.setenv("PYTHONHASHSEED", "5")
    assert plain.run(target, SETTINGS, ignore, plain.Overlay(), "7").stdout == b"5\n"
