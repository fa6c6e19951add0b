"""Expressions: one small function for each kind of node, in Python's order of evaluation."""

from __future__ import annotations

import ast
from collections.abc import Callable
from typing import Any

from advisor.kernel.nodes import (
    BinaryOperator,
    Constant,
    Unary,
)
from advisor.kernel.types import BOOL, Layer
from advisor.lowering import (
    array_calls,
    builtin,
    calls,
    comprehensions,
    dictionaries,
    indexing,
    queues,
    records,
    strings,
    tables,
    totals,
)
from advisor.lowering.arithmetic import SYMBOLS, binary, negative
from advisor.lowering.arrays import index_of, layer, rank, subscript
from advisor.lowering.broadcasting import array_binary, negated
from advisor.lowering.creation import copied, extents, from_display, repeated, slot_for
from advisor.lowering.generators import test_of
from advisor.lowering.literals import constant
from advisor.lowering.logic import compare_expression, conditional_expression, logical_expression
from advisor.lowering.making import made
from advisor.lowering.masking import large_literal, masked, power_of_two
from advisor.lowering.naming import assign, evaluate_all, read
from advisor.lowering.outside import (
    dice,
    global_value,
    is_generator,
    library_attribute,
    method_of,
    outer_value,
)
from advisor.lowering.parts import is_array, part_of, transposed
from advisor.lowering.passes import current
from advisor.lowering.places import place, sliced
from advisor.lowering.rows import begin_rows
from advisor.lowering.scope import Scope
from advisor.lowering.seeing import first_typed
from advisor.lowering.settling import describe
from advisor.lowering.slicing import is_whole
from advisor.lowering.splicing import concatenated
from advisor.lowering.values import (
    Closure,
    Generator,
    Library,
    Method,
    Mixed,
    NoneValue,
    Number,
    ObjectValue,
    Record,
    Text,
    TupleValue,
    Value,
    View,
)
from advisor.lowering.wholes import Cells, Computed, Part

_WORDS = {
    ast.JoinedStr: "an f-string",
    ast.Await: "await",
    ast.Yield: "yield",
    ast.YieldFrom: "yield",
    ast.Starred: "a starred expression",
}


def evaluate(scope: Scope, node: ast.expr) -> Value:
    """What an expression stands for, its code emitted as far as it needs statements."""
    handler = _HANDLERS.get(type(node))
    if handler is None:
        raise scope.refuse(_WORDS.get(type(node), f"the expression {ast.unparse(node)}"))
    at_once, scope.recipe = scope.recipe is node, None
    if at_once:
        target, scope.target = scope.target, ""
        value = handler(scope, node)
        scope.target = target
        return value
    value = handler(scope, node)
    return made(scope, value, node, scope.target) if isinstance(value, Computed) else value


def _constant(scope: Scope, node: ast.Constant) -> Value:
    value = node.value
    if value is None:
        return NoneValue()
    if isinstance(value, str):
        return Text(value)
    if isinstance(value, int) and not -(1 << 63) <= value < 1 << 63:
        found = large_literal(node)
        if found is None:
            raise scope.refuse("an integer beyond 64 bits")
        return found
    if isinstance(value, bool | int | float | complex):
        return constant(value)
    raise scope.refuse(f"the literal {value!r}")


def _name(scope: Scope, node: ast.Name) -> Value:
    key = scope.frame.locals.get(node.id)
    return global_value(scope, node.id) if key is None else read(scope, key, node.id)


def _attribute(scope: Scope, node: ast.Attribute) -> Value:
    owner = scope.evaluate(node.value)
    if isinstance(owner, Library):
        return library_attribute(scope, owner, node.attr, node)
    if isinstance(owner, ObjectValue):
        return _of_object(scope, owner, node.attr)
    if isinstance(owner, Record):
        return records.attribute_of(scope, owner, node.attr)
    if isinstance(owner, View):
        return _of_array(scope, owner, node.attr)
    if isinstance(owner, Part):
        return array_calls.attribute(scope, owner, node.attr) or Method(owner, node.attr)
    return builtin.attribute(scope, owner, node.attr) or Method(owner, node.attr)


