"""Searches: in, .index, .count and len, as loops that stop where Python stops."""

from __future__ import annotations

import ast

from advisor.kernel.nodes import (
    Compare,
    Constant,
    Expression,
    Logical,
    Variable,
)
from advisor.kernel.types import BOOL, INT
from advisor.lowering import dictionaries, queues, tables
from advisor.lowering.arithmetic import binary
from advisor.lowering.arrays import length
from advisor.lowering.comparing import compare, is_nan, truth
from advisor.lowering.control import branch
from advisor.lowering.counting import range_count
from advisor.lowering.generators import hidden_key, iterate, stop
from advisor.lowering.literals import FALSE, constant
from advisor.lowering.naming import assign, freeze, read
from advisor.lowering.scope import Scope
from advisor.lowering.settling import describe, settle
from advisor.lowering.values import (
    Generator,
    Mixed,
    Number,
    Queue,
    RangeValue,
    Records,
    Rows,
    Table,
    Text,
    TupleValue,
    Value,
    View,
    Zipped,
)


def contains(scope: Scope, item: Value, value: Value, node: ast.AST) -> Number:
    """``item in value``; leaves for NaN, which Python finds by identity."""
    if isinstance(value, RangeValue):
        return _in_range(scope, item, value)
    if isinstance(value, Table):
        return Number(tables.find(scope, value, item, node).here, BOOL)
    if isinstance(value, Text):
        value = TupleValue(tuple(Text(letter) for letter in value.text))
    if isinstance(item, Number | Mixed):
        item = freeze(scope, settle(scope, item), "sought", (id(node), "sought"))
        _leave_if_nan(scope, item)
    if isinstance(value, TupleValue):
        found: Expression = FALSE
        for one in value.items:
            same = truth(scope, compare(scope, "==", one, item, testing=True))
            found = same if found is FALSE else Logical("or", found, same, BOOL)
        return Number(found, BOOL)
    key = hidden_key(scope, node, "found")
    assign(scope, key, constant(value=False))

    def look(one: Value) -> None:
        branch(scope, truth(scope, compare(scope, "==", one, item, testing=True)), hit)

    def hit() -> None:
        assign(scope, key, constant(value=True))
        stop(scope)

    iterate(scope, value, node, look, key)
    return Number(Variable(key, BOOL), BOOL)


def _leave_if_nan(scope: Scope, value: Value) -> None:
    if isinstance(value, Number) and value.type.kind in ("float", "complex"):
        scope.leave_if(is_nan(value.expression), "a search for NaN")


def _in_range(scope: Scope, item: Value, value: RangeValue) -> Number:
    number = settle(scope, item)
    if value.step.constant != 1 or number.type.kind != "int":
        raise scope.refuse("a search in a range with a step")
    low = truth(scope, compare(scope, ">=", number, value.start))
    high = truth(scope, compare(scope, "<", number, value.stop))
    return Number(Logical("and", low, high, BOOL), BOOL)


def position(scope: Scope, view: View, item: Value, node: ast.AST) -> Number:
    """``view.index(item)``; leaves where it is not there, which raises, and for NaN.

    Before: ``k = a.index(x)``.
    After: ``k = -1``; ``for i in range(len(a)): if a[i] == x: k = i; break``; leave if -1.
    """
    item = freeze(scope, settle(scope, item), "sought", (id(node), "sought"))
    key = hidden_key(scope, node, "position")
    assign(scope, key, constant(-1))

    def look(pair: Value) -> None:
        assert isinstance(pair, TupleValue)
        index, one = pair.items

        def hit() -> None:
            assign(scope, key, index)
            stop(scope)

        branch(scope, truth(scope, compare(scope, "==", one, item, testing=True)), hit)

    iterate(scope, Zipped("enumerate", (view,)), node, look)
    missing = Compare("<", Variable(key, INT), Constant(0, INT), BOOL)
    scope.leave_if(missing, "an item that is not in the list")
    return Number(Variable(key, INT), INT, small=True)


def occurrences(scope: Scope, view: View, item: Value, node: ast.AST) -> Number:
    """``view.count(item)``; leaves for NaN."""
    item = freeze(scope, settle(scope, item), "sought", (id(node), "sought"))
    _leave_if_nan(scope, item)
    key = hidden_key(scope, node, "occurrences")
    assign(scope, key, constant(0))

    def look(one: Value) -> None:
        more = binary(scope, "+", settle(scope, read(scope, key, "count")), constant(1))
        test = truth(scope, compare(scope, "==", one, item, testing=True))
        branch(scope, test, lambda: assign(scope, key, more))

    iterate(scope, view, node, look)
    return Number(Variable(key, INT), INT, small=True)


def size(scope: Scope, value: Value, node: ast.AST) -> Number:
    """``len(value)``."""
    if isinstance(value, View):
        return length(value)
    if isinstance(value, TupleValue):
        return constant(len(value.items))
    if isinstance(value, Table):
        return dictionaries.size(value)
    if isinstance(value, Records):
        return length(View(value.fields[0][1]))
    if isinstance(value, Queue):
        return queues.size(value)
    if isinstance(value, Rows):
        return Number(Variable(value.count, INT), INT, small=True)
    if isinstance(value, Text):
        return constant(len(value.text))
    if isinstance(value, RangeValue):
        return range_count(scope, value, (id(node), "len"))
    if isinstance(value, Generator) and isinstance(value.node, ast.ListComp):
        key = hidden_key(scope, node, "length")
        assign(scope, key, constant(0))

        def one_more(_: Value) -> None:
            assign(scope, key, binary(scope, "+", read(scope, key, "len"), constant(1)))

        iterate(scope, value, node, one_more)
        return Number(Variable(key, INT), INT, small=True)
    raise scope.refuse(f"the length of {describe(value)}")
