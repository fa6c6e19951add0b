"""Sums, extremes and searches over whole arrays, in NumPy's own order.

Before: ``total = (a * b).sum()``.
After: ``for k in range(n): made[k] = a[k] * b[k]``; ``total = numpy_sum(made, 0, n)``.

NumPy adds floats up in pairs, which ``numpy_sum`` does, too; products of two arrays are left to
NumPy's own loop. Whole numbers and extremes come out the same in any order.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from advisor.kernel.nodes import (
    ArrayName,
    Assign,
    CallFunction,
    Compare,
    Constant,
    Expression,
    If,
    Length,
    Variable,
)
from advisor.kernel.types import BOOL, INT, Scalar
from advisor.lowering.arithmetic import binary
from advisor.lowering.arrays import ONE, ZERO, plus, times
from advisor.lowering.broadcasting import agreed, apply, leave_if_unordered, operate
from advisor.lowering.comparing import truth
from advisor.lowering.creation import new
from advisor.lowering.literals import constant
from advisor.lowering.making import each, fresh, made
from advisor.lowering.naming import assign, freeze, freeze_number
from advisor.lowering.parts import part_of, recipe, shape
from advisor.lowering.promotion import NUMPY_BOOL, NUMPY_FLOAT, cast
from advisor.lowering.scope import Scope
from advisor.lowering.settling import settle
from advisor.lowering.storing import put
from advisor.lowering.values import Number, Value, View
from advisor.lowering.wholes import Part, Position, Run

NUMPY_INT = Scalar("int", "int64")
_WHOLE = ("int64", "int32", "int16", "int8", "bool")


def count_of(scope: Scope, value: Value) -> Number:
    """The number of items."""
    total: Expression = ONE
    for extent in recipe(scope, value).shape:
        total = times(extent, total) if total is not ONE else extent
    return Number(total, INT, small=True)


def run_of(scope: Scope, value: Value, node: object) -> Run:
    """An array's items one after the other: where they lie, or where they were put."""
    if isinstance(value, View | Part):
        part = part_of(scope, value)
        inner = [axis for axis, taken in enumerate(part.axes) if isinstance(taken, tuple)]
        if list(part.order) == inner and _is_dense(part, inner):
            return Run(part.array, _start(part), count_of(scope, value).expression, ONE)
    name = made(scope, recipe(scope, value), (node, "run")).array
    return Run(name, ZERO, count_of(scope, View(name)).expression, ONE)


def _start(part: Part) -> Expression:
    """The place of a part's first item in its array, in row-major order."""
    starts = [taken[0] if isinstance(taken, tuple) else taken for taken in part.axes]
    place = starts[0]
    for axis, start in enumerate(starts[1:], 1):
        place = plus(times(place, Length(part.array, axis, INT)), start)
    return place


def _row_of(scope: Scope, value: Value, node: object) -> Run:
    """The items of an array of one axis as they lie: NumPy's product depends on that, too."""
    if not isinstance(value, View | Part):
        return run_of(scope, value, node)
    part = part_of(scope, value)
    (axis,) = part.order
    held = part.axes[axis] if axis is not None else None
    if axis is None or not isinstance(held, tuple) or held[2] == -1:
        raise scope.refuse("a product of an array read backwards or in a new axis")
    apart: Expression = Constant(held[2], INT) if isinstance(held[2], int) else held[2]
    for later in range(axis + 1, len(part.axes)):
        apart = times(Length(part.array, later, INT), apart)
    return Run(part.array, _start(part), held[1], apart)


def _is_dense(part: Part, sliced: Sequence[int]) -> bool:
    """Whether the items lie one after the other: only the first of the axes is cut."""
    windows = [part.axes[axis] for axis in sliced]
    whole = [(ZERO, Length(part.array, axis, INT), 1) for axis in sliced]
    trailing = list(sliced) == list(range(len(part.axes) - len(sliced), len(part.axes)))
    steps = [window[2] for window in windows if isinstance(window, tuple)]
    return trailing and windows[1:] == whole[1:] and steps[:1] == [1]


def total(scope: Scope, value: Value, node: object) -> Value:
    """``np.sum(value)``."""
    kind = recipe(scope, value).type
    if kind.dtype == "float64":
        if isinstance(value, View | Part) and len(recipe(scope, value).shape) > 1:
            part = part_of(scope, value)
            inner = [axis for axis, taken in enumerate(part.axes) if isinstance(taken, tuple)]
            if list(part.order) != inner or not _is_dense(part, inner):
                raise scope.refuse("the sum of a part of an array of several axes")
        return _float_total(scope, value, node)
    if kind.dtype not in _WHOLE:
        raise scope.refuse(f"the sum of an array of {kind.dtype} numbers")
    return _running(scope, value, "+", NUMPY_INT, node)


