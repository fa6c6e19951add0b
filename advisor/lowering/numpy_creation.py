"""NumPy functions that make arrays: ``np.zeros``, ``np.full``, ``np.empty_like`` and kin."""

from __future__ import annotations

import ast

from advisor.lowering.arrays import index_of, layer, rank
from advisor.lowering.creation import copied, extents, filled
from advisor.lowering.errors import UnsupportedError
from advisor.lowering.literals import constant
from advisor.lowering.naming import evaluate_all, freeze
from advisor.lowering.scope import Scope, ndarray_layers
from advisor.lowering.seeing import dtype_scalar
from advisor.lowering.settling import settle
from advisor.lowering.values import Library, Number, Text, TupleValue, Value, View

_FILLS = {"zeros": 0, "ones": 1, "empty": None, "full": None}
_BY_SHAPE = tuple(f"numpy.{name}" for name in _FILLS)
_LIKE = tuple(f"numpy.{name}_like" for name in _FILLS)
FUNCTIONS = (*_BY_SHAPE, *_LIKE, "numpy.copy")
_DTYPES = {
    "builtins.float": "float64",
    "builtins.int": "int64",
    "builtins.bool": "bool",
    "builtins.complex": "complex128",
    "numpy.bool_": "bool",
    "numpy.double": "float64",
}


def call(scope: Scope, name: str, node: ast.Call) -> Value:
    """A call of one of ``FUNCTIONS``."""
    target, scope.target = scope.target, ""
    options = {str(keyword.arg): keyword.value for keyword in node.keywords}
    dtype = options.pop("dtype", None)
    if options:
        raise scope.refuse(f"{name} with the argument {next(iter(options))}")
    values = evaluate_all(scope, node.args)
    kind = dtype_of(scope, scope.evaluate(dtype)) if dtype is not None else None
    scope.target = target
    if name == "numpy.copy":
        return copied(
            scope,
            _array(scope, values[0]),
            node,
            ndarray_layers(rank(scope, _array(scope, values[0]))),
        )
    return _filled(scope, name, values, kind, node)


def _filled(
    scope: Scope, name: str, values: list[Value], dtype: str | None, node: ast.Call
) -> Value:
    short = name.removeprefix("numpy.").removesuffix("_like")
    fill: Value | None = None
    if short == "full":
        fill = freeze(scope, values.pop(1), "fill", (id(node), "fill"))
    elif _FILLS[short] is not None:
        fill = constant(int(_FILLS[short] or 0))
    if len(values) > 1 and dtype is None:
        dtype = dtype_of(scope, values.pop(1))
    if len(values) != 1:
        raise scope.refuse(f"{name} with such arguments")
    if name in _LIKE:
        view = _array(scope, values[0])
        shape = extents(scope, view)
        dtype = dtype or scope.array(view.array).element.dtype
    else:
        shape = _shape(scope, values[0])
        dtype = dtype or _natural(scope, fill, short)
    return filled(scope, shape, dtype or "float64", fill, node)


def _natural(scope: Scope, fill: Value | None, name: str) -> str:
    """The dtype without one given: ``np.full`` takes its value's."""
    if name != "full":
        return "float64"
    kind = settle(scope, fill).type if fill is not None else None
    assert kind is not None
    plain = {"bool": "bool", "int": "int64", "float": "float64", "complex": "complex128"}
    return kind.dtype or plain[kind.kind]


def _array(scope: Scope, value: Value) -> View:
    if not isinstance(value, View) or layer(scope, value) != "ndarray":
        raise scope.refuse("a NumPy function on something that is not an array")
    return value


def _shape(scope: Scope, value: Value) -> list[Number]:
    items = value.items if isinstance(value, TupleValue) else (value,)
    return [index_of(scope, item) for item in items]


def dtype_of(scope: Scope, value: Value) -> str:
    """The dtype an argument names."""
    if isinstance(value, Text):
        name = value.text
    elif isinstance(value, Library):
        name = _DTYPES.get(value.name, value.name.rpartition(".")[2])
    else:
        raise scope.refuse("such a dtype")
    try:
        dtype_scalar(name)
    except UnsupportedError as error:
        raise scope.refuse(error.construct) from None
    return name
