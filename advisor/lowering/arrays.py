"""Elements and rows of arrays: reading, writing, lengths.

A row or a slice is never made: ``row = grid[i]`` remembers the array and the index,
and ``row[j]`` becomes ``grid[i, j]``.
"""

from __future__ import annotations

from collections.abc import Sequence

from advisor.kernel.nodes import (
    Binary,
    Cast,
    Compare,
    Constant,
    Expression,
    IfElse,
    Length,
    Load,
    Logical,
)
from advisor.kernel.types import BOOL, INT, Layer, Scalar
from advisor.lowering.facts import KIND
from advisor.lowering.naming import freeze_number
from advisor.lowering.promotion import cast
from advisor.lowering.scope import Scope
from advisor.lowering.settling import settle
from advisor.lowering.values import Mixed, Number, Value, View

ZERO = Constant(0, INT)
ONE = Constant(1, INT)


def plus(left: Expression, right: Expression | int) -> Expression:
    """``left + right`` of indices that surely fit."""
    right = Constant(right, INT) if isinstance(right, int) else right
    if isinstance(left, Constant) and isinstance(right, Constant):
        return Constant(int(left.value.real) + int(right.value.real), INT)
    if isinstance(right, Constant) and right.value == 0:
        return left
    if isinstance(left, Constant) and left.value == 0:
        return right
    if isinstance(right, Constant) and right.value.real < 0:
        return Binary("-", left, Constant(-int(right.value.real), INT), INT, checked=False)
    return Binary("+", left, right, INT, checked=False)


def times(left: Expression, factor: int | Expression) -> Expression:
    """``left * factor`` of indices that surely fit."""
    if not isinstance(factor, int):
        return Binary("*", left, factor, INT, checked=False)
    if factor == 1:
        return left
    if isinstance(left, Constant):
        return Constant(int(left.value.real) * factor, INT)
    return Binary("*", left, Constant(factor, INT), INT, checked=False)


def minus(left: Expression, right: Expression) -> Expression:
    """``left - right`` of indices that surely fit."""
    if isinstance(right, Constant):
        return plus(left, -int(right.value.real))
    return Binary("-", left, right, INT, checked=False)


def rank(scope: Scope, view: View) -> int:
    """The number of axes of a view."""
    return len(scope.facts.slots[view.array].layers) - len(view.leading)


def layer(scope: Scope, view: View) -> Layer:
    """What Python holds there: ``list``, ``tuple``, ``ndarray``, ``str`` or ``bytes``."""
    return scope.facts.slots[view.array].layers[len(view.leading)]


def length(view: View) -> Number:
    """``len(view)``."""
    if view.window is not None:
        return Number(view.window[1], INT, small=True)
    return Number(Length(view.array, len(view.leading), INT), INT, small=True)


def index_of(scope: Scope, value: Value) -> Number:
    """A value as an index."""
    number = settle(scope, value)
    if number.type.kind not in ("int", "bool") or number.type == Scalar("bool", "bool"):
        raise scope.refuse(f"an index of type {number.type.dtype or number.type.kind}")
    return Number(cast(number.expression, INT), INT, number.small)


def element(scope: Scope, view: View, position: Expression) -> Value:
    """The item at a position that is surely within bounds."""
    if view.window is not None:
        start, _, step = view.window
        position = plus(start, times(position, step))
        view = View(view.array, view.leading)
    if rank(scope, view) > 1:
        return View(view.array, (*view.leading, position))
    return _load(scope, view.array, (*view.leading, position), (False,), (False,))


def _load(
    scope: Scope,
    array: str,
    indices: tuple[Expression, ...],
    wraps: tuple[bool, ...],
    checked: tuple[bool, ...],
) -> Value:
    """An element; ``wraps`` and ``checked`` are for the last indices, the others are safe."""
    safe = (False,) * (len(indices) - len(wraps))
    flags = (*safe, *wraps), (*safe, *checked)
    kind = scope.array(array)
    load = Load(array, indices, kind.element, *flags)
    members = scope.facts.slots[array].elements
    if len(members) == 1:
        return Number(load, kind.element, small=_is_small(kind.element))
    tag = Load(scope.kinds(array), indices, KIND, *flags)
    return Mixed(load, Cast(tag, INT), frozenset(members))