def _of_object(scope: Scope, owner: ObjectValue, name: str) -> Value:
    path = f"{owner.name}.{name}"
    key = scope.attributes.get(path)
    if key is not None:
        return read(scope, current(scope.facts, key), path)
    method = method_of(scope, owner, name)
    if method is not None:
        return method
    seens = scope.unit.names.get(path)
    if not seens:
        raise scope.refuse(f"the attribute {path}, which was not seen in a call,")
    if is_generator(seens[0]):
        return dice(scope, seens[0], path)
    return outer_value(scope, path, first_typed(seens))


def _of_array(scope: Scope, owner: View, name: str) -> Value:
    if layer(scope, owner) == "ndarray":
        shape = extents(scope, owner)
        if name == "shape":
            return TupleValue(tuple(shape))
        if name == "ndim":
            return constant(rank(scope, owner))
        if name == "size":
            total: Value = shape[0]
            for extent in shape[1:]:
                total = binary(scope, "*", total, extent)
            return total
        if name == "T":
            return transposed(scope, owner)
        if name == "flat":
            return Cells(tuple(extent.expression for extent in shape), part_of(scope, owner))
    return Method(owner, name)


# ------------------------------------------------------------------ operators


def _unary(scope: Scope, node: ast.UnaryOp) -> Value:
    if isinstance(node.op, ast.Not):
        test = test_of(scope, node.operand)
        if isinstance(test, Constant):
            return constant(not test.value)
        return Number(Unary("not", test, BOOL), BOOL)
    operator = {ast.USub: "-", ast.UAdd: "+", ast.Invert: "~"}[type(node.op)]
    operand = scope.operand(node.operand)
    if is_array(scope, operand):
        return negated(scope, operator, operand)
    return negative(scope, operator, operand)


def _binary(scope: Scope, node: ast.BinOp) -> Value:
    operator = SYMBOLS.get(type(node.op))
    known = large_literal(node) or masked(scope, node)
    if known is not None:
        return known
    if isinstance(node.op, ast.Mult):
        repetition = _repetition(scope, node)
        if repetition is not None:
            return repetition
    power = power_of_two(node.right) if operator == "/" else None
    if power is not None:
        return binary(scope, "/", scope.evaluate(node.left), power)
    left, right = evaluate_all(scope, [node.left, node.right], scope.operand)
    if is_array(scope, left) or is_array(scope, right):
        return _whole(scope, operator, left, right, id(node))
    if operator is None:
        raise scope.refuse("the operator @")
    texts = strings.is_text(scope, left) and strings.is_text(scope, right)
    if operator == "+" and texts:
        return strings.together(scope, left, right, node)
    if operator == "+" and isinstance(left, View) and isinstance(right, View):
        return concatenated(scope, left, right, node)
    for side in (left, right):
        if not isinstance(side, Number | Mixed):
            raise scope.refuse(f"the operator {operator} on {describe(side)}")
    return binary(scope, operator, left, right)


def _whole(
    scope: Scope, operator: BinaryOperator | None, left: Value, right: Value, node: object
) -> Value:
    """``left operator right`` where one of them is an array; ``None`` stands for ``@``."""
    if operator is None:
        return totals.dot(scope, left, right, node)
    return array_binary(scope, operator, left, right)


def _repetition(scope: Scope, node: ast.BinOp) -> Value | None:
    for display, number in ((node.left, node.right), (node.right, node.left)):
        if isinstance(display, ast.List):
            if len(display.elts) != 1:
                raise scope.refuse("a repeated list of several items")
            target, scope.target = scope.target, ""
            value, count = evaluate_all(scope, [display.elts[0], number])
            scope.target = target
            return repeated(scope, value, index_of(scope, count), node)
    return None


def _walrus(scope: Scope, node: ast.NamedExpr) -> Value:
    value = scope.evaluate(node.value)
    key = scope.frame.locals.get(node.target.id)
    if key is None:
        raise scope.refuse("a walrus to a global")
    assign(scope, key, value)
    return read(scope, key, node.target.id)


# ------------------------------------------------------------ displays, items


def _tuple(scope: Scope, node: ast.Tuple) -> Value:
    target, scope.target = scope.target, ""
    items = TupleValue(tuple(evaluate_all(scope, node.elts)))
    scope.target = target
    return items


