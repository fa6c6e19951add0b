"""``sum``, ``min``, ``max``, ``any``, ``all``, ``in`` and ``.index`` as loops.

Before::

    total = sum((a - b) ** 2 for a, b in zip(p, q))

After::

    total = 0
    for index in range(0, min(len(p), len(q))):
        total = total + (p[index] - q[index]) ** 2
"""

from __future__ import annotations

import ast
from collections.abc import Callable

from advisor.kernel.nodes import (
    Unary,
    Variable,
)
from advisor.kernel.types import BOOL
from advisor.lowering.choices import choose
from advisor.lowering.comparing import compare, truth
from advisor.lowering.control import branch
from advisor.lowering.generators import hidden_key, iterate, stop
from advisor.lowering.literals import constant
from advisor.lowering.naming import assign, freeze, read
from advisor.lowering.scope import Scope
from advisor.lowering.values import (
    UNASSIGNED,
    Generator,
    Number,
    Scalars,
    Value,
)

"""From 3.12 on ``sum`` of floats keeps the lost low-order bits (Neumaier)."""


# ---------------------------------------------------------------- generators


# ----------------------------------------------------------------- reductions


def quantified(scope: Scope, value: Value, node: ast.AST, *, kind: str) -> Number:
    """``any(value)`` or ``all(value)``; stops at the first item that decides."""
    key = hidden_key(scope, node, "found")
    wanted = kind == "any"
    assign(scope, key, constant(value=False))
    lazy = not (isinstance(value, Generator) and isinstance(value.node, ast.ListComp))

    def look(item: Value) -> None:
        test = truth(scope, item)
        if not wanted:
            test = Unary("not", test, BOOL)
        branch(scope, test, decided)

    def decided() -> None:
        assign(scope, key, constant(value=True))
        if lazy:
            stop(scope)

    iterate(scope, value, node, look, key if lazy else "")
    found = Variable(key, BOOL)
    return Number(found if wanted else Unary("not", found, BOOL), BOOL)


def extreme(
    scope: Scope,
    value: Value,
    node: ast.AST,
    operator: str,
    *,
    key: Callable[[Value], Value] | None,
    default: Value | None,
) -> Value:
    """``min(value, key=…, default=…)`` or ``max``: the first of equals, in Python's order."""
    best, rank, found = (hidden_key(scope, node, hint) for hint in ("best", "best_key", "some"))
    assign(scope, found, constant(value=False))

    def take(item: Value, mark: Value) -> None:
        assign(scope, best, item)
        if key is not None:
            assign(scope, rank, mark)

    def look(item: Value) -> None:
        item = freeze(scope, item, "item", (id(node), "item"))
        mark = item if key is None else freeze(scope, key(item), "mark", (id(node), "mark"))

        def first() -> None:
            take(item, mark)
            assign(scope, found, constant(value=True))

        def later() -> None:
            for name in (best, rank):
                _assume_assigned(scope, name)
            champion = read(scope, best if key is None else rank, "best")
            better = compare(scope, operator, mark, champion, testing=True)
            branch(scope, truth(scope, better), lambda: take(item, mark))

        branch(scope, Unary("not", Variable(found, BOOL), BOOL), first, later)

    iterate(scope, value, node, look)
    some = Variable(found, BOOL)
    if default is None:
        scope.leave_if(Unary("not", some, BOOL), "min() or max() of nothing")
        return _now_assigned(scope, best)
    branch(scope, Unary("not", some, BOOL), lambda: assign(scope, best, default))
    return _now_assigned(scope, best)


def _now_assigned(scope: Scope, key: str) -> Value:
    _assume_assigned(scope, key)
    return read(scope, key, "best")


def _assume_assigned(scope: Scope, key: str) -> None:
    """Another variable tells that this one has been assigned by now."""
    binding = (scope.state or {}).get(key)
    if isinstance(binding, Scalars) and binding.members != {UNASSIGNED}:
        scope.state = {**(scope.state or {}), key: Scalars(binding.members - {UNASSIGNED})}


def extreme_of(scope: Scope, values: list[Value], operator: str, node: ast.AST) -> Value:
    """``min(a, b, …)`` or ``max``: an item replaces the best one only if it is beyond it."""
    best = freeze(scope, values[0], "best", (id(node), 0))
    for n, value in enumerate(values[1:], 1):
        item = freeze(scope, value, "item", (id(node), n))
        test = truth(scope, compare(scope, operator, item, best, testing=True))
        chosen = choose(scope, test, item, best)
        last = n == len(values) - 1
        best = chosen if last else freeze(scope, chosen, "best", (id(node), n, "best"))
    return best


# ------------------------------------------------------------------- searches
