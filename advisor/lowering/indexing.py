"""Subscripts that take a part of an ndarray, or pick items by a mask or by their indices.

Before: ``u[1:-1, j]``, ``a[a > 0]``, ``a[[i, j]] = a[[j, i]]``.
After: a start, a count and a step for each axis; a loop that stores what the mask picks; rows
stored one after the other.
"""

from __future__ import annotations

import ast
from collections.abc import Sequence

from advisor.kernel.nodes import Expression
from advisor.kernel.types import INT
from advisor.lowering import picking
from advisor.lowering.arrays import ZERO, index_of, plus, times, within_extent
from advisor.lowering.making import fill
from advisor.lowering.naming import freeze_number
from advisor.lowering.parts import is_array, part_of, recipe, simplest
from advisor.lowering.scope import Scope
from advisor.lowering.settling import describe
from advisor.lowering.slicing import composed, span
from advisor.lowering.values import Number, Value, View
from advisor.lowering.wholes import Part, Window


def concerns(scope: Scope, node: ast.Subscript) -> bool:
    """Whether a subscript takes more of an ndarray than one item, a row or a slice of rows."""
    if not is_array_name(scope, _root(node)):
        return False
    one: ast.expr = node
    while isinstance(one, ast.Subscript):
        index = one.slice
        items = index.elts if isinstance(index, ast.Tuple) else [index]
        if any(_picks(scope, item, alone=len(items) == 1) for item in items):
            return True
        one = one.value
    return isinstance(_binding(scope, _root(node)), Part)


def takes_several(scope: Scope, node: ast.Subscript) -> bool:
    """Whether a subscript of an ndarray means several items, a row among them."""
    if concerns(scope, node):
        return True
    root, taken = _root(node), 0
    if not is_array_name(scope, root):
        return False
    one: ast.expr = node
    while isinstance(one, ast.Subscript):
        if isinstance(one.slice, ast.Slice):
            return True
        taken += len(one.slice.elts) if isinstance(one.slice, ast.Tuple) else 1
        one = one.value
    owner = scope.evaluate(root)
    return isinstance(owner, View | Part) and taken < len(recipe(scope, owner).shape)


def picks(scope: Scope, node: ast.Subscript) -> bool:
    """Whether single items are picked, by a mask or by indices."""
    index = node.slice
    items = index.elts if isinstance(index, ast.Tuple) else [index]
    return any(isinstance(i, ast.List) or _is_array_expression(scope, i) for i in items)


def _root(node: ast.expr) -> ast.expr:
    while isinstance(node, ast.Subscript):
        node = node.value
    return node


def _binding(scope: Scope, node: ast.expr) -> object:
    if isinstance(node, ast.Name) and node.id in scope.frame.locals:
        return (scope.state or {}).get(scope.frame.locals[node.id])
    return scope.evaluate(node) if isinstance(node, ast.Name | ast.Attribute) else None


def is_array_name(scope: Scope, node: ast.expr) -> bool:
    """Whether a name, or an attribute of one, is an array; nothing is emitted."""
    if isinstance(node, ast.Attribute) and not isinstance(node.value, ast.Name):
        return False
    if isinstance(node, ast.Attribute) and node.attr == "T":
        return is_array_name(scope, node.value)
    found = _binding(scope, node)
    return isinstance(found, View | Part) and is_array(scope, found)


def _picks(scope: Scope, index: ast.expr, *, alone: bool) -> bool:
    """Whether an index stands for several items, by its form or by what its names are."""
    if isinstance(index, ast.Slice):
        return not alone
    if isinstance(index, ast.List) or (
        isinstance(index, ast.Constant) and (index.value is None or index.value is ...)
    ):
        return True
    return _is_array_expression(scope, index)


def _is_array_expression(scope: Scope, node: ast.expr) -> bool:
    match node:
        case ast.Name():
            return is_array_name(scope, node)
        case ast.Compare(left, _, others):
            return any(_is_array_expression(scope, side) for side in (left, *others))
        case ast.BinOp(left, _, right):
            return any(_is_array_expression(scope, side) for side in (left, right))
        case ast.UnaryOp(_, operand):
            return _is_array_expression(scope, operand)
        case ast.Subscript():
            return takes_several(scope, node)
    return False


# ------------------------------------------------------------------------ reading