def _list(scope: Scope, node: ast.List) -> Value:
    target, scope.target = scope.target, ""
    items = [_display_item(scope, item) for item in node.elts]
    scope.target = target
    inner = {type(item) for item in node.elts if isinstance(item, ast.List | ast.Tuple)}
    if len(inner) > 1:
        raise scope.refuse("a list of both lists and tuples")
    kind: Layer = "list" if inner == {ast.List} else "tuple"
    slot = slot_for(scope, ("list", kind) if inner else ("list",), node)
    if slot in scope.facts.queues:
        return queues.begin(scope, slot, items)
    if slot in scope.facts.rows:
        return begin_rows(scope, slot, scope.facts.rows[slot], items)
    return from_display(scope, TupleValue(tuple(items)), node, kind)


def _display_item(scope: Scope, node: ast.expr) -> Value:
    if isinstance(node, ast.List | ast.Tuple):
        return TupleValue(tuple(evaluate_all(scope, node.elts)))
    return scope.evaluate(node)


def _subscript(scope: Scope, node: ast.Subscript) -> Value:
    if indexing.concerns(scope, node):
        return indexing.read(scope, node)
    if isinstance(node.slice, ast.Slice):
        return _slice(scope, node, node.slice)
    owner, indices = place(scope, node)
    if not indices or not isinstance(owner, View):
        return owner
    return subscript(scope, owner, indices, node)


def _slice(scope: Scope, node: ast.Subscript, bounds: ast.Slice) -> Value:
    if is_whole(bounds):
        owner = scope.evaluate(node.value)
        if isinstance(owner, View) and layer(scope, owner) == "list":
            return copied(scope, owner, node, tuple("list" for _ in range(rank(scope, owner))))
        return owner
    view = sliced(scope, node)
    return copied(scope, view, node, ("list",)) if id(bounds) in scope.facts.eager else view


def _generator(scope: Scope, node: ast.GeneratorExp) -> Value:
    return Generator(node, scope.frame)


def _list_comprehension(scope: Scope, node: ast.ListComp) -> Value:
    return comprehensions.materialised(scope, Generator(node, scope.frame), node)


def _dict(scope: Scope, node: ast.Dict) -> Value:
    table = tables.begin(scope, node, values=True)
    target, scope.target = scope.target, ""
    for n, (key, value) in enumerate(zip(node.keys, node.values, strict=True)):
        if key is None:
            raise scope.refuse("a dict display with **")
        given = evaluate_all(scope, [key, value])
        dictionaries.put_item(scope, table, given[0], given[1], (id(node), n))
    scope.target = target
    return table


def _set(scope: Scope, node: ast.Set) -> Value:
    table = tables.begin(scope, node, values=False)
    for n, value in enumerate(evaluate_all(scope, node.elts)):
        dictionaries.add(scope, table, value, (id(node), n))
    return table


def _table_comprehension(scope: Scope, node: ast.DictComp | ast.SetComp) -> Value:
    return dictionaries.from_comprehension(scope, node)


def _lambda(scope: Scope, node: ast.Lambda) -> Value:
    return Closure(node, scope.frame)


def _call(scope: Scope, node: ast.Call) -> Value:
    return calls.call(scope, node)


_HANDLERS: dict[type[ast.expr], Callable[[Scope, Any], Value]] = {
    ast.Constant: _constant,
    ast.Name: _name,
    ast.Attribute: _attribute,
    ast.UnaryOp: _unary,
    ast.BinOp: _binary,
    ast.Compare: compare_expression,
    ast.BoolOp: logical_expression,
    ast.IfExp: conditional_expression,
    ast.NamedExpr: _walrus,
    ast.Tuple: _tuple,
    ast.List: _list,
    ast.Subscript: _subscript,
    ast.GeneratorExp: _generator,
    ast.ListComp: _list_comprehension,
    ast.Call: _call,
    ast.Lambda: _lambda,
    ast.Dict: _dict,
    ast.Set: _set,
    ast.DictComp: _table_comprehension,
    ast.SetComp: _table_comprehension,
}
