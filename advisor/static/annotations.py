"""What annotations, defaults and uses say of a parameter, and where attributes are set."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Mapping

from advisor.static import bindings
from advisor.static.known import ANNOTATIONS
from advisor.static.module import Module

NUMBERS = frozenset({"int", "float", "bool", "complex"})


def agreed(kinds: Iterable[str]) -> str:
    """The kind they all are; ``None`` only stands in for a value that comes later."""
    distinct = set(kinds)
    distinct = distinct - {"none"} or distinct
    if distinct <= NUMBERS and len(distinct) > 1:
        return "float" if "float" in distinct else "int"
    return distinct.pop() if len(distinct) == 1 else ""


def annotated(annotation: ast.expr) -> str:
    """The kind that an annotation names, "" if it names none that is known."""
    match annotation:
        case ast.Constant(value=str(text)):
            try:
                return annotated(ast.parse(text, mode="eval").body)
            except (SyntaxError, ValueError, RecursionError, MemoryError):
                return ""  # an annotation may be any text
        case ast.Subscript(value=ast.Name(id="Optional"), slice=inner):
            return annotated(inner)
        case ast.Subscript(value=value):
            return annotated(value)
        case ast.BinOp(left=left, op=ast.BitOr(), right=right):
            return agreed((annotated(left), annotated(right)))
        case ast.Constant(value=None):
            return "none"
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return ANNOTATIONS.get(name, "")
        case _:
            return ""


def is_optional(arguments: ast.arguments, parameter: ast.arg) -> bool:
    """Is it ``None`` unless something is given?"""
    defaults = [*arguments.defaults, *filter(None, arguments.kw_defaults)]
    parameters = [*arguments.posonlyargs, *arguments.args][-len(arguments.defaults) or None :]
    named = dict(zip((p.arg for p in parameters), defaults, strict=False))
    default = named.get(parameter.arg)
    return isinstance(default, ast.Constant) and default.value is None


def is_appended_to(module: Module, parameter: ast.arg) -> bool:
    """Does the function append to it? Whatever it is, it is searched like a list then.

    Unless the function asks what it was given, and appends in one of several cases.
    """
    appended = False
    for node in module.within(bindings.scope(module, parameter)):
        match node:
            case ast.Call(func=ast.Attribute(value=ast.Name(id=name), attr="append" | "sort")):
                appended = appended or name == parameter.arg
            case ast.Call(func=ast.Name(id="isinstance"), args=[ast.Name(id=name), _]):
                if name == parameter.arg:
                    return False
            case _:
                pass
    return appended


def stores(module: Module) -> Mapping[tuple[ast.ClassDef, str], list[ast.AST]]:
    """What is stored in ``self.name``, by class and name."""
    return module.once("own attributes", lambda: _collected_stores(module))


def _collected_stores(module: Module) -> Mapping[tuple[ast.ClassDef, str], list[ast.AST]]:
    found: dict[tuple[ast.ClassDef, str], list[ast.AST]] = {}
    for node in module.all(ast.Attribute):
        if isinstance(node.ctx, ast.Store) and isinstance(node.value, ast.Name):
            owner = module.owner(node) if node.value.id == "self" else None
            if owner is not None:
                found.setdefault((owner, node.attr), []).append(node)
    for name in module.all(ast.Name):
        parent = module.parent(name)
        if isinstance(parent, ast.AnnAssign) and isinstance(module.parent(parent), ast.ClassDef):
            owner = module.owner(name)
            if owner is not None:
                found.setdefault((owner, name.id), []).append(name)
    return found
