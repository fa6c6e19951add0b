"""Whole-array forms do what the loops did, to the last bit or within rounding, or decline."""

from __future__ import annotations

import copy
import math
import sys
import types
from collections.abc import Callable
from typing import Any

import numexpr
import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from advisor.backend import Backend, FastPath, UnsuitableError
from advisor.backends import numexpr as numexpr_backend
from advisor.backends.numpy import BACKEND
from tests import slow_loops
from tests.lowering_help import kernel_of

Function = Callable[..., Any]
GRIDS = (np.arange(20.0).reshape(4, 5) / 8, np.ones((4, 5)))
FLOATS = ([0.5, -1.5, 2.25, 0.0], [1.0, 2.0, 3.0, 4.0])
INTEGERS = ([5, -7, 0, 12], [1, 2, 3, 4])

WHOLE_GRIDS = [
    "jacobi",
    "rows_in_place",
    "columns_in_place",
    "private",
    "shifted",
    "two_statements",
    "anti_diagonal",
    "ahead_only",
    "transposed",
    "diagonal",
    "every_second",
    "triangle",
    "clipped",
    "conditional_value",
    "divided",
    "halfway_out",
    "from_the_end",
    "sum_by_rows",
    "product",
    "steps",
    "horner",
]
LOOPS_ON_GRIDS = [
    "gauss_seidel",
    "last_one",
    "carried",
    "until",
    "same_cell",
    "variable_lives_on",
    "maybe_assigned",
    "two_statements_backwards",
]
WHOLE_FLOATS = [
    "doubled",
    "filtered",
    "dot",
    "difference",
    "written_back",
    "fir",
    "counted",
    "pairs",
    "with_helper",
]
LOOPS_ON_FLOATS = ["prefix", "recurrence"]
WHOLE_INTEGERS = ["integers", "integers_divided", "ratios", "doubled"]


def drafts(name: str, *arguments: Any, backend: Backend = BACKEND) -> list[FastPath]:
    function = getattr(slow_loops, name)
    helpers = [slow_loops.half_square] if name == "with_helper" else []
    names = {"math": math, "np": np, "half_square": slow_loops.half_square, "min": min}
    kernel = kernel_of(function, *arguments, helpers=helpers, names=names)
    assert backend.drafts is not None
    return list(backend.drafts(kernel, "script"))


def loaded(name: str, draft: FastPath) -> Function:
    """The fast path as the script would call it: by the region's arguments."""
    ((file, text),) = draft.companions
    module = types.ModuleType(file.removesuffix(".py"))
    exec(compile(text, file, "exec"), vars(module))
    space: dict[str, Any] = {"math": math, "np": np, "half_square": slow_loops.half_square}
    exec("\n".join([*draft.imports, draft.prelude]), space)
    sys.modules[module.__name__] = module
    try:
        space[f"_{name}_fast"]()
    finally:
        del sys.modules[module.__name__]
    code = getattr(slow_loops, name).__code__
    parameters = ", ".join(code.co_varnames[: code.co_argcount])
    fast: Function = eval(f"lambda {parameters}: {draft.call}", space)
    return fast


def bits(value: Any) -> Any:
    """A value in a form whose equality means the same type and bits."""
    if isinstance(value, np.ndarray):
        return "array", value.shape, value.dtype.str, value.tobytes()
    if isinstance(value, list | tuple):
        return type(value).__name__, [bits(item) for item in value]
    if isinstance(value, float):
        return type(value).__name__, "nan" if math.isnan(value) else value.hex()
    return type(value).__name__, value


def close(left: Any, right: Any) -> bool:
    """Whether two values differ in the last bits at most."""
    if isinstance(left, tuple | list):
        return len(left) == len(right) and all(map(close, left, right))
    if left is None:
        return right is None
    return type(left) is type(right) and bool(
        np.allclose(left, right, rtol=1e-12, atol=1e-12, equal_nan=True)
    )


def check(name: str, draft: FastPath, *arguments: Any) -> bool:
    """Compare with the original; ``False`` if the fast path declined, leaving all as it was."""
    function = getattr(slow_loops, name)
    before, ours, theirs = (copy.deepcopy(arguments) for _ in range(3))
    fast = loaded(name, draft)
    rows = [id(argument) for argument in ours]
    done = fast(*ours)
    if not done:
        assert bits(ours) == bits(before)
        return False
    with np.errstate(all="raise", under="ignore"):
        expected = function(*theirs)
    same = close if draft.rounding else lambda left, right: bits(left) == bits(right)
    assert same(done[0], expected)
    assert same(ours, theirs)
    assert rows == [id(argument) for argument in ours]
    assert (done[0] is ours[0], done[0] is ours[1]) == (
        expected is theirs[0],
        expected is theirs[1],
    )
    return True


