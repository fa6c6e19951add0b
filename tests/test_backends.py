"""A compiled fast path does what the original does to the last bit, or nothing at all."""

from __future__ import annotations

import copy
import math
from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from advisor import building
from advisor.backend import UnsuitableError
from advisor.backends import load
from advisor.backends.numba import signature
from advisor.kernel import nodes
from advisor.kernel.types import FLOAT, INT, Array, Scalar
from tests.compiled_help import Ask, asker, candidate, compile_all, compiled, drafts
from tests.lowering_help import kernel_of, same

# ------------------------------------------------------------ what is compiled


def nearest(points: Any, centers: Any) -> Any:
    labels = []
    for p in points:
        distances = [sum((a - b) ** 2 for a, b in zip(p, q)) for q in centers]  # noqa: B905 # as users write it
        labels.append(distances.index(min(distances)))
    return labels


def sweep(u: Any) -> Any:
    for i in range(1, u.shape[0] - 1):
        for j in range(1, u.shape[1] - 1):
            u[i, j] = (u[i - 1, j] + u[i + 1, j] + u[i, j - 1] + u[i, j + 1]) / 4


def smooth(u: Any, v: Any, steps: Any) -> Any:
    for _ in range(steps):
        for i in range(1, len(u) - 1):
            v[i] = 0.5 * (u[i - 1] + u[i + 1])
        u, v = v, u
    return u


def scale(rows: Any, by: Any) -> Any:
    for i in range(len(rows)):
        for j in range(len(rows[i])):
            rows[i][j] = rows[i][j] / by


def bubble(xs: Any) -> Any:
    for i in range(len(xs)):
        for j in range(len(xs) - 1 - i):
            if xs[j] > xs[j + 1]:
                xs[j], xs[j + 1] = xs[j + 1], xs[j]
    return xs


def products(xs: Any) -> Any:
    total = 1
    for position, x in enumerate(xs):
        total = total * x + position
        xs[position] = total
    return total


def add_into(a: Any, b: Any, out: Any) -> Any:
    for i in range(len(out)):
        out[i] = a[i] + b[i]


def escape(x: Any, y: Any, most: Any) -> Any:
    c = complex(x, y)
    z = 0j
    for k in range(most):
        if abs(z) > 2:
            return k, z
        z = z * z + c
    return most, z


def vowels(text: Any) -> Any:
    count = 0
    for letter in text:
        if letter in "aeiou":
            count += 1
    return count


def fib(n: Any) -> Any:
    if n < 2:
        return n
    return fib(n - 1) + fib(n - 2)


def roots(xs: Any) -> Any:
    return [math.sqrt(x) + math.exp(x) for x in xs]


FLOATS = [0.5, 1.5, -2.0, 3.25]
CASES: dict[str, tuple[Any, ...]] = {
    "nearest": (nearest, [[1.0, 2.0], [3.0, 4.0]], [[0.0, 0.0], [5.0, 5.0]]),
    "sweep": (sweep, np.ones((5, 6))),
    "smooth": (smooth, FLOATS, FLOATS, 3),
    "scale": (scale, [[1.0, 2.0], [3.0, 4.0]], 3.0),
    "bubble": (bubble, [3, 1, 2]),
    "products": (products, [3, 1, 2]),
    "add_into": (add_into, np.ones(4), np.ones(4), np.zeros(4)),
    "escape": (escape, 0.25, 0.5, 40),
    "vowels": (vowels, "a man"),
}


@pytest.fixture(scope="module")
def asks(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Ask]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("ADVISOR_CACHE", str(tmp_path_factory.mktemp("cache")))
        return compile_all(tmp_path_factory.mktemp("work"), CASES)


def agrees(ask: Ask, function: Callable[..., Any], *arguments: Any) -> bool:
    """Compare with the original on copies; whether the fast path took the call."""
    quick, slow = copy.deepcopy(arguments), copy.deepcopy(arguments)
    answer = ask(*quick)
    if not answer:
        assert all(map(same, quick, arguments)), "declined, yet changed something"
        return False
    expected = function(*slow)
    items = expected if isinstance(expected, tuple) else (expected,)
    assert same(tuple(answer), items), f"{arguments}: {answer} instead of {items}"
    assert all(map(same, quick, slow)), f"{arguments} became {quick} instead of {slow}"
    return True


# --------------------------------------------------------------- the same bits

