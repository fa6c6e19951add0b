"""A sum whose order is freed leaves wherever the order could show, and only sums are freed."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advisor.kernel import reference
from advisor.kernel.reordering import reorder
from tests.lowering_help import Fast, kernel_of


def squares(values: list[float]) -> float:
    total = 0.0
    for value in values:
        total += value**2
    return total


def alternating(values: list[float], scale: float) -> float:
    total = 1.0
    for value in values:
        total -= value * scale
    return total / 2.0


def above(values: list[float]) -> float:
    total = 0.0
    for value in values:
        if value > 0.5:
            total += value
    return total


def floors(values: list[float]) -> float:
    total = 0.0
    for value in values:
        total += math.floor(value)
    return total


def running(values: list[float]) -> list[float]:
    total, sums = 0.0, []
    for value in values:
        total += value
        sums.append(total)
    return sums


def count(values: list[float]) -> int:
    total = 0
    for _ in values:
        total += 1
    return total


@pytest.mark.parametrize("function", [above, floors, running, count], ids=lambda f: f.__name__)
def test_what_a_float_decides_keeps_its_order(function: object) -> None:
    assert reorder(kernel_of(function, [0.5, 1.5])) is None  # type: ignore[arg-type]


TAME = st.floats(1e-3, 1e3)


@given(st.lists(TAME, min_size=1, max_size=9))
def test_in_the_source_s_order_it_is_the_same_sum_but_for_a_rounded_square(
    values: list[float],
) -> None:
    kernel = reorder(kernel_of(squares, values))
    assert kernel is not None
    assert math.isclose(Fast(kernel, {}, ("values",))(values), squares(values), rel_tol=1e-15)


@given(st.lists(TAME, min_size=1, max_size=9), TAME)
def test_other_statements_stay_as_they_are(values: list[float], scale: float) -> None:
    kernel = reorder(kernel_of(alternating, values, scale))
    assert kernel is not None
    if alternating(values, scale) != 0.0:
        fast = Fast(kernel, {}, ("values", "scale"))
        assert fast(values, scale) == alternating(values, scale)


@pytest.mark.parametrize(
    "values",
    [
        pytest.param([1e200, 1.0], id="a square overflows"),
        pytest.param([1e150] * 3, id="near overflow"),
        pytest.param([1.0, math.nan], id="nan"),
        pytest.param([-math.inf], id="infinity"),
        pytest.param([0.0, -0.0], id="a zero sum"),
        pytest.param([], id="nothing to add"),
    ],
)
def test_where_the_order_could_show_it_leaves(values: list[float]) -> None:
    kernel = reorder(kernel_of(squares, [1.0, 2.0]))
    assert kernel is not None
    with pytest.raises(reference.Left):
        Fast(kernel, {}, ("values",))(values)
