"""Functions of NumPy that others say: ``np.diff(a)`` is ``a[1:] - a[:-1]``."""

from __future__ import annotations

import ast
from collections.abc import Sequence

from advisor.kernel.nodes import Compare, Constant
from advisor.kernel.types import BOOL, INT
from advisor.lowering import array_making
from advisor.lowering.arithmetic import binary
from advisor.lowering.arrays import ONE, ZERO, index_of, minus, plus, times
from advisor.lowering.broadcasting import chosen, extreme, operate
from advisor.lowering.making import made
from advisor.lowering.naming import freeze_number
from advisor.lowering.parts import part_of, recipe
from advisor.lowering.scope import Scope
from advisor.lowering.values import NoneValue, Number, TupleValue, Value, View
from advisor.lowering.wholes import Cells, Computed, Part


def where(scope: Scope, values: Sequence[Value], node: ast.Call) -> Value:
    """``np.where(test, then, other)``."""
    if len(values) != 3:  # noqa: PLR2004 # test, then, other
        raise scope.refuse(f"{ast.unparse(node.func)} with such arguments")
    return chosen(scope, *values)


def clip(scope: Scope, values: Sequence[Value], node: ast.Call) -> Value:
    """``np.clip(a, low, high)`` is ``np.minimum(np.maximum(a, low), high)``."""
    if len(values) != 3 or any(isinstance(value, NoneValue) for value in values):  # noqa: PLR2004
        raise scope.refuse(f"{ast.unparse(node.func)} with such arguments")
    return extreme(scope, "<", (extreme(scope, ">", values[:2]), values[2]))


def difference(scope: Scope, values: Sequence[Value], node: ast.Call) -> Value:
    """``np.diff(a)`` is ``a[1:] - a[:-1]``."""
    source = recipe(scope, values[0])
    if len(values) != 1 or len(source.shape) != 1 or source.type.kind == "bool":
        raise scope.refuse(f"{ast.unparse(node.func)} with such arguments")
    view = values[0] if isinstance(values[0], View | Part) else made(scope, source, (id(node), 0))
    part = part_of(scope, view)
    extent = freeze_number(scope, Number(source.shape[0], INT), "extent", (id(node), "extent"))
    scope.leave_if(Compare("<", extent.expression, ONE, BOOL), "the differences of nothing")
    (axis,) = (axis for axis in part.order if axis is not None)
    start, _, step = part.axes[axis]  # type: ignore[misc] # the axis of the part
    count = minus(extent.expression, ONE)
    sides = []
    for first in (plus(start, times(ONE, step)), start):
        axes = (*part.axes[:axis], (first, count, step), *part.axes[axis + 1 :])
        sides.append(Part(part.array, axes, part.order))
    return operate(scope, "-", *sides)


def outer(scope: Scope, left: Value, right: Value, node: object) -> Value:
    """``np.outer(a, b)`` is ``a[:, None] * b``."""
    del node
    source = recipe(scope, left)
    if len(source.shape) != 1 or len(recipe(scope, right).shape) != 1:
        raise scope.refuse("np.outer of other than arrays of one axis")
    column = Computed(
        (*source.shape, ONE), source.type, lambda at: source.item(at[:1]), source.reads
    )
    return operate(scope, "*", column, right)


def cross(scope: Scope, left: Value, right: Value, node: object) -> Value:
    """``np.cross(a, b)`` of two arrays of three items."""
    sides = [recipe(scope, side) for side in (left, right)]
    if any(len(side.shape) != 1 or side.type.dtype != "float64" for side in sides):
        raise scope.refuse("np.cross of other than two float64 arrays of one axis")
    for side in sides:
        other = Compare("!=", side.shape[0], _at(3), BOOL)
        scope.leave_if(other, "np.cross of other than three items")
    a, b = (
        [freeze_number(scope, side.item((_at(n),)), "side", (node, at, n)) for n in range(3)]
        for at, side in enumerate(sides)
    )

    def minor(first: int, second: int) -> Value:
        pairs = (first, second), (second, first)
        return binary(scope, "-", *(binary(scope, "*", a[i], b[k]) for i, k in pairs))

    return array_making.filled(scope, [minor(1, 2), minor(2, 0), minor(0, 1)], node)


def _at(place: int) -> Constant:
    return Constant(place, INT)


def positions(scope: Scope, values: Sequence[Value], node: ast.Call) -> Value:
    """``np.ndindex``, to be walked over."""
    first = values[0] if values else None
    extents = first.items if isinstance(first, TupleValue) else values
    if node.keywords or not extents:
        raise scope.refuse("np.ndindex with such arguments")
    numbers = [
        freeze_number(scope, index_of(scope, one), "extent", (id(node), n))
        for n, one in enumerate(extents)
    ]
    for number in numbers:
        negative = Compare("<", number.expression, ZERO, BOOL)
        scope.leave_if(negative, "a negative extent")
    return Cells(tuple(number.expression for number in numbers))
