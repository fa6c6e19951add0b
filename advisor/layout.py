"""Code as text, laid out the way black lays it out.

Templates write lines of whatever length; what is too long is broken here.
"""

from __future__ import annotations

from collections.abc import Iterable

import libcst as cst

from advisor import flow

_WIDTH = 88
_PRINTER = cst.Module([])

# Kinds that bind weaker than ``or``: inside a bigger expression they need parentheses.
_LOOSE = (cst.IfExp, cst.Lambda, cst.NamedExpr, cst.Tuple, cst.GeneratorExp, cst.Yield)


class Code(str):
    """The code of an expression; ``{{ hole.grouped }}`` is fit to stand in a bigger one."""

    __slots__ = ("grouped", "names")
    grouped: str
    names: tuple[str, ...]

    @classmethod
    def of(cls, node: cst.BaseExpression) -> Code:
        """The code of ``node`` with its needless outer parentheses left off."""
        loose = isinstance(node, _LOOSE)
        bare = node if loose or "\n" in _PRINTER.code_for_node(node) else _without_parens(node)
        text = _PRINTER.code_for_node(bare)
        needed = isinstance(node, cst.GeneratorExp) and not node.lpar
        code = cls(f"({text})" if needed else text)
        code.grouped = f"({text})" if loose and not node.lpar else text
        code.names = tuple(sorted(flow.names(node)))
        return code


def _without_parens(node: cst.BaseExpression) -> cst.BaseExpression:
    return node.with_changes(lpar=(), rpar=()) if node.lpar else node


def fit(start: str, parts: Iterable[str], end: str, indent: int = 8) -> str:
    """``start part part end`` on one line if it is short enough, else a line for each part."""
    pieces = [part for part in parts if part]
    line = start + " ".join(pieces) + end
    if indent + len(line) <= _WIDTH:
        return line
    return "\n    ".join([start, *pieces]) + "\n" + end


def when(conditions: Iterable[str], indent: int = 8) -> str:
    """``if`` with all of ``conditions``, on one line if that is short enough."""
    unique = list(dict.fromkeys(conditions))
    line = f"if {' and '.join(unique)}:"
    if indent + len(line) <= _WIDTH:
        return line
    return "if (\n    " + "\n    and ".join(unique) + "\n):"


def call(start: str, arguments: Iterable[str], indent: int = 8) -> str:
    """``start(arguments)``, on one line if that is short enough."""
    given = list(arguments)
    line = f"{start}({', '.join(given)})"
    if indent + len(line) <= _WIDTH:
        return line
    return f"{start}(\n" + "".join(f"    {argument},\n" for argument in given) + ")"
