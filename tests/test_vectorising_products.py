"""Sums of products become matrix products, which agree but for rounding, or decline."""

from __future__ import annotations

import copy
import math
from functools import cache
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from advisor.backend import FastPath, UnsuitableError
from advisor.backends.numpy import BACKEND
from tests import slow_loops
from tests.lowering_help import kernel_of
from tests.test_numpy_backend import CALM, bits, close, loaded

NAME = "numpy products"
LISTS = {"product_of_rows", "product_generated"}
MATRIX = [
    *("product_of_rows", "product_hoisted", "product_outermost", "product_scaled"),
    *("product_transposed", "product_generated", "product_while", "product_with_vector"),
    *("product_of_deviations", "product_up_to"),
]
LOOPS = [
    *("product_in_place", "product_of_differences", "product_that_decides"),
    "product_left_early",
]


def square(size: int = 4, shift: float = 0.0) -> Any:
    return np.arange(size * size, dtype=float).reshape(size, size) / 8 + shift


def given_to(name: str, *grids: Any) -> list[Any]:
    return [grid.tolist() if name in LISTS else grid for grid in copy.deepcopy(grids)]


@cache
def products(name: str) -> list[FastPath]:
    """The drafts that leave sums of products to a library."""
    arguments = given_to(name, square(), square(shift=1.0), square(shift=-1.0))
    assert BACKEND.drafts
    made = BACKEND.drafts(kernel_of(getattr(slow_loops, name), *arguments), "script")
    try:
        return [draft for draft in made if draft.name == NAME]
    except UnsuitableError:
        return []


@cache
def fast_path(name: str) -> Any:
    (draft,) = products(name)
    return loaded(name, draft)


def check(name: str, *grids: Any) -> bool:
    """Compare with the loops; ``False`` if the fast path declined, leaving all as it was."""
    before, ours, theirs = (given_to(name, *grids) for _ in range(3))
    done = fast_path(name)(*ours)
    if not done:
        assert bits(ours) == bits(before)
        return False
    expected = getattr(slow_loops, name)(*theirs)
    assert close(done[0], expected)
    assert close(ours, theirs)
    return True


@pytest.mark.parametrize("name", MATRIX)
def test_sums_of_products_become_a_matrix_product_however_they_are_written(name: str) -> None:
    assert check(name, square(), square(shift=1.0), square(shift=-1.0))
    (draft,) = products(name)
    assert draft.rounding
    assert " @ " in draft.companions[0][1]


def test_a_product_of_three_is_left_to_einsum() -> None:
    assert check("product_of_three", square(), square(shift=1.0), square(shift=-1.0))
    assert "np.einsum" in products("product_of_three")[0].companions[0][1]


@pytest.mark.parametrize("name", LOOPS)
def test_other_sums_are_never_taken_for_matrix_products(name: str) -> None:
    assert products(name) == []


@st.composite
def grids(draw: st.DrawFn) -> tuple[Any, Any, Any]:
    numbers = st.floats(-4, 4).map(lambda x: round(x * 8) / 8)
    odd = st.sampled_from([0.0, -0.0, math.nan, math.inf, -math.inf, 1e300, 5e-324])
    cell = draw(st.sampled_from([numbers, numbers, numbers | odd]))
    cells = st.lists(cell, min_size=16, max_size=16)
    sizes = st.integers(0, 4)
    shapes = st.just((3, 3)) | st.tuples(sizes, sizes)
    made = [(draw(shapes), draw(cells)) for _ in range(3)]
    a, b, c = (np.array(cells[: r * n], dtype=float).reshape(r, n) for (r, n), cells in made)
    return a, b, c


@pytest.mark.parametrize("name", [*MATRIX, "product_of_three"])
@given(arguments=grids())
@CALM
def test_any_grids_agree_but_for_rounding_or_decline(name: str, arguments: Any) -> None:
    if name in LISTS and not all(grid.size for grid in arguments):
        return  # an empty list of lists says nothing of its width
    try:
        check(name, *arguments)
    except IndexError:  # of the loops: the fast path should not have gone on
        assert not fast_path(name)(*given_to(name, *arguments))


@pytest.mark.parametrize("number", [math.nan, math.inf, -math.inf, 1e200])
@pytest.mark.parametrize("name", MATRIX)
def test_what_an_order_could_make_overflow_takes_the_loops(name: str, number: float) -> None:
    odd = square(shift=1.0)
    odd[1] = number
    assert not check(name, odd, np.full((4, 4), 1e200), square())


def test_a_sum_of_zeros_keeps_the_sign_of_its_start() -> None:
    zeros = np.zeros((4, 4))
    assert check("product_hoisted", zeros, -square(), zeros.copy())
    assert not check("product_hoisted", zeros, -square(), -zeros)


def test_an_index_that_runs_off_the_end_takes_the_loops() -> None:
    with pytest.raises(IndexError):
        vars(slow_loops)["product_hoisted"](square(), square(3), square())
    assert not fast_path("product_hoisted")(square(), square(3), square())


def test_what_is_looked_up_between_the_loops_is_looked_up_without_inner_trips() -> None:
    nothing = np.zeros((4, 0))
    assert not check("product_hoisted", square(), nothing, square())
