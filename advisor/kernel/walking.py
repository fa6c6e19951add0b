"""Walk over a kernel: every statement, every expression."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import fields
from typing import Any, get_args

from advisor.kernel import nodes
from advisor.kernel.nodes import Expression, Function, Kernel, Statement
from advisor.kernel.types import Type

_EXPRESSIONS: tuple[type[Any], ...] = get_args(nodes.Expression)
_STATEMENTS: tuple[type[Any], ...] = get_args(nodes.Statement)


def statements(block: Iterable[Statement]) -> Iterator[Statement]:
    """Every statement of a block, nested ones after the one they stand in."""
    for statement in block:
        yield statement
        for part in _parts(statement):
            if isinstance(part, _STATEMENTS):
                yield from statements([part])


def expressions(block: Iterable[Statement]) -> Iterator[Expression]:
    """Every expression of a block, nested ones after the one they stand in."""
    for statement in statements(block):
        for part in _parts(statement):
            if isinstance(part, _EXPRESSIONS):
                yield from within(part)


def within(expression: Expression) -> Iterator[Expression]:
    """An expression and all its operands."""
    yield expression
    for part in operands(expression):
        yield from within(part)


def operands(expression: Expression) -> Iterator[Expression]:
    """What an expression is made of, one level down."""
    return (part for part in _parts(expression) if isinstance(part, _EXPRESSIONS))


def all_expressions(kernel: Kernel) -> Iterator[Expression]:
    """Every expression of every function."""
    for function in kernel.functions:
        yield from expressions(function.body)


def recursive(kernel: Kernel) -> bool:
    """Whether a function of the kernel calls itself, or one that is defined after it."""
    defined = set(nodes.LIBRARY)
    for function in kernel.functions:
        for node in expressions(function.body):
            if isinstance(node, nodes.CallFunction) and node.function not in defined:
                return True
        defined.add(function.name)
    return False


def types(function: Function) -> dict[str, Type]:
    """Every name of a function with its type."""
    return {p.name: p.type for p in function.parameters} | dict(function.locals)


def _parts(node: Any) -> Iterator[Any]:
    for field in fields(node):
        value = getattr(node, field.name)
        yield from value if isinstance(value, tuple) else (value,)
