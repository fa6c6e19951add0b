"""Lists of rows that grow: ``path.append((x, y))`` and ``table.append(row)``.

The rows lie one after the other in one growing array; how wide they are shows with the
first one, and a row of another width leaves.

Before::

    path = []
    for _ in range(n):
        path.append((x, y))
    return path

After::

    path, path_width, path_count = growing array, 0, 0
    for _ in range(n):
        path_width = 2        # or leave, if it is something else already
        path.append(x); path.append(y)
        path_count = path_count + 1
    return an array of path_count × path_width
"""

from __future__ import annotations

import ast
from collections.abc import Sequence

from advisor.kernel.nodes import (
    Append,
    Binary,
    Compare,
    Constant,
    Expression,
    For,
    IfElse,
    Length,
    Logical,
    New,
    Variable,
)
from advisor.kernel.types import BOOL, INT, Layer
from advisor.lowering.arrays import ONE, ZERO, element, is_mixed, length, minus, plus, rank
from advisor.lowering.creation import CAPACITY, new
from advisor.lowering.errors import RestartError
from advisor.lowering.facts import node_key
from advisor.lowering.naming import assign, assign_counter, freeze, freeze_number
from advisor.lowering.scope import Scope
from advisor.lowering.shrinking import move, truncate
from advisor.lowering.storing import fitted, put
from advisor.lowering.values import Number, Rows, TupleValue, Value, View


def begin_rows(scope: Scope, slot: str, layer: Layer, items: Sequence[Value]) -> Rows:
    """A list with these rows, each known item by item, that more will be appended to."""
    flat = scope.facts.name(("rows", slot), slot)
    scope.declare(flat, (layer,), frozenset()).growable = True
    width = scope.facts.name(("rows", slot, "width"), f"{slot}_width")
    count = scope.facts.name(("rows", slot, "count"), f"{slot}_count")
    rows = Rows(flat, width, count, layer)
    scope.emit(New(flat, (CAPACITY,), None, scope.line))
    if is_mixed(scope, flat):
        scope.emit(New(scope.kinds(flat), (CAPACITY,), None, scope.line))
    scope.bind(flat, View(flat))
    for name in (rows.width, rows.count):
        assign(scope, name, Number(ZERO, INT, small=True))
    for row in items:
        if not isinstance(row, TupleValue):
            raise scope.refuse("a list of both rows and numbers")
        _append_items(scope, rows, row.items)
    return rows


def append_row(scope: Scope, rows: Rows, row: Value) -> None:
    """``rows.append(row)``; a row that is a list may not be used any more afterwards."""
    wanted = "tuple" if isinstance(row, TupleValue) else "list"
    if wanted != rows.layer:
        raise scope.refuse("a list of both lists and tuples")
    if isinstance(row, TupleValue):
        _append_items(scope, rows, row.items)
        return
    if not isinstance(row, View) or not (row.copied or _is_own(scope, row)):
        raise scope.refuse("appending a row that belongs to something else")
    _widen(scope, rows, length(row).expression)
    _append_list(scope, rows, row)
    _count(scope, rows)


def _append_items(scope: Scope, rows: Rows, items: Sequence[Value]) -> None:
    scope.facts.widths.setdefault(rows.flat, set()).add(len(items))
    _widen(scope, rows, Constant(len(items), INT))
    for item in items:
        _append(scope, rows.flat, item)
    _count(scope, rows)


def pop_row(scope: Scope, rows: Rows, index: Value | None, node: ast.AST) -> TupleValue:
    """``rows.pop()`` or ``rows.pop(0)`` of rows whose width shows in the text.

    After: the items of the row in variables; ``truncate rows to (count - 1) * width``.
    """
    known = scope.facts.widths.get(rows.flat, set())
    if len(known) != 1 or rows.layer != "tuple":
        raise scope.refuse("pop of a row of unknown width")
    (width,) = known
    first = isinstance(index, Number) and index.constant == 0
    if index is not None and not first and getattr(index, "constant", None) != -1:
        raise scope.refuse("pop of a row in the middle")
    count = Variable(rows.count, INT)
    scope.leave_if(Compare("<", count, ONE, BOOL), "pop from an empty list")
    row = row_at(scope, rows, ZERO if first else minus(count, ONE), node)
    items = [
        freeze(scope, element(scope, row, Constant(n, INT)), "popped", (id(node), n))
        for n in range(width)
    ]
    less = plus(Length(rows.flat, 0, INT), -width)
    if first:
        move(scope, rows.flat, (ZERO, less, ONE), Constant(width, INT), node)
    truncate(scope, rows.flat, less)
    assign(scope, rows.count, Number(minus(count, ONE), INT, small=True))
    return TupleValue(tuple(items))


