"""Loop targets: an item given to a name, or taken apart into several."""

from __future__ import annotations

import ast
from collections.abc import Callable, Sequence

from advisor.kernel.nodes import Compare, Constant
from advisor.kernel.types import BOOL, INT
from advisor.lowering.arrays import element, length, rank
from advisor.lowering.naming import assign
from advisor.lowering.scope import Scope
from advisor.lowering.settling import describe
from advisor.lowering.values import (
    TupleValue,
    Value,
    View,
)


def bind_target(scope: Scope, target: ast.expr, value: Value, key_of: Callable[[str], str]) -> None:
    """Give a loop's item to its target, taking tuples apart."""
    if isinstance(target, ast.Name):
        assign(scope, key_of(target.id), value)
        return
    if isinstance(target, ast.Tuple | ast.List):
        for inner, item in zip(target.elts, unpacked(scope, value, len(target.elts)), strict=True):
            bind_target(scope, inner, item, key_of)
        return
    raise scope.refuse("a loop target that is not a name")


def apart(scope: Scope, value: Value) -> Value:
    """A tuple that came in, item by item, as many as it was seen to have; leaves for others."""
    if not isinstance(value, View) or value.leading or value.window is not None:
        return value
    seen = scope.unit.seen.get(value.array)
    if seen is None or seen.kind != "tuple" or not seen.length or rank(scope, value) != 1:
        return value
    return TupleValue(tuple(unpacked(scope, value, seen.length)))


def unpacked(scope: Scope, value: Value, number: int) -> Sequence[Value]:
    """A value taken apart into so many items; leaves where there are more or fewer."""
    if isinstance(value, TupleValue):
        if len(value.items) != number:
            raise scope.refuse("unpacking into another number of names")
        return value.items
    if not isinstance(value, View):
        raise scope.refuse(f"unpacking {describe(value)}")
    count = length(value).expression
    scope.leave_if(
        Compare("!=", count, Constant(number, INT), BOOL), "too many or too few to unpack"
    )
    return [element(scope, value, Constant(n, INT)) for n in range(number)]
