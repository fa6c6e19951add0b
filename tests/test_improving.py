"""Passes that rework a kernel for speed change no bit of it, and act where they should."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from advisor.kernel import nodes, walking
from advisor.kernel.improving import improve
from advisor.kernel.improving.lane_writing import LANES
from advisor.kernel.nodes import Kernel
from advisor.kernel.types import Array
from tests.lowering_help import agree, kernel_of

# ----------------------------------------------------------------- what people write


def nearest(points: Any, centers: Any) -> Any:
    labels = []
    for p in points:
        distances = [sum((a - b) ** 2 for a, b in zip(p, q)) for q in centers]  # noqa: B905 # as users write it
        labels.append(distances.index(min(distances)))
    return labels


def farthest(points: Any, centers: Any) -> Any:
    found = []
    for p in points:
        sizes = [p[0] * q[0] - q[1] for q in centers]
        found.append(sizes.index(max(sizes)))
    return found


def product(a: Any, b: Any) -> Any:
    n, m, depth = len(a), len(b[0]), len(b)
    c = [[0.0] * m for _ in range(n)]
    for i in range(n):
        for j in range(m):
            for k in range(depth):
                c[i][j] += a[i][k] * b[k][j]
    return c


def row_sums(a: Any, x: Any) -> Any:
    sums = []
    for row in a:
        total = 0.0
        for u, v in zip(row, x):  # noqa: B905 # as users write it
            total += u * v
        sums.append(total)
    return sums


def filtered(signal: Any, taps: Any) -> Any:
    out = []
    for n in range(len(taps) - 1, len(signal)):
        total = 0.0
        for k in range(len(taps)):
            total += taps[k] * signal[n - k]
        out.append(total)
    return out


def recursive(signal: Any, a: Any, b: Any) -> Any:
    out = [0.0, 0.0]
    for n in range(2, len(signal)):
        out.append(a * signal[n] - b * out[n - 1] - a * out[-2])
    return out


def edits(first: Any, second: Any) -> Any:
    previous = list(range(len(second) + 1))
    for i in range(len(first)):
        current = [i + 1]
        for j in range(len(second)):
            cost = 0 if first[i] == second[j] else 1
            current.append(min(previous[j] + cost, previous[j + 1] + 1, current[j] + 1))
        previous = current
    return previous[-1]


def table(rows: Any, columns: Any) -> Any:
    flat = [1.5]
    for i in range(rows):
        for j in range(1, columns):
            flat.append(i * 0.5 + j)  # noqa: PERF401 # as users write it
    return flat


def lowest(values: Any) -> Any:
    return [min(v * w for w in values) for v in values]


def overlapping(a: Any) -> Any:
    for i in range(1, len(a)):
        total = 0.0
        for k in range(len(a)):
            total += a[k] * 0.25
        a[i - 1] = total + a[i]


floats = st.floats(allow_nan=True, allow_infinity=True) | st.sampled_from([0.0, -0.0, 1.0, 2.5])
tame = st.sampled_from([0.0, -0.0, 1.0, 2.5, -3.0, 1e-3, 7.7, float("nan"), float("inf")])


def lists(of: st.SearchStrategy[Any], most: int = 12) -> st.SearchStrategy[list[Any]]:
    return st.lists(of, max_size=most)


@st.composite
def matrices(draw: st.DrawFn, columns: int | None = None) -> list[list[float]]:
    width = draw(st.integers(1, 4)) if columns is None else columns
    row = st.lists(tame, min_size=width, max_size=width)
    # Enough rows to be done side by side in some of the calls.
    return draw(st.lists(row, min_size=1, max_size=11))


def seen(function: Callable[..., Any], *arguments: Any) -> Kernel:
    return improve(kernel_of(function, *arguments))


SQUARE = [[1.0, 2.0], [3.0, 4.0]]
NEAREST = seen(nearest, SQUARE, SQUARE)
FARTHEST = seen(farthest, SQUARE, SQUARE)
PRODUCT = seen(product, SQUARE, SQUARE)
SUMS = seen(row_sums, SQUARE, [1.0, 2.0])
FILTERED = seen(filtered, [1.0, 2.0, 3.0], [0.5, 0.25])
RECURSIVE = seen(recursive, [1.0, 2.0, 3.0], 0.5, 0.25)
EDITS = seen(edits, "kitten", "sitting")
TABLE = seen(table, 3, 4)
LOWEST = seen(lowest, [1.0, 2.0])
OVERLAPPING = seen(overlapping, [1.0, 2.0, 3.0])

quick = settings(deadline=None, max_examples=60, suppress_health_check=list(HealthCheck))


@quick
@given(matrices(2), matrices(2))
def test_the_nearest_of_all_centers_is_the_same(points: Any, centers: Any) -> None:
    agree(nearest, NEAREST, (points, centers))
    agree(farthest, FARTHEST, (points, centers))


@quick
@given(matrices(), matrices())
def test_points_and_centers_of_other_lengths_are_the_same(points: Any, centers: Any) -> None:
    agree(nearest, NEAREST, (points, centers))


@quick
@given(matrices(3), st.integers(1, 10).flatmap(lambda m: st.lists(
    st.lists(tame, min_size=m, max_size=m), min_size=3, max_size=3)))  # fmt: skip
def test_a_product_of_matrices_is_the_same(a: Any, b: Any) -> None:
    agree(product, PRODUCT, (a, b))


@quick
@given(matrices(3), lists(floats, 4))
def test_sums_of_rows_are_the_same(a: Any, x: Any) -> None:
    agree(row_sums, SUMS, (a, x))


@quick
@given(lists(floats, 20), lists(tame, 4))
def test_a_filter_is_the_same(signal: Any, taps: Any) -> None:
    agree(filtered, FILTERED, (signal, taps))
    agree(recursive, RECURSIVE, (signal, 0.5, 0.25))


@quick
@given(st.text("abc", max_size=8), st.text("abc", max_size=8))
def test_a_table_of_edits_is_the_same(first: str, second: str) -> None:
    assert agree(edits, EDITS, (first, second))


@quick
@given(st.integers(-2, 5), st.integers(-2, 5))
def test_a_flat_table_has_the_same_items(rows: int, columns: int) -> None:
    assert agree(table, TABLE, (rows, columns))


@quick
@given(lists(floats, 14))
def test_extremes_are_the_same(values: Any) -> None:
    agree(lowest, LOWEST, (values,))
    agree(overlapping, OVERLAPPING, (values,))


# ------------------------------------------------------------------- where they act


def laned(kernel: Kernel) -> bool:
    """Whether some loop of it goes over blocks of lanes."""
    loops = (s for s in walking.statements(kernel.entry.body) if isinstance(s, nodes.For))
    return any(isinstance(s.step, nodes.Constant) and s.step.value == LANES for s in loops)


def grows(kernel: Kernel) -> bool:
    """Whether a list of it still grows."""
    kinds = kernel.entry.locals.values()
    return any(isinstance(kind, Array) and kind.growable for kind in kinds)


@pytest.mark.parametrize("kernel", [NEAREST, FILTERED, PRODUCT], ids=["nearest", "fir", "product"])
def test_sums_that_do_not_depend_on_each_other_are_done_side_by_side(kernel: Kernel) -> None:
    assert laned(kernel)


@pytest.mark.parametrize("kernel", [RECURSIVE, EDITS, OVERLAPPING], ids=["iir", "edits", "overlap"])
def test_trips_that_need_the_ones_before_are_not(kernel: Kernel) -> None:
    assert not laned(kernel)


@pytest.mark.parametrize(
    "kernel",
    [NEAREST, FILTERED, RECURSIVE, EDITS, TABLE],
    ids=["nearest", "fir", "iir", "edits", "table"],
)
def test_a_list_that_one_loop_fills_has_its_length_from_the_start(kernel: Kernel) -> None:
    assert not grows(kernel)


def some(values: Any) -> Any:
    kept = []
    for v in values:
        if v > 0:
            kept.append(v)  # noqa: PERF401 # as users write it
    return kept


def until(values: Any) -> Any:
    kept = []
    for v in values:
        if v > 2.0:
            break
        kept.append(v)
    return kept


def peeked(values: Any) -> Any:
    kept = [values[0]]
    for i in range(1, len(values)):
        kept.append(kept[i // 2] + values[i])
    return kept


@pytest.mark.parametrize("function", [some, until, peeked], ids=lambda f: f.__name__)
def test_a_list_of_a_length_only_the_data_tell_still_grows(function: Callable[..., Any]) -> None:
    kernel = seen(function, [1.0, 3.0, 0.5])
    assert grows(kernel)
    assert agree(function, kernel, ([1.0, 3.0, -0.5, 2.0],))


@pytest.mark.parametrize("size", [1, 7, 8, LANES, LANES + 1, 2 * LANES + 5])
def test_every_number_of_lanes_is_right(size: int) -> None:
    points = np.random.default_rng(size).uniform(-9, 9, (size, 2)).tolist()
    assert agree(nearest, NEAREST, (points, points[:3]))
