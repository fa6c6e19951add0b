"""Helpers, recursion, objects, text and whole small programs; and what is refused, by name."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import FunctionType
from typing import Any

import numpy as np
import pytest

from advisor.kernel import reference
from advisor.lowering import UnsupportedError, lower
from advisor.parsing import Region
from advisor.profiling.recording import Call
from tests.lowering_help import Fast, agree, kernel_of, see


def dist(p: Any, q: Any) -> Any:
    return sum((a - b) ** 2 for a, b in zip(p, q))  # noqa: B905 # the form is tested


def find_labels(points: Any, centers: Any) -> Any:
    labels = []
    for point in points:
        distances = [dist(point, center) for center in centers]
        labels.append(distances.index(min(distances)))
    return labels


def labels_by_key(points: Any, centers: Any) -> Any:
    return [min(range(len(centers)), key=lambda k: dist(p, centers[k])) for p in points]


def compute_centers(points: Any, labels: Any, k: Any) -> Any:
    n_dims = len(points[0])
    sums = [[0.0] * n_dims for _ in range(k)]
    counts = [0] * k
    for point, label in zip(points, labels):  # noqa: B905 # the form is tested
        counts[label] += 1
        for d in range(n_dims):
            sums[label][d] += point[d]
    return [[s / max(count, 1) for s in row] for row, count in zip(sums, counts)]  # noqa: B905


def gradient(x: Any, y: Any) -> Any:
    return 2.0 * (x - 3.0) + 0.5 * y, 4.0 * (y + 1.0) + 0.5 * x


def descend(x: Any, y: Any, rate: Any, steps: Any) -> Any:
    xs = [x]
    ys = [y]
    for _ in range(steps):
        dx, dy = gradient(x, y)
        x = x - rate * dx
        y = y - rate * dy
        xs.append(x)
        ys.append(y)
    return xs, ys


def clipped(x: Any, low: Any = 0.0, high: Any = 1.0) -> Any:
    if x < low:
        return low
    if x > high:
        return high
    return x


def with_defaults(xs: Any) -> Any:
    return [clipped(x) + clipped(x, high=2.0) for x in xs]


def escape(z: Any) -> Any:
    c = z
    for n in range(80):
        if abs(z) > 2:
            return n
        z = z * z + c
    return 80


def escapes(width: Any) -> Any:
    xs = [-2.0 + 0.25 * i for i in range(width)]
    ys = [-1.0 + 0.25 * i for i in range(width)]
    return [escape(complex(x, y)) for x in xs for y in ys]


def fib(n: Any) -> Any:
    if n < 2:
        return n
    return fib(n - 1) + fib(n - 2)


def quicksort(a: Any, lo: Any, hi: Any) -> Any:
    i = lo
    j = hi
    while i < hi:
        pivot = a[(lo + hi) // 2]
        while i <= j:
            while a[i] < pivot:
                i += 1
            while a[j] > pivot:
                j -= 1
            if i <= j:
                a[i], a[j] = a[j], a[i]
                i += 1
                j -= 1
        if lo < j:
            quicksort(a, lo, j)
        lo = i
        j = hi
    return a


FACTOR = 2.5


def scaled(x: Any) -> Any:
    return x * FACTOR + math.sqrt(x)


def with_globals(xs: Any) -> Any:
    return [scaled(x) for x in xs]


def edit_distance(a: Any, b: Any) -> Any:
    previous = list(range(len(b) + 1))
    for i, x in enumerate(a, 1):
        current = [i]
        for j, y in enumerate(b, 1):
            current.append(min(previous[j] + 1, current[j - 1] + 1, previous[j - 1] + (x != y)))
        previous = current
    return previous[-1]


def vowels(text: Any) -> Any:
    return sum(1 for letter in text if letter in "aeiou"), sum(ord(letter) for letter in text)


def neighbours(grid: Any) -> Any:
    n, m = len(grid), len(grid[0])
    out = [[0] * m for _ in range(n)]
    for i in range(n):
        for j in range(m):
            for di, dj in ((-1, 0), (1, 0), (0, -1), (0, 1)):
                out[i][j] += grid[(i + di) % n][(j + dj) % m]
    return out


def bisect(low: Any, high: Any, tolerance: Any) -> Any:
    while high - low > tolerance:
        middle = (low + high) / 2
        if (middle**3 - middle - 2) * (low**3 - low - 2) <= 0:
            high = middle
        else:
            low = middle
    return (low + high) / 2


def sweep(grid: Any) -> Any:
    for i in range(1, len(grid) - 1):
        grid[i] = 0.5 * (grid[i - 1] + grid[i + 1])


def solve(grid: Any, sweeps: Any) -> Any:
    for _ in range(sweeps):
        sweep(grid)
    return grid


def fibonacci_array(n: Any) -> Any:
    found = np.zeros(n, dtype=np.int64)
    found[1] = 1
    for i in range(2, n):
        found[i] = found[i - 1] + found[i - 2]
    return found


class Tank:
    """An object with numbers and a list."""

    def __init__(self) -> None:
        self.levels = [1.0, 2.0, 3.0]
        self.total = 0.0
        self.steps = 0

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Tank) and vars(self) == vars(other)

    __hash__ = None  # type: ignore[assignment] # it is mutable


def flow(self: Any, rate: Any) -> Any:
    for i in range(len(self.levels)):
        self.levels[i] = self.levels[i] * rate
        self.total += self.levels[i]
        self.steps += 1
    return self.total


PROGRAMS: dict[str, tuple[Callable[..., Any], tuple[Any, ...], Sequence[Callable[..., Any]]]] = {
    "k-means labels": (
        find_labels, ([[1.0, 2.0], [3.0, 4.0], [0.0, 9.0]], [[0.0, 0.5], [3.0, 3.0]]), [dist]
    ),
    "k-means labels by key": (
        labels_by_key, ([[1.0, 2.0], [3.0, 4.0]], [[0.0, 0.5], [3.0, 3.0]]), [dist]
    ),
    "k-means centers": (compute_centers, ([[1.0, 2.0], [3.0, 4.0]], [1, 0], 3), []),
    "gradient descent": (descend, (1.0, 2.0, 0.01, 9), [gradient]),
    "defaults and keywords": (with_defaults, ([0.5, -1.0, 1.5, 3.0],), [clipped]),
    "a helper that returns from a loop": (escapes, (7,), [escape]),
    "recursion": (fib, (12,), [fib]),
    "recursion on an array": (quicksort, ([3.0, 1.0, 2.0, 5.0, 4.0], 0, 4), [quicksort]),
    "edit distance": (edit_distance, ("kitten", "sitting"), []),
    "letters": (vowels, ("Hällo wörld",), []),
    "a table of neighbours": (neighbours, ([[1, 0, 1], [0, 0, 1]],), []),
    "bisection": (bisect, (1.0, 2.0, 1e-9), []),
    "a helper that returns nothing": (solve, ([4.0, 0.0, 0.0, 1.0], 3), [sweep]),
    "an int64 array": (fibonacci_array, (60,), []),
}  # fmt: skip


@pytest.mark.parametrize("program", PROGRAMS)
def test_the_program_stays_in_the_kernel_and_does_the_same(program: str) -> None:
    function, arguments, helpers = PROGRAMS[program]
    names = {"np": np} if function is fibonacci_array else {}
    kernel = kernel_of(function, *arguments, helpers=helpers, names=names)
    assert agree(function, kernel, arguments, names)


def test_globals_come_in_and_library_functions_are_guarded() -> None:
    names = {"FACTOR": FACTOR, "math": math}
    kernel = kernel_of(with_globals, [1.0, 4.0], helpers=[scaled], names=names)
    assert agree(with_globals, kernel, ([1.0, 4.0],), names)
    assert {i.expression for i in kernel.identities} >= {"scaled", "math.sqrt"}
    assert "FACTOR" in {p.origin for p in kernel.entry.parameters}


def test_numbers_of_an_object_go_in_and_come_out() -> None:
    kernel = kernel_of(flow, Tank(), 2.0)
    written = {p.origin: p.written for p in kernel.entry.parameters}
    expected = {"self.levels": True, "self.total": True, "self.steps": True, "rate": False}
    assert written == expected


def test_too_deep_a_recursion_leaves() -> None:
    def down(n: Any) -> Any:
        return 0 if n <= 0 else 1 + down(n - 1)

    kernel = kernel_of(down, 5, helpers=[down])
    assert agree(down, kernel, (300,))
    assert not agree(down, kernel, (700,))


def test_an_overflowing_int64_array_leaves() -> None:
    kernel = kernel_of(fibonacci_array, 60, names={"np": np})
    assert not agree(fibonacci_array, kernel, (100,), {"np": np})


def test_functions_imported_by_name_are_guarded_by_what_they_are() -> None:
    names = {"root": math.sqrt, "zeros": np.zeros}
    kernel = kernel_of(roots, [1.0, 4.0], names=names)
    targets = {i.expression: i.target for i in kernel.identities}
    assert targets["root"] == "math.sqrt"
    assert targets["zeros"] == "numpy.zeros"


def test_a_loop_hands_back_what_it_leaves_behind() -> None:
    source = "def loop_3(xs, total):\n    for i in range(len(xs)):\n        total += xs[i]\n"
    source += "    return (total, i,)\n"
    region = Region(
        path=Path("script.py"), digest="", function="main", kind="loop", first_line=3,
        last_line=4, name="loop_3", parameters=("xs", "total"), results=("total", "i"),
        source=source, offset=1, helpers=(),
    )  # fmt: skip
    parameters = (("xs", see([1.0, 2.0])), ("total", see(0.0)))
    call = Call(parameters, (), see((3.0, 1)), "", 1.0, b"")
    kernel = lower(region, {}, (call,))
    assert kernel.returns == "tuple"
    fast = Fast(kernel, {}, region.parameters)
    assert fast([1.5, 2.5], 0.5) == (4.5, 1)
    with pytest.raises(reference.Left):
        fast([], 0.5)


# -------------------------------------------------------------------- refusals


def zeros(n: Any) -> Any:
    return np.zeros(n)


def root(x: Any) -> Any:
    return math.sqrt(x)


def roots(xs: Any) -> Any:
    out = zeros(len(xs))
    for i in range(len(xs)):
        out[i] = root(xs[i])
    return out


def makes_dict(xs: Any) -> Any:
    return {x: 1 for x in xs}  # noqa: C420 # the form is tested


def opens_file(xs: Any) -> Any:
    with open(xs) as file:  # noqa: PTH123 # the form is tested
        return file


def shares_rows(xs: Any) -> Any:
    return [[0.0] * 3] * len(xs)


def grows_a_row(xs: Any) -> Any:
    rows = [[x] * 2 for x in xs]
    rows[0].append(1.0)


def grows_while_walking(xs: Any) -> Any:
    seen = [0.0]
    for x in seen:
        if x < len(xs):
            seen.append(x + 1)  # noqa: PERF401 # the form is tested
    return seen


def uses_a_slice_after_a_change(xs: Any) -> Any:
    total = 0.0
    for x in xs[1:]:
        xs[0] = x
        xs[-1] = 0.0
        total += x
    return total


def stores_an_int(xs: Any) -> Any:
    xs[0] = 1


def jagged(xs: Any) -> Any:
    return [[1.0] * i for i in range(len(xs))]


def prints(xs: Any) -> Any:
    print(xs)  # noqa: T201 # the form is tested


NOWHERE = 1.0  # not among the names that were seen


def unknown_global(xs: Any) -> Any:
    return xs[0] + NOWHERE


def row_of(xs: Any) -> Any:
    return [[x, x] for x in xs][0]  # noqa: RUF015 # the form is tested


@pytest.mark.parametrize(
    ("function", "construct", "line"),
    [
        (makes_dict, "a dict", 2),
        (opens_file, "with", 2),
        (shares_rows, "the same row several times", 2),
        (grows_a_row, "a change of the length of a list that was not made", 3),
        (grows_while_walking, "grows while a loop walks", 3),
        (stores_an_int, "storing int into a list of float", 2),
        (jagged, "rows of different lengths", 2),
        (prints, r"print\(\)", 2),
        (unknown_global, "NOWHERE", 2),
        (row_of, "returning a row", 2),
    ],
)
def test_what_has_no_exact_form_is_refused_with_its_line(
    function: Callable[..., Any], construct: str, line: int
) -> None:
    with pytest.raises(UnsupportedError, match=construct) as caught:
        kernel_of(function, [1.0, 2.0, 3.0])
    assert caught.value.line in (line, line + 1, line + 2)


# ------------------------------------------------------------- sums from 3.12 on


def neumaier(values: Sequence[float]) -> float:
    """What ``sum`` of floats does from Python 3.12 on."""
    total, low = 0 + values[0], 0.0
    for x in values[1:]:
        t = total + x
        low += (total - t) + x if abs(total) >= abs(x) else (x - t) + total
        total = t
    return total + low if low and math.isfinite(low) else total


def summed(xs: Any) -> Any:
    return sum(xs)


@pytest.mark.parametrize(
    "values",
    [[1e100, 1.0, -1e100, 1.0], [0.1] * 10, [-0.0], [1e308, 1e308, -1e308], [math.inf, 1.0]],
)
def test_sums_are_compensated_where_the_interpreter_does_so(
    monkeypatch: pytest.MonkeyPatch, values: list[float]
) -> None:
    monkeypatch.setattr("advisor.lowering.summing.COMPENSATED", True)
    kernel = kernel_of(summed, [1.0, 2.0])
    surroundings: Mapping[str, Any] = {"sum": neumaier}
    compensated = FunctionType(summed.__code__, {**surroundings}, "summed")
    assert agree(compensated, kernel, (values,))


def halved(n: Any, x: Any) -> Any:
    steps = 0
    while n > 1:
        n = n / 2
        steps += 1
    x += n
    return steps, n, x


@pytest.mark.parametrize("n", [7, 8, 1])
def test_an_argument_may_become_a_float(n: int) -> None:
    kernel = kernel_of(halved, 9, 2)
    assert agree(halved, kernel, (n, 2)) or n == 1


def collects(xs: Any, found: Any) -> Any:
    for x in xs:
        if x > 1:
            found.append(x)
    return len(found)


@pytest.mark.parametrize("found", [[], [0.5]])
def test_a_list_that_is_handed_in_may_grow(found: list[float]) -> None:
    kernel = kernel_of(collects, [1.0, 2.0], found)
    assert {(o.parameter, o.kind) for o in kernel.outputs} == {("found", "content")}
    assert agree(collects, kernel, ([1.0, 2.0, 3.0], found))
    assert agree(collects, kernel, ([1.0, 2.0, 3.0], [5.5, 6.5]))


def test_a_slice_that_is_used_after_a_change_is_a_copy() -> None:
    kernel = kernel_of(uses_a_slice_after_a_change, [1.0, 2.0, 3.0])
    assert agree(uses_a_slice_after_a_change, kernel, ([1.0, 2.0, 3.0],))
