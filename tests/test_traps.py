"""No trap catches the tool; and the judge of the traps sees what it must see."""

from __future__ import annotations

import ast
import random
from collections import OrderedDict
from collections.abc import Callable, Iterable
from decimal import Decimal
from pathlib import Path

import numpy as np
import pytest

from tests import trapping
from tests.trap_describing import Describer
from tests.trapping import Answer, Trap, judge

FEW = 12
LEAST = 80
TRAPS = trapping.traps()

KINDS = """
in-place stencils · recurrences · big integers · float order and Kahan sums ·
NaN and -0.0 in min/max · first-index ties · empty input · exceptions half-way ·
negative and overrunning indices · break/else · string concatenation of non-strings ·
duplicates and order against sets · unhashable and equal-but-different elements ·
aliased lists · mutable defaults · lazy and shared generators · rebinding of globals ·
monkeypatching · recursion with memo · random streams · prints in the loop · callbacks ·
operator overloading · subclasses · float32 · int32 wrap ·
bool, complex and unsigned arrays · views and overlaps · read-only and transposed arrays ·
0-d and empty arrays · ragged and mixed lists · division by zero ·
domain and overflow errors · ints beyond 2**53 · float counters · while drift ·
try/except in the loop · clocks, threads, async · properties and slots · decorators ·
*args/**kwargs/keyword-only · nonlocal · CRLF and tabs · coding cookies · f-strings ·
walrus · match · is · NaN in `in` · memory blow-up by broadcasting
"""


def few(traps: Iterable[Trap]) -> frozenset[str]:
    """The names of a dozen traps, each of another kind, always the same."""
    draw = random.Random(2024)  # noqa: S311 - a choice that is the same everywhere
    by_kind: dict[str, list[str]] = {}
    for trap in traps:
        by_kind.setdefault(trap.kind, []).append(trap.path.stem)
    kinds = draw.sample(sorted(by_kind), FEW)
    return frozenset(draw.choice(by_kind[kind]) for kind in kinds)


CHOSEN = few(TRAPS)


@pytest.mark.parametrize("trap", TRAPS, ids=lambda trap: trap.path.stem)
def test_no_trap_catches_the_tool(trap: Trap, pytestconfig: pytest.Config) -> None:
    if trap.path.stem not in CHOSEN and not pytestconfig.getoption("--all-traps"):
        pytest.skip("judged with --all-traps")
    verdict = judge(trap)
    assert verdict.status in trapping.PRESERVED, verdict.detail


def test_there_are_traps_of_every_kind() -> None:
    kinds = {" ".join(kind.split()) for kind in KINDS.split("·")}
    assert {trap.kind for trap in TRAPS} == kinds
    assert len(TRAPS) >= LEAST


@pytest.mark.parametrize("trap", TRAPS, ids=lambda trap: trap.path.stem)
def test_a_trap_is_a_small_program_that_says_what_it_lures_to(trap: Trap) -> None:
    tree = ast.parse(trap.program)
    title = (ast.get_docstring(tree) or "").partition("\n")[0]
    assert title.endswith(".")
    assert b"advisor" not in trap.program
    assert "def probes():" in trap.calls


MEAN = """
def mean(values):
    total = 0.0
    for value in values:
        total += value
    return total / len(values)


if __name__ == "__main__":
    print(mean([1.0, 2.0]))
"""
CALLS = """
def probes():
    yield mean, [0.5, 1.5]
    yield mean, []
    yield mean, [1e16, 1.0, -1e16, 1.0]
    yield mean, [2**53 + 1, 2]
"""

CRASH = "values and values[0] > 9 and __import__('os').abort()"


@pytest.fixture
def trap(tmp_path: Path) -> Trap:
    return Trap(tmp_path / "mean.py", "empty input", MEAN.encode(), CALLS)


def replacing(old: str, new: str) -> Callable[[Path], Answer]:
    """A tool that replaces text."""

    def rewriter(program: Path) -> Answer:
        text = program.read_text(encoding="utf-8")
        assert old in text
        program.write_text(text.replace(old, new), encoding="utf-8")
        return Answer(0, (), ("mean: by hand",))

    return rewriter


def test_an_untouched_program_counts_as_left_alone(trap: Trap) -> None:
    verdict = judge(trap, lambda _: Answer(0, ("mean: too quick",)))
    assert (verdict.status, verdict.detail) == ("left alone", "mean: too quick")


