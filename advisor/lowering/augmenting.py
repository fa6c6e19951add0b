"""Names, items and attributes changed in place: ``a[i] += x``."""

from __future__ import annotations

import ast

import numpy as np

from advisor.kernel.nodes import (
    BinaryOperator,
    CallFunction,
    Load,
)
from advisor.lowering import dictionaries, growing_texts, indexing, strings, tables
from advisor.lowering.arithmetic import SYMBOLS, binary
from advisor.lowering.arrays import index_of, layer, subscript
from advisor.lowering.assigning import assign_to, table_of
from advisor.lowering.broadcasting import array_binary
from advisor.lowering.generators import iterable
from advisor.lowering.growing import extend
from advisor.lowering.making import fill
from advisor.lowering.naming import (
    freeze_number,
    kept_before,
)
from advisor.lowering.parts import part_of, shape
from advisor.lowering.places import place
from advisor.lowering.scope import Scope
from advisor.lowering.settling import describe
from advisor.lowering.storing import put, store
from advisor.lowering.values import (
    Mixed,
    Number,
    Table,
    TupleValue,
    Value,
    View,
)
from advisor.lowering.walking import walk as nodes_of


def augmented(scope: Scope, node: ast.AugAssign) -> None:
    """``a[i] += x``: the place is found once, its value read before ``x`` is evaluated.

    Before: ``a[f(i)] += x``.
    After: ``k = f(i)``; ``a[k] = a[k] + x``.
    """
    operator = SYMBOLS.get(type(node.op))
    if operator is None:
        raise scope.refuse("the operator @=")
    if _is_part(scope, node.target):
        _augmented_part(scope, operator, node)
        return
    if not isinstance(node.target, ast.Subscript):
        _refuse_twice(scope, node.target)
        old = scope.evaluate(node.target)
        if operator == "+" and isinstance(old, View) and layer(scope, old) == "list":
            extend(scope, old, iterable(scope, node.value), node)
            return
        if operator == "+" and isinstance(node.target, ast.Name) and strings.is_text(scope, old):
            _lengthened(scope, node.target, node.value)
            return
        mark = len(scope.statements)
        value = scope.evaluate(node.value)
        (old,) = kept_before(scope, [old], node.value, mark)
        assign_to(scope, node.target, _combined(scope, operator, old, value))
        return
    if isinstance(node.target.slice, ast.Slice):
        raise scope.refuse("an assignment to a slice")
    table = table_of(scope, node.target.value)
    if table is not None:
        _augmented_item(scope, table, operator, node)
        return
    owner, indices = place(scope, node.target)
    if not isinstance(owner, View):
        raise scope.refuse(f"an assignment into {describe(owner)}")
    indices = [
        index if _simple(index) else freeze_number(scope, index, "at", (id(node), n))
        for n, index in enumerate(indices)
    ]
    old = subscript(scope, owner, indices, node.target)
    mark = len(scope.statements)
    value = scope.evaluate(node.value)
    old, *kept = kept_before(scope, [old, *indices], node.value, mark)
    places = [index_of(scope, index) for index in kept]
    store(scope, owner, places, _combined(scope, operator, old, value))


def _is_part(scope: Scope, target: ast.expr) -> bool:
    """Whether several items of an ndarray are changed in place."""
    if not isinstance(target, ast.Subscript):
        return indexing.is_array_name(scope, target)
    return indexing.takes_several(scope, target)


def _augmented_part(scope: Scope, operator: BinaryOperator, node: ast.AugAssign) -> None:
    """``u[1:-1] += v``: in place, in the array's own type.

    Before: ``u[1:-1] += v``.
    After: ``for k in range(n): u[1 + k] = u[1 + k] + v[k]``.
    """
    place = indexing.place_of(scope, node.target)
    value = scope.operand(node.value)
    worked = array_binary(scope, operator, place, value)
    kind = scope.array(place.array).element
    if not np.can_cast(np.dtype(worked.type.dtype), np.dtype(kind.dtype), "same_kind"):
        raise scope.refuse(f"{worked.type.dtype} numbers put in place into {kind.dtype} ones")
    if len(worked.shape) != len(shape(part_of(scope, place))):
        raise scope.refuse("an array put in place into one with fewer axes")
    fill(scope, place, worked, node)


def lengthens(scope: Scope, node: ast.Assign) -> ast.expr | None:
    """What is put at the end of a text by ``text = text + piece``."""
    target, value = node.targets[0], node.value
    if not isinstance(value, ast.BinOp) or not isinstance(value.op, ast.Add):
        return None
    same = isinstance(target, ast.Name) and isinstance(value.left, ast.Name)
    if len(node.targets) > 1 or not same or target.id != value.left.id:  # type: ignore[attr-defined] # names
        return None
    key = scope.frame.locals.get(target.id, "")  # type: ignore[attr-defined] # a name
    return value.right if key in scope.facts.texts else None


def _lengthened(scope: Scope, target: ast.Name, value: ast.expr) -> None:
    """``text += piece``: at the end of an array of the name's own."""
    key = scope.frame.locals.get(target.id)
    if key is None:
        raise scope.refuse("+= on a text from outside")
    if key not in scope.facts.texts:
        growing_texts.grow_from_now_on(scope, key)
    growing_texts.add(scope, key, scope.evaluate(value))


def _refuse_twice(scope: Scope, target: ast.expr) -> None:
    """``a[f()].x += 1`` would look its place up twice."""
    if any(isinstance(n, ast.Call | ast.NamedExpr) for n in ast.walk(target)):
        raise scope.refuse("an attribute of what a call gives, changed in place")


def _augmented_item(
    scope: Scope, table: Table, operator: BinaryOperator, node: ast.AugAssign
) -> None:
    assert isinstance(node.target, ast.Subscript)
    found = tables.find(scope, table, scope.evaluate(node.target.slice), node)
    old = dictionaries.item(scope, table, found)
    mark = len(scope.statements)
    value = scope.evaluate(node.value)
    (old,) = kept_before(scope, [old], node.value, mark)
    if table.counts:
        key: Value = found.key[0] if len(found.key) == 1 else TupleValue(found.key)
        new = _combined(scope, operator, old, value)
        dictionaries.put_item(scope, table, key, new, (id(node), "counted"))
        return
    put(scope, table.values, (found.place,), _combined(scope, operator, old, value))


def _simple(index: Number) -> bool:
    inner = nodes_of(index.expression)
    return not any(isinstance(node, CallFunction | Load) for node in inner)


def _combined(scope: Scope, operator: BinaryOperator, old: Value, value: Value) -> Number | Mixed:
    for side in (old, value):
        if not isinstance(side, Number | Mixed):
            raise scope.refuse(f"{operator}= on {describe(side)}")
    return binary(scope, operator, old, value)
