"""Slices as views: ``a[1:]`` walks the same array from another start.

Before: ``for x in a[1:]``.
After: ``for k in range(0, len(a) - 1): x = a[1 + k]``.
"""

from __future__ import annotations

import ast

from advisor.kernel.nodes import Binary, Compare, Constant, Expression, IfElse
from advisor.kernel.types import BOOL, INT
from advisor.lowering.arrays import ZERO, index_of, layer, length, minus, plus, rank, times
from advisor.lowering.errors import RestartError
from advisor.lowering.naming import freeze_number
from advisor.lowering.scope import Scope
from advisor.lowering.settling import number_of
from advisor.lowering.values import Number, View
from advisor.lowering.wholes import Window


def is_whole(node: ast.Slice) -> bool:
    """Whether it is ``[:]``."""
    return node.lower is None and node.upper is None and node.step is None


def window(scope: Scope, view: View, node: ast.Slice) -> View:
    """``view[lower:upper:step]`` with its bounds taken now, clipped as Python clips them."""
    bounds = span(scope, length(view).expression, node)
    if view.window is not None:
        bounds = composed(scope, view.window, bounds, node)
    copied = layer(scope, view) == "list"
    origin = id(node) if copied and rank(scope, view) == 1 else None
    return View(view.array, view.leading, bounds, copied, origin)


def span(scope: Scope, extent: Expression, node: ast.Slice) -> Window:
    """The items that a slice takes of so many, its bounds taken now."""
    step = _step(scope, node)
    if step == -1:
        if node.lower is not None or node.upper is not None:
            raise scope.refuse("a backward slice with bounds")
        return minus(extent, Constant(1, INT)), extent, step
    start = _bound(scope, node.lower, extent, ZERO, (id(node), "start"))
    stop = _bound(scope, node.upper, extent, extent, (id(node), "stop"))
    return start, _count(scope, start, stop, step, node), step


def eagerly(scope: Scope, view: View) -> None:
    """Make a slice of a list a list of its own from now on: something happens to it.

    Raises:
        RestartError: it has not been one so far.
    """
    if view.copied and view.origin is not None:
        scope.facts.eager.add(view.origin)
        raise RestartError


def composed(scope: Scope, outer: Window, inner: Window, node: ast.Slice) -> Window:
    """A slice of a slice, as one of the array."""
    (start, _, step), (first, count, by) = outer, inner
    if not isinstance(step, int) or not isinstance(by, int):
        raise scope.refuse("a slice of a slice with a variable step")
    begin = Number(plus(start, times(first, step)), INT, small=True)
    frozen = freeze_number(scope, begin, "first", (id(node), "composed"))
    return frozen.expression, count, step * by


def _step(scope: Scope, node: ast.Slice) -> int | Expression:
    """The step: a literal, or a variable that is positive."""
    if node.step is None:
        return 1
    number = number_of(scope, node.step)
    step = number.constant
    if isinstance(step, int) and (step == -1 or step > 0):
        return step
    if step is not None or number.type != INT:
        raise scope.refuse("a slice with such a step")
    frozen = freeze_number(scope, number, "step", (id(node), "step")).expression
    scope.leave_if(Compare("<", frozen, Constant(1, INT), BOOL), "a slice with such a step")
    return frozen


def _bound(
    scope: Scope, node: ast.expr | None, extent: Expression, default: Expression, key: object
) -> Expression:
    """A bound counted from the start and within 0 … extent."""
    if node is None or (isinstance(node, ast.Constant) and node.value is None):
        return default
    given = index_of(scope, scope.evaluate(node))
    taken = freeze_number(scope, given, "bound", key).expression
    if isinstance(taken, Constant) and taken.value.real < 0:
        place: Expression = plus(extent, int(taken.value.real))
    elif isinstance(taken, Constant):
        place = taken
    else:
        negative = Compare("<", taken, ZERO, BOOL)
        place = IfElse(negative, plus(extent, taken), taken, INT)
    low = freeze_number(scope, Number(place, INT), "place", (key, "low")).expression
    if not (isinstance(low, Constant) and low.value.real >= 0):
        clipped = IfElse(Compare("<", low, ZERO, BOOL), ZERO, low, INT)
        low = freeze_number(scope, Number(clipped, INT), "place", (key, "clip")).expression
    if low == ZERO:
        return low
    within = IfElse(Compare(">", low, extent, BOOL), extent, low, INT)
    return freeze_number(scope, Number(within, INT), "place", (key, "high")).expression


def _count(
    scope: Scope, start: Expression, stop: Expression, step: int | Expression, node: ast.Slice
) -> Expression:
    span = minus(stop, start)
    if step != 1:
        by = Constant(step, INT) if isinstance(step, int) else step
        # The step may be so large that the sum leaves 64 bits.
        less = Binary("-", span, Constant(1, INT), INT, checked=False)
        span = plus(Binary("//", less, by, INT), 1)
    taken = freeze_number(scope, Number(span, INT), "span", (id(node), "span")).expression
    positive = IfElse(Compare("<", taken, ZERO, BOOL), ZERO, taken, INT)
    return freeze_number(scope, Number(positive, INT), "count", (id(node), "count")).expression