def test_a_rewrite_that_behaves_the_same_counts_as_rewritten(trap: Trap) -> None:
    verdict = judge(trap, replacing("total += value", "total = total + value"))
    assert (verdict.status, verdict.detail) == ("rewritten", "mean: by hand")


@pytest.mark.parametrize(
    ("old", "new", "status", "what"),
    [
        ("total = 0.0", "total = 0 if values else 0.0", "WRONG", "mean([9007199254740993, 2])"),
        ("total /", "total * 1.0 /", "rewritten", "mean: by hand"),
        ("in values", "in [*values][::-1]", "WRONG", "mean([1e+16"),
        ("return", "values.reverse()\n    return", "WRONG", "mean([0.5, 1.5]): arguments"),
        ("mean(values)", "mean(values, start=0)", "WRONG", "import: surface"),
        ("1.0, 2.0", "1.0, 2.5", "WRONG", "the script's stdout"),
        ("return", f"{CRASH}\n    return", "WRONG", "after 3 outcomes"),
        ("return", "return (", "broken file", "SyntaxError"),
        ("def", "from advisor import cli\n\n\ndef", "broken file", "it imports the tool"),
    ],
    ids=["type", "same", "order", "argument", "signature", "stdout", "crash", "syntax", "import"],
)
def test_what_a_rewrite_spoils_is_named(
    trap: Trap, old: str, new: str, status: str, what: str
) -> None:
    verdict = judge(trap, replacing(old, new))
    assert verdict.status == status, verdict.detail
    assert verdict.detail.startswith(what)


def test_a_tool_that_fails_is_a_tool_error(trap: Trap) -> None:
    verdict = judge(trap, lambda _: Answer(70, complaint="a mistake of ours"))
    assert (verdict.status, verdict.detail) == ("tool error", "exit 70: a mistake of ours")


def told(*values: object) -> list[str]:
    describer = Describer()
    return [*map(describer.describe, values), describer.shared_memory()]


def aliased() -> list[list[int]]:
    row = [1]
    return [row, row]


def looped() -> list[object]:
    values: list[object] = [1]
    values.append(values)
    return values


class Point:
    """A class of the test's own."""

    __slots__ = ("x",)

    def __init__(self, x: float) -> None:
        self.x = x


BUFFER = np.arange(4.0)

DIFFERENT: tuple[tuple[object, object], ...] = (
    (1, 1.0),
    (1, True),
    (1, np.int64(1)),
    (0.0, -0.0),
    (0.1 + 0.2, 0.3),
    ([1], (1,)),
    (aliased(), [[1], [1]]),
    ({1: 2, 3: 4}, {3: 4, 1: 2}),
    (ValueError("a"), ValueError("b")),
    (ValueError("a"), RuntimeError("a")),
    (np.zeros(2), np.zeros(2, np.float32)),
    (np.zeros((2, 2)), np.zeros((2, 2), order="F")),
    (np.zeros(3), np.zeros((3, 1))),
    (np.array([0.0]), np.array([-0.0])),
    (np.array(["a"], object), np.array(["b"], object)),
    (Point(1.0), Point(2.0)),
    (Decimal("1.0"), Decimal("1.00")),
    (iter([1, 2]), iter([2])),
    (iter([1, 2]), [1, 2]),
    (OrderedDict(a=1), {"a": 1}),
    ([BUFFER[:2], BUFFER[1:3]], [BUFFER[:2], BUFFER[1:3].copy()]),
    (2**5000, 2**5000 + 1),
    (looped(), [1, [1]]),
    ("a" * 200_000, "a" * 200_001),
)
SAME: tuple[tuple[object, object], ...] = (
    (float("nan"), -float("nan")),
    (np.array([np.nan, 1.0]), np.array([-np.nan, 1.0])),
    (aliased(), aliased()),
    (looped(), looped()),
    (np.arange(100.0), np.arange(100.0)),
    (Point(1.0), Point(1.0)),
    (ValueError("a", 1), ValueError("a", 1)),
    ([1, "a", None, 2j, b"x"], [1, "a", None, 2j, b"x"]),
)


@pytest.mark.parametrize(("one", "other"), DIFFERENT, ids=lambda value: repr(value)[:20])
def test_different_values_are_told_apart(one: object, other: object) -> None:
    assert told(one) != told(other)


@pytest.mark.parametrize(("one", "other"), SAME, ids=lambda value: repr(value)[:20])
def test_equal_values_are_told_alike(one: object, other: object) -> None:
    assert told(one) == told(other)
