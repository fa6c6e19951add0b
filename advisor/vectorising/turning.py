"""Loops that count down count up, where the order of their trips makes no difference.

Before: ``for i in range(n - 1, -1, -1): out[i] = 2.0 * a[i]``.
After: ``for i in range(0, n): out[i] = 2.0 * a[i]``.
"""

from __future__ import annotations

from dataclasses import replace

from advisor.kernel import dependences, liveness, nodes, rebuilding
from advisor.kernel.nodes import Expression, For, Function, Statement
from advisor.kernel.types import INT

_ONE = nodes.Constant(1, INT)


def forwards(function: Function) -> Function:
    """The function with its independent loops counting up."""
    back = {
        id(loop)
        for loop, live in liveness.loops(function)
        if _counts_down(loop) and dependences.is_independent(loop, live)
    }

    def change(statement: Statement) -> Statement:
        if isinstance(statement, For) and id(statement) in back:
            return _turned(statement)
        return statement

    return replace(function, body=rebuilding.with_statements(function.body, change))


def _counts_down(loop: For) -> bool:
    return isinstance(loop.step, nodes.Constant) and loop.step.value == -1


def _turned(loop: For) -> For:
    return replace(loop, start=_after(loop.stop), stop=_after(loop.start), step=_ONE)


def _after(bound: Expression) -> Expression:
    if isinstance(bound, nodes.Constant):
        return nodes.Constant(int(bound.value.real) + 1, INT)
    return nodes.Binary("+", bound, _ONE, INT, checked=False)