def _is_small(kind: Scalar) -> bool:
    return kind.kind == "int" and kind.dtype not in (None, "int64", "uint64")


def is_mixed(scope: Scope, array: str) -> bool:
    """Whether elements of several types live in the array."""
    return len(scope.facts.slots[array].elements) > 1


def _flags(scope: Scope, view: View, index: Number, axis: int) -> tuple[Expression, bool]:
    """An index with negative literals turned to positive ones, and whether it may wrap."""
    if isinstance(index.expression, Constant):
        if index.expression.value.real >= 0:
            return index.expression, False
        extent = Length(view.array, axis, INT)
        return plus(extent, int(index.expression.value.real)), False
    return index.expression, not _is_counter(scope, index.expression)


def _is_counter(scope: Scope, expression: Expression) -> bool:
    name = getattr(expression, "name", None)
    return name in scope.counters


def subscript(scope: Scope, view: View, indices: Sequence[Number], node: object) -> Value:
    """``view[i, j, …]`` with the user's own indices, wrapping and checked."""
    if len(indices) > rank(scope, view):
        raise scope.refuse("more indices than the array has axes")
    if view.window is not None:
        first = within(scope, view, indices[0], (node, "slice"))
        row = element(scope, view, first)
        return row if len(indices) == 1 else _rest(scope, row, indices[1:], node)
    if len(indices) < rank(scope, view):
        for depth, index in enumerate(indices):
            position = within(scope, view, index, (id(node), depth))
            view = View(view.array, (*view.leading, position))
        return view
    expressions, wraps = places_of(scope, view, indices)
    return _load(scope, view.array, expressions, wraps, (True,) * len(wraps))


def _rest(scope: Scope, row: Value, indices: Sequence[Number], node: object) -> Value:
    if not isinstance(row, View):
        raise scope.refuse("an index into a number")
    return subscript(scope, row, indices, node)


def places_of(
    scope: Scope, view: View, indices: Sequence[Number]
) -> tuple[tuple[Expression, ...], tuple[bool, ...]]:
    """The indices of an element counted from the whole array's, and which may wrap."""
    first = len(view.leading)
    pairs = [_flags(scope, view, index, first + n) for n, index in enumerate(indices)]
    return (*view.leading, *(pair[0] for pair in pairs)), tuple(pair[1] for pair in pairs)


def within(scope: Scope, view: View, index: Number, node: object) -> Expression:
    """The index, made non-negative and checked now, in a variable of its own."""
    return within_extent(scope, length(view).expression, index, node)


def within_extent(scope: Scope, extent: Expression, index: Number, node: object) -> Expression:
    """An index into so many items, made non-negative and checked now."""
    if isinstance(index.expression, Constant):
        value = int(index.expression.value.real)
        place = index.expression if value >= 0 else plus(extent, value)
    else:
        place = index.expression
    if _is_counter(scope, place):
        below: Expression = Compare(">=", place, extent, BOOL)
        scope.leave_if(below, "an index out of range")
        return place
    if not isinstance(index.expression, Constant):
        taken = freeze_number(scope, Number(place, INT), "at", (node, "raw")).expression
        wrapped = IfElse(Compare("<", taken, ZERO, BOOL), plus(taken, extent), taken, INT)
        place = freeze_number(scope, Number(wrapped, INT), "row", node).expression
    elif not isinstance(place, Constant):
        place = freeze_number(scope, Number(place, INT), "row", node).expression
    beyond: Expression = Compare(">=", place, extent, BOOL)
    if not isinstance(place, Constant):
        beyond = Logical("or", Compare("<", place, ZERO, BOOL), beyond, BOOL)
    scope.leave_if(beyond, "an index out of range")
    return place
