"""Measure how often a performance report sees a slow-down, and how often it sees one in vain.

Makes a repository whose second revision is a tenth slower and one that only changes its
documentation, and compares them again and again::

    python tests/regressing.py --runs 20
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from advisor import settings
from advisor.comparing import making
from advisor.comparing.report import Plan, Report

PROGRAM = """\
from counting import histogram
from smoothing import smooth

values = [(number * 7919) % 1009 / 7 for number in range({size})]
for _ in range(9):
    values = smooth(values)
print(sum(values), len(histogram(values)))
"""
SMOOTHING = """\
def smooth(values):
    result = list(values)
    for index in range(1, len(values) - 1):
        result[index] = (values[index - 1] + 2 * values[index] + values[index + 1]) / 4
    return result
"""
COUNTING = """\
def histogram(values):
    counts = {{}}
    for _ in range({times}):
        for value in values:
            key = int(value)
            counts[key] = counts.get(key, 0) + 1
    return counts
"""
SETTINGS = '[tool.advisor]\nworkloads = ["python program.py"]\n'
SIZE, TIMES, MORE = 150_000, 20, 23  # three more rounds of counting: a tenth of the run


def git(folder: Path, *words: str) -> None:
    """Run git as somebody."""
    who = ("-c", "user.name=Ada", "-c", "user.email=ada@example.org")
    command = ["git", *who, *words]
    subprocess.run(command, cwd=folder, check=True, capture_output=True)


def repository(folder: Path, size: int = SIZE) -> None:
    """One with the revisions ``original``, ``slower`` and ``documented``."""
    git(folder, "init", "-q")
    written = {
        "program.py": PROGRAM.format(size=size),
        "smoothing.py": SMOOTHING,
        "counting.py": COUNTING.format(times=TIMES),
        "pyproject.toml": SETTINGS,
        "README.md": "A program.\n",
    }
    for name, text in written.items():
        (folder / name).write_text(text)
    commit(folder, "original")
    (folder / "README.md").write_text("A program that smooths and counts.\n")
    commit(folder, "documented")
    (folder / "README.md").write_text("A program.\n")
    (folder / "counting.py").write_text(COUNTING.format(times=MORE))
    commit(folder, "slower")


def commit(folder: Path, name: str) -> None:
    """What stands there, as a tag."""
    git(folder, "add", "--all")
    git(folder, "commit", "-q", "-m", f"The {name} program")
    git(folder, "tag", name)


def compared(folder: Path, head: str, seconds: float) -> Report:
    """The report on one revision against the original."""
    plan = Plan("original", head, 5.0, seconds, opportunities=False)
    return making.make(folder, plan, settings.load(folder), lambda _: None)


def main() -> None:
    """Print a line for each report, and the counts."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=20)
    parser.add_argument("--seconds", type=float, default=60.0, help="for each comparison")
    parser.add_argument("--size", type=int, default=SIZE)
    options = parser.parse_args()
    flagged = {"slower": 0, "documented": 0}
    with tempfile.TemporaryDirectory(prefix="regressing-") as name:
        repository(Path(name), options.size)
        for number in range(1, options.runs + 1):
            for head in flagged:
                began = time.monotonic()
                report = compared(Path(name), head, options.seconds)
                (change,) = report.workloads
                flagged[head] += bool(report.regressions)
                told(number, head, report, time.monotonic() - began)
                assert not change.failure, change.failure
    sys.stdout.write(
        f"flagged: {flagged['slower']} of {options.runs} slow-downs, "
        f"{flagged['documented']} of {options.runs} revisions without one\n"
    )


def told(number: int, head: str, report: Report, took: float) -> None:
    """One line on stdout."""
    (change,) = report.workloads
    comparison = change.comparison
    if comparison is None:
        return
    ratio, noise = comparison.ratio, comparison.noise
    sys.stdout.write(
        f"{number:3} {head:10} {comparison.verdict:11} {'FLAGGED' if report.regressions else '':7} "
        f"{comparison.before:.3f} s, ratio {ratio.low:.3f} {ratio.mid:.3f} {ratio.high:.3f}, "
        f"copies {noise.low:.3f} {noise.high:.3f}, {len(comparison.laps[0]) // 2} rounds of "
        f"{comparison.measure}, {took:.0f} s\n"
    )
    sys.stdout.flush()


if __name__ == "__main__":
    main()
