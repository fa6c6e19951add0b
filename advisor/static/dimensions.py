"""How many dimensions an array has, where the text of the file tells.

An element of a one-dimensional array is a number; of a matrix it is a row, with which
NumPy computes at full speed. What is said of elements must be about numbers.
"""

from __future__ import annotations

import ast

from advisor.static import bindings, kinds
from advisor.static.module import Module

_OF_SHAPE = frozenset(
    f"numpy.{name}"
    for name in ("zeros", "ones", "empty", "full", "random.random", "random.random_sample")
)
_OF_LENGTHS = frozenset({"numpy.random.rand", "numpy.random.randn"})
_LINES = frozenset(
    f"numpy.{name}"
    for name in (
        *("arange", "linspace", "logspace", "fromiter", "frombuffer", "fromfile", "ravel"),
        *("unique", "bincount", "random.permutation", "geomspace", "flatnonzero"),
    )
)
_SQUARES = frozenset({"numpy.eye", "numpy.identity"})
_OF_SIZE = frozenset(
    f"numpy.random.{name}" for name in ("normal", "uniform", "randint", "exponential", "poisson")
)
_LIKE = frozenset(
    f"numpy.{name}"
    for name in (
        *("zeros_like", "ones_like", "empty_like", "full_like", "sort", "argsort", "sqrt", "exp"),
        *("log", "sin", "cos", "tan", "abs", "clip", "copy", "power", "array", "asarray"),
    )
)
_NUMBERS = frozenset({"int", "float", "complex", "bool"})


def of(module: Module, node: ast.AST | None) -> int | None:
    """The number of dimensions; 0 for a number, ``None`` if it cannot be told."""
    if node is None:
        return None
    return module.settled(("dimensions", node), lambda: _of(module, node), None)


def _of(module: Module, node: ast.AST) -> int | None:
    if kinds.of(module, node) in _NUMBERS:
        return 0
    match node:
        case ast.List(elts=[first, *_]) | ast.Tuple(elts=[first, *_]):
            return _one_more(of(module, first))
        case ast.ListComp(elt=element):
            return _one_more(of(module, element))
        case ast.BinOp(op=ast.Mult(), left=ast.List(elts=[first]), right=_):
            return _one_more(of(module, first))
        case ast.BinOp(left=left, right=right):
            sides = [of(module, left), of(module, right)]
            return None if None in sides else max(side for side in sides if side is not None)
        case ast.UnaryOp(operand=operand):
            return of(module, operand)
        case ast.Subscript():
            return _left(module, node)
        case ast.Call():
            return _made(module, node)
        case ast.Name():
            found = {_bound(module, binding) for binding in bindings.reaching(module, node)}
            return found.pop() if len(found) == 1 else None
        case _:
            return 1 if kinds.of(module, node) == "series" else None


def _bound(module: Module, binding: bindings.Binding) -> int | None:
    whole = of(module, binding.value) if not binding.path else None
    if binding.how == "item":
        return whole - 1 if whole else None
    return whole if binding.how == "value" else None


def _one_more(dimensions: int | None) -> int | None:
    return None if dimensions is None else dimensions + 1


def _left(module: Module, node: ast.Subscript) -> int | None:
    """What an index or a slice leaves of the dimensions."""
    whole = of(module, node.value)
    places = node.slice.elts if isinstance(node.slice, ast.Tuple) else [node.slice]
    if whole is None or any(not _is_place(place) for place in places):
        return None
    taken = sum(not isinstance(place, ast.Slice) for place in places)
    return max(whole - taken, 0)


def _is_place(place: ast.expr) -> bool:
    """Is it a slice, or one index? An array or a list of them chooses many."""
    if isinstance(place, ast.Slice):
        return True
    return not isinstance(place, ast.Compare | ast.Constant | ast.List) or isinstance(
        getattr(place, "value", None), int
    )


def _made(module: Module, call: ast.Call) -> int | None:
    name = module.dotted(call.func)
    first = call.args[0] if call.args else None
    named = {keyword.arg: keyword.value for keyword in call.keywords}
    if name in _LINES:
        return 1
    if name in _SQUARES:
        return 2
    if name in _OF_LENGTHS:
        return len(call.args)
    if name in _OF_SHAPE:
        return _of_shape(module, first or named.get("shape") or named.get("size"))
    if name in _OF_SIZE:
        return _of_shape(module, named.get("size"))
    return of(module, first) if name in _LIKE and "ndmin" not in named else None


def _of_shape(module: Module, shape: ast.expr | None) -> int | None:
    match shape:
        case ast.Tuple(elts=lengths) | ast.List(elts=lengths):
            return None if any(isinstance(n, ast.Starred) for n in lengths) else len(lengths)
        case ast.Name(id="shape" | "dims" | "size" | "shp") | ast.Attribute(attr="shape") | None:
            return None
        case _:
            return 1 if kinds.of(module, shape) in {"", "int"} else None
