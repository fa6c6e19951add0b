"""However a loop is written, it becomes slices if its trips need nothing of each other, else never.

Each program has two grids, or two lists, and is compared with what it does by itself.
"""

from __future__ import annotations

import linecache
import re
import textwrap
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from advisor.backend import FastPath, UnsuitableError
from advisor.backends.numpy import BACKEND
from tests import slow_loops
from tests.lowering_help import kernel_of
from tests.test_numpy_backend import check

GRIDS = (np.arange(48.0).reshape(6, 8) / 16, np.ones((6, 8)))

SLICES = {
    "jacobi, counting down": """
        for i in range(old.shape[0] - 2, 0, -1):
            for j in range(old.shape[1] - 2, 0, -1):
                new[i, j] = (old[i - 1, j] + old[i + 1, j] + old[i, j - 1] + old[i, j + 1]) / 4.0
        """,
    "jacobi, while": """
        i = 1
        while i < old.shape[0] - 1:
            j = 1
            while j < old.shape[1] - 1:
                new[i, j] = 0.25 * (old[i - 1, j] + old[i + 1, j])
                j += 1
            i += 1
        """,
    "jacobi, every second": """
        for i in range(1, old.shape[0] - 1, 2):
            for j in range(1, old.shape[1] - 1, 3):
                new[i, j] = 0.5 * (old[i, j - 1] + old[i, j + 1])
        """,
    "jacobi, with a temporary": """
        n, m = old.shape
        for i in range(1, n - 1):
            for j in range(1, m - 1):
                total = old[i - 1, j] + old[i + 1, j]
                total = total + old[i, j - 1]
                new[i, j] = total / 3.0
        """,
    "filter": """
        for n in range(2, old.shape[1]):
            new[0, n] = 0.5 * old[0, n] + 0.25 * old[0, n - 1] + 0.125 * old[0, n - 2]
        """,
    "filter of taps": """
        for n in range(old.shape[0], old.shape[1]):
            total = 0.0
            for k in range(old.shape[0]):
                total += old[k, 0] * old[0, n - k]
            new[0, n] = total
        """,
    "pairwise": """
        for i in range(old.shape[0]):
            for j in range(old.shape[0]):
                total = 0.0
                for k in range(old.shape[1]):
                    d = old[i, k] - old[j, k]
                    total += d * d
                new[i, j] = total
        """,
    "element by element, down": """
        i = old.shape[0] - 1
        while i >= 0:
            new[i, 1] = 2.0 * old[i, 0] + 1.0
            i -= 1
        """,
    "element by element, to the end and with it": """
        i = 2
        while i <= old.shape[0] - 2:
            new[i, 0] = old[i, 0] * 0.5
            i = 1 + i
        return i
        """,
    "element by element, no trip": """
        i = 9
        while i < old.shape[0]:
            new[i, 0] = old[i, 0]
            i += 1
        return i
        """,
    "ahead, in place": """
        for i in range(old.shape[0] - 1):
            old[i, 0] = old[i + 1, 0] * 0.5
        """,
    "upwards, from below": """
        for i in range(1, old.shape[0]):
            for j in range(old.shape[1]):
                new[i, j] = old[i - 1, j]
        """,
}

LOOPS = {
    "gauss-seidel, counting down": """
        for i in range(old.shape[0] - 2, 0, -1):
            for j in range(old.shape[1] - 2, 0, -1):
                old[i, j] = (old[i - 1, j] + old[i + 1, j] + old[i, j - 1] + old[i, j + 1]) / 4.0
        """,
    "gauss-seidel, while": """
        i = 1
        while i < old.shape[0] - 1:
            j = 1
            while j < old.shape[1] - 1:
                old[i, j] = 0.25 * (old[i - 1, j] + old[i, j - 1])
                j += 1
            i += 1
        """,
    "gauss-seidel, every second": """
        for i in range(2, old.shape[0], 2):
            for j in range(2, old.shape[1], 2):
                old[i, j] = 0.5 * (old[i - 2, j] + old[i, j - 2])
        """,
    "prefix": """
        for i in range(1, old.shape[0]):
            old[i, 0] = old[i, 0] + old[i - 1, 0]
        """,
    "prefix, counting down": """
        for i in range(old.shape[0] - 2, -1, -1):
            old[i, 0] = old[i, 0] + old[i + 1, 0]
        """,
    "prefix, by a name": """
        total = 0.0
        for i in range(old.shape[0]):
            total = total * 0.5 + old[i, 0]
            new[i, 0] = total
        """,
    "recursive filter": """
        for n in range(1, old.shape[1]):
            new[0, n] = 0.9 * new[0, n - 1] + 0.1 * old[0, n]
        """,
    "recursive filter, while": """
        n = 2
        while n < old.shape[1]:
            new[0, n] = old[0, n] - 0.5 * new[0, n - 1] - 0.25 * new[0, n - 2]
            n += 1
        """,
    "while, to an end that moves": """
        i = 0
        n = old.shape[0]
        while i < n:
            new[i, 0] = old[i, 0]
            n -= 1
            i += 1
        """,
    "while, until something is found": """
        i = 0
        while i < old.shape[0]:
            if old[i, 0] > 1.0:
                break
            new[i, 0] = old[i, 0]
            i += 1
        """,
    "while, with a trip that skips": """
        i = 0
        while i < old.shape[0]:
            if old[i, 0] > 1.0:
                i += 1
                continue
            new[i, 0] = old[i, 0]
            i += 1
        """,
    "fibonacci": """
        a, b = 0.0, 1.0
        for i in range(old.shape[0]):
            new[i, 0] = a
            a, b = b, a + b
        """,
    "fibonacci, in a list": """
        for i in range(2, old.shape[0]):
            old[i, 0] = old[i - 1, 0] + old[i - 2, 0]
        """,
    "ahead, counting down": """
        for i in range(old.shape[0] - 2, -1, -1):
            old[i, 0] = old[i + 1, 0] * 0.5
        """,
}


def drafted(body: str, name: str, monkeypatch: pytest.MonkeyPatch) -> list[FastPath]:
    monkeypatch.setattr(slow_loops, "program", defined(body, f"<{name}>"), raising=False)
    assert BACKEND.drafts is not None
    return list(BACKEND.drafts(kernel_of(vars(slow_loops)["program"], *GRIDS), "script"))


def defined(body: str, name: str) -> Callable[..., Any]:
    """The program, so that its source can be asked for."""
    source = "def program(old, new):\n" + textwrap.indent(textwrap.dedent(body).strip(), "    ")
    linecache.cache[name] = (len(source), None, source.splitlines(keepends=True), name)
    space: dict[str, Any] = {}
    exec(compile(source, name, "exec"), space)
    program: Callable[..., Any] = space["program"]
    return program


@pytest.mark.parametrize("name", SLICES)
def test_trips_that_need_nothing_of_each_other_become_slices(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for draft in drafted(SLICES[name], name, monkeypatch):
        (text,) = [text for _, text in draft.companions]
        assert re.search(r"= .*\[.*:.*\]", text)
        assert check("program", draft, *GRIDS)


@pytest.mark.parametrize("name", LOOPS)
def test_trips_that_need_each_other_never_do(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(UnsuitableError, match="in each trip"):
        drafted(LOOPS[name], name, monkeypatch)
