"""Rows of a list of lists that was made here: given another list, or changing places.

The rows are one array, so what Python does by moving references is done by moving items. That
shows nowhere as long as no name still means the row that was there, or the list that is one now:
such names are no longer read.

Before: ``a[i], a[p] = a[p], a[i]`` and ``grid[i] = made``.

After::

    for k in range(width):
        t = a[i, k]; a[i, k] = a[p, k]; a[p, k] = t
    for k in range(width):        # or leave, where made has another length
        grid[i, k] = made[k]
"""

from __future__ import annotations

import ast
from collections.abc import Callable

from advisor.kernel.nodes import Compare, Expression, For, Variable
from advisor.kernel.types import BOOL, INT
from advisor.lowering.arrays import ONE, ZERO, element, layer, length, rank, within
from advisor.lowering.facts import node_key
from advisor.lowering.naming import assign_counter, freeze
from advisor.lowering.scope import Scope
from advisor.lowering.slicing import eagerly
from advisor.lowering.storing import put
from advisor.lowering.values import Number, Value, View

_GONE = "a row that is used after another list took its place"
_MOVED = "a list that is used after it became a row"


def is_row(scope: Scope, owner: Value, count: int) -> bool:
    """Whether so many indices name a row of a list of lists that was made here."""
    if not isinstance(owner, View) or owner.leading or owner.window is not None:
        return False
    slot = scope.facts.slots[owner.array]
    return count == 1 and not slot.fixed and slot.layers == ("list", "list")


def replace_row(scope: Scope, owner: View, index: Number, row: View, node: ast.AST) -> None:
    """``owner[index] = row`` for a list that nothing else holds."""
    eagerly(scope, row)
    slot = scope.facts.slots[row.array]
    whole = not row.leading and row.window is None
    if rank(scope, row) != 1 or layer(scope, row) != "list" or not whole or slot.fixed:
        raise scope.refuse("a row that belongs to something else put into a list")
    place = within(scope, owner, index, (node_key(node), "row"))
    target = View(owner.array, (place,))
    other = Compare("!=", length(row).expression, length(target).expression, BOOL)
    scope.leave_if(other, "a row that is given another length")
    _for_each(scope, target, node, lambda at: _move(scope, row, target, at))
    scope.spoil_rows(owner.array, _GONE)
    scope.spoil_names(row.array, _MOVED)


def swap_rows(scope: Scope, left: View, right: View, node: ast.AST) -> None:
    """``a[i], a[j] = a[j], a[i]`` for two rows, their places within bounds."""

    def swap(at: Expression) -> None:
        kept = freeze(scope, element(scope, left, at), "kept", (node_key(node), "kept"))
        _move(scope, right, left, at)
        put(scope, right.array, (*right.leading, at), kept)

    _for_each(scope, left, node, swap)
    scope.spoil_rows(left.array, "a row that is used after it changed places")


def _move(scope: Scope, source: View, target: View, at: Expression) -> None:
    put(scope, target.array, (*target.leading, at), element(scope, source, at))


def _for_each(scope: Scope, row: View, node: ast.AST, action: Callable[[Expression], None]) -> None:
    """Do it for each place of a row."""
    counter = scope.facts.name((scope.frame.path, node_key(node), "place"), "k")
    assign_counter(scope, counter)
    with scope.block() as body:
        action(Variable(counter, INT))
    scope.emit(For(counter, ZERO, length(row).expression, ONE, tuple(body), (), scope.line))
