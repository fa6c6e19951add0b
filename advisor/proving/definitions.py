"""What a program defines, without what it does: enough to call one of its functions."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from advisor.source import split_lines

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


def kept(text: str, function: str = "") -> str:
    """Imports, functions, classes and plain constants of a file, in their order.

    Of ``function``, a qualified name, only the head is kept: another version takes its place.
    """
    lines = split_lines(text)
    tree = ast.parse(text)
    own = found(tree, function)
    if own is not None:
        _hollow(own, lines)
    parts = []
    for node in tree.body:
        if not _defines(node):
            continue
        first = min([node.lineno, *(d.lineno for d in getattr(node, "decorator_list", ()))])
        parts.append("".join(lines[first - 1 : node.end_lineno]).rstrip("\n") + "\n")
    return "".join(f"\n\n{p}" if p.startswith(("def ", "class ", "@")) else p for p in parts)


def _hollow(function: ast.FunctionDef, lines: list[str]) -> None:
    """Take the statements out of its lines."""
    first = function.body[0]
    head = lines[first.lineno - 1].encode()[: first.col_offset].decode()
    lines[first.lineno - 1] = f"{head}...\n"
    for number in range(first.lineno, function.end_lineno or first.lineno):
        lines[number] = ""


def found(tree: ast.Module, function: str) -> ast.FunctionDef | None:
    """The function of that qualified name, the last one if there are several."""
    body: list[ast.stmt] = tree.body
    node: ast.stmt | None = None
    for name in function.split("."):
        node = next((n for n in reversed(body) if getattr(n, "name", "") == name), None)
        body = getattr(node, "body", [])
    return node if isinstance(node, ast.FunctionDef) else None


def is_plain(text: str, function: str) -> bool:
    """Whether there is such a function, without a decorator."""
    node = found(ast.parse(text), function)
    return node is not None and not node.decorator_list


def has_defaults(text: str, function: str) -> bool:
    """Whether a function of that qualified name has default values of its own."""
    node = found(ast.parse(text), function)
    return node is not None and bool(node.args.defaults or any(node.args.kw_defaults))


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