# ----------------------------------------------------------- what becomes whole


@pytest.mark.parametrize("name", [*WHOLE_GRIDS, "total"])
def test_loops_over_grids_become_whole_arrays(name: str) -> None:
    declines = {"halfway_out", "divided", "from_the_end"}
    for draft in drafts(name, *GRIDS):
        assert check(name, draft, *GRIDS) == (name not in declines)


@pytest.mark.parametrize("name", WHOLE_FLOATS)
def test_loops_over_lists_become_whole_arrays(name: str) -> None:
    for draft in drafts(name, *FLOATS):
        assert check(name, draft, *FLOATS)


@pytest.mark.parametrize("name", WHOLE_INTEGERS)
def test_loops_over_integers_become_whole_arrays(name: str) -> None:
    for draft in drafts(name, *INTEGERS):
        assert check(name, draft, *INTEGERS)


@pytest.mark.parametrize("name", LOOPS_ON_GRIDS)
def test_trips_over_grids_that_need_each_other_stay_a_loop(name: str) -> None:
    with pytest.raises(UnsuitableError, match="in each trip"):
        drafts(name, *GRIDS)


@pytest.mark.parametrize("name", LOOPS_ON_FLOATS)
def test_trips_over_lists_that_need_each_other_stay_a_loop(name: str) -> None:
    with pytest.raises(UnsuitableError, match="in each trip"):
        drafts(name, *FLOATS)


def even_squares(limit: Any, found: Any) -> None:
    for i in range(limit):
        if i * i % 7 == 2:
            found.append(i * i)


def test_a_given_list_that_grows_is_left_alone() -> None:
    assert BACKEND.drafts
    with pytest.raises(UnsuitableError, match="found grows"):
        next(BACKEND.drafts(kernel_of(even_squares, 20, [1]), "script"))


def test_the_text_is_what_a_person_would_write() -> None:
    (whole, _) = drafts("jacobi", *GRIDS)
    text = whole.companions[0][1]
    assert "old[:old.shape[0] - 2, 1:old.shape[1] - 1]" in text
    assert "for " not in text.partition("def jacobi_arrays")[2].partition("def ")[0]


def test_sums_come_in_the_order_of_the_original_as_well() -> None:
    made = {draft.name: draft for draft in drafts("dot", *FLOATS)}
    assert made["numpy"].rounding
    assert not made["numpy in order"].rounding


def test_an_inner_loop_that_adds_up_keeps_its_order_for_all_rows_at_once() -> None:
    assert not drafts("sum_by_rows", *GRIDS)[0].rounding


def test_a_sum_that_decides_something_is_only_added_up_in_order() -> None:
    (draft,) = drafts("reaches_one", *GRIDS)
    assert not draft.rounding
    tenths = np.full((10, 1), 0.1)
    assert check("reaches_one", draft, tenths, tenths.copy())


def test_a_function_that_rounds_otherwise_must_not_decide_anything() -> None:
    with pytest.raises(UnsuitableError, match="decides something"):
        drafts("grown_above", *GRIDS)


def test_a_choice_that_no_rounding_reaches_is_made_for_whole_arrays() -> None:
    assert check("grown_where", drafts("grown_where", *GRIDS)[0], *GRIDS)


# -------------------------------------------------------- against the original

NUMBERS = st.floats(-4, 4, allow_nan=False).map(lambda x: round(x * 8) / 8) | st.sampled_from(
    [0.0, -0.0, math.nan, math.inf, -math.inf, 1e300, 5e-324]
)
CALM = settings(deadline=None, suppress_health_check=list(HealthCheck), max_examples=25)


@st.composite
def grids(draw: st.DrawFn) -> tuple[Any, Any]:
    shape = draw(st.tuples(st.integers(0, 5), st.integers(0, 5)))
    other = draw(st.just(shape) | st.tuples(st.integers(0, 5), st.integers(0, 5)))
    cells = st.lists(NUMBERS, min_size=25, max_size=25)
    made = [np.array(draw(cells)[: s[0] * s[1]], dtype=float).reshape(s) for s in (shape, other)]
    return made[0], made[1]


@pytest.mark.parametrize("name", [*WHOLE_GRIDS, "total"])
@given(arguments=grids())
@CALM
def test_any_grids_give_the_same_or_decline(name: str, arguments: tuple[Any, Any]) -> None:
    for draft in known(name, "grids"):
        check(name, draft, *arguments)


@pytest.mark.parametrize("name", WHOLE_FLOATS)
@given(arguments=st.tuples(st.lists(NUMBERS, max_size=6), st.lists(NUMBERS, max_size=6)))
@CALM
def test_any_lists_give_the_same_or_decline(name: str, arguments: tuple[Any, Any]) -> None:
    for draft in known(name, "floats"):
        check(name, draft, *arguments)


