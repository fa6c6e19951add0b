"""Trips that need each other are never taken for independent."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from advisor.kernel import dependences, liveness, nodes, ranges
from advisor.kernel.affine import Affine, affine
from advisor.kernel.types import BOOL, FLOAT, INT
from tests import slow_loops
from tests.lowering_help import kernel_of

TRIP, J, N = (nodes.Variable(name, INT) for name in ("i", "j", "n"))


def number(value: int) -> nodes.Constant:
    return nodes.Constant(value, INT)


def plus(left: nodes.Expression, right: nodes.Expression) -> nodes.Binary:
    return nodes.Binary("+", left, right, INT)


def times(left: nodes.Expression, right: nodes.Expression) -> nodes.Binary:
    return nodes.Binary("*", left, right, INT)


# ------------------------------------------------------------------------ affine


def test_a_subscript_is_a_sum_of_multiples() -> None:
    found = affine(plus(times(number(2), TRIP), nodes.Binary("-", plus(N, number(3)), TRIP, INT)))
    assert found == Affine(3, {TRIP: 1, N: 1})
    assert found.factor("i") == 1
    assert found.without("i") == Affine(3, {N: 1})


def test_terms_that_cancel_are_gone() -> None:
    assert affine(nodes.Binary("-", TRIP, TRIP, INT)) == Affine()


def test_a_product_of_variables_is_one_term() -> None:
    product = times(TRIP, N)
    assert affine(product) == Affine(0, {product: 1})
    assert set(affine(product).reads()) == {"i", "n"}


# --------------------------------------------------------------------- conflicts


def loop(*body: nodes.Statement, step: int = 1) -> nodes.For:
    return nodes.For("i", number(0), N, number(step), body)


def load(array: str, *indices: nodes.Expression, wraps: bool = False) -> nodes.Load:
    return nodes.Load(array, indices, FLOAT, (wraps,) * len(indices), (True,) * len(indices))


def store(array: str, *indices: nodes.Expression, value: nodes.Expression) -> nodes.Store:
    return nodes.Store(array, indices, value, (False,) * len(indices), (True,) * len(indices))


def orders(made: nodes.For) -> set[frozenset[int]]:
    """What is known of the trips between accesses of ``a``, each with its own self aside."""
    return {
        order
        for first, second, order in dependences.conflicts(made)
        if first is not second and first.array == "a"
    }


@pytest.mark.parametrize(
    ("read", "written", "expected"),
    [
        (TRIP, TRIP, {0}),
        (nodes.Binary("-", TRIP, number(1), INT), TRIP, {-1}),
        (plus(TRIP, number(1)), TRIP, {1}),
        (plus(TRIP, number(2)), plus(TRIP, number(1)), {1}),
        (number(0), TRIP, {-1, 0, 1}),
        (times(number(2), TRIP), plus(times(number(2), TRIP), number(1)), None),
        (times(number(2), TRIP), plus(times(number(2), TRIP), number(4)), {-1}),
        (times(number(2), TRIP), TRIP, {-1, 0, 1}),
        (plus(TRIP, N), plus(plus(N, TRIP), number(1)), {-1}),
        (times(TRIP, N), times(TRIP, N), {-1, 0, 1}),
        (number(0), number(1), None),
        (N, plus(N, number(1)), None),
        (J, J, {-1, 0, 1}),
    ],
)
def test_the_distance_between_two_subscripts_is_known_or_anything(
    read: nodes.Expression, written: nodes.Expression, expected: set[int] | None
) -> None:
    made = loop(store("a", written, value=load("a", read)))
    assert orders(made) == ({frozenset(expected)} if expected else set())


def test_a_loop_that_counts_down_turns_the_order_round() -> None:
    made = loop(store("a", TRIP, value=load("a", plus(TRIP, number(1)))), step=-1)
    assert orders(made) == {frozenset({-1})}


def test_one_axis_that_differs_is_enough() -> None:
    made = loop(store("a", number(0), J, value=load("a", number(1), TRIP)))
    assert orders(made) == set()


def test_a_subscript_that_may_count_from_the_end_can_be_any() -> None:
    made = loop(store("a", TRIP, value=load("a", plus(TRIP, number(1)), wraps=True)))
    assert orders(made) == {frozenset({-1, 0, 1})}


def test_what_varies_inside_a_subscript_is_not_taken_as_fixed() -> None:
    body = (
        nodes.Assign("j", nodes.Cast(load("b", TRIP), INT)),
        store("a", plus(TRIP, J), value=load("a", plus(TRIP, J))),
    )
    assert orders(loop(*body)) == {frozenset({-1, 0, 1})}


# ---------------------------------------------------------------------- liveness


def test_a_scalar_that_may_be_read_before_it_is_written_is_exposed() -> None:
    body = (
        nodes.If(nodes.Compare("<", TRIP, N, BOOL), (nodes.Assign("s", TRIP),)),
        nodes.Assign("t", nodes.Variable("s", INT)),
    )
    assert liveness.flow(body).exposed == {"i", "n", "s"}
    assert liveness.flow(body).written == {"t"}


def test_both_branches_together_write() -> None:
    test = nodes.Compare("<", TRIP, N, BOOL)
    choice = nodes.If(test, (nodes.Assign("s", TRIP),), (nodes.Leave("no"),))
    assert liveness.flow((choice,)).written == {"s"}


def test_what_is_read_after_an_early_end_of_a_loop_stays_alive() -> None:
    # for i: { for j: s = j;  if i < n: break;  s = 0 }   return s
    inner = nodes.For("j", number(0), N, number(1), (nodes.Assign("s", J),))
    test = nodes.Compare("<", TRIP, N, BOOL)
    outer = loop(inner, nodes.If(test, (nodes.Break(),)), nodes.Assign("s", number(0)))
    back = nodes.Return((nodes.Variable("s", INT),))
    function = nodes.Function("f", (), {}, (outer, back), (INT,))
    lives = {made.variable: live for made, live in liveness.loops(function)}
    assert "s" in lives["j"]


# ------------------------------------------------------------- independent loops


@pytest.mark.parametrize(
    ("function", "expected"),
    [
        (slow_loops.jacobi, ["i"]),
        (slow_loops.gauss_seidel, []),
        (slow_loops.rows_in_place, ["i"]),
        (slow_loops.columns_in_place, ["j"]),
        (slow_loops.total, []),
        (slow_loops.last_one, []),
        (slow_loops.private, ["i"]),
        (slow_loops.carried, []),
        (slow_loops.until, []),
        (slow_loops.same_cell, []),
        (slow_loops.shifted, []),
        (slow_loops.collected, []),
        (slow_loops.variable_lives_on, []),
        (slow_loops.maybe_assigned, []),
    ],
)
def test_only_trips_that_share_nothing_are_independent(
    function: Callable[..., Any], expected: list[str]
) -> None:
    kernel = kernel_of(function, np.full((4, 5), 0.25), np.zeros((4, 5)))
    found = dependences.independent_loops(ranges.optimise(kernel))
    assert [made.variable for made in found] == expected
