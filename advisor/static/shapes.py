"""Whether a file may hold what a rule's pattern describes, before anyone looks closely.

A pattern is matched on a tree that keeps every blank, which takes ten times longer to
make. Its statements' kinds, one inside the other, tell soon where it cannot fit.
"""

from __future__ import annotations

import ast
import inspect
import textwrap
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from typing import Any, TypeAlias

from advisor.static.module import Module

Shape: TypeAlias = tuple[Any, ...]

_TELLING: frozenset[type[ast.AST]] = frozenset({ast.For, ast.While, ast.AugAssign})


def may_hold(module: Module, top: ast.AST, patterns: Sequence[Callable[..., object]]) -> bool:
    """Has any block below ``top`` statements of the kinds of one of the patterns, in a row?"""
    known = module.once(("shapes", top), lambda: frozenset(_shapes(module, top)))
    return any(_shape_of(pattern) in known for pattern in patterns)


@cache
def needed(examples: tuple[str, ...]) -> frozenset[type[ast.AST]]:
    """The kinds of loops and counting statements that are in all examples of a rule."""
    found = [
        {type(node) for node in ast.walk(ast.parse(textwrap.dedent(example)))}
        for example in examples
    ]
    return frozenset(set.intersection(*found) & _TELLING) if found else frozenset()


def _shapes(module: Module, top: ast.AST) -> Iterator[Shape]:
    """Of all runs of one or two statements that end in a loop, or begin with one."""
    for loop in module.within(top):
        if not isinstance(loop, ast.For):
            continue
        parent = module.parent(loop)
        for name in ("body", "orelse", "finalbody"):
            block = getattr(parent, name, None)
            if isinstance(block, list) and loop in block:
                place = block.index(loop)
                yield _shape([loop])
                yield _shape(block[max(place - 1, 0) : place + 1])
                yield _shape(block[place : place + 2])


@cache
def _shape_of(pattern: Callable[..., object]) -> Shape:
    (function,) = ast.parse(textwrap.dedent(inspect.getsource(pattern))).body
    assert isinstance(function, ast.FunctionDef)
    return _shape([s for s in function.body if not _is_docstring(s)])


def _is_docstring(statement: ast.stmt) -> bool:
    return isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant)


def _shape(statements: Sequence[ast.stmt]) -> Shape:
    return tuple(
        (type(s).__name__, _shape(getattr(s, "body", ())), _shape(getattr(s, "orelse", ())))
        for s in statements
    )
