"""Arrays made inside the region: displays, ``[0] * n``, ``np.zeros(…)``, copies."""

from __future__ import annotations

import ast
from collections.abc import Sequence

from advisor.kernel.nodes import (
    Append,
    Constant,
    Copy,
    Expression,
    For,
    Length,
    New,
    Variable,
)
from advisor.kernel.types import INT, Layer, Scalar
from advisor.lowering.arrays import ONE, ZERO, element, is_mixed, length, rank
from advisor.lowering.comparing import character
from advisor.lowering.facts import node_key
from advisor.lowering.naming import assign_counter, freeze
from advisor.lowering.scope import Scope, ndarray_layers
from advisor.lowering.settling import describe
from advisor.lowering.storing import append, fitted, put
from advisor.lowering.values import Mixed, Number, Text, TupleValue, Value, View

CAPACITY = Constant(16, INT)


def slot_for(scope: Scope, layers: tuple[Layer, ...], node: object, *, fixed: bool = False) -> str:
    """A name for an array made at this node: its target's own, where nothing else has it."""
    key = scope.target
    known = scope.facts.slots.get(key) if key else None
    free = key and (known is None or (known.layers == layers and known.fixed == fixed))
    if free and key not in scope.parameters and key not in scope.facts.members:
        return key
    hint = key or "made"
    return scope.facts.name((scope.frame.path, node_key(node), "slot", layers), hint)


def new(scope: Scope, slot: str, shape: tuple[Expression, ...], fill: Value | None = None) -> View:
    """A fresh array; its slot is declared already."""
    growable = scope.facts.slots[slot].growable
    expression, tag = (None, None) if fill is None else fitted(scope, slot, fill)
    if growable:
        scope.emit(New(slot, (CAPACITY,), None, scope.line))
        if is_mixed(scope, slot):
            scope.emit(New(scope.kinds(slot), (CAPACITY,), None, scope.line))
    else:
        scope.emit(New(slot, shape, expression, scope.line))
        if is_mixed(scope, slot):
            scope.emit(New(scope.kinds(slot), shape, tag, scope.line))
    scope.bind(slot, View(slot))
    if growable and expression is not None:
        _fill_growable(scope, slot, shape[0], expression, tag)
    return View(slot)


def _fill_growable(
    scope: Scope, slot: str, count: Expression, fill: Expression, tag: Expression | None
) -> None:
    """``[0] * n`` on a list that grows later: so many appends."""
    body = [Append(slot, fill, scope.line)]
    if tag is not None:
        body.append(Append(scope.kinds(slot), tag, scope.line))
    counter = scope.facts.name(("fill", slot), "fill")
    assign_counter(scope, counter)
    scope.emit(For(counter, ZERO, count, ONE, tuple(body), (), scope.line))


def _set(scope: Scope, slot: str, position: int, value: Value) -> None:
    if scope.facts.slots[slot].growable:
        append(scope, View(slot), value)
    else:
        put(scope, slot, (Constant(position, INT),), value)


def from_display(
    scope: Scope, value: TupleValue | Text, node: object, inner: Layer = "tuple"
) -> View:
    """A display of numbers, or of equally long displays of numbers, as an array.

    Before: ``[(0, 1), (1, 0)]``; after: a 2×2 array and four stores.
    """
    if isinstance(value, Text):
        letters = (character(scope, Text(letter)) for letter in value.text)
        value = TupleValue(tuple(letters))
    items = [_rows(scope, item) for item in value.items]
    if items and all(isinstance(item, TupleValue) for item in items):
        return _nested(scope, [item for item in items if isinstance(item, TupleValue)], node, inner)
    slot = slot_for(scope, ("list",), node)
    scope.declare(slot, ("list",), frozenset())
    view = new(scope, slot, (Constant(len(items), INT),))
    for position, item in enumerate(items):
        _set(scope, slot, position, item)
    return view


def _rows(scope: Scope, item: Value) -> Value:
    """A row of known length inside a display is taken item by item."""
    if isinstance(item, Number | Mixed | TupleValue):
        return item
    raise scope.refuse(f"{describe(item)} in a list")


def _nested(scope: Scope, rows: Sequence[TupleValue], node: object, inner: Layer) -> View:
    widths = {len(row.items) for row in rows}
    if len(widths) > 1:
        raise scope.refuse("a list with rows of different lengths")
    slot = slot_for(scope, ("list", inner), node)
    scope.declare(slot, ("list", inner), frozenset())
    view = new(scope, slot, (Constant(len(rows), INT), Constant(widths.pop(), INT)))
    for i, row in enumerate(rows):
        for j, item in enumerate(row.items):
            if not isinstance(item, Number | Mixed):
                raise scope.refuse("a display nested three deep")
            put(scope, slot, (Constant(i, INT), Constant(j, INT)), item)
    return view