relaxed = settings(
    deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
floats = st.floats(-1e6, 1e6)
any_float = st.floats()
words = st.integers(-(1 << 70), 1 << 70) | st.integers(-5, 5)


def rows_of(elements: st.SearchStrategy[Any], width: int) -> st.SearchStrategy[list[list[Any]]]:
    row = st.lists(elements, min_size=width, max_size=width)
    return st.lists(row, min_size=1, max_size=6)


@relaxed
@given(points=rows_of(any_float, 2), centers=rows_of(any_float, 2))
def test_nearest_centers_are_the_same(
    asks: dict[str, Ask], points: list[list[float]], centers: list[list[float]]
) -> None:
    try:
        nearest(copy.deepcopy(points), centers)
    except (OverflowError, ValueError):
        assert not asks["nearest"](points, centers)
    else:
        agrees(asks["nearest"], nearest, points, centers)


@relaxed
@given(points=rows_of(floats, 3), centers=rows_of(floats, 3))
def test_tame_points_take_the_fast_path(
    asks: dict[str, Ask], points: list[list[float]], centers: list[list[float]]
) -> None:
    assert agrees(asks["nearest"], nearest, points, centers)


@relaxed
@given(values=st.lists(floats, min_size=12, max_size=12), columns=st.sampled_from([1, 2, 3, 4, 6]))
def test_a_sweep_in_place_is_the_same(
    asks: dict[str, Ask], values: list[float], columns: int
) -> None:
    assert agrees(asks["sweep"], sweep, np.array(values).reshape(-1, columns))


@relaxed
@given(xs=st.lists(words, max_size=8))
def test_integers_stay_exact_or_are_left_alone(asks: dict[str, Ask], xs: list[int]) -> None:
    agrees(asks["products"], products, xs)
    agrees(asks["bubble"], bubble, xs)


@relaxed
@given(u=st.lists(any_float, max_size=7), v=st.lists(any_float, max_size=7), n=st.integers(-1, 4))
def test_swapped_lists_come_home_to_their_own_objects(
    asks: dict[str, Ask], u: list[float], v: list[float], n: int
) -> None:
    quick, slow = (list(u), list(v)), (list(u), list(v))
    answer = asks["smooth"](*quick, n)
    if not answer:
        assert all(map(same, quick, (u, v)))
        return
    expected = smooth(*slow, n)
    assert all(map(same, quick, slow))
    assert [item is answer[0] for item in quick] == [item is expected for item in slow]


@relaxed
@given(x=st.floats(-2.5, 2.5), y=st.floats(-2, 2))
def test_complex_numbers_are_the_same(asks: dict[str, Ask], x: float, y: float) -> None:
    assert agrees(asks["escape"], escape, x, y, 60)


@relaxed
@given(text=st.text())
def test_any_text_is_read(asks: dict[str, Ask], text: str) -> None:
    assert agrees(asks["vowels"], vowels, text)


# -------------------------------------------------------------------- declining


class Whole(int):
    """An int with ways of its own."""


class Row(list):  # type: ignore[type-arg]
    """A list with ways of its own."""


POINTS = [[1.0, 2.0], [3.0, 4.0]]


@pytest.mark.parametrize(
    "points",
    [
        pytest.param([[1.0, 2.0], [3.0]], id="ragged"),
        pytest.param([[1.0, 2.0], [3, 4.0]], id="an int among floats"),
        pytest.param([[1.0, 2.0], [True, 4.0]], id="a bool among floats"),
        pytest.param([[1.0, 2.0], (3.0, 4.0)], id="a tuple among lists"),
        pytest.param([[1.0, 2.0], Row([3.0, 4.0])], id="a subclass among lists"),
        pytest.param([[1.0, np.float64(2.0)]], id="a NumPy number among floats"),
        pytest.param([[Fraction(1), Decimal(2)]], id="other numbers"),
        pytest.param([["1", "2"]], id="strings"),
        pytest.param([], id="empty"),
        pytest.param([[]], id="no coordinates"),
        pytest.param(((1.0, 2.0),), id="a tuple of tuples"),
        pytest.param(np.ones((2, 2)), id="an array"),
        pytest.param(None, id="None"),
        pytest.param(7, id="a number"),
    ],
)
def test_what_was_not_seen_is_left_to_the_original(asks: dict[str, Ask], points: Any) -> None:
    before = copy.deepcopy(points)
    answer = asks["nearest"](points, POINTS)
    if answer:  # no coordinates: every distance is the int 0, and the first is the least
        assert points == [[]]
    assert same(points, before)


@pytest.mark.parametrize(
    "grid",
    [
        pytest.param(np.ones((4, 4), "f4"), id="float32"),
        pytest.param(np.ones((4, 4), ">f8"), id="foreign byte order"),
        pytest.param(np.ones((4, 4), order="F"), id="Fortran order"),
        pytest.param(np.ones((8, 8))[::2, ::2], id="strided"),
        pytest.param(np.ones(4), id="one axis"),
        pytest.param(np.ones((2, 2, 2)), id="three axes"),
        pytest.param(np.ones((4, 4)).view(np.recarray), id="a subclass"),
        pytest.param(np.ma.ones((4, 4)), id="masked"),
        pytest.param(np.frombuffer(bytes(128)).reshape(4, 4), id="read-only"),
        pytest.param(np.frombuffer(bytes(129)[1:])[:0].reshape(0, 0), id="read-only and empty"),
        pytest.param(np.ndarray((4, 4), buffer=bytearray(129), offset=1), id="unaligned"),
        pytest.param(np.ones((4, 4), object), id="objects"),
        pytest.param([[1.0] * 4] * 4, id="lists"),
    ],
)
def test_other_arrays_are_left_to_the_original(asks: dict[str, Ask], grid: Any) -> None:
    before = copy.deepcopy(grid)
    assert not asks["sweep"](grid)
    assert np.array_equal(grid, before)


def test_infinity_where_numpy_would_warn_is_left_to_the_original(asks: dict[str, Ask]) -> None:
    grid = np.full((4, 4), 1.7e308)
    assert not asks["sweep"](grid)
    assert (grid == 1.7e308).all()


def test_an_error_half_way_changes_nothing(asks: dict[str, Ask]) -> None:
    a, b, out = np.ones(4), np.ones(3), np.zeros(4)
    assert not asks["add_into"](a, b, out)
    assert (out == 0).all()
    xs = [10**9] * 5
    assert not asks["products"](xs)
    assert xs == [10**9] * 5
    rows = [[1.0, 2.0], [3.0, 4.0]]
    assert not asks["scale"](rows, 0.0)
    assert rows == [[1.0, 2.0], [3.0, 4.0]]


def test_lists_that_are_written_may_not_share(asks: dict[str, Ask]) -> None:
    row = [1.0, 2.0]
    assert not asks["scale"]([row, row], 2.0)
    assert row == [1.0, 2.0]
    both = [1.0, 2.0, 3.0]
    assert not asks["smooth"](both, both, 1)
    assert both == [1.0, 2.0, 3.0]


def test_arrays_that_overlap_what_is_written_are_left_to_the_original(
    asks: dict[str, Ask],
) -> None:
    memory = np.arange(8.0)
    assert not asks["add_into"](memory[:4], memory[4:], memory[2:6])
    assert (memory == np.arange(8.0)).all()
    assert asks["add_into"](memory[:4], memory[:4], memory[4:])
    assert (memory == [0, 1, 2, 3, 0, 2, 4, 6]).all()


def test_written_lists_and_untouched_elements_keep_their_identity(asks: dict[str, Ask]) -> None:
    rows = [[2.0, 4.0], [6.0, 8.0]]
    inner, first = list(rows), rows[0][0]
    assert asks["scale"](rows, 1.0) == (None,)
    assert all(now is then for now, then in zip(rows, inner, strict=True))
    assert rows[0][0] is first
    assert asks["scale"](rows, 2.0) == (None,)
    assert rows == [[1.0, 2.0], [3.0, 4.0]]
    assert all(now is then for now, then in zip(rows, inner, strict=True))


def test_a_returned_argument_is_the_argument(asks: dict[str, Ask]) -> None:
    xs = [3, 1, 2]
    assert asks["bubble"](xs)[0] is xs
    assert xs == [1, 2, 3]


def test_a_rebound_library_function_is_noticed(tmp_path: Path) -> None:
    ask = compiled(tmp_path, roots, FLOATS[:2], names={"math": math})
    assert agrees(ask, roots, [0.25, 2.0])
    assert not ask([-1.0])
    assert not ask([1000.0])

    class Other:
        sqrt, exp = abs, math.exp

    ask.__globals__["math"] = Other
    assert not ask([0.25])


# ------------------------------------------------------------------ attributes


def _attribute_kernel() -> nodes.Kernel:
    """The kernel of ``self.total += x * self.rate``."""
    total, rate, x = (nodes.Variable(name, FLOAT) for name in ("total", "rate", "x"))
    more = nodes.Binary("*", x, rate, FLOAT)
    body = (nodes.Assign("total", nodes.Binary("+", total, more, FLOAT)),)
    parameters = (
        nodes.Parameter("x", "x", FLOAT),
        nodes.Parameter("rate", "self.rate", FLOAT),
        nodes.Parameter("total", "self.total", FLOAT, written=True),
    )
    function = nodes.Function("account", parameters, {}, body, ())
    return nodes.Kernel((function,), "none", given=("self", "x"))


def account(self: Any, x: float) -> None:
    self.total += x * self.rate


class Plain:
    """An account as people write it."""

    rate = 0.5

    def __init__(self) -> None:
        self.total = 1.0


class Guarded(Plain):
    """Setting an attribute runs code."""

    touched = 0

    def __setattr__(self, name: str, value: object) -> None:
        Guarded.touched += 1
        object.__setattr__(self, name, value)


class Computed(Plain):
    """Reading an attribute runs code."""

    touched = 0

    @property
    def rate(self) -> float:  # type: ignore[override]
        """Counts who asks."""
        Computed.touched += 1
        return 0.5


def test_attributes_come_home_unless_reading_or_setting_them_runs_code(tmp_path: Path) -> None:
    draft = drafts(_attribute_kernel(), "cython")["cython"]
    built = building.build(candidate(draft), tmp_path)
    assert not built.problem
    ask = asker(draft, built.directory, account, {})
    plain = Plain()
    assert ask(plain, 3.0) == (None,)
    assert plain.total == 2.5
    guarded, computed = Guarded(), Computed()
    Guarded.touched = Computed.touched = 0
    assert not ask(guarded, 3.0)
    assert not ask(computed, 3.0)
    assert Guarded.touched == Computed.touched == 0
    assert not ask(object(), 3.0)


def _merging_kernel() -> nodes.Kernel:
    """The kernel of ``self.total += other.total``, twice."""
    mine, theirs = (nodes.Variable(name, FLOAT) for name in ("mine", "theirs"))
    more = nodes.Assign("mine", nodes.Binary("+", mine, theirs, FLOAT))
    parameters = (
        nodes.Parameter("mine", "self.total", FLOAT, written=True),
        nodes.Parameter("theirs", "other.total", FLOAT),
    )
    function = nodes.Function("merge", parameters, {}, (more, more), ())
    return nodes.Kernel((function,), "none", given=("self", "other"))


def merge(self: Any, other: Any) -> None:
    self.total += other.total
    self.total += other.total


@pytest.mark.parametrize("backend", ["cython", "numba"])
def test_one_object_under_two_names_is_left_to_the_original(tmp_path: Path, backend: str) -> None:
    draft = drafts(_merging_kernel(), backend)[backend]
    built = building.build(candidate(draft), tmp_path)
    assert not built.problem
    ask = asker(draft, built.directory, merge, {})
    one, two = Plain(), Plain()
    assert ask(one, two) == (None,)
    assert (one.total, two.total) == (3.0, 1.0)
    assert not ask(one, one)
    assert one.total == 3.0


def test_literals_of_every_kind_are_the_users(tmp_path: Path) -> None:
    def literals(n: Any) -> Any:
        least = -9223372036854775807 - 1
        return n + 3000000000, least, 9223372036854775807, -0.0, 1e308 * 10, 0.1, 2.5e-320, -1e16

    ask = compiled(tmp_path, literals, 1)
    assert agrees(ask, literals, 5)
    assert not ask(9223372036854775807)


def test_a_bool_array_made_of_other_bytes_is_left_to_the_original(tmp_path: Path) -> None:
    def count(flags: Any) -> Any:
        total = 0
        for flag in flags:
            total += int(flag)
        return total

    ask = compiled(tmp_path, count, np.array([True, False]))
    assert agrees(ask, count, np.array([True, False, True]))
    assert not ask(np.array([0, 2, 1], "u1").view(bool))


# -------------------------------------------------------------------- the draft


def test_a_module_of_another_version_is_not_used(tmp_path: Path) -> None:
    kernel = kernel_of(vowels, "text")
    draft = drafts(kernel, "cython")["cython"]
    built = building.build(candidate(draft), tmp_path)
    renamed = draft.imports[0].replace("import vowels_", "import vowels_0")
    stale = type(draft)(draft.name, draft.why, draft.call, imports=(renamed,))
    assert not asker(stale, built.directory, vowels, {})("text")
    assert asker(draft, built.directory, vowels, {})("text") == (1,)


def test_an_unbuilt_module_means_the_original_runs(tmp_path: Path) -> None:
    draft = drafts(kernel_of(vowels, "text"), "cython")["cython"]
    assert not asker(draft, tmp_path, vowels, {})("text")


@pytest.mark.parametrize("backend", ["cython", "numba"])
def test_the_same_kernel_gives_the_same_text(backend: str) -> None:
    kernel = kernel_of(bubble, [3, 1, 2])
    (found,) = (b for b in load() if b.name == backend)
    assert found.drafts is not None
    assert list(found.drafts(kernel, "script")) == list(found.drafts(kernel, "script"))


@pytest.mark.parametrize("backend", ["cython", "numba"])
def test_narrow_arithmetic_is_refused(backend: str) -> None:
    narrow = Scalar("int", "int32")
    x = nodes.Variable("x", narrow)
    body = (nodes.Return((nodes.Binary("+", x, x, narrow),)),)
    function = nodes.Function("f", (nodes.Parameter("x", "x", narrow),), {}, body, (narrow,))
    with pytest.raises(UnsuitableError, match="int32"):
        drafts(nodes.Kernel((function,), "one"), backend)


def test_names_of_the_language_are_the_users_to_use(tmp_path: Path) -> None:
    def odd(double: Any, bad: Any, at: Any) -> Any:
        cdef = 0.0
        for size in range(len(double)):
            cdef += double[size] * bad + at
        return cdef

    assert agrees(compiled(tmp_path, odd, FLOATS, 2.0, 1.0), odd, FLOATS, 2.0, 1.0)


# ----------------------------------------------------------------------- Numba


@pytest.fixture(scope="module")
def numba_asks(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Ask]:
    work = tmp_path_factory.mktemp("numba")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("NUMBA_CACHE_DIR", str(work / "cache"))
        chosen = ("nearest", "smooth", "sweep", "products")
        return {name: compiled(work, *CASES[name], backend="numba") for name in chosen}


@relaxed
@given(points=rows_of(any_float, 2), xs=st.lists(words, max_size=6))
def test_numba_gives_the_same_bits_or_declines(
    numba_asks: dict[str, Ask], points: list[list[float]], xs: list[int]
) -> None:
    agrees(numba_asks["products"], products, xs)
    try:
        nearest(points, points)
    except (OverflowError, ValueError):
        assert not numba_asks["nearest"](points, points)
    else:
        agrees(numba_asks["nearest"], nearest, points, points)


def test_numba_takes_tame_calls_and_brings_lists_home(numba_asks: dict[str, Ask]) -> None:
    assert agrees(numba_asks["nearest"], nearest, POINTS, POINTS)
    assert agrees(numba_asks["products"], products, [3, -4, 5])
    assert agrees(numba_asks["sweep"], sweep, np.arange(30.0).reshape(5, 6))
    u, v = [1.0, 2.0, 4.0, 8.0], [1.0, 0.0, 0.0, 8.0]
    answer = numba_asks["smooth"](u, v, 3)
    slow = [1.0, 2.0, 4.0, 8.0], [1.0, 0.0, 0.0, 8.0]
    smooth(*slow, 3)
    assert answer[0] is v
    assert (u, v) == slow


def test_numba_leaves_warnings_overlaps_and_other_types_to_the_original(
    numba_asks: dict[str, Ask],
) -> None:
    grid = np.full((4, 4), 1.7e308)
    assert not numba_asks["sweep"](grid)
    assert (grid == 1.7e308).all()
    assert not numba_asks["sweep"](np.ones((4, 4), order="F").astype("f4"))
    both = [1.0, 2.0, 3.0]
    assert not numba_asks["smooth"](both, both, 1)
    assert not numba_asks["nearest"]([[1.0, 2]], POINTS)
    assert not numba_asks["products"]([1 << 64])


def test_numba_is_not_loaded_before_it_is_asked() -> None:
    draft = drafts(kernel_of(bubble, [3, 1, 2]), "numba")["numba"]
    assert draft.imports == ("import functools",)
    space: dict[str, Any] = {}
    exec("\n".join([*draft.imports, draft.prelude]), space)  # nothing to import is there
    assert space["_bubble_fast"]()([3, 1, 2]) is None


# -------------------------------------------------------------------- parameters


def test_array_types_are_told_apart_in_the_signature() -> None:
    grid = Array(Scalar("float", "float64"), ("ndarray", "ndarray"))
    function = nodes.Function(
        "f", (nodes.Parameter("g", "g", grid), nodes.Parameter("n", "n", INT)), {}, (), ()
    )
    nothing = nodes.Function("f", (), {}, (), ())
    assert signature(nodes.Kernel((nothing,), "none")) == "()"
    assert signature(nodes.Kernel((function,), "none")) == "(float64[:, ::1], int64)"