def _widen(scope: Scope, rows: Rows, width: Expression) -> None:
    """The first row says how wide all are; leaves at one of another width."""
    count, known = Variable(rows.count, INT), Variable(rows.width, INT)
    other = Logical(
        "and",
        Compare("!=", count, ZERO, BOOL),
        Compare("!=", known, width, BOOL),
        BOOL,
    )
    scope.leave_if(other, "rows of different lengths")
    assign(scope, rows.width, Number(width, INT, small=True))


def _count(scope: Scope, rows: Rows) -> None:
    scope.spoil_walks(rows.flat)
    assign(scope, rows.count, Number(plus(Variable(rows.count, INT), ONE), INT, small=True))


def _is_own(scope: Scope, row: View) -> bool:
    """Whether the row is a list that was made here, whole."""
    slot = scope.facts.slots[row.array]
    whole = not row.leading and row.window is None
    return whole and not slot.fixed and slot.layers == ("list",)


def _append(scope: Scope, flat: str, value: Value) -> None:
    expression, tag = fitted(scope, flat, value)
    scope.emit(Append(flat, expression, scope.line))
    if tag is not None:
        scope.emit(Append(scope.kinds(flat), tag, scope.line))


def _append_list(scope: Scope, rows: Rows, row: View) -> None:
    counter = scope.facts.name(("append", rows.flat, row.array), "k")
    assign_counter(scope, counter)
    with scope.block() as body:
        _append(scope, rows.flat, element(scope, row, Variable(counter, INT)))
    extent = length(row).expression
    scope.emit(For(counter, ZERO, extent, ONE, tuple(body), (), scope.line))
    if row.copied:
        return
    scope.spoil_names(row.array, "a row that is used after it was appended")


# -------------------------------------------------------------------- reading


def row_at(scope: Scope, rows: Rows, position: Expression, node: object) -> View:
    """The row at a position that is surely within bounds."""
    width = Variable(rows.width, INT)
    start = Number(Binary("*", position, width, INT, checked=False), INT, small=True)
    first = freeze_number(scope, start, "first", (node_key(node), "row")).expression
    return View(rows.flat, (), (first, width, 1))


def row_of(scope: Scope, rows: Rows, index: Number, node: object) -> View:
    """``rows[index]`` with the user's own index."""
    count = Variable(rows.count, INT)
    given = freeze_number(scope, index, "at", (node_key(node), "raw")).expression
    wrapped = IfElse(Compare("<", given, ZERO, BOOL), plus(given, count), given, INT)
    place = freeze_number(scope, Number(wrapped, INT), "row", (node_key(node), "place")).expression
    outside = Logical(
        "or", Compare("<", place, ZERO, BOOL), Compare(">=", place, count, BOOL), BOOL
    )
    scope.leave_if(outside, "an index out of range")
    return row_at(scope, rows, place, node)


def as_array(scope: Scope, rows: Rows, node: ast.AST | str) -> View:
    """All rows as one fresh array of two axes, to be handed back."""
    slot = scope.facts.name(("whole", rows.flat), f"{rows.flat}_rows")
    layers: tuple[Layer, ...] = ("list", rows.layer)
    scope.declare(slot, layers, scope.facts.slots[rows.flat].elements)
    shape = (Variable(rows.count, INT), Variable(rows.width, INT))
    new(scope, slot, shape)
    names = [scope.facts.name(("whole", rows.flat, axis), "k") for axis in range(2)]
    for name in names:
        assign_counter(scope, name)
    outer, inner = (Variable(name, INT) for name in names)
    with scope.block() as body:
        row = row_at(scope, rows, outer, (node_key(node), "whole"))
        with scope.block() as cells:
            put(scope, slot, (outer, inner), element(scope, row, inner))
        scope.emit(For(names[1], ZERO, shape[1], ONE, tuple(cells), (), scope.line))
    scope.emit(For(names[0], ZERO, shape[0], ONE, tuple(body), (), scope.line))
    return View(slot)


def become_rows(scope: Scope, view: View) -> None:
    """A list of rows that was made here, and whose length changes now, is one that grows.

    Raises:
        RestartError: it has not been one so far.
    """
    slot = scope.facts.slots[view.array]
    whole = not view.leading and view.window is None
    if whole and not slot.fixed and slot.layers in (("list", "tuple"), ("list", "list")):
        scope.facts.rows[view.array] = slot.layers[1]
        raise RestartError


def check_for_rows(scope: Scope, view: View, row: Value) -> None:
    """Find out that a list, empty so far, is one of rows.

    Raises:
        RestartError: it is.
    """
    slot = scope.facts.slots[view.array]
    is_row = isinstance(row, TupleValue) or (isinstance(row, View) and rank(scope, row) == 1)
    is_row = is_row and not view.leading and view.window is None
    empty = slot.layers == ("list",) and not slot.elements
    if is_row and not slot.fixed and (empty or len(slot.layers) > 1):
        scope.facts.rows[view.array] = "tuple" if isinstance(row, TupleValue) else "list"
        raise RestartError
