"""Loops, arrays and names in a kernel do what Python does with them, or the kernel leaves."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.lowering_help import agree, kernel_of

FLOATS = st.lists(st.floats(-1e6, 1e6) | st.sampled_from([0.0, -0.0, math.nan]), max_size=6)
INTS = st.lists(st.integers(-9, 9), max_size=6)


# ------------------------------------------------------- over one list of numbers


def by_index(xs: Any) -> Any:
    total = 0.0
    for i in range(len(xs)):
        total = total * 0.5 + xs[i]
    return total


def directly(xs: Any) -> Any:
    total = 1
    for x in xs:
        total = total * 2 + x
    return total


def numbered(xs: Any) -> Any:
    total = 0.0
    for i, x in enumerate(xs, 3):
        total += i * x
    return total


def in_pairs(xs: Any) -> Any:
    total = 0.0
    for a, b in zip(xs, xs[1:]):  # noqa: B905, RUF007 # the form is tested
        total += a * b
    return total


def backwards(xs: Any) -> Any:
    total = 0.0
    for x in reversed(xs):
        total = total * 0.5 + x
    for i in range(len(xs) - 1, -1, -1):
        total = total * 0.5 + xs[i]
    for x in xs[::-1]:
        total = total * 0.5 - x
    return total


def in_steps(xs: Any) -> Any:
    total = 0.0
    for i in range(1, len(xs), 2):
        total += xs[i]
    for x in xs[::2]:
        total -= x
    for x in xs[-3:-1]:
        total += x * 2
    return total


def with_break_and_else(xs: Any) -> Any:
    found = -1
    for i, x in enumerate(xs):
        if x < 0:
            found = i
            break
        if x > 5:
            continue
        found = -i
    else:
        found = 100
    return found


def while_counting(xs: Any) -> Any:
    i = 0
    total = 0.0
    while i < len(xs) and xs[i] >= 0:
        total += xs[i]
        i += 1
    else:  # noqa: PLW0120 # the form is tested
        total += 0.25
    return total, i


def after_the_loop(xs: Any) -> Any:
    for i in range(len(xs)):
        x = xs[i]
    return i, x


def changed_counter(xs: Any) -> Any:
    total = 0
    for i in range(len(xs)):
        i = i * 2  # noqa: PLW2901 # the form is tested
        total += i
    return total + i


def sums(xs: Any) -> Any:
    return sum(xs), sum(x * x for x in xs), sum([x for x in xs if x > 0], 1.5)


def decisions(xs: Any) -> Any:
    return any(x > 3 for x in xs), all(x >= 0 for x in xs), any([x < 0 for x in xs]), 3 in xs  # noqa: C419 # the form is tested


def first_extremes(xs: Any) -> Any:
    low = min(xs)
    return low, max(xs), xs.index(low), min(range(len(xs)), key=lambda i: xs[i] * xs[i])


def keyed(xs: Any) -> Any:
    return min(xs, key=abs), max(xs, key=lambda x: -x), min(xs, default=9.5)


def counted(xs: Any) -> Any:
    return len([x for x in xs if x > 1]), xs.count(2), len(xs[1:])


def best_so_far(xs: Any) -> Any:
    best = None
    where = -1
    for i, x in enumerate(xs):
        if best is None or x > best:
            best = x
            where = i
    return where


def best_value(xs: Any) -> Any:
    best = None
    for x in xs:
        if best is None or x > best:
            best = x
    return best


def not_found(xs: Any) -> Any:
    for i in range(len(xs)):
        if xs[i] == 2:
            return i
    return -1


def doubled(xs: Any) -> Any:
    return [x * 2 for x in xs]


def positives(xs: Any) -> Any:
    kept = []
    for x in xs:
        if x > 0:
            kept.append(x)  # noqa: PERF401 # the form is tested
    return kept


def positives_at_once(xs: Any) -> Any:
    return [x for x in xs if x > 0]


def prefix_sums(xs: Any) -> Any:
    sums = [0.0] * (len(xs) + 1)
    for i, x in enumerate(xs):
        sums[i + 1] = sums[i] + x
    return sums


def counts(xs: Any) -> Any:
    found = [0] * 10
    for x in xs:
        found[int(x) % 10] += 1
    return found


def zeros_that_become_floats(xs: Any) -> Any:
    out = [0] * len(xs)
    for i in range(len(xs)):
        out[i] += xs[i] * 0.5
    return out


def swapped(xs: Any) -> Any:
    for i in range(len(xs) // 2):
        xs[i], xs[-1 - i] = xs[-1 - i], xs[i]


def shifted(xs: Any) -> Any:
    for i in range(1, len(xs)):
        xs[i] += xs[i - 1]
    return xs


def past_the_end(xs: Any) -> Any:
    for i in range(len(xs)):
        xs[i] = xs[i + 1]


def copied_first(xs: Any) -> Any:
    before = xs[:]
    for i in range(len(xs)):
        xs[i] = before[-1 - i]
    return before


def conditional_values(xs: Any) -> Any:
    total = 0.0
    for x in xs:
        total += x if x > 0 else -x
        total += (x > 1) + (x and 1.0)
    return total


def rebound_lists(xs: Any) -> Any:
    row = list(xs)
    for _ in range(3):
        new = [0] * len(row)
        for i in range(len(row)):
            new[i] = row[i] + row[i - 1]
        row = new
    return row


def unbound(xs: Any) -> Any:
    if len(xs) > 2:
        y = 1.5
    return y


def walrus(xs: Any) -> Any:
    total = 0.0
    for x in xs:
        if (y := x * 2) > 3:
            total += y
    return total


def asserted(xs: Any) -> Any:
    total = 0.0
    for x in xs:
        assert x >= 0
        total += x
    if total > 1000:
        raise ValueError(total)
    return total


def nested_generators(xs: Any) -> Any:
    return sum(x * y for x in xs for y in xs if x < y), any(x == -y for x in xs for y in xs)


def tuple_table(xs: Any) -> Any:
    total = 0.0
    for dx, dy in ((0, 1), (1, 0), (0, -1)):
        for x in xs:
            total += dx * x - dy
    return total


def tuples_of_names(xs: Any) -> Any:
    low, high = 0.0, 1.0
    for x in xs:
        low, high = high, low + x
    pair = (low, high)
    return pair[0] - pair[1]


def swap_with_index(xs: Any) -> Any:
    i = 0
    for _ in range(len(xs)):
        i, xs[i] = (i + 1) % len(xs), xs[i] + i
    return i


ON_LISTS = (
    by_index, directly, numbered, in_pairs, backwards, in_steps, with_break_and_else,
    while_counting, after_the_loop, changed_counter, sums, decisions, first_extremes, keyed,
    counted, best_so_far, best_value, not_found, doubled, positives, positives_at_once,
    prefix_sums, counts, zeros_that_become_floats, swapped, shifted, past_the_end, copied_first,
    conditional_values, rebound_lists, unbound, walrus, asserted, nested_generators, tuple_table,
    tuples_of_names, swap_with_index,
)  # fmt: skip
ALWAYS_LEAVES = {past_the_end}


@pytest.mark.parametrize("function", ON_LISTS)
@given(xs=FLOATS)
@settings(max_examples=25, deadline=None)
def test_loops_over_floats_are_pythons_or_the_kernel_leaves(
    function: Callable[..., Any], xs: list[float]
) -> None:
    agree(function, kernel_of(function, [1.0, 2.0, 3.0]), (xs,))


@pytest.mark.parametrize("function", ON_LISTS)
@given(xs=INTS)
@settings(max_examples=25, deadline=None)
def test_loops_over_ints_are_pythons_or_the_kernel_leaves(
    function: Callable[..., Any], xs: list[int]
) -> None:
    agree(function, kernel_of(function, [1, 2, 3]), (xs,))


@pytest.mark.parametrize("function", [f for f in ON_LISTS if f not in ALWAYS_LEAVES])
@pytest.mark.parametrize("xs", [[1.0, 2.0, 3.5], [1, 2, 4]])
def test_tame_lists_stay_in_the_kernel(function: Callable[..., Any], xs: list[Any]) -> None:
    assert agree(function, kernel_of(function, xs), (xs,))


@pytest.mark.parametrize("function", [by_index, numbered, best_so_far, shifted, swapped, doubled])
@given(xs=FLOATS)
@settings(max_examples=25, deadline=None)
def test_numpy_arrays_give_numpy_numbers(function: Callable[..., Any], xs: list[float]) -> None:
    kernel = kernel_of(function, np.array([1.0, 2.0]))
    agree(function, kernel, (np.array(xs),))
    assert agree(function, kernel, (np.array([1.0, 2.0, 0.5]),))


# ---------------------------------------------------------------- nests and grids


def total_of_rows(grid: Any) -> Any:
    total = 0.0
    for row in grid:
        for x in row:
            total += x
    for i in range(len(grid)):
        row = grid[i]
        for j in range(len(row)):
            total += row[j] * grid[i][j]
    return total


def transposed(grid: Any) -> Any:
    return [[grid[i][j] for i in range(len(grid))] for j in range(len(grid[0]))]


def smoothed(grid: Any) -> Any:
    new = [row[:] for row in grid]
    for i in range(1, len(grid) - 1):
        for j in range(1, len(grid[0]) - 1):
            new[i][j] = (grid[i - 1][j] + grid[i + 1][j] + grid[i][j - 1] + grid[i][j + 1]) / 4
    for i in range(len(grid)):
        for j in range(len(grid[i])):
            grid[i][j] = new[i][j]


def product(grid: Any) -> Any:
    n, m = len(grid), len(grid[0])
    result = [[0] * m for _ in range(n)]
    for i in range(n):
        for j in range(m):
            for k in range(min(n, m)):
                result[i][j] += grid[i][k] * grid[k][j]
    return result


def pairs_of(grid: Any) -> Any:
    return [(sum(row), max(row)) for row in grid]


def triangle(grid: Any) -> Any:
    return [[x for x in range(i)] for i in range(len(grid))]  # noqa: C416 # the form is tested


NESTS = st.integers(1, 3).flatmap(
    lambda width: st.lists(
        st.lists(st.floats(-9, 9), min_size=width, max_size=width), min_size=1, max_size=4
    )
)


@pytest.mark.parametrize("function", [total_of_rows, transposed, smoothed, product, pairs_of])
@given(grid=NESTS)
@settings(max_examples=25, deadline=None)
def test_nests_of_lists_are_pythons_or_the_kernel_leaves(
    function: Callable[..., Any], grid: list[list[float]]
) -> None:
    kernel = kernel_of(function, [[1.0, 2.0, 3.0], [4.0, 5.0, 6.0], [7.0, 8.0, 9.0]])
    agree(function, kernel, (grid,))
    assert agree(function, kernel, ([[1.0, 2.0], [3.0, 4.5]],))


def gauss_seidel(u: Any, dx2: Any, dy2: Any) -> Any:
    nx, ny = u.shape
    for i in range(1, nx - 1):
        for j in range(1, ny - 1):
            u[i, j] = ((u[i + 1, j] + u[i - 1, j]) * dy2 + (u[i, j + 1] + u[i, j - 1]) * dx2) / (
                2 * (dx2 + dy2)
            )


def jacobi(u: Any, dx2: Any, dy2: Any) -> Any:
    n, m = u.shape
    v = u.copy()
    for _ in range(3):
        for i in range(1, n - 1):
            for j in range(1, m - 1):
                v[i, j] = dx2 * (u[i - 1, j] + u[i + 1, j]) + dy2 * (u[i, j - 1] + u[i][j + 1])
        u, v = v, u
    return u


def made(u: Any, dx2: Any, dy2: Any) -> Any:
    out = np.zeros((len(u), u.shape[1]))
    counts = np.zeros(u.shape[0], dtype=np.int64)
    same = np.empty_like(u)
    for i in range(u.shape[0]):
        for j in range(u.shape[1]):
            out[i, j] = np.sqrt(abs(u[i, j])) * dx2
            counts[i] += u[i, j] > dy2
            same[i, j] = i - j
    return out, counts, same


@pytest.mark.parametrize("function", [gauss_seidel, jacobi, made])
@given(rows=NESTS)
@settings(max_examples=25, deadline=None)
def test_grids_are_pythons_or_the_kernel_leaves(
    function: Callable[..., Any], rows: list[list[float]]
) -> None:
    names = {"np": np}
    kernel = kernel_of(function, np.arange(16.0).reshape(4, 4), 0.25, 0.5, names=names)
    agree(function, kernel, (np.array(rows), 0.25, 0.5), names)
    assert agree(function, kernel, (np.arange(9.0).reshape(3, 3), 0.25, 0.5), names)
