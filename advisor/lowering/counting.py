"""Ranges: their bounds, their length, and whether their values stay small."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from advisor.kernel.nodes import Binary, Compare, Constant, Expression, IfElse
from advisor.kernel.types import BOOL, INT
from advisor.lowering.arrays import ONE, ZERO, index_of, plus, times
from advisor.lowering.facts import node_key
from advisor.lowering.naming import freeze_number
from advisor.lowering.promotion import cast
from advisor.lowering.scope import Scope
from advisor.lowering.values import Number, RangeValue, Value, View

_STEADY = 1 << 20  # counters with such a step cannot leave ±2**53 in a lifetime


@dataclass(frozen=True, slots=True)
class Source:
    """Something to walk over.

    Attributes:
        count: the number of items; fixed before the first.
        item: the value at a position from 0 to ``count - 1``.
        views: arrays that must stay what they are meanwhile.
    """

    count: Expression
    item: Callable[[Expression], Value]
    views: tuple[View, ...]


def range_source(scope: Scope, value: RangeValue, node: object) -> Source:
    """How to walk over a range position by position."""
    count = freeze_number(scope, range_count(scope, value, node), "count", node)
    start = freeze_number(scope, value.start, "start", (node_key(node), "start")).expression
    step = freeze_number(scope, value.step, "step", (node_key(node), "step")).expression

    def item(at: Expression) -> Value:
        if isinstance(step, Constant):
            offset = times(at, int(step.value.real))
        else:
            offset = Binary("*", at, step, INT, checked=False)
        return Number(plus(start, offset), INT, small=is_steady(value))

    return Source(count.expression, item, ())


def is_steady(value: RangeValue) -> bool:
    """Whether a range's values surely stay within ±2**53: it would run for years."""
    step = value.step.constant
    return value.start.small and isinstance(step, int) and abs(step) <= _STEADY


def range_count(scope: Scope, value: RangeValue, node: object) -> Number:
    """``len(range(…))``."""
    step = value.step.constant
    start, stop = value.start.expression, value.stop.expression
    if not isinstance(step, int):
        raise scope.refuse("a range with a variable step inside another iterator")
    if step == 1 and value.start.constant == 0 and value.stop.small:
        span = Number(stop, INT)
    else:
        low, high = (start, stop) if step > 0 else (stop, start)
        distance: Expression = high if low == ZERO else Binary("-", high, low, INT)
        if abs(step) > 1:
            rounded = plus(distance, abs(step) - 1)
            distance = Binary("//", rounded, Constant(abs(step), INT), INT, checked=False)
        span = Number(distance, INT)
    taken = freeze_number(scope, span, "span", node).expression
    if isinstance(taken, Constant):
        return Number(Constant(max(0, int(taken.value.real)), INT), INT, small=True)
    positive = IfElse(Compare("<", taken, ZERO, BOOL), ZERO, taken, INT)
    return Number(positive, INT, small=True)


def as_range(scope: Scope, bounds: Sequence[Value]) -> RangeValue:
    """``range(…)``; leaves where the step is zero."""
    numbers = [index_of(scope, bound) for bound in bounds]
    zero, one = Number(ZERO, INT, small=True), Number(ONE, INT, small=True)
    start, stop, step = {
        1: lambda: (zero, numbers[0], one),
        2: lambda: (numbers[0], numbers[1], one),
        3: lambda: (numbers[0], numbers[1], numbers[2]),
    }[len(numbers)]()
    test = Compare("==", cast(step.expression, INT), ZERO, BOOL)
    if step.constant == 0:
        scope.leave_if(Constant(value=True, type=BOOL), "a range with step zero")
    elif step.constant is None:
        scope.leave_if(test, "a range with step zero")
    return RangeValue(start, stop, step)
