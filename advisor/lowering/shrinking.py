"""Items of a list moved up or down, and the end of a list cut off."""

from __future__ import annotations

import ast

from advisor.kernel.nodes import Constant, Expression, For, Load, Store, Truncate, Variable
from advisor.kernel.types import INT
from advisor.lowering.arrays import is_mixed, plus
from advisor.lowering.facts import KIND, node_key
from advisor.lowering.naming import assign_counter
from advisor.lowering.scope import Scope


def arrays_of(scope: Scope, array: str) -> list[str]:
    """The array, and the one that tells the types of its elements."""
    return [array, scope.kinds(array)] if is_mixed(scope, array) else [array]


def truncate(scope: Scope, array: str, size: Expression) -> None:
    """Only so many items are left."""
    for name in reversed(arrays_of(scope, array)):  # the size may be told by the array's own
        scope.emit(Truncate(name, size, scope.line))
    scope.spoil_walks(array)


def move(
    scope: Scope,
    array: str,
    bounds: tuple[Expression, Expression, Expression],
    offset: Constant,
    node: ast.AST,
) -> None:
    """``for k in range(*bounds): array[k] = array[k + offset]``."""
    name = scope.facts.name((scope.frame.path, node_key(node), "move"), "k")
    assign_counter(scope, name)
    at = Variable(name, INT)
    other = plus(at, offset)
    body: list[Store] = []
    for one in arrays_of(scope, array):
        kind = KIND if one != array else scope.array(array).element
        load = Load(one, (other,), kind, (False,), (False,))
        body.append(Store(one, (at,), load, (False,), (False,), scope.line))
    scope.emit(For(name, *bounds, tuple(body), (), scope.line))
    scope.spoil_copies(array)
