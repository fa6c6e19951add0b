"""Loops that do nothing but arithmetic on elements: what compiled code is made for."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from advisor.static import bindings, brevity, kinds, loops
from advisor.static.module import Module
from advisor.static.text import names

_CALLS = frozenset(
    {"abs", "min", "max", "range", "len", "float", "int", "round", "enumerate", "zip"}
)
_STATEMENTS = (
    *(ast.For, ast.Assign, ast.AugAssign, ast.If, ast.Continue, ast.Break, ast.Pass, ast.AnnAssign),
    *(ast.While, ast.Expr),
)
_TEXTS = (ast.JoinedStr, ast.Dict, ast.Set, ast.Lambda, ast.DictComp, ast.SetComp, ast.Await)


def is_numeric(module: Module, loop: ast.For | ast.While) -> bool:
    """Does the loop only compute: no text, no object, no function that is not arithmetic?"""
    return module.once(("numeric", loop), lambda: _is_numeric(module, loop))


def _is_numeric(module: Module, loop: ast.For | ast.While) -> bool:
    for node in module.within(loop):
        match node:
            case ast.Call(func=function):
                if not _is_arithmetic(module, function):
                    return False
            case ast.Constant(value=value):
                if not isinstance(value, int | float | complex):
                    return False
            case ast.Attribute(value=value):
                if not (module.dotted(node) or isinstance(value, ast.Name)):
                    return False
            case ast.stmt():
                if not isinstance(node, _STATEMENTS):
                    return False
            case _ if isinstance(node, _TEXTS):
                return False
            case _:
                pass
    return True


def _is_arithmetic(module: Module, function: ast.expr) -> bool:
    name = module.dotted(function)
    if name.startswith(("math.", "cmath.")) or name in _CALLS:
        return True
    if name.startswith("numpy."):
        return name.count(".") == 1
    return isinstance(function, ast.Attribute) and function.attr == "append"


def nest(module: Module, loop: ast.For) -> list[ast.For]:
    """``loop`` and the loops right inside one another below it, outermost first.

    Other statements may stand beside the inner loop; of several, the first counts.
    """
    found = [loop]
    while True:
        inner = [s for s in found[-1].body if isinstance(s, ast.For)]
        if not inner or is_few(module, inner[0]):
            return found
        found.append(inner[0])


def is_few(module: Module, loop: ast.For | ast.While) -> bool:
    """Does the code itself say that the loop makes few trips?"""
    if isinstance(loop, ast.While):
        return brevity.is_brief(module, loop)
    return brevity.is_short(module, loop.iter)


def counter(loop: ast.For | ast.While) -> str:
    """The variable of ``for i in range(…)``, or that ``while i < n`` counts up; "" if none."""
    match loop:
        case ast.For(target=ast.Name(id=name), iter=ast.Call(func=ast.Name(id="range"))):
            return name
        case ast.While(test=ast.Compare(left=ast.Name(id=name), ops=[ast.Lt() | ast.LtE()])):
            return name if any(_counts(statement, name) for statement in loop.body) else ""
        case _:
            return ""


def _counts(statement: ast.stmt, name: str) -> bool:
    match statement:
        case ast.AugAssign(target=ast.Name(id=counted), op=ast.Add(), value=ast.Constant()):
            return counted == name
        case _:
            return False


def elements(module: Module, top: ast.AST, *counters: str) -> Iterator[ast.Subscript]:
    """Elements such as ``a[i]``, ``a[i][j]`` and ``a[i, j + 1]`` that use all of ``counters``."""
    for node in module.within(top):
        if not isinstance(node, ast.Subscript) or isinstance(module.parent(node), ast.Subscript):
            continue
        used: set[str] = set()
        part: ast.expr = node
        while isinstance(part, ast.Subscript) and not _cuts(part.slice):
            used |= names(part.slice)
            part = part.value
        if isinstance(part, ast.Name | ast.Attribute) and used >= set(counters):
            yield node


def _cuts(place: ast.expr) -> bool:
    return any(isinstance(node, ast.Slice) for node in ast.walk(place))


def computes(module: Module, node: ast.Subscript) -> bool:
    """Does arithmetic use the element, or give it its value?"""
    parent = module.parent(node)
    if isinstance(parent, ast.Assign):
        value = parent.value
        return isinstance(value, ast.BinOp | ast.Call | ast.IfExp | ast.UnaryOp)
    return isinstance(parent, ast.BinOp | ast.AugAssign | ast.Compare | ast.UnaryOp)


def dependent(module: Module, node: ast.AST, loop: loops.Loop) -> frozenset[str]:
    """The names in ``node`` that come from the loop's variable, over whatever assignments."""
    top = loops.scene(module, loop)
    if isinstance(loop, ast.For | ast.AsyncFor | ast.comprehension):
        known = set(bindings.names_bound(module, loop.target))
    else:
        known = set()
    for part in module.within(top):
        if isinstance(part, ast.Assign) and names(part.value) & known:
            known |= {name for target in part.targets for name in names(target)}
        elif isinstance(part, ast.For | ast.comprehension) and names(part.iter) & known:
            known |= names(part.target)
    return names(node) & known


def is_array(module: Module, node: ast.expr) -> bool:
    """Is it an array of NumPy, as far as the text tells?"""
    return kinds.of(module, node) == "array"
