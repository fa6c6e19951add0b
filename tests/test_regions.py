"""The largest unit that compiles gets the winner, wherever the work stands."""

from __future__ import annotations

import subprocess
import sys
import textwrap
from dataclasses import replace
from pathlib import Path

import pytest

from advisor import pipeline
from advisor.choosing import HotspotAdvice
from advisor.settings import Settings
from advisor.targeting import resolve

# Who is seen by a timer, and who wins a race, is now and then chance on a busy machine.
pytestmark = pytest.mark.flaky(reruns=2)

QUICK = Settings(
    backends=("cython",), invented=20, race_seconds=0.05, mutants=0, history=False, memory=2 << 30
)

GREEDY = replace(QUICK, min_share=0.3)

LOOP = """\
for i in range(900_000):
    x = x * 0.5 + i
    total += x
"""
STEP = """\
    x = x * 0.5 + i
    return x, total + x
"""


def indented(code: str, spaces: int) -> str:
    return textwrap.indent(code, " " * spaces)


AT_MODULE_LEVEL = f"""\
print("begin")
x = total = 0.0
{LOOP}print(total, x, i)
"""
IN_MAIN = f"""\
def main():
    print("begin")
    x = total = 0.0
{indented(LOOP, 4)}    print(total, x)


main()
"""
IN_A_METHOD = """\
class Sums:
    def __init__(self):
        self.x = 1.0
        self.seen = [0.0] * 97

    def run(self, n):
        print("begin")
        for i in range(n):
            self.x = self.x * 0.5 + i
            self.seen[i % 97] += self.x
        print(self.x)


sums = Sums()
sums.run(700_000)
print(sums.seen[:9])
"""
WITH_A_HELPER = """\
from steps import step


def main():
    x = total = 0.0
    print("begin")
    for i in range(600_000):
        x, total = step(x, total, i)
    print(total)


main()
"""
STEPS = f"def step(x, total, i):\n{STEP}"
WITH_A_COUNTER = f"""\
print("begin")
x = total = 0.0
i = 0
while i < 600_000:
{indented(LOOP.partition(chr(10))[2], 0)}    i += 1
print(total, x, i)
"""
AFTER_A_CALL = """\
import sys


def walk(n):
    x = sys.getrecursionlimit() / 2000
    total = 0.0
    i = 0
    while True:
        i += 1
        x = x * 0.5 + i
        total += x
        if i == n:
            return total, i


print(walk(900_000))
"""
BETWEEN_PRINTS = """\
def main():
    print("begin")
    squares = [i * 0.5 for i in range(900_000)]
    total = 0.0
    for square in squares:
        total += square * 1.5
    print(total)


main()
"""


def output(folder: Path, name: str = "script.py") -> tuple[bytes, int]:
    done = subprocess.run([sys.executable, name], cwd=folder, capture_output=True, check=False)
    return done.stdout, done.returncode


def rewritten(folder: Path, **files: str) -> tuple[HotspotAdvice, ...]:
    """The winners that were written into ``script.py``, which does what it did."""
    for name, text in files.items():
        (folder / f"{name}.py").write_text(text)
    before = output(folder)
    target = resolve(["script.py"], folder)
    done = pipeline.rewrite(target, QUICK, lambda _: None, apply=True)
    assert done.applied, [h.left_alone_because for h in done.advice.hotspots]
    assert output(folder) == before
    return tuple(h for h in done.advice.hotspots if h.winner and not h.covered_by)


@pytest.mark.parametrize(
    ("script", "kind", "function"),
    [
        pytest.param(AT_MODULE_LEVEL, "loop", "<module>", id="at module level"),
        pytest.param(IN_MAIN, "loop", "main", id="between prints in main"),
        pytest.param(IN_A_METHOD, "loop", "Sums.run", id="in a method"),
        pytest.param(WITH_A_COUNTER, "loop", "<module>", id="while with a counter"),
        pytest.param(AFTER_A_CALL, "tail", "walk", id="after a call, with a return inside"),
        pytest.param(BETWEEN_PRINTS, "span", "main", id="several statements"),
    ],
)
def test_the_same_loop_gets_its_winner(
    tmp_path: Path, script: str, kind: str, function: str
) -> None:
    (winner,) = rewritten(tmp_path, script=script)
    assert winner.region is not None
    assert (winner.region.kind, winner.region.function) == (kind, function)


def test_a_helper_beside_the_script_is_compiled_along_and_guarded(tmp_path: Path) -> None:
    (winner,) = rewritten(tmp_path, script=WITH_A_HELPER, steps=STEPS)
    assert winner.region is not None
    assert winner.region.helpers == ("step",)
    text = (tmp_path / "script.py").read_text()
    replaced = text.replace("\nmain()", "\nstep = lambda x, total, i: (x, total + 1.0)\nmain()")
    (tmp_path / "script.py").write_text(replaced)
    assert output(tmp_path) == (b"begin\n600000.0\n", 0)


TWO_PARTS = """\
def slow(n):
    x = total = 0.0
    for i in range(n):
        x = x * 0.5 + i
        total += x
    return total


def trifle(values):
    best = 0.0
    for v in values:
        best = best * 0.5 + v
    return best


print(slow(4_000_000))
values = [0.25] * 1_500_000
print(trifle(values))
"""


def test_what_is_hot_once_the_winners_are_in_gets_a_contest_of_its_own(tmp_path: Path) -> None:
    (tmp_path / "script.py").write_text(TWO_PARTS)
    told: list[str] = []
    pipeline.scan(resolve(["script.py"], tmp_path), GREEDY, told.append)
    raced = [t for t in told if t.startswith("racing")]
    assert raced == ["racing slow", "racing trifle"]


def test_a_caller_that_compiles_takes_its_helpers_along_without_a_race(tmp_path: Path) -> None:
    # The timer is heard where a loop turns: the helper needs one to be seen for sure.
    looping = STEPS.replace("    x = ", "    for _ in range(3):\n        x = ")
    (tmp_path / "script.py").write_text(WITH_A_HELPER.replace("from steps import step", looping))
    told: list[str] = []
    target = resolve(["script.py"], tmp_path)
    advice = pipeline.scan(target, QUICK, told.append)
    assert [t for t in told if t.startswith("racing")] == ["racing main"]
    by_name = {h.spot.function: h for h in advice.hotspots}
    assert by_name["step"].covered_by == by_name["main"].region.name  # type: ignore[union-attr]
    assert by_name["step"].winner
