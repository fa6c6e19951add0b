"""Methods of lists, arrays and numbers."""

from __future__ import annotations

import ast

from advisor.kernel.nodes import Binary, Compare, Constant, Intrinsic
from advisor.kernel.types import BOOL, CHAR, COMPLEX, FLOAT, INT
from advisor.lowering import dictionaries, drawing, growing, letters, ordering, queues, strings
from advisor.lowering.arrays import layer, rank
from advisor.lowering.comparing import character
from advisor.lowering.creation import copied, from_display
from advisor.lowering.generators import iterable
from advisor.lowering.naming import evaluate_all, freeze_number
from advisor.lowering.promotion import cast
from advisor.lowering.rows import append_row, become_rows, pop_row
from advisor.lowering.scope import Scope
from advisor.lowering.searches import occurrences, position
from advisor.lowering.values import (
    Dice,
    Method,
    NoneValue,
    Number,
    Queue,
    Rows,
    Table,
    Text,
    Value,
    View,
)


def method_call(scope: Scope, method: Method, node: ast.Call) -> Value:
    """``owner.name(…)``."""
    owner = method.owner
    if isinstance(owner, Dice):
        return drawing.draw(scope, owner.origin, method.name, node)
    if isinstance(owner, View) and method.name == "sort" and not node.args:
        descending = ordering.is_descending(scope, node.keywords)
        return ordering.sort(scope, owner, descending=descending)
    if isinstance(owner, Text) and method.name == "join" and len(node.args) == 1:
        return strings.joined(scope, owner, iterable(scope, node.args[0]), node)
    values = evaluate_all(scope, node.args)
    if node.keywords:
        raise scope.refuse(f"the method .{method.name} with keywords")
    if isinstance(owner, View):
        return _array_method(scope, owner, method.name, values, node)
    if isinstance(owner, Text) and method.name == "index" and len(values) == 1:
        letters = from_display(scope, owner, node)
        return position(scope, letters, character(scope, values[0]), node)
    if isinstance(owner, Rows) and method.name == "append" and len(values) == 1:
        append_row(scope, owner, values[0])
        return NoneValue()
    if isinstance(owner, Rows) and method.name == "pop" and len(values) <= 1:
        return pop_row(scope, owner, values[0] if values else None, node)
    if isinstance(owner, Number) and method.name == "conjugate" and not values:
        return _conjugate(scope, owner)
    if isinstance(owner, Queue):
        found = queues.method(scope, owner, method.name, values, node)
        if found is not None:
            return found
    if isinstance(owner, Table):
        return _of_table(scope, owner, method.name, values, node)
    if isinstance(owner, Number) and not values:
        found = _of_number(scope, owner, method.name)
        if found is not None:
            return found
    raise scope.refuse(f"the method .{method.name}")


def _of_table(scope: Scope, table: Table, name: str, values: list[Value], node: ast.Call) -> Value:
    """Methods of dicts and sets."""
    match name, values, bool(table.values):
        case "get", [key], True:
            return dictionaries.get(scope, table, key, NoneValue(), node)
        case "get", [key, default], True:
            return dictionaries.get(scope, table, key, default, node)
        case (("keys" | "values" | "items"), [], True):
            return dictionaries.items(scope, table, name)
        case "copy", [], _ if table.missing is None:
            return dictionaries.copied(scope, table, node)
        case "add", [key], False:
            dictionaries.add(scope, table, key, node)
            return NoneValue()
    raise scope.refuse(f"the method .{name} of a {'dict' if table.values else 'set'}")


def _of_number(scope: Scope, number: Number, name: str) -> Value | None:
    """Methods of ints, floats and characters without arguments."""
    kind = number.type
    if kind == CHAR and name in letters.METHODS:
        return letters.method(scope, number, name)
    if kind in (INT, BOOL) and name in ("bit_count", "bit_length"):
        whole = cast(number.expression, INT)
        return Number(Intrinsic(f"int.{name}", (whole,), INT), INT, small=True)
    if kind == FLOAT and name == "is_integer":
        frozen = freeze_number(scope, number, "whole", (id(scope.site), name)).expression
        rest = Binary("%", frozen, Constant(1.0, FLOAT), FLOAT, checked=False)
        return Number(Compare("==", rest, Constant(0.0, FLOAT), BOOL), BOOL)
    return None


def _conjugate(scope: Scope, number: Number) -> Value:
    if number.type != COMPLEX:
        raise scope.refuse(f"conjugate of a {number.type.kind}")
    return Number(Intrinsic("conjugate", (number.expression,), COMPLEX), COMPLEX)


_CHANGES_OF_LENGTH = ("append", "pop", "insert", "extend", "clear", "remove")


def _change_length(
    scope: Scope, owner: View, name: str, values: list[Value], node: ast.Call
) -> Value:
    become_rows(scope, owner)
    match name, values:
        case "append", [value]:
            return growing.append_item(scope, owner, value)
        case "pop", []:
            return growing.pop(scope, owner, None, node)
        case "pop", [index]:
            return growing.pop(scope, owner, index, node)
        case "insert", [index, value]:
            return growing.insert(scope, owner, index, value, node)
        case "extend", [items]:
            return growing.extend(scope, owner, items, node)
        case "clear", []:
            return growing.clear(scope, owner)
        case "remove", [value]:
            own = growing.own_list(scope, owner)
            growing.delete_item(scope, own, position(scope, own, value, node), node)
            return NoneValue()
    raise scope.refuse(f"the method .{name} with such arguments")


def _array_method(
    scope: Scope, owner: View, name: str, values: list[Value], node: ast.Call
) -> Value:
    kind = layer(scope, owner)
    if kind == "list" and name in _CHANGES_OF_LENGTH:
        return _change_length(scope, owner, name, values, node)
    if name == "reverse" and kind == "list" and not values:
        return ordering.reverse(scope, owner, node)
    if name == "copy" and not values and kind in ("list", "ndarray"):
        return copied(scope, owner, node, tuple(kind for _ in range(rank(scope, owner))))
    if name in ("index", "count") and kind in ("list", "tuple") and len(values) == 1:
        if rank(scope, owner) > 1:
            raise scope.refuse("a search for a row")
        search = position if name == "index" else occurrences
        return search(scope, owner, values[0], node)
    if name in ("lower", "upper") and kind == "str" and not values:
        return strings.in_line(scope, name, owner, node)
    if name == "count" and kind == "str" and len(values) == 1:
        return occurrences(scope, owner, character(scope, values[0]), node)
    raise scope.refuse(f"the method .{name} of {kind} values")
