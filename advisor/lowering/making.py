"""Arrays computed as a whole are made here: stored item by item, in a loop for each axis.

Before: ``u[1:-1] = u[1:-1] + c * (u[2:] - 2 * u[1:-1] + u[:-2])``.
After: ``for k in range(n): made[k] = …``, then ``for k in range(n): u[1 + k] = made[k]``; in one
loop where no item is read after another was stored.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from advisor.kernel.nodes import (
    ArrayName,
    Compare,
    Constant,
    Expression,
    For,
    Length,
    Variable,
)
from advisor.kernel.types import BOOL, INT, Scalar
from advisor.lowering.arrays import ONE, ZERO, is_mixed
from advisor.lowering.creation import new, slot_for
from advisor.lowering.facts import node_key
from advisor.lowering.naming import assign_counter, freeze_number
from advisor.lowering.parts import indices, overlaps, part_of, recipe, shape
from advisor.lowering.scope import Scope, ndarray_layers
from advisor.lowering.settling import describe, settle
from advisor.lowering.storing import put
from advisor.lowering.values import Mixed, Number, TupleValue, Value, View
from advisor.lowering.wholes import Computed, Part, Position


def made(scope: Scope, value: Computed, node: object, target: str = "") -> View:
    """The array that NumPy would make, in the place of the name it is for if it can be."""
    outer, scope.target = scope.target, target
    slot = fresh(scope, value.type, len(value.shape), node, value.reads)
    scope.target = outer
    new(scope, slot, value.shape)

    def store(position: Position) -> None:
        put(scope, slot, position, value.item(position))

    each(scope, value.shape, (node_key(node), "made"), store)
    return View(slot)


def fresh(scope: Scope, kind: Scalar, axes: int, node: object, reads: Sequence[object] = ()) -> str:
    """A name for a new ndarray, its target's own unless the array is made from that."""
    layers = ndarray_layers(axes)
    slot = slot_for(scope, layers, node, fixed=True)
    known = scope.facts.slots.get(slot)
    taken = known is not None and known.elements != {kind}
    if taken or any(isinstance(read, ArrayName) and read.name == slot for read in reads):
        slot = scope.facts.name((scope.frame.path, node_key(node), "made", kind), "made")
    known = scope.declare(slot, layers, frozenset({kind}))
    if not known.fixed:
        known.fixed = scope.facts.changed = True
    return slot


def each(
    scope: Scope,
    extents: Sequence[Expression],
    key: object,
    body: Callable[[Position], None],
) -> None:
    """Do it for every position, in row-major order."""
    names = [
        scope.facts.name((scope.frame.path, key, "at", axis), "k") for axis in range(len(extents))
    ]
    bounds = [
        extent
        if isinstance(extent, Constant | Variable | Length)
        else freeze_number(scope, Number(extent, INT), "extent", (key, axis)).expression
        for axis, extent in enumerate(extents)
    ]
    with scope.block() as statements:
        for name in names:
            assign_counter(scope, name)
        body(tuple(Variable(name, INT) for name in names))
    loops = tuple(statements)
    for name, bound in reversed(list(zip(names, bounds, strict=True))):
        loops = (For(name, ZERO, bound, ONE, loops, (), scope.line),)
    for statement in loops:
        scope.emit(statement)


def fill(scope: Scope, target: View | Part, value: Value, node: object) -> None:
    """``target[...] = value``: each item from its place in the value, or all the same."""
    part = part_of(scope, target)
    if isinstance(value, TupleValue):
        _fill_item_by_item(scope, part, value, node)
        return
    if isinstance(value, Mixed) or (isinstance(value, View) and is_mixed(scope, value.array)):
        raise scope.refuse("numbers of several types assigned to a part of an array")
    if not isinstance(value, Number | View | Part | Computed):
        raise scope.refuse(f"{describe(value)} assigned to a part of an array")
    source = recipe(scope, value)
    if not source.shape:
        source = recipe(scope, freeze_number(scope, value, "fill", (node_key(node), "fill")))  # type: ignore[arg-type] # without axes it is a number
    _fits(scope, part, source)
    if overlaps(scope, part, source.reads):
        source = recipe(scope, made(scope, source, (node_key(node), "aside")))

    def store(position: Position) -> None:
        missing = len(position) - len(source.shape)
        inner = tuple(
            ZERO if extent == ONE else at
            for at, extent in zip(position[missing:], source.shape, strict=True)
        )
        put(scope, part.array, indices(part, position), source.item(inner))

    each(scope, shape(part), (node_key(node), "fill"), store)


def _fill_item_by_item(scope: Scope, part: Part, value: TupleValue, node: object) -> None:
    """``a[i] = x, y``: all items first, then one after the other."""
    items = [
        freeze_number(scope, settle(scope, item), "item", (node_key(node), n))
        for n, item in enumerate(value.items)
    ]
    if len(part.order) != 1:
        raise scope.refuse("a tuple assigned to a part of several axes")
    other = Compare("!=", shape(part)[0], Constant(len(items), INT), BOOL)
    scope.leave_if(other, "a tuple assigned to a part of another length")
    for n, item in enumerate(items):
        put(scope, part.array, indices(part, (Constant(n, INT),)), item)


def _fits(scope: Scope, target: Part, source: Computed) -> None:
    """Leave where the value has other extents than the place it is stored in."""
    extents = shape(target)
    if len(source.shape) > len(extents):
        raise scope.refuse("an array assigned to a part with fewer axes")
    for own, other in zip(extents[::-1], source.shape[::-1], strict=False):
        if other not in (ONE, own):
            test = Compare("!=", own, other, BOOL)
            scope.leave_if(test, "an array assigned to a part of another shape")
