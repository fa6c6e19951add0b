"""Which names a run of statements reads before it binds them, and which it binds.

Flow-sensitive and careful: a name is *exposed* when some path may read it before
this code has bound it, and *certain* when every path has bound it. Comprehensions
have a scope of their own, as in Python.
"""

from __future__ import annotations

import ast
from collections.abc import Iterable, Sequence

from advisor.parsing.flowing import Flow

_COMPREHENSIONS = (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)
_SCOPES = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Lambda)


def exposed(statements: Sequence[ast.stmt]) -> tuple[str, ...]:
    """Names that may be read before these statements bind them, in order of first reading."""
    flow = Flow(frozenset(bound(statements)))
    flow.block(statements, set())
    return tuple(flow.exposed)


def certain(
    scope: Sequence[ast.stmt], parameters: Iterable[str], watched: ast.stmt
) -> frozenset[str]:
    """Names that every path through the scope has bound when ``watched`` is reached."""
    given = frozenset(parameters)
    flow = Flow(given.union(bound(scope)), watched)
    flow.block(scope, set(given))
    return flow.certain or frozenset()


def bound(statements: Iterable[ast.AST]) -> tuple[str, ...]:
    """Names these statements may bind in their own scope, in order of appearance."""
    found: dict[str, None] = {}
    for statement in statements:
        for node in _own_nodes(statement):
            match node:
                case ast.Name(name, ast.Store() | ast.Del()):
                    found.setdefault(name)
                case ast.FunctionDef() | ast.AsyncFunctionDef() | ast.ClassDef():
                    found.setdefault(node.name)
                case ast.alias(name, asname):
                    found.setdefault(asname or name.split(".")[0])
                case ast.ExceptHandler(_, str(name)):
                    found.setdefault(name)
                case ast.MatchAs(_, str(name)) | ast.MatchStar(str(name)):
                    found.setdefault(name)
                case ast.MatchMapping(_, _, str(name)):
                    found.setdefault(name)
    return tuple(found)


def declared(function: ast.FunctionDef) -> frozenset[str]:
    """Names that a function, or one inside it, declares not to be its own."""
    return frozenset(
        name
        for node in ast.walk(function)
        if isinstance(node, ast.Global | ast.Nonlocal)
        for name in node.names
    )


def read_anywhere(nodes: Iterable[ast.AST]) -> frozenset[str]:
    """Every name that is read somewhere in ``nodes``, inner scopes included."""
    return frozenset(
        node.id
        for root in nodes
        for node in ast.walk(root)
        if isinstance(node, ast.Name) and not isinstance(node.ctx, ast.Store)
    )


def _own_nodes(node: ast.AST) -> Iterable[ast.AST]:
    """``node`` and what is below it in the same scope; walrus targets escape comprehensions."""
    yield node
    if isinstance(node, _SCOPES):
        return
    for child in ast.iter_child_nodes(node):
        if isinstance(node, _COMPREHENSIONS):
            yield from (n for n in ast.walk(child) if _is_walrus_target(n, child))
        else:
            yield from _own_nodes(child)


def _is_walrus_target(node: ast.AST, root: ast.AST) -> bool:
    return any(isinstance(n, ast.NamedExpr) and n.target is node for n in ast.walk(root))
