"""What of a fast path's origin was edited since: its own statements, or a helper.

The companion holds the Python it was made from, which is read here and not run.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from advisor.parsing import callees, modules, names

_CONSTANT = re.compile(r"^(STATEMENTS|HELPER_\d+) = (\(\n.*?^\))$", re.MULTILINE | re.DOTALL)


def edited(path: Path, asked: frozenset[str], statements: list[ast.stmt]) -> str:
    """What was edited, as a phrase, or "".

    ``asked`` are the names that the question asks, ``statements`` those that stand below it.
    """
    module = modules.read(path)
    for node in module.tree.body:
        if asked.isdisjoint(names.bound([node])):
            continue
        for companion in _companions(path, node):
            for name, text in _CONSTANT.findall(companion.read_text(encoding="utf-8")):
                before = ast.parse(ast.literal_eval(text)).body
                if name == "STATEMENTS" and _dump(before) != _dump(statements):
                    return "the statements below it were"
                if name != "STATEMENTS" and not _defines(module, before[0]):
                    return f"{getattr(before[0], 'name', 'a helper')}() was"
    return ""


def _companions(path: Path, node: ast.stmt) -> Iterator[Path]:
    for child in ast.walk(node):
        if isinstance(child, ast.ImportFrom) and child.module:
            stem = child.module.rpartition(".")[2]
            found = (path.with_name(f"{stem}{suffix}") for suffix in (".pyx", ".py"))
            yield from (file for file in found if file.exists())


def _defines(module: modules.Module, helper: ast.stmt) -> bool:
    """Whether a helper is still what it was, or was rewritten itself."""
    sources = callees.sources(module, callees.known(module)).values()
    now = [ast.parse(source).body[0] for source in sources]
    return any(
        _dump([function]) == _dump([helper])
        or (getattr(function, "name", "") == getattr(helper, "name", "") and _asks(function))
        for function in now
    )


def _asks(function: ast.stmt) -> bool:
    return any(
        isinstance(node, ast.Name) and node.id.startswith("_") and "_fast" in node.id
        for node in ast.walk(function)
    )


def _dump(block: list[ast.stmt]) -> list[str]:
    return [ast.dump(node) for node in block]
