"""Items of an array picked by a mask, by an array of indices or by a list of them.

Before: ``a[a > limit] = limit``, ``b = a[order]``, ``a[[i, j]] = a[[j, i]]``.
After: a loop that stores where the mask holds; ``a[order[k]]`` for item k; rows stored one after
the other.
"""

from __future__ import annotations

import ast
from collections.abc import Sequence

from advisor.kernel.nodes import (
    ArrayName,
    Assign,
    Compare,
    Constant,
    Expression,
    If,
    Load,
    Variable,
)
from advisor.kernel.types import BOOL, INT
from advisor.lowering.arrays import ONE, ZERO, plus, within_extent
from advisor.lowering.creation import new
from advisor.lowering.facts import node_key
from advisor.lowering.making import each, fill, fresh, made
from advisor.lowering.naming import assign
from advisor.lowering.parts import indices, is_array, is_whole_axis, part_of, recipe, rest_of, shape
from advisor.lowering.promotion import cast
from advisor.lowering.scope import Scope
from advisor.lowering.storing import put
from advisor.lowering.values import Mixed, Number, Value, View
from advisor.lowering.wholes import Computed, Part, Position


def rows(
    scope: Scope, owner: View | Part, picked: Sequence[Expression], node: ast.Subscript
) -> View:
    """``a[[i, j]]``: an array of the rows, or of the items, in that order."""
    part = part_of(scope, owner)
    inner = shape(part)[1:]
    kind = scope.array(part.array).element
    slot = fresh(scope, kind, len(part.order), node, (ArrayName(part.array),))
    found = [_row(scope, part, one, (id(node), n)) for n, one in enumerate(picked)]
    new(scope, slot, (Constant(len(found), INT), *inner))
    whole = part_of(scope, View(slot))
    for n, row in enumerate(found):
        fill(scope, rest_of(whole, Constant(n, INT)), row, (id(node), n))
    return View(slot)


def _row(scope: Scope, part: Part, index: Expression, key: object) -> Part:
    """The item or row of a part at an index of the user's own."""
    if part.order[0] is None:
        raise scope.refuse("an index into a new axis")
    place = within_extent(scope, shape(part)[0], Number(index, INT), key)
    return rest_of(part, place)


def masked(scope: Scope, owner: View | Part, mask: Computed, node: ast.Subscript) -> View:
    """``a[mask]``: the items where it holds, one after the other."""
    part = part_of(scope, owner)
    own = shape(part)
    if len(own) != len(mask.shape):
        raise scope.refuse("a mask with fewer axes than the array")
    _same_shape(scope, own, mask.shape)
    kept = recipe(scope, made(scope, mask, (id(node), "mask")))
    source, key = recipe(scope, part), scope.hidden(node, "picked")
    count = Variable(key, INT)
    assign(scope, key, Number(ZERO, INT, small=True))

    def picked(position: Position) -> Expression:
        return cast(kept.item(position).expression, BOOL)

    def tally(position: Position) -> None:
        more = Assign(key, plus(count, ONE), scope.line)
        scope.emit(If(picked(position), (more,), (), scope.line))

    each(scope, own, (id(node), "tally"), tally)
    slot = fresh(scope, source.type, 1, node, source.reads)
    new(scope, slot, (count,))
    assign(scope, key, Number(ZERO, INT, small=True))

    def take(position: Position) -> None:
        with scope.block() as then:
            put(scope, slot, (count,), source.item(position))
            scope.emit(Assign(key, plus(count, ONE), scope.line))
        scope.emit(If(picked(position), tuple(then), (), scope.line))

    each(scope, own, (id(node), "take"), take)
    return View(slot)


def _same_shape(scope: Scope, one: tuple[Expression, ...], other: tuple[Expression, ...]) -> None:
    for left, right in zip(one, other, strict=True):
        if left != right:
            test = Compare("!=", left, right, BOOL)
            scope.leave_if(test, "a mask of another shape")


def gathered(scope: Scope, owner: View | Part, places: Computed) -> Computed:
    """``a[k]`` for an array k of indices, which may count from the end."""
    part = part_of(scope, owner)
    axis = part.order[0]
    if axis is None or not is_whole_axis(part, axis):
        raise scope.refuse("an array of indices into a slice of an array")
    if places.type.kind != "int":
        raise scope.refuse(f"an array of {places.type.dtype} numbers as an index")
    kind = scope.array(part.array).element
    first, flags = len(places.shape), tuple(n == axis for n in range(len(part.axes)))

    def item(position: Position) -> Number:
        where = list(indices(part, (ZERO, *position[first:])))
        where[axis] = cast(places.item(position[:first]).expression, INT)
        return Number(Load(part.array, tuple(where), kind, flags, flags), kind)

    reads = (ArrayName(part.array), *places.reads)
    return Computed((*places.shape, *shape(part)[1:]), kind, item, reads)


def store_rows(
    scope: Scope,
    owner: View | Part,
    picked: Sequence[Expression],
    value: Value,
    node: ast.Subscript,
) -> None:
    """``a[[i, j]] = value``: a row for each index, or the same for all."""
    part = part_of(scope, owner)
    found = [_row(scope, part, one, (id(node), n)) for n, one in enumerate(picked)]
    if isinstance(value, View | Part | Computed) and is_array(scope, value):
        source = part_of(scope, made(scope, recipe(scope, value), (id(node), "rows")))
        if len(source.order) != len(part.order):
            raise scope.refuse("an array with fewer axes assigned to several rows")
        _same_shape(scope, (Constant(len(found), INT),), shape(source)[:1])
        values: list[Value] = [
            _row(scope, source, Constant(n, INT), (id(node), "from", n)) for n in range(len(found))
        ]
    else:
        values = [value] * len(found)
    for n, (row, one) in enumerate(zip(found, values, strict=True)):
        fill(scope, row, one, (id(node), "row", n))


def store_masked(
    scope: Scope, owner: View | Part, picked: Computed, value: Value, node: ast.Subscript
) -> None:
    """``a[mask] = x`` and ``a[k] = values``, in order: the last of several wins."""
    part = part_of(scope, owner)
    if picked.type.kind != "bool" or isinstance(value, Mixed):
        raise scope.refuse("an assignment by an array of indices")
    source = recipe(scope, value)
    if source.shape:
        raise scope.refuse("an array assigned to what a mask picks")
    own = shape(part)
    if len(own) != len(picked.shape):
        raise scope.refuse("a mask with fewer axes than the array")
    _same_shape(scope, own, picked.shape)
    kept = recipe(scope, made(scope, picked, (id(node), "mask")))

    def put_in(position: Position) -> None:
        with scope.block() as then:
            put(scope, part.array, indices(part, position), source.item(()))
        test = cast(kept.item(position).expression, BOOL)
        scope.emit(If(test, tuple(then), (), scope.line))

    each(scope, own, (node_key(node), "masked"), put_in)
