"""Make a changed copy of a kernel: each expression and statement replaced from the inside out."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import fields, replace
from typing import Any, get_args

from advisor.kernel import nodes
from advisor.kernel.nodes import Expression, Statement

_EXPRESSIONS: tuple[type, ...] = get_args(nodes.Expression)
_STATEMENTS: tuple[type, ...] = get_args(nodes.Statement)

Change = Callable[[Expression], Expression]


def expression(node: Expression, change: Change) -> Expression:
    """The expression with ``change`` applied to each operand, then to itself."""
    return change(_rebuilt(node, change))


def statement(node: Statement, change: Change) -> Statement:
    """The statement with all its expressions changed."""
    result: Statement = _rebuilt(node, change)
    return result


def block(statements: Iterable[Statement], change: Change) -> tuple[Statement, ...]:
    """The statements with all their expressions changed."""
    return tuple(statement(node, change) for node in statements)


def with_statements(
    statements: Iterable[Statement], change: Callable[[Statement], Statement]
) -> tuple[Statement, ...]:
    """The statements with ``change`` applied to each before those in it."""
    return tuple(_with_inner(change(node), change) for node in statements)


def _with_inner(node: Statement, change: Callable[[Statement], Statement]) -> Statement:
    match node:
        case nodes.For(body=body, orelse=orelse) | nodes.While(body=body, orelse=orelse):
            other = with_statements(orelse, change)
            return replace(node, body=with_statements(body, change), orelse=other)
        case nodes.If(then=then, other=other):
            kept = with_statements(then, change)
            return replace(node, then=kept, other=with_statements(other, change))
    return node


def _rebuilt(node: Any, change: Change) -> Any:
    changes = {}
    for field in fields(node):
        before = getattr(node, field.name)
        after = (
            tuple(_part(part, change) for part in before)
            if isinstance(before, tuple)
            else _part(before, change)
        )
        if after is not before and after != before:
            changes[field.name] = after
    return replace(node, **changes) if changes else node


def _part(part: Any, change: Change) -> Any:
    if isinstance(part, _EXPRESSIONS):
        return change(_rebuilt(part, change))
    return _rebuilt(part, change) if isinstance(part, _STATEMENTS) else part
