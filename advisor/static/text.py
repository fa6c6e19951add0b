"""Code as a message shows it, and whether two pieces of code are the same."""

from __future__ import annotations

import ast

_WIDTH = 40
_LARGE = 60  # nodes


def code(node: ast.AST) -> str:
    """The code of a node on one line, its end left out when it is long."""
    size = sum(1 for _ in ast.walk(node))
    text = " ".join(ast.unparse(node).split()) if size <= _LARGE else "…"
    return text if len(text) <= _WIDTH else f"{text[: _WIDTH - 1]}…"


def same(one: ast.AST | None, other: ast.AST | None) -> bool:
    """Are these the same code, whether read or stored to?"""
    if one is None or other is None:
        return one is other
    return type(one) is type(other) and _bare(one) == _bare(other)


def _bare(node: ast.AST) -> str:
    return ast.dump(node).replace("Store()", "Load()")


def names(node: ast.AST | None) -> frozenset[str]:
    """The names in a piece of code."""
    if node is None:
        return frozenset()
    return frozenset(part.id for part in ast.walk(node) if isinstance(part, ast.Name))


def root(node: ast.AST) -> str:
    """The name that a chain of attributes and subscripts starts from, "" if none."""
    while isinstance(node, ast.Attribute | ast.Subscript | ast.Starred):
        node = node.value
    return node.id if isinstance(node, ast.Name) else ""


def number(node: ast.AST | None) -> int | None:
    """The whole number a literal stands for, its sign included; ``None`` for anything else."""
    match node:
        case ast.Constant(value=int(value)):
            return value
        case ast.UnaryOp(op=ast.USub(), operand=ast.Constant(value=int(value))):
            return -value
        case _:
            return None
