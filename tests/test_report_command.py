"""The performance report of real repositories: what it compares, says and leaves behind."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from advisor import settings, targeting
from advisor.comparing import keeping, making, paying, revisions, rounds, standing, workloads
from advisor.comparing.report import Plan, Report
from advisor.comparing.timing import Lap
from advisor.errors import AdvisorError
from advisor.profiling import sampling
from tests import regressing

# Who is seen by a timer, and who wins a race, is now and then chance on a busy machine.
pytestmark = pytest.mark.flaky(reruns=2)

PROGRAM = """\
def work(count):
    total = 0
    for number in range(count):
        total += number * number % 7
    return total

print(work({count}))
"""


@pytest.fixture(autouse=True)
def _history(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ADVISOR_HISTORY", str(tmp_path / "history.sqlite3"))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A repository: ``quick`` and then ``slow``, which does three times the work."""
    place = tmp_path / "work"
    place.mkdir()
    regressing.git(place, "init", "-q")
    (place / "pyproject.toml").write_text('[tool.advisor]\nworkloads = ["python program.py"]\n')
    (place / ".gitignore").write_text("ignored*\n")
    (place / "program.py").write_text(PROGRAM.format(count=100_000))
    regressing.commit(place, "quick")
    (place / "program.py").write_text(PROGRAM.format(count=300_000))
    regressing.commit(place, "slow")
    return place


def made(folder: Path, base: str | None, head: str | None = None) -> Report:
    plan = Plan(base, head, 5.0, 1.0, opportunities=False)
    return making.make(folder, plan, settings.load(folder), lambda _: None)


def state(folder: Path) -> tuple[str, ...]:
    """All of the repository that a user would notice a change in."""

    def said(*words: str) -> str:
        command = ["git", *words]
        done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=True)
        return done.stdout

    objects = sorted(str(path) for path in (folder / ".git" / "objects").rglob("*"))
    words = (["status", "--porcelain"], ["worktree", "list"], ["stash", "list"], ["branch", "-a"])
    return (*(said(*each) for each in words), said("reflog"), *objects)


# ------------------------------------------------------------------ revisions


def test_slower_code_is_a_regression_and_its_function_is_named(folder: Path) -> None:
    before = state(folder)
    report = made(folder, "quick")
    (change,) = report.regressions
    assert change.comparison
    assert change.comparison.ratio.mid > 2
    assert [row.function for row in change.functions if row.verdict == "slower"] == ["work"]
    assert report.head.subject == "The slow program"
    assert state(folder) == before, "nothing is left behind"


def test_the_working_tree_is_judged_as_it_stands(folder: Path) -> None:
    (folder / "program.py").write_text("import fresh\nprint(fresh.value)\n")
    (folder / "fresh.py").write_text("value = sum(range(1000))\n")
    (folder / "ignored.py").write_text("")
    before = state(folder)
    report = made(folder, "slow")
    assert report.head.name == "working tree"
    (change,) = report.workloads
    assert change.comparison
    assert change.comparison.verdict == "faster"
    assert state(folder) == before


def test_a_program_that_the_base_lacks_is_new_and_one_that_fails_is_told(folder: Path) -> None:
    (folder / "other.py").write_text("print(1)\n")
    (folder / "broken.py").write_text("raise SystemExit('no such thing')\n")
    commands = ("python other.py", "python broken.py", "python missing.py")
    chosen = settings.load(folder, workloads=commands)
    plan = Plan("slow", None, 5.0, 1.0, opportunities=False)
    report = making.make(folder, plan, chosen, lambda _: None)
    other, broken, missing = report.workloads
    assert "does not run in the base" in other.note
    assert "no such thing" in broken.failure
    assert missing.failure == "missing.py: there is no such file"
    assert report.failures == (broken, missing)
    assert not any("advisor-report-" in change.failure + change.note for change in report.workloads)


