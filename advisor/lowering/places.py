"""Chains of subscripts as one place: ``grid[i][j]`` is the element (i, j) of ``grid``."""

from __future__ import annotations

import ast

from advisor.lowering import dictionaries, growing_texts, queues, records, tables
from advisor.lowering.arrays import index_of, rank, subscript
from advisor.lowering.creation import from_display
from advisor.lowering.naming import evaluate_all
from advisor.lowering.rows import row_of
from advisor.lowering.scope import Scope
from advisor.lowering.settling import describe, settle
from advisor.lowering.slicing import window
from advisor.lowering.values import (
    Number,
    Queue,
    Records,
    Rows,
    Table,
    Text,
    TupleValue,
    Value,
    View,
)


def place(scope: Scope, node: ast.Subscript) -> tuple[Value, list[Number]]:
    """The array and the indices that a chain of subscripts means, nothing loaded yet.

    An index list that is empty means the first value itself.
    """
    chain: list[ast.expr] = []
    base: ast.expr = node
    while isinstance(base, ast.Subscript) and not _sliced(base):
        chain.insert(0, base.slice)
        base = base.value
    owner = scope.evaluate(base)
    if chain and isinstance(owner, Table):
        node_of_key = chain.pop(0)
        key = scope.evaluate(node_of_key)
        owner = dictionaries.item(scope, owner, tables.find(scope, owner, key, node_of_key))
    if chain and isinstance(owner, Records):
        position = index_of(scope, scope.evaluate(chain[0]))
        owner = records.item(scope, owner, position, chain.pop(0))
    while chain and isinstance(owner, TupleValue | Text):
        owner = _item(scope, owner, chain.pop(0), base)
    if chain and isinstance(owner, Queue):
        index = index_of(scope, scope.evaluate(chain[0]))
        owner = queues.item(scope, owner, index, chain.pop(0))
    while chain and isinstance(owner, TupleValue | Text):
        owner = _item(scope, owner, chain.pop(0), base)
    while chain and isinstance(owner, Rows):
        index = index_of(scope, scope.evaluate(chain[0]))
        owner = row_of(scope, owner, index, chain.pop(0))
    if not chain:
        return owner, []
    if not isinstance(owner, View):
        raise scope.refuse(f"an index into {describe(owner)}")
    return owner, _indices(scope, owner, chain)


def _sliced(node: ast.Subscript) -> bool:
    return isinstance(node.slice, ast.Slice)


def _indices(scope: Scope, owner: View, chain: list[ast.expr]) -> list[Number]:
    """All indices of the chain, from left to right; a tuple of them only into an ndarray."""
    layers = scope.facts.slots[owner.array].layers[len(owner.leading) :]
    nodes: list[ast.expr] = []
    for index in chain:
        inner = index.elts if isinstance(index, ast.Tuple) else [index]
        if any(isinstance(one, ast.Slice) for one in inner):
            raise scope.refuse("a slice among indices")
        if len(nodes) + len(inner) > rank(scope, owner):
            raise scope.refuse("more indices than the array has axes")
        if len(inner) > 1 and layers[len(nodes)] != "ndarray":
            raise scope.refuse("several indices into a list")
        nodes += inner
    return [index_of(scope, value) for value in evaluate_all(scope, nodes)]


def _item(scope: Scope, owner: TupleValue | Text, index: ast.expr, base: ast.expr) -> Value:
    """One item of a tuple that is known item by item, or of a string literal."""
    number = settle(scope, scope.evaluate(index))
    if isinstance(owner, TupleValue) and isinstance(number.constant, int):
        if -len(owner.items) <= number.constant < len(owner.items):
            return owner.items[number.constant]
        raise scope.refuse("an index beyond a tuple")
    view = from_display(scope, owner, base)
    return subscript(scope, view, [index_of(scope, number)], index)


def sliced(scope: Scope, node: ast.Subscript) -> View:
    """``owner[lower:upper]`` as a view."""
    owner = scope.evaluate(node.value)
    if isinstance(owner, Text):
        key = scope.facts.name((scope.frame.path, id(node), "text"), "text")
        growing_texts.hold(scope, key, owner)
        owner = View(key)
    if isinstance(owner, TupleValue):
        owner = from_display(scope, owner, node)
    if not isinstance(owner, View) or not isinstance(node.slice, ast.Slice):
        raise scope.refuse(f"a slice of {describe(owner)}")
    return window(scope, owner, node.slice)
