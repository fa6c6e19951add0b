"""What no compiled loop can hold, whatever the types: the reason to look further inside."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

_CALLS = frozenset(
    (
        "print",
        "input",
        "open",
        "exec",
        "eval",
        "compile",
        "globals",
        "locals",
        "vars",
        "setattr",
        "delattr",
        "__import__",
    )
)
_STATEMENTS: Mapping[type[ast.AST], str] = {
    ast.With: "a with block",
    ast.AsyncWith: "a with block",
    ast.Import: "an import",
    ast.ImportFrom: "an import",
    ast.AsyncFunctionDef: "a coroutine defined inside",
    ast.ClassDef: "a class defined inside",
    ast.Global: "a global statement",
    ast.Nonlocal: "a nonlocal statement",
    ast.Yield: "a yield",
    ast.YieldFrom: "a yield",
    ast.Await: "an await",
    ast.JoinedStr: "an f-string",
    ast.Match: "a match statement",
}


@dataclass(frozen=True, slots=True)
class Obstacle:
    """A construct, in words, and the line it stands on in the parsed text."""

    construct: str
    line: int


def first(
    nodes: Iterable[ast.AST],
    functions: Mapping[str, ast.FunctionDef],
    seen: frozenset[str] = frozenset(),
) -> Obstacle | None:
    """The first obstacle in ``nodes`` or in the project functions they call."""
    for root in nodes:
        for node in ast.walk(root):
            found = _at(node)
            if found:
                return found
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
                name = node.func.id
                if name in functions and name not in seen:
                    inner = first(functions[name].body, functions, seen | {name})
                    if inner:
                        return Obstacle(f"{name}() with {inner.construct}", node.lineno)
    return None


def _at(node: ast.AST) -> Obstacle | None:
    line = getattr(node, "lineno", 0)
    construct = _STATEMENTS.get(type(node))
    if construct:
        return Obstacle(construct, line)
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in _CALLS:
        return Obstacle(f"a call of {node.func.id}()", line)
    return None
