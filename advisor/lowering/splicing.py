"""Lists put together and slices assigned to, item by item.

Before: ``a[i:j] = b[:n]``; after: leave unless both have as many items, then
``for k in range(n): a[i + k] = b[k]``, from a copy where b is a itself.
"""

from __future__ import annotations

import ast
from collections.abc import Callable

from advisor.kernel.nodes import Compare, Constant, Expression, For, Variable
from advisor.kernel.types import BOOL, INT, Layer
from advisor.lowering.arrays import ONE, ZERO, element, layer, length, plus, rank, times
from advisor.lowering.comprehensions import materialised
from advisor.lowering.creation import copied, from_display, new, slot_for
from advisor.lowering.facts import node_key
from advisor.lowering.naming import assign_counter, freeze, freeze_number
from advisor.lowering.scope import Scope
from advisor.lowering.settling import describe
from advisor.lowering.storing import append, put
from advisor.lowering.values import Generator, Mixed, Number, TupleValue, Value, View


def concatenated(scope: Scope, left: View, right: View, node: ast.AST) -> View:
    """``left + right`` of two lists of numbers."""
    for side in (left, right):
        if rank(scope, side) > 1 or layer(scope, side) != "list":
            raise scope.refuse("+ on other lists than those of numbers")
    slot = slot_for(scope, ("list",), node)
    if slot in (left.array, right.array):
        slot = scope.facts.name((scope.frame.path, node_key(node), "sum"), slot)
    known = scope.declare(slot, ("list",), frozenset())
    if not known.growable:
        known.growable = scope.facts.changed = True
    new(scope, slot, ())
    for n, side in enumerate((left, right)):
        name = scope.facts.name((scope.frame.path, node_key(node), "part", n), "k")
        assign_counter(scope, name)
        with scope.block() as body:
            append(scope, View(slot), element(scope, side, Variable(name, INT)))
        extent = length(side).expression
        scope.emit(For(name, ZERO, extent, ONE, tuple(body), (), scope.line))
    return View(slot)


def assign_slice(scope: Scope, target: View, value: Value, node: ast.AST) -> None:
    """``a[i:j:k] = value`` where the length of a does not change."""
    if rank(scope, target) > 1:
        raise scope.refuse("an assignment to a slice of rows")
    kind = layer(scope, target)
    if kind not in ("list", "ndarray"):
        raise scope.refuse(f"an assignment into a {kind}")
    count = freeze_number(scope, length(target), "count", (node_key(node), "count")).expression
    if isinstance(value, Number | Mixed):
        if kind == "list":
            raise scope.refuse("a number assigned to a slice of a list")
        frozen = freeze(scope, value, "fill", (node_key(node), "fill"))
        _each(scope, target, count, node, lambda _: frozen)
        return
    source = _source(scope, target, value, node)
    if kind == "ndarray" and layer(scope, source) != "ndarray":
        raise scope.refuse("a list assigned to a slice of an array")
    other = Compare("!=", length(source).expression, count, BOOL)
    scope.leave_if(other, "a slice that is given another length")
    _each(scope, target, count, node, lambda at: element(scope, source, at))


def _source(scope: Scope, target: View, value: Value, node: ast.AST) -> View:
    """The items to be assigned, in an array that the assignment does not change."""
    if isinstance(value, Generator):
        return materialised(scope, value, node)
    if isinstance(value, TupleValue):
        return from_display(scope, value, node)
    if not isinstance(value, View) or rank(scope, value) != 1:
        raise scope.refuse(f"{describe(value)} assigned to a slice")
    if value.array != target.array:
        return value
    layers: tuple[Layer, ...] = (layer(scope, value),)
    return copied(scope, value, node, layers)


def _each(
    scope: Scope,
    target: View,
    count: Expression,
    node: ast.AST,
    item: Callable[[Expression], Value],
) -> None:
    name = scope.facts.name((scope.frame.path, node_key(node), "splice"), "k")
    assign_counter(scope, name)
    at = Variable(name, INT)
    place: Expression = at
    if target.window is not None:
        start, _, step = target.window
        place = plus(start, times(at, step))
    with scope.block() as body:
        put(scope, target.array, (*target.leading, place), item(at))
    scope.emit(For(name, ZERO, count, ONE, tuple(body), (), scope.line))


def transposed(scope: Scope, rows: View, node: ast.AST) -> View:
    """``zip(*rows)`` of equally long rows: a list of tuples, the columns.

    Before: ``for column in zip(*rows)``.
    After: ``for i in range(n): for j in range(m): columns[j, i] = rows[i, j]``.
    """
    if rank(scope, rows) != 2 or rows.window is not None or rows.leading:  # noqa: PLR2004 # rows
        raise scope.refuse("zip(*…) of other than rows of numbers")
    layers: tuple[Layer, ...] = ("list", "tuple")
    slot = scope.facts.name((scope.frame.path, node_key(node), "columns"), "columns")
    elements = scope.facts.slots[rows.array].elements
    if len(elements) > 1:
        raise scope.refuse("zip(*…) of rows of several types")
    scope.declare(slot, layers, elements)
    names = [
        scope.facts.name((scope.frame.path, node_key(node), "column", n), "k") for n in range(2)
    ]
    outer, inner = (Variable(name, INT) for name in names)
    row = View(rows.array, (outer,))
    height = freeze_number(scope, length(rows), "height", (node_key(node), "height")).expression
    width = length(row).expression
    scope.leave_if(Compare("<", height, Constant(1, INT), BOOL), "zip(*…) of no rows")
    new(scope, slot, (width, height))
    for name in names:
        assign_counter(scope, name)
    with scope.block() as cells:
        put(scope, slot, (inner, outer), element(scope, row, inner))
    body = (For(names[1], ZERO, width, ONE, tuple(cells), (), scope.line),)
    scope.emit(For(names[0], ZERO, height, ONE, body, (), scope.line))
    return View(slot)
