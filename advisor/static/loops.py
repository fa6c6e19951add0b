"""Which loops repeat a place.

A loop that makes only few trips, or that is left on its first one, does not count.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from typing import TypeAlias

from advisor.static.brevity import is_brief, is_short
from advisor.static.module import COMPREHENSIONS, Module

Loop: TypeAlias = ast.For | ast.AsyncFor | ast.While | ast.comprehension | ast.Lambda

_LOOPS = (ast.For, ast.AsyncFor, ast.While)
_FOR_EACH = frozenset({"map", "filter", "sorted", "min", "max", "list.sort"})


def around(module: Module, node: ast.AST) -> tuple[Loop, ...]:
    """The loops that repeat ``node``, innermost first, up to the function's border.

    A lambda that is called for each item of something counts as a loop.
    """
    return module.once(("loops", node), lambda: tuple(_around(module, node)))


def _around(module: Module, node: ast.AST) -> Iterator[Loop]:
    for child, parent in module.above(node):
        match parent:
            case ast.For() | ast.AsyncFor():
                inside = child in parent.body and not is_short(module, parent.iter)
                if inside and not _leaves(module, node, parent):
                    yield parent
            case ast.While():
                inside = child in parent.body and not _leaves(module, node, parent)
                if (inside or child is parent.test) and not is_brief(module, parent):
                    yield parent
            case ast.comprehension():
                if child is not parent.iter and not is_short(module, parent.iter):
                    yield parent
            case ast.ListComp() | ast.SetComp() | ast.DictComp() | ast.GeneratorExp():
                yield from _generators(module, parent, child)
            case ast.Lambda():
                if _called_for_each(module, parent):
                    yield parent
                else:
                    return
            case ast.FunctionDef() | ast.AsyncFunctionDef() | ast.ClassDef():
                return
            case _:
                pass


def _generators(module: Module, node: ast.AST, child: ast.AST) -> Iterator[ast.comprehension]:
    assert isinstance(node, COMPREHENSIONS)
    earlier = node.generators
    if isinstance(child, ast.comprehension):
        earlier = earlier[: earlier.index(child)]
    yield from (each for each in reversed(earlier) if not is_short(module, each.iter))


def scene(module: Module, loop: Loop) -> ast.AST:
    """All that runs on the loop's trips: for a clause, its whole comprehension."""
    if isinstance(loop, ast.comprehension):
        parent = module.parent(loop)
        assert parent is not None
        return parent
    return loop


def _leaves(module: Module, node: ast.AST, loop: ast.AST) -> bool:
    """Is the loop always left on the trip that reaches ``node``?"""
    for child, parent in module.above(node):
        for name in ("body", "orelse", "finalbody"):
            block = getattr(parent, name, None)
            if isinstance(block, list) and child in block and _jumps(module, block, loop):
                return True
        if parent is loop:
            return False
    return False


def _jumps(module: Module, block: list[ast.stmt], loop: ast.AST) -> bool:
    """Does the block always end by leaving the loop?"""
    last = block[-1]
    if isinstance(last, ast.Break):
        leaving = _innermost(module, last) is loop
    else:
        leaving = isinstance(last, ast.Return | ast.Raise)
    return leaving and not any(isinstance(n, ast.Continue) for s in block for n in ast.walk(s))


def _innermost(module: Module, statement: ast.stmt) -> ast.AST | None:
    """The loop whose body the statement stands in: the one that a ``break`` leaves."""
    return next((above for _, above in module.above(statement) if isinstance(above, _LOOPS)), None)


def _called_for_each(module: Module, node: ast.Lambda) -> bool:
    parent = module.parent(node)
    if isinstance(parent, ast.keyword) and parent.arg == "key":
        return True
    if isinstance(parent, ast.Call) and node in parent.args:
        name = module.dotted(parent.func)
        attribute = parent.func.attr if isinstance(parent.func, ast.Attribute) else ""
        return name in _FOR_EACH or attribute in {"apply", "map", "applymap", "transform"}
    return False
