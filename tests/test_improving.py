"""Passes that rework a kernel for speed change no bit of it, and act where they should."""

# ruff: noqa: PLR1730 # the loops are as users write them

from __future__ import annotations

import copy
from collections.abc import Callable
from pathlib import Path
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
from tests.compiled_help import Ask, compile_all
from tests.lowering_help import agree, kernel_of, same

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


def exchanged(a: Any, b: Any, steps: Any) -> Any:
    for _ in range(steps):
        for i in range(1, len(a) - 1):
            b[i] = 0.5 * (a[i - 1] + a[i + 1])
        a, b = b, a
    return a


def factored(a: Any) -> Any:
    n = len(a)
    for i in range(n):
        for j in range(i):
            for k in range(j):
                a[i][j] -= a[i][k] * a[j][k]
            if a[j][j] != 0.0:
                a[i][j] /= a[j][j]
        for k in range(i):
            a[i][i] -= a[i][k] * a[i][k]


def pulled(x: Any, v: Any) -> Any:
    for i in range(len(x)):
        for j in range(i + 1, len(x)):
            d = x[i] - x[j]
            v[i] -= d
            v[j] += d * 0.5


def swept(u: Any) -> Any:
    for i in range(1, len(u) - 1):
        for j in range(1, len(u[0]) - 1):
            u[i][j] = (u[i - 1][j] + u[i + 1][j] + u[i][j - 1] + u[i][j + 1]) / 4.0


def packed(weights: Any, values: Any, room: Any) -> Any:
    best = [0] * (room + 1)
    for item in range(len(weights)):
        weight, value = weights[item], values[item]
        for left in range(room, weight - 1, -1):
            if best[left - weight] + value > best[left]:
                best[left] = best[left - weight] + value
    return best


def aligned(a: Any, b: Any, gap: Any) -> Any:
    previous = [0] * (len(b) + 1)
    best = 0
    for i in range(len(a)):
        current = [0] * (len(b) + 1)
        for j in range(len(b)):
            score = previous[j] + (3 if a[i] == b[j] else -2)
            if previous[j + 1] + gap > score:
                score = previous[j + 1] + gap
            if current[j] + gap > score:
                score = current[j] + gap
            if score < 0:
                score = 0
            current[j + 1] = score
            if score > best:
                best = score
        previous = current
    return best


def blurred(row: Any, radius: Any) -> Any:
    out = [0.0] * len(row)
    for c in range(radius, len(row) - radius):
        for d in range(-radius, radius + 1):
            out[c] += row[c + d]
    return out


def around(ring: Any, by: Any) -> Any:
    total = 0.0
    n = len(ring)
    for i in range(n):
        total += ring[(i + by) % n] * ring[(i * 7) % n]
    return total


floats = st.floats(allow_nan=True, allow_infinity=True) | st.sampled_from([0.0, -0.0, 1.0, 2.5])
tame = st.sampled_from([0.0, -0.0, 1.0, 2.5, -3.0, 1e-3, 7.7, float("nan"), float("inf")])


def turned(ring: Any, by: Any) -> Any:
    out = []
    n = len(ring)
    for k in range(n):
        total = 0.0
        for t in range(k, n):
            total += ring[k * t % n] - ring[(k - t) % n] * ring[(t + 1) % n] + (k + 1) % n
            if t % 3 == by and t % 4 != by:
                total += 1.0
        out.append(total)
    return out


