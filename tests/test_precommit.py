"""The hooks work under the real pre-commit, in a real repository."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

# Who is seen by a timer, and who wins a race, is now and then chance on a busy machine.
pytestmark = pytest.mark.flaky(reruns=2)

ROOT = Path(__file__).parents[1]
HOOKS = ".pre-commit-hooks.yaml"
IDENTITY = {
    f"GIT_{who}_{what}": value
    for who in ("AUTHOR", "COMMITTER")
    for what, value in (("NAME", "Somebody"), ("EMAIL", "somebody@example.org"))
}

SLOW = """\
def unique(lines):
    seen = []
    for line in lines:
        if line not in seen:
            seen.append(line)
    return seen
"""
FAST = SLOW.replace("[]", "set()").replace("append", "add")
HOT = """\
def total(count):
    found = 0.0
    for i in range(count):
        for j in range(50):
            found += (i * j) % 7 * 0.5
    return found


print(total(60_000))
"""
SETTINGS = """\
[tool.advisor]
workloads = ["python hot.py"]
invented = 10
mutants = 0
race-seconds = 0.1
backends = ["cython"]
history = false
"""


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository whose pre-commit has our hooks; this checkout stands in for an install."""
    for name, value in IDENTITY.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setenv("PRE_COMMIT_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    bin_folder = Path(sys.executable).parent
    monkeypatch.setenv("PATH", f"{bin_folder}{os.pathsep}{os.environ['PATH']}")
    hooks = tmp_path / "hooks"
    hooks.mkdir()
    git(hooks, "init", "-q")
    shutil.copy2(ROOT / HOOKS, hooks)
    revision = committed(hooks)
    repository = tmp_path / "repository"
    repository.mkdir()
    git(repository, "init", "-q")
    (repository / ".pre-commit-config.yaml").write_text(
        f"""\
repos:
- repo: {hooks.as_uri()}
  rev: {revision}
  hooks:
  - {{id: advisor-check, language: system}}
  - {{id: advisor-verify, language: system}}
""",
        encoding="utf-8",
    )
    return repository


def git(folder: Path, *words: str) -> str:
    program = shutil.which("git")
    assert program
    done = subprocess.run([program, *words], cwd=folder, check=True, capture_output=True, text=True)
    return done.stdout.strip()


def committed(folder: Path) -> str:
    git(folder, "add", "--all")
    git(folder, "commit", "-q", "--no-verify", "--message", "more")
    return git(folder, "rev-parse", "HEAD")


def pre_commit(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "pre_commit", "run", *words],
        cwd=folder,
        check=False,
        capture_output=True,
        text=True,
    )


def test_a_slow_habit_stops_the_commit(repository: Path) -> None:
    (repository / "habit.py").write_text(SLOW, encoding="utf-8")
    git(repository, "add", "--all")
    done = pre_commit(repository)
    assert done.returncode == 1, done.stdout + done.stderr
    assert "habit.py:4:12: membership-in-list: `seen`" in done.stdout
    assert "--verify" not in done.stdout


def test_clean_code_is_let_through(repository: Path) -> None:
    (repository / "habit.py").write_text(FAST, encoding="utf-8")
    git(repository, "add", "--all")
    done = pre_commit(repository)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "Passed" in done.stdout


def test_a_changed_hot_function_that_is_proven_slow_stops_the_push(repository: Path) -> None:
    (repository / "pyproject.toml").write_text(SETTINGS, encoding="utf-8")
    (repository / "hot.py").write_text(HOT.replace("0.5", "0.25"), encoding="utf-8")
    before = committed(repository)
    (repository / "hot.py").write_text(HOT, encoding="utf-8")
    after = committed(repository)
    range_pushed = ("--hook-stage", "pre-push", "--from-ref", before, "--to-ref", after)
    done = pre_commit(repository, "advisor-verify", *range_pushed)
    assert done.returncode == 1, done.stdout + done.stderr
    assert "hot.py:1:1: verified-opportunity: `total` runs" in done.stdout
    assert "advisor rewrite --apply hot.py" in done.stdout


def test_what_did_not_change_is_not_scanned(repository: Path) -> None:
    (repository / "pyproject.toml").write_text(SETTINGS, encoding="utf-8")
    (repository / "hot.py").write_text(HOT, encoding="utf-8")
    committed(repository)
    done = pre_commit(repository, "advisor-verify", "--hook-stage", "manual", "--all-files")
    assert done.returncode == 0, done.stdout + done.stderr