WHOLE_NUMBERS = st.integers(-9, 9) | st.sampled_from(
    [2**31, 2**53 + 1, 2**62, 2**63 - 1, -(2**63), 2**63, 10**30]
)


@pytest.mark.parametrize("name", WHOLE_INTEGERS)
@given(
    arguments=st.tuples(st.lists(WHOLE_NUMBERS, max_size=6), st.lists(WHOLE_NUMBERS, max_size=6))
)
@CALM
def test_any_integers_give_the_same_or_decline(name: str, arguments: tuple[Any, Any]) -> None:
    for draft in known(name, "integers"):
        check(name, draft, *arguments)


# ---------------------------------------------------------------------- numexpr


@pytest.mark.parametrize("name", ["cubic", "jacobi", "cubic_sum"])
@given(arguments=grids())
@CALM
def test_numexpr_gives_the_same_or_declines(name: str, arguments: tuple[Any, Any]) -> None:
    for draft in known(name, "numexpr"):
        check(name, draft, *arguments)


def test_long_expressions_go_to_numexpr_with_all_threads_and_with_one() -> None:
    threads = numexpr.get_num_threads()
    made = {draft.name: draft for draft in known("cubic", "numexpr")}
    assert list(made) == ["numexpr", "numexpr one thread"]
    for draft in made.values():
        assert draft.rounding
        assert check("cubic", draft, *GRIDS)
    assert numexpr.get_num_threads() == threads


@pytest.mark.parametrize("name", ["divided", "transposed", "rows_in_place"])
def test_short_or_dangerous_expressions_do_not_go_to_numexpr(name: str) -> None:
    with pytest.raises(UnsuitableError, match="no long expression"):
        drafts(name, *GRIDS, backend=numexpr_backend.BACKEND)


@pytest.mark.parametrize("number", [math.nan, math.inf, 1e200])
def test_what_is_not_finite_takes_the_original(number: float) -> None:
    for draft in known("cubic", "numexpr"):
        assert not check("cubic", draft, np.full((2, 2), number), np.ones((2, 2)))


_KNOWN: dict[tuple[str, str], list[FastPath]] = {}


def known(name: str, kind: str) -> list[FastPath]:
    """The drafts, made once."""
    if (name, kind) not in _KNOWN:
        backend = numexpr_backend.BACKEND if kind == "numexpr" else BACKEND
        arguments = {"floats": FLOATS, "integers": INTEGERS}.get(kind, GRIDS)
        _KNOWN[name, kind] = drafts(name, *arguments, backend=backend)
    return _KNOWN[name, kind]


# ---------------------------------------------------------------------- borders


def test_one_grid_given_twice_takes_the_original() -> None:
    grid = GRIDS[0].copy()
    for draft in drafts("jacobi", *GRIDS):
        fast = loaded("jacobi", draft)
        assert not fast(grid, grid)
        assert not fast(grid[:2], grid[1:3])


@pytest.mark.parametrize(
    "other",
    [
        GRIDS[0].astype(np.float32),
        GRIDS[0].astype(">f8"),
        GRIDS[0].astype(int),
        np.asfortranarray(GRIDS[0]),
        np.ma.masked_array(GRIDS[0]),
        GRIDS[0].tolist(),
        GRIDS[0][None],
        None,
    ],
    ids=lambda value: type(value).__name__,
)
def test_other_kinds_of_grids_take_the_original(other: Any) -> None:
    for draft in drafts("jacobi", *GRIDS):
        fast = loaded("jacobi", draft)
        assert not fast(other, GRIDS[1].copy())


def test_a_rebound_library_function_takes_the_original() -> None:
    for draft in drafts("conditional_value", *GRIDS):
        fast = loaded("conditional_value", draft)
        assert fast(*copy.deepcopy(GRIDS))
        fast.__globals__["math"] = types.SimpleNamespace(sqrt=math.cos)
        assert not fast(*copy.deepcopy(GRIDS))


def test_without_numpy_or_the_module_the_original_runs() -> None:
    (draft, *_) = drafts("jacobi", *GRIDS)
    space: dict[str, Any] = {}
    exec("\n".join([*draft.imports, draft.prelude]), space)
    assert not eval(draft.call, space | {"old": 1, "new": 2})


def test_too_many_elements_at_a_time_take_the_original() -> None:
    large = np.zeros((1, 1)), np.zeros((1, 1))
    text = drafts("transposed", *GRIDS)[0].companions[0][1]
    assert "2**25" in text
    assert check("transposed", drafts("transposed", *GRIDS)[0], *large)
