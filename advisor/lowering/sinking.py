"""Move what every trip of a loop sets to the same constant to after the loop.

Companions that tell a value's type are set in every trip of a loop that has long
settled; out of the loop they neither cost time nor hide what the loop does.

Before::

    for i in range(n):
        total = total + a[i]
        total_kind = 4

After::

    for i in range(n):
        total = total + a[i]
    if 0 < n:
        total_kind = 4
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from advisor.kernel.nodes import (
    Assign,
    Break,
    Compare,
    Constant,
    Continue,
    Expression,
    For,
    If,
    Return,
    Statement,
    Store,
    While,
)
from advisor.kernel.types import BOOL
from advisor.lowering.walking import mentioned, walk, written

_NOWHERE: tuple[Expression, ...] = ()


def sink(statements: Sequence[Statement], names: frozenset[str]) -> tuple[Statement, ...]:
    """The statements with constant assignments to ``names`` moved out of loops."""
    result: list[Statement] = []
    for statement in statements:
        result += _sunk(statement, names)
    return tuple(result)


def _sunk(statement: Statement, names: frozenset[str]) -> list[Statement]:
    if isinstance(statement, If):
        then, other = sink(statement.then, names), sink(statement.other, names)
        return [replace(statement, then=then, other=other)]
    if isinstance(statement, While):
        body, orelse = sink(statement.body, names), sink(statement.orelse, names)
        return [replace(statement, body=body, orelse=orelse)]
    if isinstance(statement, For):
        body, orelse = sink(statement.body, names), sink(statement.orelse, names)
        return _out_of(replace(statement, body=body, orelse=orelse), names)
    return [statement]


def _out_of(loop: For, names: frozenset[str]) -> list[Statement]:
    if loop.orelse or _jumps(loop.body):
        return [loop]
    entered = _entered(loop)
    if entered is None:
        return [loop]
    moved = [s for s in loop.body if _is_movable(s, loop, names)]
    if not moved:
        return [loop]
    body = tuple(statement for statement in loop.body if statement not in moved)
    return [replace(loop, body=body), If(entered, tuple(moved), (), loop.line)]


def _entered(loop: For) -> Expression | None:
    """Whether there is at least one trip, if that can still be told after the loop."""
    step = loop.step.value if isinstance(loop.step, Constant) else None
    if not isinstance(step, int):
        return None
    changed = written((loop,))
    if (mentioned(loop.start) | mentioned(loop.stop)) & changed:
        return None
    return Compare("<" if step > 0 else ">", loop.start, loop.stop, BOOL)


def _is_movable(statement: Statement, loop: For, names: frozenset[str]) -> bool:
    """A constant into one of the names, which nothing in the loop reads or sets otherwise."""
    if isinstance(statement, Assign):
        name, indices = statement.name, _NOWHERE
    elif isinstance(statement, Store):
        name, indices = statement.array, statement.indices
    else:
        return False
    if name not in names or not isinstance(statement.value, Constant):
        return False
    changed = written((loop,))
    others = tuple(other for other in loop.body if other != statement)
    return not (mentioned(indices) & changed or name in mentioned(loop) or name in written(others))


def _jumps(body: Sequence[Statement]) -> bool:
    """Whether a trip may end early: by break, continue or return, at any depth."""
    return any(isinstance(node, Break | Continue | Return) for node in walk(tuple(body)))