def tallied(values: Any, bins: Any) -> Any:
    counts = [0] * bins
    halves = [0] * bins
    for value in values:
        counts[value % bins] += 1
        halves[value // 2 % bins] -= value % 8 * counts[value % bins]
    return halves


def neighbours(board: Any) -> Any:
    rows, columns = len(board), len(board[0])
    after = [[0.0] * columns for _ in range(rows)]
    for r in range(rows):
        for c in range(columns):
            around = 0.0
            for dr in (-1, 0, 1):
                for dc in range(-1, 2):
                    if dr != 0 or dc != 0:
                        around += board[(r + dr) % rows][(c + dc) % columns]
            for dr, dc in [(0, 1), (1, -1)]:
                if 0 <= r + dr < rows:
                    around -= board[r + dr][(c + dc) % columns]
            after[r][c] = around + dc
    return after


def rewritten(values: Any, at: Any) -> Any:
    total = 0.0
    steps = [1, 2, 3]
    others = steps.copy()
    steps[-1] = at
    for value in values:
        for step in steps:
            if step != 2:
                total += value * step
        for step in others:
            if step != 2:
                total -= value % step
    return total


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

EXCHANGED = seen(exchanged, [1.0, 2.0, 3.0], [0.0, 0.0, 0.0], 3)
FACTORED = seen(factored, SQUARE)
PULLED = seen(pulled, [1.0, 2.0], [0.0, 0.0])
SWEPT = seen(swept, SQUARE)
PACKED = seen(packed, [1, 2], [3, 4], 5)
ALIGNED = seen(aligned, [1, 2], [1, 3], -4)
BLURRED = seen(blurred, [1.0, 2.0, 3.0], 1)
AROUND = seen(around, [1.0, 2.0], 1)
TURNED = seen(turned, [1.0, 2.0, 4.0], 1)
TALLIED = seen(tallied, [1, 2], 3)
NEIGHBOURS = seen(neighbours, SQUARE)
REWRITTEN = seen(rewritten, [1.0, 2.0], 5)

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


@quick
@given(lists(tame, 9), lists(tame, 9), st.integers(-1, 4))
def test_arrays_that_change_hands_are_the_same(a: Any, b: Any, steps: int) -> None:
    agree(exchanged, EXCHANGED, (a, b, steps))
    agree(exchanged, EXCHANGED, (a, list(a), steps))


@quick
@given(st.integers(1, 6).flatmap(lambda n: st.lists(
    st.lists(tame, min_size=n, max_size=n), min_size=n, max_size=n)))  # fmt: skip
def test_what_is_held_or_carried_in_a_register_is_the_same(a: Any) -> None:
    agree(factored, FACTORED, (a,))
    agree(swept, SWEPT, (a,))
    agree(pulled, PULLED, (a[0], a[-1]))


@quick
@given(lists(st.integers(-3, 6), 5), lists(st.integers(-3, 9), 5), st.integers(-2, 12))
def test_tables_of_ints_are_the_same(weights: Any, values: Any, room: int) -> None:
    agree(packed, PACKED, (weights, values, room))
    agree(aligned, ALIGNED, (weights, values, -room))


@quick
@given(lists(tame, 9), st.integers(-3, 6))
def test_windows_and_rings_are_the_same(row: Any, radius: int) -> None:
    agree(blurred, BLURRED, (row, radius))
    agree(around, AROUND, (row, radius))


@quick
@given(lists(tame, 9), lists(st.integers(-20, 20)), st.integers(1, 6))
def test_remainders_and_tallies_are_the_same(ring: Any, values: Any, by: int) -> None:
    agree(turned, TURNED, (ring, by))
    agree(tallied, TALLIED, (values, by))
    agree(rewritten, REWRITTEN, (ring, by))


@quick
@given(matrices())
def test_neighbours_around_the_edges_are_the_same(board: Any) -> None:
    agree(neighbours, NEIGHBOURS, (board,))


def test_they_do_the_work_of_ordinary_calls() -> None:
    assert agree(exchanged, EXCHANGED, ([1.0, 2.0, 4.0, 8.0], [0.0] * 4, 3))
    assert agree(factored, FACTORED, ([[4.0, 2.0, 1.0], [2.0, 5.0, 3.0], [1.0, 3.0, 6.0]],))
    assert agree(pulled, PULLED, ([1.0, 2.5, 4.0], [0.0, 0.5, 0.25]))
    assert agree(swept, SWEPT, ([[float(i * j) for j in range(4)] for i in range(5)],))
    assert agree(packed, PACKED, ([2, 3, 4], [3, 4, 5], 9))
    assert agree(aligned, ALIGNED, ([1, 2, 3, 1], [1, 3, 3], -4))
    assert agree(blurred, BLURRED, ([1.0, 2.0, 3.0, 4.0, 5.0], 1))
    assert agree(around, AROUND, ([1.0, 2.0, 3.0], -1))
    assert agree(turned, TURNED, ([1.0, 2.0, 3.0, 5.0, 8.0], 2))
    assert agree(tallied, TALLIED, ([1, -2, 3, 3, 9], 4))
    assert agree(neighbours, NEIGHBOURS, ([[float(i * j) for j in range(4)] for i in range(5)],))
    assert agree(rewritten, REWRITTEN, ([1.0, 2.5], 7))


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


def operators(kernel: Kernel, *, innermost: bool) -> list[str]:
    """The operators of ints in the kernel, or in its innermost loops."""
    loops = [s for s in walking.statements(kernel.entry.body) if isinstance(s, nodes.For)]
    inner = [
        s for s in loops if not any(isinstance(p, nodes.For) for p in walking.statements(s.body))
    ]
    blocks = [s.body for s in inner] if innermost else [kernel.entry.body]
    parts = (part for block in blocks for part in walking.expressions(block))
    return [p.operator for p in parts if isinstance(p, nodes.Binary) and p.type.kind == "int"]


def test_a_remainder_that_moves_by_the_same_step_is_not_divided_on_each_trip() -> None:
    assert "%" in operators(TURNED, innermost=False)
    assert "%" not in operators(TURNED, innermost=True)


def test_the_neighbours_of_a_cell_are_written_out() -> None:
    loops = [s for s in walking.statements(NEIGHBOURS.entry.body) if isinstance(s, nodes.For)]
    assert not any(isinstance(s.stop, nodes.Constant) for s in loops)
    assert "%" not in operators(NEIGHBOURS, innermost=True)


def test_division_by_a_power_of_two_is_a_shift() -> None:
    assert "//" not in operators(TALLIED, innermost=False)
    assert ">>" in operators(TALLIED, innermost=False)


def test_a_tally_needs_no_look_at_overflow_but_a_sum_does() -> None:
    stores = [s for s in walking.statements(TALLIED.entry.body) if isinstance(s, nodes.Store)]
    sums = {s.array: s.value for s in stores if isinstance(s.value, nodes.Binary)}
    assert not sums["counts"].checked
    assert sums["halves"].checked


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


def checked_accesses(kernel: Kernel) -> int:
    """How many elements may still be out of bounds in its innermost loops."""
    loops = [s for s in walking.statements(kernel.entry.body) if isinstance(s, nodes.For)]
    inner = [loop for loop in loops if not any(isinstance(s, nodes.For) for s in loop.body)]
    found = [n for loop in inner for n in walking.expressions(loop.body)]
    stores = [s for loop in inner for s in walking.statements(loop.body)]
    accesses = [n for n in (*found, *stores) if isinstance(n, nodes.Load | nodes.Store)]
    return sum(any(n.checked) for n in accesses)


@pytest.mark.parametrize(
    "kernel",
    [EXCHANGED, PACKED, ALIGNED, BLURRED, AROUND],
    ids=["exchanged", "packed", "aligned", "blurred", "around"],
)
def test_bounds_that_were_looked_at_and_steady_extents_need_no_checks_inside(
    kernel: Kernel,
) -> None:
    assert checked_accesses(kernel) == 0


@pytest.mark.parametrize(
    ("kernel", "part"),
    [(FACTORED, "held"), (PULLED, "held"), (SWEPT, "carried"), (RECURSIVE, "carried")],
)
def test_elements_are_kept_in_registers(kernel: Kernel, part: str) -> None:
    assert any(part in name for name in kernel.entry.locals)


# ------------------------------------------------------- in C, where leaving comes later

CASES: dict[str, tuple[Any, ...]] = {
    "nearest": (nearest, SQUARE, SQUARE),
    "exchanged": (exchanged, [1.0, 2.0, 3.0], [0.0, 0.0, 0.0], 3),
    "packed": (packed, [1, 2], [3, 4], 5),
    "aligned": (aligned, [1, 2], [1, 3], -4),
    "blurred": (blurred, [1.0, 2.0, 3.0], 1),
    "around": (around, [1.0, 2.0], 1),
    "pulled": (pulled, [1.0, 2.0], [0.0, 0.0]),
    "turned": (turned, [1.0, 2.0, 4.0], 1),
    "tallied": (tallied, [1, 2], 3),
    "neighbours": (neighbours, SQUARE),
    "rewritten": (rewritten, [1.0, 2.0], 5),
}
WORD = 1 << 63
words = st.integers(-3, 6) | st.sampled_from([WORD - 1, -WORD, WORD - 2, 1 - WORD, WORD // 2])


@pytest.fixture(scope="module")
def asks(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Ask]:
    return compile_all(Path(tmp_path_factory.mktemp("work")), CASES)


def answers_alike(ask: Ask, function: Callable[..., Any], *arguments: Any) -> bool:
    """Whether it answered; if so, exactly as the function does."""
    quick_given, slow_given = copy.deepcopy(arguments), copy.deepcopy(arguments)
    fast = ask(*quick_given)
    if fast is None:
        assert same(quick_given, arguments)
        return False
    slow = function(*slow_given)
    assert same(fast[0], slow)
    assert same(quick_given, slow_given)
    return True


@quick
@given(lists(words, 5), lists(words, 5), st.integers(-3, 12))
def test_compiled_tables_survive_the_largest_integers(
    asks: dict[str, Ask], weights: Any, values: Any, room: int
) -> None:
    answers_alike(asks["packed"], packed, weights, values, room)
    answers_alike(asks["aligned"], aligned, weights, values, -room)


@pytest.mark.parametrize("room", [-WORD, -1, -2])
def test_a_compiled_table_of_no_length_is_empty_or_declined(
    asks: dict[str, Ask], room: int
) -> None:
    assert asks["packed"]([1], [1], room) in (None, ([],))


@quick
@given(lists(tame, 9), words)
def test_compiled_windows_and_rings_survive_the_largest_integers(
    asks: dict[str, Ask], row: Any, radius: int
) -> None:
    if abs(radius) < WORD // 4:  # the original would count to the end of time
        answers_alike(asks["blurred"], blurred, row, radius)
    else:
        assert asks["blurred"](row, radius) in (None, ([0.0] * len(row),))
    answers_alike(asks["around"], around, row, radius)
    answers_alike(asks["turned"], turned, row, radius)


@quick
@given(matrices(), lists(tame), words)
def test_compiled_neighbours_are_the_same(
    asks: dict[str, Ask], board: Any, values: Any, at: int
) -> None:
    answers_alike(asks["neighbours"], neighbours, board)
    if at:
        answers_alike(asks["rewritten"], rewritten, values, at)


@quick
@given(lists(words), st.integers(-3, 9))
def test_compiled_tallies_survive_the_largest_integers(
    asks: dict[str, Ask], values: Any, bins: int
) -> None:
    if bins > 0:
        answers_alike(asks["tallied"], tallied, values, bins)
    else:
        assert asks["tallied"](values, bins) is None or not values


@quick
@given(lists(tame, 9), lists(tame, 9), st.integers(-1, 4))
def test_compiled_arrays_that_change_hands_are_the_same(
    asks: dict[str, Ask], a: Any, b: Any, steps: int
) -> None:
    answers_alike(asks["exchanged"], exchanged, a, b, steps)
    answers_alike(asks["exchanged"], exchanged, a, list(a), steps)
    answers_alike(asks["pulled"], pulled, a, list(a))


@pytest.mark.parametrize("size", [1, 7, 8, 63, 64, LANES, LANES + 9, 3 * LANES - 1])
def test_compiled_lanes_square_to_the_last_bit(asks: dict[str, Ask], size: int) -> None:
    random = np.random.default_rng(size)
    points = (random.uniform(-9, 9, (size, 3)) * 10.0 ** random.integers(-9, 9, (size, 3))).tolist()
    centers = [*points[:4], [0.0, -0.0, 1e300], [float("nan"), 1.0, 2.0], [1e-200, 1e-160, 0.1]]
    assert answers_alike(asks["nearest"], nearest, points, points[:4])
    answers_alike(asks["nearest"], nearest, points, centers)
