"""What kind of value an expression has, where the text of the file tells.

A finding about "a list" must be about a list. The kind of a name is what all bindings
agree on that may reach it; a parameter is what its annotation says, or else what the
calls in this file agree on. Anything else is unknown: ``""``.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator

from advisor.static import bindings, calls, results
from advisor.static.annotations import (
    NUMBERS,
    agreed,
    annotated,
    is_appended_to,
    is_optional,
    stores,
)
from advisor.static.bindings import Binding
from advisor.static.known import ITEMS, RESULTS, SAME_AS_ITS_OWNER
from advisor.static.module import FUNCTIONS, Module

IMMUTABLE = NUMBERS | {"str", "bytes", "tuple", "range", "none", "pattern", "function"}
"""Kinds that no call can change."""


def of(module: Module, node: ast.AST | None) -> str:
    """The kind of an expression: ``list``, ``str``, ``array``, … or "" if it cannot be told."""
    if node is None:
        return ""
    return module.settled(("kind", node), lambda: _of(module, node), "")


def item(module: Module, node: ast.AST | None) -> str:
    """The kind of what a loop over the expression hands out, "" if it cannot be told."""
    if node is None:
        return ""
    return module.settled(("item", node), lambda: _item(module, node), "")


def is_function(module: Module, name: str) -> bool:
    """Does the file define one function called ``name`` at its top level?"""
    return calls.defined(module, name) is not None


def _of(module: Module, node: ast.AST) -> str:
    match node:
        case ast.Constant(value=value):
            return "none" if value is None else type(value).__name__
        case ast.JoinedStr():
            return "str"
        case ast.List() | ast.ListComp():
            return "list"
        case ast.Tuple():
            return "tuple"
        case ast.Dict() | ast.DictComp():
            return "dict"
        case ast.Set() | ast.SetComp():
            return "set"
        case ast.GeneratorExp():
            return "iterator"
        case ast.Lambda():
            return "function"
        case ast.NamedExpr(value=value) | ast.Starred(value=value):
            return of(module, value)
        case ast.IfExp(body=one, orelse=other):
            return agreed((of(module, one), of(module, other)))
        case ast.BoolOp(values=values):
            return agreed(kind for v in values if (kind := of(module, v)) != "none")
        case ast.Compare(left=left, comparators=others):
            arrays = {"array", "series", "frame"} & {of(module, n) for n in (left, *others)}
            return next(iter(arrays), "bool")
        case ast.UnaryOp(op=ast.Not()):
            return "bool"
        case ast.UnaryOp(operand=value):
            return of(module, value)
        case ast.BinOp():
            return results.combined(node.op, of(module, node.left), of(module, node.right))
        case ast.Subscript():
            return _subscript(module, node)
        case ast.Attribute():
            return _attribute(module, node)
        case ast.Call():
            return _call(module, node)
        case ast.Name():
            reaching = bindings.reaching(module, node)
            return agreed(_bound(module, b) for b in reaching if b.how != "augmented")
        case _:
            return ""


def _bound(module: Module, binding: Binding) -> str:
    match binding.how:
        case "value":
            owner = module.parent(binding.node)
            if isinstance(owner, ast.AnnAssign) and (kind := annotated(owner.annotation)):
                return kind
            return of(module, binding.value)
        case "item":
            return _handed_out(module, binding.value, binding.path)
        case "entered":
            return of(module, binding.value) if of(module, binding.value) == "file" else ""
        case "parameter":
            assert isinstance(binding.node, ast.arg)
            return _parameter(module, binding.node)
        case _ if isinstance(binding.node, (*FUNCTIONS, ast.ClassDef)):
            return "function"
        case _:
            return ""


def _handed_out(module: Module, source: ast.expr | None, path: tuple[int, ...]) -> str:
    if not path:
        return item(module, source)
    match source, path:
        case ast.Call(func=ast.Name(id="enumerate")), (0,):
            return "int"
        case ast.Call(func=ast.Name(id="enumerate"), args=[inner, *_]), (1, *rest):
            return _handed_out(module, inner, tuple(rest))
        case ast.Call(func=ast.Name(id="zip"), args=given), (place, *rest) if place < len(given):
            return _handed_out(module, given[place], tuple(rest))
        case ast.Call(func=ast.Attribute(value=owner, attr="items"), args=[]), (0,):
            return item(module, owner)
        case _:
            return ""


def _parameter(module: Module, parameter: ast.arg) -> str:
    kind = annotated(parameter.annotation) if parameter.annotation else ""
    if kind:
        return kind
    arguments = module.parent(parameter)
    assert isinstance(arguments, ast.arguments)
    if parameter is arguments.vararg:
        return "tuple"
    if parameter is arguments.kwarg:
        return "dict"
    given = [of(module, value) for value in calls.given(module, parameter)]
    if given and all(given) and (told := agreed(given)) != "none":
        return told
    if given and not all(given):
        return ""
    return ("list" if is_appended_to(module, parameter) else "") or (
        "none" if is_optional(arguments, parameter) else ""
    )


def _subscript(module: Module, node: ast.Subscript) -> str:
    owner = of(module, node.value)
    if isinstance(node.slice, ast.Slice):
        return owner if owner in results.SEQUENCES else ""
    if owner in {"array", "frame"}:
        cut = isinstance(node.slice, ast.Tuple) and any(
            isinstance(part, ast.Slice) for part in node.slice.elts
        )
        return results.chosen(owner, "slice" if cut else of(module, node.slice))
    return item(module, node.value) if owner in {"list", "tuple", "str"} else ""


def _attribute(module: Module, node: ast.Attribute) -> str:
    match node:
        case ast.Attribute(value=ast.Name(id="self"), attr=name):
            return agreed(_own_attribute(module, node, name))
        case ast.Attribute(value=value, attr="T" | "real" | "imag" | "flat"):
            return of(module, value)
        case ast.Attribute(value=value, attr="values") if of(module, value) in {"frame", "series"}:
            return "array"
        case ast.Attribute(value=value, attr="str" | "dt" | "loc" | "iloc"):
            return of(module, value) if of(module, value) in {"series", "frame"} else ""
        case ast.Attribute(attr="shape"):
            return "tuple"
        case _:
            return "list" if module.dotted(node) == "sys.argv" else ""


def _own_attribute(module: Module, node: ast.AST, name: str) -> Iterator[str]:
    """The kinds of everything that the class stores in ``self.name``."""
    owner = module.owner(node)
    if owner is None:
        return
    found = False
    for store in stores(module).get((owner, name), ()):
        parent = module.parent(store)
        match parent:
            case ast.AnnAssign(annotation=annotation, value=value):
                yield annotated(annotation) or of(module, value)
            case ast.Assign(value=value):
                yield of(module, value)
            case ast.AugAssign():
                continue
            case _:
                yield ""
        found = True
    if not found:
        yield ""


def _call(module: Module, node: ast.Call) -> str:
    name = module.dotted(node.func)
    if name in RESULTS:
        return RESULTS[name]
    if name in SAME_AS_ITS_OWNER and node.args:
        return of(module, node.args[0])
    if name.startswith("numpy.") and name.rpartition(".")[2][:1].islower():
        return ""
    if isinstance(node.func, ast.Name):
        return agreed(of(module, value) for value in calls.results(module, node.func.id))
    if isinstance(node.func, ast.Attribute):
        return _method(module, node.func, name)
    return ""


def _method(module: Module, function: ast.Attribute, dotted: str) -> str:
    if dotted:
        return ""  # a function of an imported module that is not known
    return results.method(of(module, function.value), function.attr)


def _item(module: Module, node: ast.AST) -> str:
    match node:
        case ast.List(elts=elements) | ast.Tuple(elts=elements) | ast.Set(elts=elements):
            return agreed(of(module, element) for element in elements)
        case ast.ListComp(elt=element) | ast.SetComp(elt=element) | ast.GeneratorExp(elt=element):
            return of(module, element)
        case ast.Dict(keys=keys):
            return agreed(of(module, key) for key in keys if key is not None)
        case ast.DictComp(key=key):
            return of(module, key)
        case ast.BinOp(left=left, right=right):
            return (
                item(module, left)
                if isinstance(right, ast.Constant)
                else agreed((item(module, left), item(module, right)))
            )
        case ast.Call(func=ast.Name(id="enumerate" | "zip")):
            return "tuple"
        case ast.Call(func=ast.Name(id="list" | "tuple" | "set" | "sorted" | "iter"), args=[inner]):
            return item(module, inner)
        case ast.Call(func=ast.Name(id="reversed"), args=[inner]):
            return item(module, inner)
        case ast.Call(func=ast.Attribute(attr=name)) if (
            module.dotted(node.func) == "" and name in ITEMS
        ):
            return ITEMS[name]
        case ast.Call() if module.dotted(node.func) in ITEMS:
            return ITEMS[module.dotted(node.func)]
        case ast.Subscript(value=value, slice=ast.Slice()):
            return item(module, value)
        case ast.Name():
            return agreed(_items_of(module, node)) or ITEMS.get(of(module, node), "")
        case _:
            return ITEMS.get(of(module, node), "")


def _items_of(module: Module, name: ast.Name) -> Iterator[str]:
    """What the bindings of ``name`` hold, and what is appended to it."""
    for binding in bindings.reaching(module, name):
        if binding.how == "value" and not (
            isinstance(binding.value, ast.List) and not binding.value.elts
        ):
            yield item(module, binding.value)
        elif binding.how == "parameter" and isinstance(binding.node, ast.arg):
            yield from (item(module, value) for value in calls.given(module, binding.node))
    home, _ = bindings.of(module, name.id, name)
    for node in module.within(home):
        match node:
            case ast.Call(
                func=ast.Attribute(value=ast.Name(id=other), attr="append"), args=[value]
            ) if other == name.id:
                yield of(module, value)
            case _:
                pass
