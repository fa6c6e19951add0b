"""Function bodies in a form that can be put in line: each return at the end of a branch."""

from __future__ import annotations

import ast
from collections.abc import Sequence


def is_inlinable(function: ast.FunctionDef) -> bool:
    """Whether every ``return`` stands where nothing of the function could follow it."""
    return straightened(function.body) is not None


def calls_itself(function: ast.FunctionDef) -> bool:
    """Whether the function's own name is called in it."""
    return any(
        isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id == function.name
        for node in ast.walk(function)
    )


def straightened(body: Sequence[ast.stmt]) -> list[ast.stmt] | None:
    """The body with each ``return`` at the end of a branch, or ``None``.

    Before: ``if a: return b`` and ``return c``.
    After: ``if a: return b`` with ``else: return c``.
    """
    result: list[ast.stmt] = []
    for position, statement in enumerate(body):
        if isinstance(statement, ast.Return):
            return [*result, statement]
        if not _returns(statement):
            result.append(statement)
            continue
        if not isinstance(statement, ast.If):
            return None
        return _straightened_if(result, statement, body[position + 1 :])
    return result


def _straightened_if(
    before: list[ast.stmt], statement: ast.If, after: Sequence[ast.stmt]
) -> list[ast.stmt] | None:
    branches = []
    for side in (statement.body, statement.orelse):
        inner = straightened(side if _always_returns(side) else [*side, *after])
        if inner is None:
            return None
        branches.append(inner)
    if after and not any(_always_returns(side) for side in (statement.body, statement.orelse)):
        return None
    merged = ast.If(statement.test, branches[0] or [ast.Pass()], branches[1])
    return [*before, ast.copy_location(merged, statement)]


def _returns(statement: ast.stmt) -> bool:
    if isinstance(statement, ast.FunctionDef):
        return False
    return any(isinstance(node, ast.Return) for node in ast.walk(statement))


def _always_returns(body: Sequence[ast.stmt]) -> bool:
    if not body:
        return False
    last = body[-1]
    if isinstance(last, ast.If):
        return _always_returns(last.body) and _always_returns(last.orelse)
    return isinstance(last, ast.Return)


def local_names(body: Sequence[ast.stmt]) -> set[str]:
    """Every name that a function's body assigns, comprehensions aside."""
    names: set[str] = set()
    pending: list[ast.AST] = list(body)
    while pending:
        node = pending.pop()
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            names.add(node.id)
        if isinstance(node, ast.FunctionDef | ast.Lambda):
            names |= {node.name} if isinstance(node, ast.FunctionDef) else set()
            continue
        if isinstance(node, ast.ListComp | ast.GeneratorExp | ast.SetComp | ast.DictComp):
            pending.extend(n for n in ast.walk(node) if isinstance(n, ast.NamedExpr))
        else:
            pending.extend(ast.iter_child_nodes(node))
    return names


def is_docstring(statement: ast.stmt) -> bool:
    """Whether the statement is a bare literal."""
    return isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant)
