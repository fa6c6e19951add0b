"""Whether a value stays the same on all trips round a loop, as far as can be told."""

from __future__ import annotations

import ast

from advisor.static import bindings, kinds
from advisor.static.known import READERS, is_pure
from advisor.static.loops import Loop, scene
from advisor.static.module import Module

_MUTABLE_VALUES = (ast.Tuple, ast.List, ast.Dict, ast.Set, ast.Assign, ast.AnnAssign, ast.keyword)


def steady(module: Module, node: ast.expr, loop: Loop) -> bool:
    """Has the expression the same value on every trip round ``loop``, as far as can be told?"""
    return module.once(("steady", node, loop), lambda: _steady(module, node, loop))


def _steady(module: Module, node: ast.expr, loop: Loop) -> bool:
    top = scene(module, loop)
    own = bindings.names_bound(module, node)
    for part in module.within(node):
        match part:
            case ast.Name(id=name, ctx=ast.Load()) if name not in own:
                if name in bindings.names_bound(module, top) or is_changed(module, name, top):
                    return False
                if _global_elsewhere(module, part, top):
                    return False
            case ast.Attribute(value=ast.Name(id=name), attr=attribute) if not _is_function(
                module, part
            ):
                if not module.dotted(part) and _attribute_changed(module, name, attribute, top):
                    return False
            case ast.Call(func=function):
                if not _is_reading(module, function):
                    return False
            case ast.Yield() | ast.YieldFrom() | ast.Await() | ast.NamedExpr():
                return False
            case _:
                pass
    return True


def _is_function(module: Module, node: ast.AST) -> bool:
    parent = module.parent(node)
    return isinstance(parent, ast.Call) and parent.func is node


def _is_reading(module: Module, function: ast.expr) -> bool:
    name = module.dotted(function)
    if name:
        return is_pure(name)
    return isinstance(function, ast.Attribute) and function.attr in READERS


def changes(module: Module, name: str, loop: Loop) -> bool:
    """May anything on the loop's trips bind ``name`` anew or change what it holds?"""
    top = scene(module, loop)
    return name in bindings.names_bound(module, top) or is_changed(module, name, top)


def is_changed(module: Module, name: str, top: ast.AST) -> bool:
    """May anything below ``top`` change the object that ``name`` holds?"""
    return module.once(
        ("changed", name, top),
        lambda: any(_is_changing(module, use) for use in bindings.uses(module, top).get(name, ())),
    )


def _is_changing(module: Module, use: ast.Name) -> bool:
    """May this use of a name change what the name holds?"""
    node: ast.AST = use
    for child, parent in module.above(use):
        match parent:
            case ast.Subscript(value=value) | ast.Attribute(value=value) if value is child:
                if not isinstance(parent.ctx, ast.Load):
                    return True
                if isinstance(parent, ast.Attribute) and _is_function(module, parent):
                    return parent.attr not in READERS and not module.dotted(parent)
                node = parent
                continue
            case ast.Call(func=function) if child is not function:
                if node is not use:
                    return False  # an item is handed over, not the collection
                known = is_pure(module.dotted(function)) or _reads_argument(function)
                return not known and kinds.of(module, child) not in kinds.IMMUTABLE
            case ast.AugAssign(target=target) if target is child:
                return True
            case ast.Starred():
                node = parent
                continue
            case _:
                break
    aliased = isinstance(module.parent(node), _MUTABLE_VALUES) and node is use
    return aliased and kinds.of(module, use) not in kinds.IMMUTABLE


def _reads_argument(function: ast.expr) -> bool:
    return isinstance(function, ast.Attribute) and (
        function.attr in READERS or function.attr in {"extend", "update", "write", "add"}
    )


def _attribute_changed(module: Module, name: str, attribute: str, top: ast.AST) -> bool:
    """May anything below ``top`` change ``name.attribute``? A method of the owner may."""
    for node in module.within(top):
        match node:
            case ast.Attribute(value=ast.Name(id=owner), attr=attr) if owner == name:
                if attr == attribute and _changes_attribute(module, node):
                    return True
                if _is_function(module, node) and attr not in READERS:
                    return True
            case ast.Call(args=args) if any(
                isinstance(a, ast.Name) and a.id == name for a in args
            ) and not is_pure(module.dotted(node.func)):
                return True
            case _:
                pass
    return False


def _changes_attribute(module: Module, node: ast.Attribute) -> bool:
    if not isinstance(node.ctx, ast.Load):
        return True
    parent = module.parent(node)
    match parent:
        case ast.Subscript(ctx=ctx):
            return not isinstance(ctx, ast.Load)
        case ast.Attribute(attr=method) if _is_function(module, parent):
            return method not in READERS
        case ast.Call(func=function) if function is not node:
            return not is_pure(module.dotted(function))
        case _:
            return False


def _global_elsewhere(module: Module, use: ast.Name, top: ast.AST) -> bool:
    """Does a function that the loop may call bind this global anew, or change it?"""
    home, known = bindings.of(module, use.id, use)
    if not isinstance(home, ast.Module) or not any(
        not is_pure(module.dotted(n.func)) for n in module.within(top) if isinstance(n, ast.Call)
    ):
        return False
    if any(module.function(binding.node) is not None for binding in known):
        return True
    if kinds.of(module, use) in kinds.IMMUTABLE:
        return False
    return any(is_changed(module, use.id, function) for function in module.functions)
