"""What a program defines, without what it does: enough to call one of its functions."""

from __future__ import annotations

import ast
from collections.abc import Iterator

_DEFINES = (
    ast.Import,
    ast.ImportFrom,
    ast.FunctionDef,
    ast.AsyncFunctionDef,
    ast.ClassDef,
)
_WORK = (
    ast.Call,
    ast.ListComp,
    ast.SetComp,
    ast.DictComp,
    ast.GeneratorExp,
    ast.Await,
    ast.Subscript,
)


def kept(text: str) -> str:
    """Imports, functions, classes and plain constants of a file, in their order."""
    lines = text.splitlines(keepends=True)
    parts = []
    for node in ast.parse(text).body:
        if not _defines(node):
            continue
        first = min([node.lineno, *(d.lineno for d in getattr(node, "decorator_list", ()))])
        parts.append("".join(lines[first - 1 : node.end_lineno]).rstrip("\n") + "\n")
    return "".join(f"\n\n{p}" if p.startswith(("def ", "class ", "@")) else p for p in parts)


def has_defaults(text: str, function: str) -> bool:
    """Whether a function of that qualified name, as ``kept`` left it, has default values."""
    body: list[ast.stmt] = ast.parse(text).body
    for name in function.split("."):
        found = [n for n in body if getattr(n, "name", "") == name]
        if not found:
            return False
        last = found[-1]
        body = getattr(last, "body", [])
        if isinstance(last, ast.FunctionDef):
            bare = not last.decorator_list
            return bare and bool(last.args.defaults or any(last.args.kw_defaults))
    return False


def _defines(node: ast.stmt) -> bool:
    if isinstance(node, _DEFINES):
        return True
    if isinstance(node, ast.Try):
        return all(_defines(child) for child in node.body)
    if isinstance(node, ast.Assign | ast.AnnAssign):
        return not any(isinstance(part, _WORK) for part in _parts(node))
    return False


def _parts(node: ast.Assign | ast.AnnAssign) -> Iterator[ast.AST]:
    targets = node.targets if isinstance(node, ast.Assign) else [node.target]
    for part in (*targets, *([node.value] if node.value else [])):
        yield from ast.walk(part)
