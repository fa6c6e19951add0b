"""What is done with dicts and sets: items read, put in, and walked over.

Before: ``counts[key] += 1`` with a ``defaultdict(int)``.
After: look the key up (see ``tables``); put it in with 0 where it is not there; add 1.
"""

from __future__ import annotations

import ast
from functools import cache

from advisor.kernel.nodes import Assign, Compare, Length
from advisor.kernel.types import BOOL, INT
from advisor.lowering.arithmetic import binary
from advisor.lowering.arrays import ONE, ZERO, element, minus
from advisor.lowering.control import branch
from advisor.lowering.errors import UnassignedError
from advisor.lowering.facts import node_key
from advisor.lowering.generators import iterate
from advisor.lowering.literals import constant
from advisor.lowering.naming import assign, freeze, read
from advisor.lowering.scope import Scope
from advisor.lowering.storing import put
from advisor.lowering.tables import Found, begin, find, insert
from advisor.lowering.values import (
    Generator,
    Number,
    Table,
    TupleValue,
    Value,
    View,
    Zipped,
)


def put_item(scope: Scope, table: Table, key: Value, value: Value, node: object) -> None:
    """``table[key] = value``."""
    value = freeze(scope, value, "item", (node_key(node), "item"))
    found = find(scope, table, key, node)
    branch(
        scope,
        found.here,
        lambda: put(scope, table.values, (found.place,), value),
        lambda: insert(scope, table, found, value),
    )


def add(scope: Scope, table: Table, key: Value, node: object) -> None:
    """``table.add(key)``."""
    found = find(scope, table, key, node)
    absent = Compare("<", found.place, ZERO, BOOL)
    branch(scope, absent, lambda: insert(scope, table, found, None))


def item(scope: Scope, table: Table, found: Found) -> Value:
    """The value of a key; leaves where it is not there, which raises."""
    if not table.values:
        raise scope.refuse("an index into a set")
    if table.counts:
        assert table.missing is not None
        return _or_else(scope, table, found, table.missing, ("missing", found.place.name))
    if table.missing is not None:
        _put_missing(scope, table, found)
    else:
        absent = Compare("<", found.place, ZERO, BOOL)
        scope.leave_if(absent, "a key that is not there")
    return element(scope, View(table.values), found.place)


def _put_missing(scope: Scope, table: Table, found: Found) -> None:
    """A key that is looked up in a ``defaultdict`` is there from then on."""

    def absent() -> None:
        insert(scope, table, found, table.missing)
        last = minus(Length(table.keys[0], 0, INT), ONE)
        scope.emit(Assign(found.place.name, last, scope.line))

    branch(scope, Compare("<", found.place, ZERO, BOOL), absent)


def get(scope: Scope, table: Table, key: Value, default: Value, node: ast.AST) -> Value:
    """``table.get(key, default)``."""
    default = freeze(scope, default, "default", (node_key(node), "default"))
    found = find(scope, table, key, node)
    return _or_else(scope, table, found, default, node_key(node))


def _or_else(scope: Scope, table: Table, found: Found, default: Value, key: object) -> Value:
    name = scope.facts.name((scope.frame.path, key, "got"), "got")
    branch(
        scope,
        found.here,
        lambda: assign(scope, name, element(scope, View(table.values), found.place)),
        lambda: assign(scope, name, default),
    )
    return read(scope, name, "the value of a key")


def items(scope: Scope, table: Table, what: str) -> Value:
    """What ``keys()``, ``values()`` and ``items()`` walk over: the order in which keys came."""
    if not table.keys:
        raise UnassignedError("a key of a dict")
    if not table.values:
        raise scope.refuse("a loop over a set, whose order is Python's own,")
    views = [View(name) for name in table.keys]
    keys: Value = views[0] if len(views) == 1 else Zipped("zip", tuple(views))
    if what == "keys":
        return keys
    values = View(table.values)
    return values if what == "values" else Zipped("zip", (keys, values))


def size(table: Table) -> Number:
    """``len(table)``."""
    if not table.keys:
        raise UnassignedError("a key of a dict or set")
    return Number(Length(table.keys[0], 0, INT), INT, small=True)


# ---------------------------------------------------------------- from others


@cache
def _pairs(node: ast.DictComp) -> ast.GeneratorExp:
    """The pairs of a dict comprehension; the same object every time."""
    pair = ast.Tuple([node.key, node.value], ast.Load())
    return ast.copy_location(ast.GeneratorExp(pair, node.generators), node)


@cache
def _elements(node: ast.SetComp) -> ast.GeneratorExp:
    """The items of a set comprehension; the same object every time."""
    return ast.copy_location(ast.GeneratorExp(node.elt, node.generators), node)


def from_comprehension(scope: Scope, node: ast.DictComp | ast.SetComp) -> Table:
    """``{key: value for …}`` or ``{key for …}``."""
    made = _pairs(node) if isinstance(node, ast.DictComp) else _elements(node)
    table = begin(scope, node, values=isinstance(node, ast.DictComp))
    target, scope.target = scope.target, ""
    _fill(scope, table, Generator(made, scope.frame), node)
    scope.target = target
    return table


def copied(scope: Scope, source: Table, node: ast.AST) -> Table:
    """``dict(source)`` or ``source.copy()``, the keys in their order."""
    if not source.values:
        raise scope.refuse("a copy of a set, whose order is Python's own,")
    table = begin(scope, node, values=True)
    _fill(scope, table, items(scope, source, "items"), node)
    return table


def _fill(scope: Scope, table: Table, source: Value, node: ast.AST) -> None:
    key = (id(node), "fill")

    def take(item: Value) -> None:
        if not table.values:
            add(scope, table, item, key)
            return
        assert isinstance(item, TupleValue)
        name, value = item.items
        put_item(scope, table, name, value, key)

    iterate(scope, source, node, take)


def counted(scope: Scope, source: Value, node: ast.AST) -> Table:
    """``Counter(source)``."""
    table = begin(scope, node, values=True, missing=constant(0), counts=True)
    key = (id(node), "count")

    def count(item: Value) -> None:
        found = find(scope, table, item, key)
        one_more = binary(scope, "+", _or_else(scope, table, found, constant(0), key), constant(1))
        put_item(scope, table, item, one_more, (id(node), "put"))

    iterate(scope, source, node, count)
    return table