def repeated(scope: Scope, value: Value, count: Number, node: ast.AST) -> View:
    """``[value] * count``."""
    if not isinstance(value, Number | Mixed):
        raise scope.refuse("a list that holds the same row several times")
    slot = slot_for(scope, ("list",), node)
    kept = freeze(scope, value, "fill_value", node) if isinstance(value, Mixed) else value
    scope.declare(slot, ("list",), frozenset())
    return new(scope, slot, (count.expression,), kept)


def filled(
    scope: Scope, shape: Sequence[Number], dtype: str, fill: Value | None, node: ast.AST
) -> View:
    """``np.zeros``, ``np.ones``, ``np.full``, ``np.empty``."""
    kind = {"b": "bool", "i": "int", "u": "int", "f": "float", "c": "complex"}[dtype[0]]
    element_type = Scalar(kind, dtype)  # type: ignore[arg-type] # one of the kinds
    layers = ndarray_layers(len(shape))
    slot = slot_for(scope, layers, node, fixed=True)
    known = scope.declare(slot, layers, frozenset({element_type}))
    if known.elements != {element_type}:
        raise scope.refuse("a name that means arrays of different dtypes")
    known.fixed = True
    return new(scope, slot, tuple(number.expression for number in shape), fill)


def copied(scope: Scope, view: View, node: ast.AST, layers: tuple[Layer, ...]) -> View:
    """A fresh array with the same items, as ``.copy()``, ``[:]`` or ``list()`` make it."""
    if rank(scope, view) > 1 and layers[0] != "ndarray":
        raise scope.refuse("a copy of a list that shares its rows")
    source_slot = scope.facts.slots[view.array]
    fixed = layers[0] == "ndarray"
    slot = slot_for(scope, layers, node, fixed=fixed)
    if slot == view.array:
        slot = scope.facts.name((scope.frame.path, node_key(node), "copy"), slot)
    known = scope.declare(slot, layers, source_slot.elements)
    if fixed and not known.fixed:
        known.fixed = scope.facts.changed = True
    return duplicate(scope, slot, view, node)


def duplicate(scope: Scope, slot: str, view: View, node: object) -> View:
    """Fill an array that is declared already with what a view holds."""
    whole = not view.leading and view.window is None
    layers = scope.facts.slots[slot].layers
    if whole and layers == scope.facts.slots[view.array].layers and _alike(scope, slot, view.array):
        scope.emit(Copy(slot, view.array, scope.line))
        if is_mixed(scope, slot):
            scope.emit(Copy(scope.kinds(slot), scope.kinds(view.array), scope.line))
        scope.bind(slot, View(slot))
        return View(slot)
    return _copied_item_by_item(scope, slot, view, node)


def _alike(scope: Scope, slot: str, other: str) -> bool:
    mine, theirs = scope.facts.slots[slot], scope.facts.slots[other]
    return mine.elements == theirs.elements and mine.growable >= theirs.growable


def _copied_item_by_item(scope: Scope, slot: str, view: View, node: object) -> View:
    shape = [length(view).expression]
    shape += [
        Length(view.array, len(view.leading) + axis, INT) for axis in range(1, rank(scope, view))
    ]
    new(scope, slot, tuple(shape))
    counters = [
        scope.facts.name((scope.frame.path, node_key(node), "copy counter", n), "k")
        for n in range(len(shape))
    ]
    value: Value = view
    with scope.block() as body:
        for counter in counters:
            assign_counter(scope, counter)
            assert isinstance(value, View)
            value = element(scope, value, Variable(counter, INT))
        if scope.facts.slots[slot].growable:
            append(scope, View(slot), value)
        else:
            put(scope, slot, tuple(Variable(counter, INT) for counter in counters), value)
    loops = tuple(body)
    for counter, extent in reversed(list(zip(counters, shape, strict=True))):
        loops = (For(counter, ZERO, extent, ONE, loops, (), scope.line),)
    scope.emit(loops[0])
    return View(slot)


def extents(scope: Scope, view: View) -> list[Number]:
    """The shape of a view, axis by axis."""
    first = length(view)
    rest = range(len(view.leading) + 1, len(view.leading) + rank(scope, view))
    return [first, *(Number(Length(view.array, axis, INT), INT, small=True) for axis in rest)]
