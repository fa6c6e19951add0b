"""Which names a piece of kernel mentions, and which it writes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import fields, is_dataclass

from advisor.kernel.nodes import (
    LIBRARY,
    Append,
    ArrayName,
    Assign,
    CallFunction,
    Copy,
    Expression,
    For,
    Leave,
    Length,
    Load,
    New,
    Rebind,
    Sort,
    Statement,
    Store,
    Truncate,
    Variable,
)


def walk(node: object) -> Iterator[object]:
    """The node and everything in it."""
    if isinstance(node, tuple):
        for item in node:
            yield from walk(item)
    elif is_dataclass(node):
        yield node
        for field in fields(node):
            yield from walk(getattr(node, field.name))


def mentioned(node: object) -> frozenset[str]:
    """Every variable and array that the node reads."""
    names: set[str] = set()
    for inner in walk(node):
        if isinstance(inner, Variable | ArrayName):
            names.add(inner.name)
        elif isinstance(inner, Load | Length):
            names.add(inner.array)
        elif isinstance(inner, Copy):
            names.add(inner.source)
        elif isinstance(inner, Rebind):
            names.update(inner.sources)
    return frozenset(names)


def written(statements: Iterable[Statement]) -> frozenset[str]:
    """Every variable and array that the statements change, arrays handed to functions included."""
    names: set[str] = set()
    for inner in walk(tuple(statements)):
        if isinstance(inner, Assign):
            names.add(inner.name)
        elif isinstance(inner, For):
            names.add(inner.variable)
        elif isinstance(inner, Store | New | Append | Truncate | Sort | Copy):
            names.add(inner.array)
        elif isinstance(inner, Rebind):
            names.update(inner.targets)
        elif isinstance(inner, CallFunction):
            names |= _handed(inner)
    return frozenset(names)


def _handed(call: CallFunction) -> set[str]:
    """The arrays that a function of the kernel may change; those of the library change none."""
    arrays = {a.name for a in call.arguments if isinstance(a, ArrayName)}
    return set() if call.function in LIBRARY else arrays


def stored(statements: Iterable[object]) -> frozenset[str]:
    """Every array whose elements the statements (or expressions) change."""
    names = {
        n.array for n in walk(tuple(statements)) if isinstance(n, Store | Append | Truncate | Sort)
    }
    calls = [n for n in walk(tuple(statements)) if isinstance(n, CallFunction)]
    return frozenset(names).union(*map(_handed, calls))


def leaves_at_once(statements: Iterable[Statement]) -> bool:
    """Whether the statements do nothing but leave."""
    return all(isinstance(statement, Leave) for statement in statements)


def called(node: object) -> frozenset[str]:
    """The kernel functions that the node calls."""
    return frozenset(n.function for n in walk(node) if isinstance(n, CallFunction))


def calls_with_arrays(expression: Expression) -> bool:
    """Whether evaluating it may change an array."""
    return any(_handed(inner) for inner in walk(expression) if isinstance(inner, CallFunction))