def _float_total(scope: Scope, value: Value, node: object) -> Number:
    run = run_of(scope, value, node)
    call = CallFunction("numpy_sum", (ArrayName(run.array), run.start, run.count), NUMPY_FLOAT)
    return freeze_number(scope, Number(call, NUMPY_FLOAT), "total", (node, "total"))


def _running(
    scope: Scope, value: Value, operator: Literal["+", "*"], kind: Scalar, node: object
) -> Number:
    """Item after item, as NumPy multiplies floats and whole numbers may be added."""
    source = recipe(scope, value)
    key = scope.hidden(scope.site, "product" if operator == "*" else "total")
    assign(scope, key, Number(cast(Constant(int(operator == "*"), INT), kind), kind))

    def work(position: Position) -> None:
        so_far = Number(Variable(key, kind), kind)
        wide = Number(cast(source.item(position).expression, kind), kind)
        done = settle(scope, binary(scope, operator, so_far, wide))
        scope.emit(Assign(key, done.expression, scope.line))

    each(scope, source.shape, (node, "running", operator), work)
    return Number(Variable(key, kind), kind)


def product(scope: Scope, value: Value, node: object) -> Value:
    """``np.prod(value)`` of floats, which NumPy multiplies one after the other."""
    source = recipe(scope, value)
    if source.type.dtype not in ("float64", "int64") or len(source.shape) != 1:
        raise scope.refuse(f"the product of an array of {source.type.dtype} numbers")
    kind = NUMPY_FLOAT if source.type.kind == "float" else NUMPY_INT
    return _running(scope, value, "*", kind, node)


def mean(scope: Scope, value: Value, node: object) -> Value:
    """``np.mean(value)``; leaves for an empty array, of which NumPy warns."""
    if recipe(scope, value).type.dtype != "float64":
        raise scope.refuse("the mean of an array of other than float64 numbers")
    count = count_of(scope, value)
    scope.leave_if(Compare("==", count.expression, ZERO, BOOL), "the mean of nothing")
    return binary(scope, "/", total(scope, value, node), count)


def variance(scope: Scope, value: Value, node: object) -> Value:
    """``np.var(value)``, as NumPy goes about it: the mean of squared differences from the mean."""
    average = freeze(scope, mean(scope, value, (node, "average")), "average", (node, "average"))
    apart = made(scope, operate(scope, "-", value, average), (node, "apart"))
    return mean(scope, operate(scope, "*", apart, apart), (node, "squares"))


def deviation(scope: Scope, value: Value, node: object) -> Value:
    """``np.std(value)``."""
    return root(scope, variance(scope, value, node))


def root(scope: Scope, value: Value) -> Value:
    """``np.sqrt`` of a number."""
    item = apply(scope, "numpy.sqrt", (value,)).item(())
    return settle(scope, item)


def dot(scope: Scope, left: Value, right: Value, node: object) -> Value:
    """``np.dot(left, right)`` of two arrays of one axis, by NumPy's own loop."""
    sides = [recipe(scope, side) for side in (left, right)]
    if any(len(side.shape) != 1 or side.type.dtype != "float64" for side in sides):
        raise scope.refuse("a product of other than two float64 arrays of one axis")
    agreed(scope, [side.shape for side in sides])
    first = _row_of(scope, left, (node, "left"))
    second = first if right is left else _row_of(scope, right, (node, "right"))
    return _product(scope, first, second, node)


def _product(scope: Scope, first: Run, second: Run, node: object) -> Number:
    rows = [(ArrayName(run.array), run.start, run.step) for run in (first, second)]
    call = CallFunction("numpy_dot", (*rows[0], *rows[1], first.count), NUMPY_FLOAT)
    return freeze_number(scope, Number(call, NUMPY_FLOAT), "product", (node, "product"))


def norm(scope: Scope, value: Value, node: object) -> Value:
    """``np.linalg.norm(value)`` of an array of one axis, whose items NumPy first puts in a row."""
    source = recipe(scope, value)
    if len(source.shape) != 1 or source.type.dtype != "float64":
        raise scope.refuse("the norm of other than a float64 array of one axis")
    run = run_of(scope, value, (node, "row"))
    return root(scope, _product(scope, run, run, node))


# ------------------------------------------------------------------------ searches


