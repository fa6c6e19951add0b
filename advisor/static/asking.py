"""Questions that many rules ask about a collection in a loop."""

from __future__ import annotations

import ast

from advisor.static import bindings, brevity, kinds, loops, steadiness
from advisor.static.loops import Loop
from advisor.static.module import Module
from advisor.static.text import names, root


def is_from_outside(module: Module, items: ast.expr, use: ast.AST) -> bool:
    """Is ``use`` repeated by a loop that ``items`` was made before, and is it not short?"""
    return outer_loop(module, items, use) is not None and not brevity.is_short(module, items)


def outer_loop(module: Module, items: ast.expr, use: ast.AST) -> Loop | None:
    """The innermost loop around ``use``, if the collection is not made within it.

    It may be changed there. A variable that the loop binds is another collection on
    every trip, and so is what is reached through such a variable.
    """
    if not isinstance(items, ast.Name | ast.Attribute):
        return None
    around = loops.around(module, use)
    if not around or _only_asked_by(use, around[0]):
        return None
    top = loops.scene(module, around[0])
    return (
        None
        if names(items) & bindings.names_bound(module, top) or _stores(module, items, top)
        else around[0]
    )


def _only_asked_by(use: ast.AST, loop: Loop) -> bool:
    """Is it the condition of a ``while``, which ends when it has found what it wants?"""
    return isinstance(loop, ast.While) and any(node is use for node in ast.walk(loop.test))


def _stores(module: Module, items: ast.expr, top: ast.AST) -> bool:
    """Is the attribute itself given another value on the way?"""
    return isinstance(items, ast.Attribute) and any(
        isinstance(node, ast.Attribute)
        and not isinstance(node.ctx, ast.Load)
        and node.attr == items.attr
        and root(node) == root(items)
        for node in module.within(top)
    )


def is_list_from_outside(module: Module, items: ast.expr, use: ast.AST) -> bool:
    """Is ``items`` a list, not a short one, that was made before the loop around ``use``?"""
    return kinds.of(module, items) == "list" and is_from_outside(module, items, use)


def is_searched(module: Module, items: ast.expr, wanted: ast.expr, use: ast.AST) -> bool:
    """Is something else sought on every trip in one and the same thing, whatever that is?"""
    if not isinstance(items, ast.Name) or kinds.of(module, items) or items.id in module.imports:
        return False
    loop = outer_loop(module, items, use)
    if loop is None or not steadiness.steady(module, items, loop):
        return False
    return not steadiness.steady(module, wanted, loop) and not isinstance(wanted, ast.Constant)


def is_collection(module: Module, items: ast.expr) -> bool:
    """Is it a variable or attribute that may hold many items, one after the other?"""
    return (
        isinstance(items, ast.Name | ast.Attribute)
        and kinds.of(module, items) in {"list", "tuple", "array", ""}
        and not brevity.is_short(module, items)
    )


def is_kept(module: Module, target: ast.Name, assigned: ast.Assign) -> bool:
    """Is this the only place in the loop around that gives ``target`` a value?"""
    around = loops.around(module, assigned)
    return bool(around) and not any(
        isinstance(node, ast.Name)
        and node.id == target.id
        and not isinstance(node.ctx, ast.Load)
        and node is not target
        for node in module.within(loops.scene(module, around[0]))
    )


def is_failing(module: Module, node: ast.AST) -> bool:
    """Does it stand in a block that ends by raising, where time no longer matters?"""
    for child, parent in module.above(node):
        for name in ("body", "orelse"):
            block = getattr(parent, name, None)
            if isinstance(block, list) and child in block:
                return isinstance(block[-1], ast.Raise)
    return False
