"""Arrays and tuples that a name holds on some paths only."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.lowering_help import agree, kernel_of


def made_in_the_loop(xs: Any) -> Any:
    for x in xs:
        values = [x, x + 1.0]
    return values


def last_row(xs: Any) -> Any:
    table = [[x, x * 2] for x in xs]
    for row in table:
        if row[0] > 1:
            kept = row
    return kept[0] + kept[1]


def closest(xs: Any) -> Any:
    best = float("inf")
    pair = None
    for i in range(len(xs)):
        for j in range(i + 1, len(xs)):
            gap = abs(xs[i] - xs[j])
            if pair is None or gap < best:
                best = gap
                pair = (i, j)
    return pair


def found_or_not(xs: Any) -> Any:
    where = None
    for i, x in enumerate(xs):
        if x < 0:
            where = (i, x)
    if where is None:
        return -1.0
    return where[1] * where[0]


@pytest.mark.parametrize("function", [made_in_the_loop, last_row, closest, found_or_not])
@given(xs=st.lists(st.floats(-5, 5), max_size=4))
@settings(max_examples=40, deadline=None)
def test_what_is_not_there_makes_the_kernel_leave(
    function: Callable[..., Any], xs: list[float]
) -> None:
    kernel = kernel_of(function, [1.0, 3.5, -2.0])
    agree(function, kernel, (xs,))
    assert agree(function, kernel, ([1.0, 3.5, -2.0],))


def test_nothing_assigned_leaves() -> None:
    kernel = kernel_of(made_in_the_loop, [1.0])
    assert not agree(made_in_the_loop, kernel, ([],))
