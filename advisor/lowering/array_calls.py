"""NumPy functions and methods of ndarrays, on whole arrays.

Before: ``np.sqrt(np.sum((a - b) ** 2))``.
After: a loop that stores the squares, ``numpy_sum`` over them and a root.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Sequence

from advisor.kernel.nodes import Compare, Constant
from advisor.kernel.types import BOOL, INT
from advisor.lowering import array_forms, array_making, totals
from advisor.lowering.arrays import ZERO
from advisor.lowering.broadcasting import apply, operate
from advisor.lowering.library import NUMPY, UFUNCS
from advisor.lowering.making import fill, made
from advisor.lowering.numpy_creation import dtype_of
from advisor.lowering.parts import is_array, recipe, transposed
from advisor.lowering.promotion import cast
from advisor.lowering.scope import Scope
from advisor.lowering.settling import settle
from advisor.lowering.values import NoneValue, Number, TupleValue, Value, View
from advisor.lowering.wholes import Part

_Handler = Callable[[Scope, Sequence[Value], ast.Call], Value]


def concerns(scope: Scope, name: str, values: Sequence[Value]) -> bool:
    """Whether it is a function of NumPy that works on these as whole arrays."""
    if name in _MAKERS:
        return True
    known = name in _FUNCTIONS or name in _ELEMENTWISE
    return known and any(is_array(scope, value) for value in values)


def call(scope: Scope, name: str, values: Sequence[Value], node: ast.Call) -> Value:
    """``np.name(values)``."""
    if name in _MAKERS:
        return _MAKERS[name](scope, values, node)
    if name in _FUNCTIONS:
        return _with_axis(scope, name, values, node)
    if node.keywords:
        raise scope.refuse(f"{name} with the argument {node.keywords[0].arg}")
    return apply(scope, name, values)


def has_method(name: str) -> bool:
    """Whether it is a method of whole arrays that is known here."""
    return name in _METHODS or name in ("astype", "fill", "copy", "transpose")


def method(scope: Scope, owner: View | Part, node: ast.Call, name: str) -> Value:
    """``array.name(…)``."""
    values: list[Value] = [owner, *(scope.operand(argument) for argument in node.args)]
    if name == "astype" and len(values) == 1 + 1 and not node.keywords:
        return array_making.as_type(scope, owner, dtype_of(scope, values[1]))
    if name == "fill" and len(values) == 1 + 1 and not node.keywords:
        fill(scope, owner, values[1], node)
        return NoneValue()
    if name == "copy" and not node.keywords and len(values) == 1:
        return made(scope, recipe(scope, owner), node, scope.target)
    if name == "transpose" and len(values) == 1:
        return transposed(scope, owner)
    if name not in _METHODS:
        raise scope.refuse(f"the method .{name} of an array")
    return _with_axis(scope, f"numpy.{name}", values, node)


def attribute(scope: Scope, owner: Part, name: str) -> Value | None:
    """``shape``, ``size``, ``ndim`` and ``T`` of a part."""
    source = recipe(scope, owner)
    match name:
        case "shape":
            return TupleValue(tuple(Number(e, INT, small=True) for e in source.shape))
        case "ndim":
            return Number(Constant(len(source.shape), INT), INT, small=True)
        case "size":
            return totals.count_of(scope, owner)
        case "T":
            return transposed(scope, owner)
    return None


def _with_axis(scope: Scope, full: str, values: Sequence[Value], node: ast.Call) -> Value:
    """A function that may be given an axis, of which the only one of an array is the whole."""
    name, handler = full.rpartition(".")[2], _FUNCTIONS[full]
    options = {str(keyword.arg): keyword.value for keyword in node.keywords}
    others = [option for option in options if option != "axis" or name not in _TOTALS]
    if others:
        raise scope.refuse(f"{full} with the argument {others[0]}")
    axis = scope.evaluate(options["axis"]) if options else None
    if axis is None and name in _TOTALS and len(values) == 1 + 1:
        axis, values = values[1], values[:1]
    if axis is None or isinstance(axis, NoneValue):
        return handler(scope, values, node)
    number = axis.constant if isinstance(axis, Number) else None
    axes = len(recipe(scope, values[0]).shape)
    if not isinstance(number, int):
        raise scope.refuse(f"{name} along an axis that is not literal")
    if axes == 1 and number in (0, -1):
        return handler(scope, values, node)
    if name == "sum":
        return totals.along(scope, values[0], number, id(node))
    if name == "mean":
        sums = totals.along(scope, values[0], number, id(node))
        count = recipe(scope, values[0]).shape[number]
        empty = Compare("==", count, ZERO, BOOL)
        scope.leave_if(empty, "the mean of nothing")
        return operate(scope, "/", sums, Number(count, INT, small=True))
    raise scope.refuse(f"{name} along an axis")


# ---------------------------------------------------------------------- functions


def _one(work: Callable[[Scope, Value, object], Value]) -> _Handler:
    def handler(scope: Scope, values: Sequence[Value], node: ast.Call) -> Value:
        if len(values) != 1:
            raise scope.refuse(f"{ast.unparse(node.func)} with such arguments")
        return work(scope, values[0], id(node))

    return handler


def _two(work: Callable[[Scope, Value, Value, object], Value]) -> _Handler:
    def handler(scope: Scope, values: Sequence[Value], node: ast.Call) -> Value:
        if len(values) != 1 + 1:
            raise scope.refuse(f"{ast.unparse(node.func)} with such arguments")
        return work(scope, values[0], values[1], id(node))

    return handler


def _greatest(scope: Scope, value: Value, node: object) -> Value:
    return totals.extreme(scope, value, ">", node)[0]


def _least(scope: Scope, value: Value, node: object) -> Value:
    return totals.extreme(scope, value, "<", node)[0]


def _place_of_greatest(scope: Scope, value: Value, node: object) -> Value:
    return totals.argument(scope, value, ">", node)


def _place_of_least(scope: Scope, value: Value, node: object) -> Value:
    return totals.argument(scope, value, "<", node)


def _any(scope: Scope, value: Value, node: object) -> Value:
    return totals.quantified(scope, value, "any", node)


def _all(scope: Scope, value: Value, node: object) -> Value:
    return totals.quantified(scope, value, "all", node)


def _count_nonzero(scope: Scope, value: Value, node: object) -> Value:
    if recipe(scope, value).type.kind != "bool":
        raise scope.refuse("np.count_nonzero of other than a mask")
    found = settle(scope, totals.total(scope, value, node))
    return Number(cast(found.expression, INT), INT, small=True)


# -------------------------------------------------------------------------- tables

_MAKERS: dict[str, _Handler] = {
    "numpy.array": array_making.array,
    "numpy.asarray": array_making.array_as_it_is,
    "numpy.arange": array_making.arange,
    "numpy.ndindex": array_forms.positions,
}
_TOTALS: dict[str, Callable[[Scope, Value, object], Value]] = {
    "sum": totals.total,
    "mean": totals.mean,
    "prod": totals.product,
    "var": totals.variance,
    "std": totals.deviation,
    "max": _greatest,
    "min": _least,
    "argmax": _place_of_greatest,
    "argmin": _place_of_least,
    "any": _any,
    "all": _all,
    "cumsum": totals.running,
}
_FUNCTIONS: dict[str, _Handler] = {
    **{f"numpy.{name}": _one(work) for name, work in _TOTALS.items()},
    "numpy.amax": _one(_greatest),
    "numpy.amin": _one(_least),
    "numpy.count_nonzero": _one(_count_nonzero),
    "numpy.linalg.norm": _one(totals.norm),
    "numpy.dot": _two(totals.dot),
    "numpy.inner": _two(totals.dot),
    "numpy.matmul": _two(totals.dot),
    "numpy.outer": _two(array_forms.outer),
    "numpy.cross": _two(array_forms.cross),
    "numpy.where": array_forms.where,
    "numpy.clip": array_forms.clip,
    "numpy.diff": array_forms.difference,
}
_METHODS = (*_TOTALS, "dot", "clip")
_ELEMENTWISE = (
    *(*UFUNCS, *NUMPY, "numpy.abs", "numpy.absolute", "numpy.add", "numpy.subtract"),
    *("numpy.multiply", "numpy.divide", "numpy.true_divide", "numpy.floor_divide", "numpy.mod"),
)
