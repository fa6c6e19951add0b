"""Lists that change their length: append, pop, insert, extend, clear and del.

Such a list is an array with room to spare. One that came in from the caller is copied
first; what the copy holds in the end becomes the content of the caller's list.

Before::

    while stack:
        node = stack.pop()
        queue.insert(0, node)

After::

    while len(stack) != 0:
        node = stack[len(stack) - 1]
        truncate stack to len(stack) - 1
        queue.append(node)
        for k in range(len(queue) - 1, 0, -1):
            queue[k] = queue[k - 1]
        queue[0] = node
"""

from __future__ import annotations

import ast

from advisor.kernel.nodes import (
    Compare,
    Constant,
    Expression,
    For,
    IfElse,
    Load,
    Store,
    Variable,
)
from advisor.kernel.types import BOOL, INT
from advisor.lowering.arrays import ONE, ZERO, element, index_of, length, minus, plus
from advisor.lowering.arrays import within as position_within
from advisor.lowering.errors import RestartError
from advisor.lowering.facts import KIND, node_key
from advisor.lowering.generators import iterate
from advisor.lowering.naming import assign_counter, freeze, freeze_number
from advisor.lowering.rows import check_for_rows
from advisor.lowering.scope import Scope
from advisor.lowering.shrinking import arrays_of, move, truncate
from advisor.lowering.storing import append, fitted
from advisor.lowering.values import NoneValue, Number, Value, View

_MINUS_ONE = Constant(-1, INT)


def append_item(scope: Scope, view: View, value: Value) -> Value:
    """``view.append(value)``."""
    check_for_rows(scope, view, value)
    append(scope, own_list(scope, view), value)
    return NoneValue()


def own_list(scope: Scope, view: View) -> View:
    """The list, if its length may change here; one that came in is copied from now on.

    Raises:
        UnsupportedError: it is a row, or it is known elsewhere by its length.
        RestartError: it came in, and now lives in a copy.
    """
    slot = scope.facts.slots[view.array]
    if view.copied and view.origin is not None:
        scope.facts.eager.add(view.origin)
        raise RestartError
    whole = not view.leading and view.window is None and slot.layers == ("list",)
    if not whole or (scope.function and slot.fixed):
        raise scope.refuse("a change of the length of a list that was not made in this function")
    if view.array in scope.parameters:
        scope.facts.copied.add(view.array)
        raise RestartError
    if slot.fixed:
        raise scope.refuse("a change of the length of a global list")
    if not slot.growable:
        slot.growable = scope.facts.changed = True
    return view


def pop(scope: Scope, view: View, index: Value | None, node: ast.AST) -> Value:
    """``view.pop()`` or ``view.pop(index)``; leaves where there is nothing to pop."""
    view = own_list(scope, view)
    size = length(view).expression
    if index is None:
        empty = Compare("<", size, ONE, BOOL)
        scope.leave_if(empty, "pop from an empty list")
        place: Expression = minus(size, ONE)
    else:
        place = position_within(scope, view, index_of(scope, index), (id(node), "pop"))
    value = freeze(scope, element(scope, view, place), "popped", (id(node), "popped"))
    if index is not None:
        _close_gap(scope, view.array, place, node)
    truncate(scope, view.array, minus(size, ONE))
    return value


def _close_gap(scope: Scope, array: str, place: Expression, node: ast.AST) -> None:
    """The items after a place move to the front by one."""
    last = minus(length(View(array)).expression, ONE)
    move(scope, array, (place, last, ONE), ONE, node)


def insert(scope: Scope, view: View, index: Value, value: Value, node: ast.AST) -> Value:
    """``view.insert(index, value)``; an index beyond the ends means the end."""
    view = own_list(scope, view)
    size = length(view).expression
    before = freeze_number(scope, Number(size, INT, small=True), "size", (id(node), "size"))
    place = _clipped(scope, index_of(scope, index), before.expression, node)
    value = freeze(scope, value, "inserted", (id(node), "value"))
    append(scope, view, value)
    move(scope, view.array, (before.expression, place, _MINUS_ONE), _MINUS_ONE, node)
    expression, tag = fitted(scope, view.array, value)
    scope.emit(Store(view.array, (place,), expression, (False,), (False,), scope.line))
    if tag is not None:
        kinds = scope.kinds(view.array)
        scope.emit(Store(kinds, (place,), tag, (False,), (False,), scope.line))
    return NoneValue()


def _clipped(scope: Scope, index: Number, size: Expression, node: ast.AST) -> Expression:
    """An index from the start, within 0 … size."""
    raw = freeze_number(scope, index, "at", (id(node), "raw")).expression
    if isinstance(raw, Constant) and raw.value == 0:
        return ZERO
    wrapped = IfElse(Compare("<", raw, ZERO, BOOL), plus(raw, size), raw, INT)
    low = freeze_number(scope, Number(wrapped, INT), "place", (id(node), "low")).expression
    positive = IfElse(Compare("<", low, ZERO, BOOL), ZERO, low, INT)
    place = freeze_number(scope, Number(positive, INT), "place", (id(node), "clip")).expression
    within = IfElse(Compare(">", place, size, BOOL), size, place, INT)
    return freeze_number(scope, Number(within, INT), "place", (id(node), "high")).expression


def extend(scope: Scope, view: View, items: Value, node: ast.AST) -> Value:
    """``view.extend(items)`` or ``view += items``, item by item."""
    if isinstance(items, View) and items.array == view.array:
        raise scope.refuse("a list that is extended by itself")
    own = own_list(scope, view)
    iterate(scope, items, node, lambda item: append(scope, own, item))
    return NoneValue()


def clear(scope: Scope, view: View) -> Value:
    """``view.clear()``."""
    truncate(scope, own_list(scope, view).array, ZERO)
    return NoneValue()


def delete_item(scope: Scope, view: View, index: Number, node: ast.AST) -> None:
    """``del view[index]``."""
    view = own_list(scope, view)
    place = position_within(scope, view, index, (id(node), "del"))
    _close_gap(scope, view.array, place, node)
    truncate(scope, view.array, minus(length(view).expression, ONE))


def delete_slice(scope: Scope, view: View, node: ast.AST) -> None:
    """``del whole[start:stop]``, given as the view of that slice."""
    assert view.window is not None
    start, count, step = view.window
    whole = own_list(scope, View(view.array, view.leading))
    if step != 1:
        raise scope.refuse("del of a slice with a step")
    size = freeze_number(
        scope, Number(minus(length(whole).expression, count), INT), "size", (id(node), "size")
    ).expression
    name = scope.facts.name((scope.frame.path, node_key(node), "move"), "k")
    assign_counter(scope, name)
    at = Variable(name, INT)
    body = []
    for one in arrays_of(scope, whole.array):
        kind = KIND if one != whole.array else scope.array(one).element
        load = Load(one, (plus(at, count),), kind, (False,), (False,))
        body.append(Store(one, (at,), load, (False,), (False,), scope.line))
    scope.emit(For(name, start, size, ONE, tuple(body), (), scope.line))
    truncate(scope, whole.array, size)