def extreme(
    scope: Scope, value: Value, symbol: Literal["<", ">"], node: object
) -> tuple[Number, Number]:
    """The greatest or least item and its place; leaves for a NaN, and zeros of both signs."""
    source = recipe(scope, value)
    if source.type.kind not in ("int", "float"):
        raise scope.refuse(f"the extreme of an array of {source.type.dtype} numbers")
    best, at, place = (scope.hidden(scope.site, hint) for hint in ("best", "best_at", "at"))
    scope.leave_if(
        Compare("==", count_of(scope, value).expression, ZERO, BOOL), "an extreme of nothing"
    )
    first = source.item(tuple(ZERO for _ in source.shape))
    assign(scope, best, first)
    for name in (at, place):
        assign(scope, name, Number(ZERO, INT, small=True))
    so_far = Variable(best, source.type)

    def look(position: Position) -> None:
        item = freeze_number(scope, source.item(position), "item", (node, "item")).expression
        if source.type.kind == "float":
            leave_if_unordered(scope, item, so_far)
        better = (
            Assign(best, item, scope.line),
            Assign(at, Variable(place, INT), scope.line),
        )
        scope.emit(If(Compare(symbol, item, so_far, BOOL), better, (), scope.line))
        scope.emit(Assign(place, plus(Variable(place, INT), ONE), scope.line))

    each(scope, source.shape, (node, "extreme"), look)
    return Number(so_far, source.type), Number(Variable(at, INT), INT, small=True)


def argument(scope: Scope, value: Value, symbol: Literal["<", ">"], node: object) -> Value:
    """``np.argmax`` or ``np.argmin``: the first of equals."""
    _, at = extreme(scope, value, symbol, node)
    return Number(cast(at.expression, NUMPY_INT), NUMPY_INT, small=True)


def quantified(scope: Scope, value: Value, kind: Literal["any", "all"], node: object) -> Value:
    """``np.any(value)`` or ``np.all(value)``."""
    source, key = recipe(scope, value), scope.hidden(scope.site, f"is_{kind}")
    start = kind == "all"
    assign(scope, key, constant(value=start))

    def look(position: Position) -> None:
        test = truth(scope, source.item(position))
        found = (Assign(key, Constant(not start, BOOL), scope.line),)
        then, other = ((), found) if start else (found, ())
        scope.emit(If(test, then, other, scope.line))

    each(scope, source.shape, (node, kind), look)
    return Number(cast(Variable(key, BOOL), NUMPY_BOOL), NUMPY_BOOL)


# ------------------------------------------------------------------------ along an axis


def along(scope: Scope, value: Value, axis: int, node: object) -> View:
    """``value.sum(axis=…)`` of a matrix: rows in pairs, columns row after row."""
    view = value if isinstance(value, View) else made(scope, recipe(scope, value), (node, "matrix"))
    part = part_of(scope, view)
    extents = shape(part)
    axis = axis + len(extents) if axis < 0 else axis
    whole = not view.leading and view.window is None
    if len(extents) != 2 or not 0 <= axis <= 1 or not whole:  # noqa: PLR2004 # a matrix
        raise scope.refuse("the sums along an axis of other than a whole matrix")
    if scope.array(part.array).element.dtype != "float64":
        raise scope.refuse("the sums along an axis of other than float64 numbers")
    slot = fresh(scope, NUMPY_FLOAT, 1, node, (ArrayName(part.array),))
    if axis == 0:
        new(scope, slot, (extents[1],), constant(0.0))
    else:
        new(scope, slot, (extents[0],))
    source = recipe(scope, view)

    def add(position: Position) -> None:
        so_far = recipe(scope, View(slot)).item(position[1:])
        put(scope, slot, position[1:], binary(scope, "+", so_far, source.item(position)))

    def add_row(position: Position) -> None:
        put(scope, slot, position, _float_total(scope, View(part.array, position), (node, "row")))

    if axis == 0:
        each(scope, extents, (node, "columns"), add)
    else:
        each(scope, extents[:1], (node, "rows"), add_row)
    return View(slot)


def running(scope: Scope, value: Value, node: object) -> View:
    """``np.cumsum(value)``, one addition after the other."""
    source = recipe(scope, value)
    if source.type.dtype not in ("float64", "int64") or len(source.shape) != 1:
        raise scope.refuse("the running sums of other than float64 or int64 numbers in one axis")
    slot = fresh(scope, source.type, 1, node, source.reads)
    new(scope, slot, source.shape)
    key = scope.hidden(scope.site, "so_far")
    scope.facts.temporaries[key] = source.type

    def add(position: Position) -> None:
        so_far = Number(Variable(key, source.type), source.type)
        item = freeze_number(scope, source.item(position), "item", (node, "item"))
        first = Compare("==", position[0], ZERO, BOOL)
        more = settle(scope, binary(scope, "+", so_far, item)).expression
        begin, onward = (Assign(key, one, scope.line) for one in (item.expression, more))
        scope.emit(If(first, (begin,), (onward,), scope.line))
        put(scope, slot, position, so_far)

    each(scope, source.shape, (node, "running"), add)
    return View(slot)