def test_of_a_traceback_the_exception_and_its_place_are_told(folder: Path) -> None:
    (folder / "broken.py").write_text("def f():\n    import nosuchpackage\n\n\nf()\n")
    chosen = settings.load(folder, workloads=("python broken.py",))
    plan = Plan(None, None, 5.0, 1.0, opportunities=False)
    (broken,) = making.make(folder, plan, chosen, lambda _: None).workloads
    assert "ModuleNotFoundError: No module named 'nosuchpackage' (File" in broken.failure
    assert "Traceback" not in broken.failure


def test_without_a_commit_there_is_nothing_to_work_from(tmp_path: Path) -> None:
    regressing.git(tmp_path, "init", "-q")
    (tmp_path / "pyproject.toml").write_text('[tool.advisor]\nworkloads = ["python a.py"]\n')
    with pytest.raises(AdvisorError, match="no commit yet"):
        made(tmp_path, None)


def test_empty_submodules_are_told_unless_something_fills_them(folder: Path) -> None:
    (folder / ".gitmodules").write_text("")
    assert "prepare = " in made(folder, None).notes[0]
    with (folder / "pyproject.toml").open("a") as file:
        file.write('prepare = ["git --version"]\n')
    assert not made(folder, None).notes


def test_a_module_of_the_checkout_is_found_where_an_editable_install_leads_elsewhere(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    package = folder / "src" / "packed"
    package.mkdir(parents=True)
    (package / "__init__.py").write_text("")
    (package / "__main__.py").write_text("print('quick')\n")
    regressing.commit(folder, "packed")
    (package / "__main__.py").write_text("sum(range(10_000_000))\n")
    monkeypatch.syspath_prepend(str(folder / "src"))
    chosen = settings.load(folder, workloads=("python -m packed",))
    plan = Plan("packed", None, 5.0, 1.0, opportunities=False)
    (change,) = making.make(folder, plan, chosen, lambda _: None).workloads
    assert change.comparison
    assert change.comparison.ratio.mid > 10


def test_checkouts_are_made_ready(folder: Path) -> None:
    (folder / "program.py").write_text("import built\nprint(built.value)\n")
    build = f"{sys.executable} -c \"open('built.py', 'w').write('value = 1')\""
    assert made(folder, None).failures
    chosen = settings.load(folder, prepare=(build,))
    plan = Plan(None, None, 5.0, 1.0, opportunities=False)
    assert not making.make(folder, plan, chosen, lambda _: None).failures
    assert not (folder / "built.py").exists()
    with pytest.raises(AdvisorError, match="prepare: 'false' ended with exit code 1"):
        making.make(folder, plan, settings.load(folder, prepare=("false",)), lambda _: None)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_nothing_is_left_behind_when_it_is_interrupted(folder: Path, number: int) -> None:
    (folder / "program.py").write_text("import time\ntime.sleep(60)\n")
    before = state(folder)
    command = [sys.executable, "-m", "advisor", "report", "--base", "quick", "--no-opportunities"]
    process = subprocess.Popen(
        command, cwd=folder, stderr=subprocess.PIPE, text=True, start_new_session=True
    )
    deadline = time.monotonic() + 60
    while not any((folder / ".git" / "worktrees").glob("same*")) and time.monotonic() < deadline:
        time.sleep(0.05)
    process.send_signal(number)
    process.communicate()
    assert process.returncode == 130
    assert state(folder) == before


def test_what_is_no_repository_or_revision_is_said(tmp_path: Path, folder: Path) -> None:
    with pytest.raises(AdvisorError, match="no revision 'nowhere'"):
        made(folder, "nowhere")
    (tmp_path / "outside").mkdir()
    with (
        pytest.raises(AdvisorError, match="in no git repository"),
        revisions.repository(tmp_path / "outside"),
    ):
        pass


def test_no_workload_is_wrong_use(folder: Path) -> None:
    (folder / "pyproject.toml").write_text("")
    with pytest.raises(AdvisorError, match="workloads = "):
        made(folder, None)


@pytest.mark.parametrize(
    ("command", "words"),
    [
        ("python a.py --b 'c d'", ("a.py", "--b", "c d")),
        ("a.py", ("a.py",)),
        ("python3 -m pack.age x", ("-m", "pack.age", "x")),
        ("pytest tests/bench -q", ("-m", "pytest", "tests/bench", "-q")),
    ],
)
def test_workloads_are_written_as_one_would_type_them(command: str, words: tuple[str]) -> None:
    assert workloads.read(command).words == words


def test_a_workload_that_is_no_python_is_refused() -> None:
    with pytest.raises(AdvisorError, match="'make all' is no Python program"):
        workloads.read("make all")


# ------------------------------------------------------------------ rounds


def rounded(base: float, head: float, drift: float = 0.0) -> rounds.Comparison:
    """Rounds on a machine that grows slower by ``drift`` from run to run."""
    laps = 0

    def lap(name: str, _: int) -> Lap:
        nonlocal laps
        laps += 1
        seconds = (head if name == "head" else base) * (1 + drift * laps)
        return Lap(seconds, seconds)

    *_, last = rounds.run(lap, 0.05, 1000.0, 0)
    return rounds.compared(last, 0)


def test_a_machine_that_grows_slower_favours_nobody() -> None:
    assert rounded(1.0, 1.0, drift=0.02).verdict == "cannot tell"
    assert rounded(1.0, 1.1, drift=0.002).verdict == "slower"
    assert rounded(1.0, 0.9, drift=0.002).verdict == "faster"


def test_what_waits_is_compared_by_elapsed_time() -> None:
    working, waiting = Lap(1.0, 0.99), Lap(1.0, 0.2)
    both = (working, working)
    assert rounds.compared([rounds.Round(both, both)], 0).measure == "computing"
    assert rounds.compared([rounds.Round(both, (waiting, working))], 0).measure == "elapsed"


def test_a_difference_below_that_of_equal_copies_is_not_believed() -> None:
    noisy = [
        rounds.Round((Lap(1.0, 1.0), Lap(1 + swing, 1 + swing)), (Lap(1.1, 1.1), Lap(1.1, 1.1)))
        for swing in (0.3, -0.2) * 5
    ]
    assert rounds.compared(noisy, 0).verdict == "cannot tell"


# ------------------------------------------------------------------ fast paths


def test_questions_to_fast_paths_are_found_with_the_statements_below(tmp_path: Path) -> None:
    path = tmp_path / "program.py"
    path.write_text(
        "def f(x):\n"
        "    fast = _f_fast and _f_fast(x)\n"
        "    if fast:\n"
        "        return fast[0]\n"
        "    total = 0\n"
        "    return total\n"
        "fast_2 = _loop(range)\n"
        "if fast_2:\n"
        "    a, = fast_2\n"
        "else:\n"
        "    a = 3\n"
        "fast = is_fast(3)\n"
        "if fast:\n"
        "    print('the user likes this name, too')\n"
    )
    found = [(q.line, q.first_line, q.last_line) for q in standing.questions(path)]
    assert found == [(7, 11, 11), (2, 5, 6)]


def test_a_fast_path_that_is_passed_by_is_told(folder: Path) -> None:
    (folder / "program.py").write_text(
        "try:\n"
        "    from _program_work import work as _work_fast\n"
        "except ImportError:\n"
        "    _work_fast = None\n"
        "def work(count):\n"
        "    fast = _work_fast and _work_fast(count)\n"
        "    if fast:\n"
        "        return fast[0]\n"
        "    total = 0\n"
        "    for number in range(count):\n"
        "        total += number * number % 7\n"
        "    return total\n"
        "work(1_000_000)\n"
    )
    (folder / "_program_work.pyx").write_text("")
    (change,) = made(folder, None).workloads
    (path,) = change.fast_paths
    assert (path.path, path.line) == ("program.py", 6)
    assert path.share > 0.5
    assert "_program_work.pyx is there, but it is not built" in path.reason


def test_a_fast_path_that_gains_nothing_is_told_and_one_that_gains_is_not(tmp_path: Path) -> None:
    text = (
        "def work(count):\n"
        "    fast = _work(\n"
        "        count\n"
        "    )\n"
        "    if fast:\n"
        "        return fast[0]\n"
        "    return 1\n"
        "def add(count):\n"
        "    fast = _good(count)\n"
        "    if fast:\n"
        "        return fast[0]\n"
        "    return 2\n"
    )
    path = tmp_path / "head" / "program.py"
    path.parent.mkdir()
    path.write_text(text)
    spots = tuple(
        sampling.Spot(path, name, line, 0.4, 0.4, 0.4, (sampling.LineTime(at, 0.4, 0.4),), ())
        for name, line, at in (("work", 1, 2), ("add", 8, 9))
    )
    run = sampling.Run(1.0, 0, "", b"", b"")
    ran = targeting.resolve(["program.py"], path.parent)
    profile = sampling.Profile(ran, run, spots, 1000, (), modules=(path,))
    tried: set[str] = set()

    def lap(root: Path, _: int) -> Lap:
        now = (root / "program.py").read_text()
        compile(now, "program.py", "exec")
        assert len(now.splitlines()) == len(text.splitlines())
        tried.update({now} - {text})
        seconds = 3.0 if "fast = None" in now.partition("def add")[2] else 1.0
        return Lap(seconds, seconds)

    found = tuple(paying.idle(path.parent, profile, lap, 1000.0, 0))
    assert [(each.kind, each.line) for each in found] == [("idle", 2)]
    assert len(tried) == 2
    assert [each.name for each in tmp_path.iterdir()] == ["head"]


# ------------------------------------------------------------------ the command


def advisor(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "advisor", *words]
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[1])}
    return subprocess.run(
        command, cwd=folder, capture_output=True, text=True, env=environment, check=False
    )