def read(scope: Scope, node: ast.Subscript) -> Value:
    """``owner[…]`` as a part, or as what a mask or indices pick."""
    owner = _owner(scope, node)
    picked = _picked(scope, node)
    if isinstance(picked, list):
        return picking.rows(scope, owner, picked, node)
    if picked is None:
        part = part_at(scope, owner, node)
        return part if recipe(scope, part).shape else recipe(scope, part).item(())
    if recipe(scope, picked).type.kind == "bool":
        return picking.masked(scope, owner, recipe(scope, picked), node)
    return picking.gathered(scope, owner, recipe(scope, picked))


def _owner(scope: Scope, node: ast.Subscript) -> View | Part:
    owner = scope.evaluate(node.value)
    if not isinstance(owner, View | Part) or not is_array(scope, owner):
        raise scope.refuse(f"an index into {describe(owner)}")
    return owner


def _picked(scope: Scope, node: ast.Subscript) -> Value | list[Expression] | None:
    """What picks single items: a mask, an array of indices, or a list of them."""
    if not picks(scope, node):
        return None
    index = node.slice
    items = index.elts if isinstance(index, ast.Tuple) else [index]
    if len(items) > 1:
        raise scope.refuse("arrays among several indices")
    if isinstance(items[0], ast.List):
        return [index_of(scope, scope.evaluate(one)).expression for one in items[0].elts]
    picked = scope.operand(items[0])
    return picked if is_array(scope, picked) else None


def place_of(scope: Scope, node: ast.expr) -> View | Part:
    """What is to be changed in place: an array, or a part of one."""
    if not isinstance(node, ast.Subscript) or not concerns(scope, node):
        place = scope.evaluate(node)
        assert isinstance(place, View | Part)
        return place
    if picks(scope, node):
        raise scope.refuse("picked items changed in place")
    return part_at(scope, _owner(scope, node), node)


def part_at(scope: Scope, owner: View | Part, node: ast.Subscript) -> View | Part:
    """The part that indices and slices take, with bounds and indices taken now."""
    part = part_of(scope, owner)
    index = node.slice
    items = index.elts if isinstance(index, ast.Tuple) else [index]
    axes = list(part.axes)
    order: list[int | None] = []
    at = 0
    for place, item in enumerate(_filled_up(scope, items, len(part.order))):
        if isinstance(item, ast.Constant) and item.value is None:
            order.append(None)
            continue
        axis, at = part.order[at], at + 1
        if axis is None:
            raise scope.refuse("an index into a new axis")
        axes[axis] = _taken(scope, axes[axis], item, (id(node), place))
        if isinstance(axes[axis], tuple):
            order.append(axis)
    return simplest(Part(part.array, tuple(axes), tuple(order)))


def _filled_up(scope: Scope, items: Sequence[ast.expr], axes: int) -> list[ast.expr]:
    """An index for every axis: whole slices for an ellipsis, and for those left out."""
    used = [i for i in items if not (isinstance(i, ast.Constant) and i.value in (None, ...))]
    missing = axes - len(used)
    if missing < 0:
        raise scope.refuse("more indices than the array has axes")
    rest: list[ast.expr] = [ast.Slice() for _ in range(missing)]
    gaps = [n for n, i in enumerate(items) if isinstance(i, ast.Constant) and i.value is ...]
    at = gaps[0] if gaps else len(items)
    return [*items[:at], *rest, *items[at + len(gaps) :]]


def _taken(
    scope: Scope, held: Expression | Window, item: ast.expr, key: object
) -> Expression | Window:
    """An index or slice of one axis, of which the part holds a window."""
    assert isinstance(held, tuple)
    start, count, step = held
    if isinstance(item, ast.Slice):
        if item.lower is None and item.upper is None and item.step is None:
            return held
        inner = span(scope, count, item)
        whole = start == ZERO and step == 1
        return inner if whole else composed(scope, held, inner, item)
    index = index_of(scope, scope.evaluate(item))
    place = within_extent(scope, count, index, key)
    if start == ZERO and step == 1:
        return place
    moved = Number(plus(start, times(place, step)), INT, small=True)
    return freeze_number(scope, moved, "column", (key, "column")).expression


# ------------------------------------------------------------------------ storing


def store(scope: Scope, node: ast.Subscript, value: Value) -> None:
    """``owner[…] = value``."""
    owner = _owner(scope, node)
    picked = _picked(scope, node)
    if picked is None:
        fill(scope, part_at(scope, owner, node), value, node)
    elif isinstance(picked, list):
        picking.store_rows(scope, owner, picked, value, node)
    else:
        picking.store_masked(scope, owner, recipe(scope, picked), value, node)
