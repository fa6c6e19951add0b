"""Loops nobody has thought of: random programs give the same in whole-array form, or decline.

Set ``ADVISOR_PROGRAMS`` to try more of them.
"""

from __future__ import annotations

import copy
import linecache
import os
import random
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
import pytest

from advisor.backend import Backend, FastPath, UnsuitableError
from advisor.backends import numexpr as numexpr_backend
from advisor.backends import numpy as numpy_backend
from advisor.lowering import UnsupportedError
from tests import slow_loops
from tests.lowering_help import kernel_of
from tests.test_numpy_backend import bits, close, loaded

PROGRAMS = int(os.environ.get("ADVISOR_PROGRAMS", "10"))


class Programs:
    """Writes loops over two grids ``a`` and ``b`` with subscripts of all kinds."""

    def __init__(self, seed: int) -> None:
        """The same programs for the same seed."""
        self.random = random.Random(seed)  # noqa: S311  (programs, not secrets)

    def program(self) -> str:
        """A function of one or two nests."""
        lines = ["n = a.shape[0]", "s = 0.0", "out = [0.5]"]
        for _ in range(self.random.randint(1, 2)):
            lines += self.nest()
        body = "\n".join(f"    {line}" for line in [*lines, "return s, out"])
        return f"def program(a, b):\n{body}\n"

    def nest(self) -> Iterator[str]:
        """A loop, or two in each other."""
        names: list[str] = []
        yield f"for i in {self.range()}:"
        if self.random.random() < 0.4:
            yield from indented(self.statements("i", names, 0))
            return
        if self.random.random() < 0.4:
            yield from indented(self.statements("i", names, 1))
        yield f"    for j in {self.range(inner=True)}:"
        yield from indented(indented(self.statements("ij", list(names), 0)))
        if self.random.random() < 0.3:
            yield from indented(self.statements("i", names, 1))

    def range(self, *, inner: bool = False) -> str:
        """The range of a loop."""
        stops = ["n", "n - 1", "n - 2", *(["i"] if inner and self.random.random() < 0.2 else [])]
        step = self.random.choice(["", "", ", 2"])
        start, stop = self.random.randint(0, 2), self.random.choice(stops)
        if self.random.random() < 0.15:
            return f"range({stop} - 1, {start} - 1, -1)"
        return f"range({start}, {stop}{step})"

    def statements(self, loops: str, names: list[str], depth: int) -> Iterator[str]:
        """One or two statements."""
        for _ in range(self.random.randint(1, 2)):
            yield from self.statement(loops, names, depth)

    def statement(self, loops: str, names: list[str], depth: int) -> Iterator[str]:
        """A store, a temporary, a sum, an append or a choice."""
        value, kind = self.value(loops, names), self.random.random()
        if kind < 0.45:
            yield f"{self.element(loops)} = {value}"
        elif kind < 0.6:
            yield f"t{len(names)} = {value}"
            names.append(f"t{len(names)}")
        elif kind < 0.72:
            yield f"s += {value}"
        elif kind < 0.8 or depth > 1:
            yield f"out.append({value})"
        else:
            yield f"if {value} > {self.random.choice(['0.5', 'i', '1.0'])}:"
            yield from indented(self.statements(loops, list(names), depth + 1))
            if self.random.random() < 0.4:
                yield "else:"
                yield from indented(self.statements(loops, list(names), depth + 1))

    def value(self, loops: str, names: list[str]) -> str:
        """A sum, difference or product of parts."""
        parts = [self.part(loops, names) for _ in range(self.random.randint(1, 4))]
        return self.random.choice([" + ", " - ", " * "]).join(parts)

    def part(self, loops: str, names: list[str]) -> str:
        """An element, a temporary, a multiple of a counter or a constant."""
        kind = self.random.random()
        if kind < 0.6:
            return self.element(loops)
        if kind < 0.75 and names:
            return self.random.choice(names)
        if kind < 0.85:
            return f"{self.random.choice(loops)} * 0.5"
        return self.random.choice(["1.0", "0.5", f"abs({self.element(loops)})"])

    def element(self, loops: str) -> str:
        """An element of one of the grids."""
        second = self.subscript("j") if "j" in loops else self.random.choice("01")
        return f"{self.random.choice('ab')}[{self.subscript('i', loops)}, {second}]"

    def subscript(self, name: str, loops: str = "ij") -> str:
        """A constant, a counter, twice it, or one nearby."""
        kind, offset = self.random.random(), self.random.choice([-2, -1, 0, 0, 0, 1, 2])
        if kind < 0.08:
            return str(self.random.randint(0, 3))
        if kind < 0.14:
            return f"2 * {name}"
        if kind < 0.18 and loops == "ij":
            return "i"
        return f"{name} {'+' if offset > 0 else '-'} {abs(offset)}" if offset else name


def indented(lines: Iterator[str]) -> Iterator[str]:
    return (f"    {line}" for line in lines)


def defined(source: str, name: str) -> Callable[..., Any]:
    """The function of a source text, so that its source can be asked for."""
    linecache.cache[name] = (len(source), None, source.splitlines(keepends=True), name)
    space: dict[str, Any] = {}
    exec(compile(source, name, "exec"), space)
    return space["program"]  # type: ignore[no-any-return]


def grids(seed: int, rows: int) -> tuple[Any, Any]:
    generator = np.random.default_rng([seed, rows])
    other = rows if generator.random() < 0.8 else 4
    return (
        np.round(generator.normal(size=(rows, 7)) * 4) / 8,
        np.round(generator.normal(size=(other, 7)) * 4) / 8,
    )


def drafts(program: Callable[..., Any], backend: Backend) -> list[FastPath]:
    assert backend.drafts is not None
    try:
        return list(backend.drafts(kernel_of(program, *grids(0, 7)), "script"))
    except (UnsuitableError, UnsupportedError):
        return []


@pytest.mark.parametrize("backend", [numpy_backend.BACKEND, numexpr_backend.BACKEND])
@pytest.mark.parametrize("seed", range(8))
def test_random_loops_give_the_same_or_decline(
    seed: int, backend: Backend, monkeypatch: pytest.MonkeyPatch
) -> None:
    programs = Programs(seed)
    taken = 0
    for number in range(PROGRAMS):
        source = programs.program()
        program = defined(source, f"<program {seed}.{number}>")
        monkeypatch.setattr(slow_loops, "program", program, raising=False)
        for draft in drafts(program, backend):
            fast = loaded("program", draft)
            taken += sum(agrees(source, program, fast, draft, rows) for rows in (7, 5, 3, 1, 0))
    # Few programs have an expression long enough for numexpr.
    assert taken or backend is numexpr_backend.BACKEND


def agrees(
    source: str, program: Callable[..., Any], fast: Callable[..., Any], draft: FastPath, rows: int
) -> bool:
    """Whether the fast path answered; then it must have done what the program does."""
    before = grids(len(source), rows)
    ours, theirs = copy.deepcopy(before), copy.deepcopy(before)
    done = fast(*ours)
    if not done:
        assert bits(ours) == bits(before), source
        return False
    with np.errstate(all="raise", under="ignore"):
        expected = program(*theirs)
    same = close if draft.rounding else lambda left, right: bits(left) == bits(right)
    assert same((done, ours), (expected, theirs)), f"{source}\n{draft.companions[0][1]}"
    return True