def test_the_command_writes_every_format_and_fails_for_a_regression(folder: Path) -> None:
    names = ("r.md", "r.html", "r.json", "r.sarif", "r.xml", "r.benchmark.json", "r.txt")
    outputs = [word for name in names for word in ("--output", str(folder.parent / name))]
    done = advisor(
        folder, "report", "--base", "quick", "--no-opportunities", "--seconds", "1", *outputs
    )
    assert done.returncode == 1, done.stderr
    assert not done.stdout
    assert all((folder.parent / name).stat().st_size for name in names)
    assert json.loads((folder.parent / "r.json").read_text())["regression"] is True
    (kept,) = keeping.reports(folder)
    assert kept.regressions
    told = advisor(folder, "history").stdout
    assert "got slower" in told
    assert json.loads(advisor(folder, "history", "--format", "json").stdout)["reports"]


def test_exit_codes_are_as_documented(folder: Path) -> None:
    quickly = ("--no-opportunities", "--seconds", "1", "--quiet")
    good = advisor(folder, "report", "--base", "slow", "--head", "quick", *quickly)
    assert (good.returncode, "got faster" in good.stdout) == (0, True), good.stderr
    assert advisor(folder, "report", "--base", "nowhere", *quickly).returncode == 2
    assert advisor(folder, "report", "--output", "r.docx").returncode == 2
    failing = advisor(folder, "report", "--workload", "python missing.py", *quickly)
    assert failing.returncode == 3
    assert "could not be run" in failing.stdout
    allowed = ("--base", "quick", "--fail-above", "900")
    assert advisor(folder, "report", *allowed, *quickly).returncode == 0


def test_what_is_still_to_be_won_is_listed(folder: Path) -> None:
    (folder / "program.py").write_text(
        "def known(words, dictionary):\n"
        "    return [word for word in words if word in dictionary]\n"
        "words = list(range(2500))\n"
        "print(len(known(words, words[::2])))\n"
    )
    done = advisor(folder, "report", "--format", "json", "--backend", "python", "--seconds", "1")
    assert done.returncode == 0, done.stderr
    (chance,) = json.loads(done.stdout)["opportunities"]
    assert (chance["function"], chance["path"]) == ("known", "program.py")
    assert chance["command"] == "advisor rewrite --apply program.py"
    again = advisor(folder, "scan", "--format", "json", "--backend", "python", "program.py")
    assert "from the scan of" in again.stdout, "the report's scan is the user's"
