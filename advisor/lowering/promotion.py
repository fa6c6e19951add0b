"""What type an operation is done in and what type comes out: Python's rules and NumPy's.

A NumPy scalar beside a Python number follows NEP 50: the Python number is *weak* and
takes the other's type unless its kind is higher.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np

from advisor.kernel.nodes import Cast, Constant, Expression
from advisor.kernel.types import BOOL, COMPLEX, FLOAT, INT, WORD, Kind, Scalar
from advisor.lowering.errors import UnsupportedError
from advisor.lowering.seeing import dtype_scalar

NUMPY_BOOL = Scalar("bool", "bool")
NUMPY_FLOAT = Scalar("float", "float64")

_ORDER: tuple[Kind, ...] = ("bool", "char", "int", "float", "complex")
_PYTHON = {"bool": BOOL, "int": INT, "float": FLOAT, "complex": COMPLEX}
_WEAK: dict[str, complex | type[np.bool_]] = {
    "bool": np.bool_,
    "int": 1,
    "float": 1.0,
    "complex": 1j,
}
_NEP_50 = int(np.__version__.split(".")[0]) >= 2  # noqa: PLR2004 # NumPy 2
_WIDE = (None, "bool", "int64", "float64", "complex128")
_BITWISE = ("&", "|", "^")
_SHIFTS = ("<<", ">>")


def widest(members: Iterable[Scalar]) -> Scalar:
    """The machine type that holds each of these exactly (ints up to 2**53, that is)."""
    kinds = frozenset(members)
    if len(kinds) == 1:
        return next(iter(kinds))
    if WORD in kinds:
        raise UnsupportedError("a name that holds an integer beyond 63 bits and something else")
    ranks = {_ORDER.index(kind.kind) for kind in kinds}
    if 1 in ranks:
        raise UnsupportedError("a name that is both a character and a number")
    return _PYTHON[_ORDER[max(ranks)]]


def cast(expression: Expression, kind: Scalar) -> Expression:
    """The expression in another type; a literal is converted at once.

    Before: ``Cast(Constant(0, INT), FLOAT)``; after: ``Constant(0.0, FLOAT)``.
    """
    if expression.type == kind:
        return expression
    if isinstance(expression, Constant) and kind.kind in _PYTHON and kind.dtype != "float32":
        convert = {"bool": bool, "int": int, "float": float, "complex": complex}[kind.kind]
        if _ORDER.index(kind.kind) >= _ORDER.index(expression.type.kind):
            return Constant(convert(expression.value), kind)
    return Cast(expression, kind)


def promote(operator: str, left: Scalar, right: Scalar) -> tuple[Scalar, Scalar]:
    """The type ``left operator right`` is done in, and the type of its result.

    Raises:
        UnsupportedError: Python refuses it, or the kernel does.
    """
    if "char" in (left.kind, right.kind):
        raise UnsupportedError("arithmetic on strings")
    if WORD in (left, right):
        raise UnsupportedError("arithmetic on an integer beyond 63 bits")
    if left.dtype is None and right.dtype is None:
        return _python(operator, left, right)
    return _numpy(operator, left, right)


def _python(operator: str, left: Scalar, right: Scalar) -> tuple[Scalar, Scalar]:
    kind = _ORDER[max(_ORDER.index(left.kind), _ORDER.index(right.kind))]
    if kind == "bool":
        kind = "bool" if operator in _BITWISE else "int"
    operation = _PYTHON[kind]
    _check(operator, operation)
    return operation, (FLOAT if operator == "/" and kind == "int" else operation)


def _check(operator: str, operation: Scalar) -> None:
    whole = operation.kind in ("int", "bool")
    if (operator in _BITWISE + _SHIFTS and not whole) or (
        operator in ("//", "%") and operation.kind == "complex"
    ):
        raise UnsupportedError(f"the operator {operator} on {operation.kind} numbers")


def _numpy(operator: str, left: Scalar, right: Scalar) -> tuple[Scalar, Scalar]:
    operation = common(left, right)
    if operation.kind == "bool":
        if operator not in _BITWISE:
            raise UnsupportedError(f"the operator {operator} on NumPy bools")
        return operation, operation
    _check(operator, operation)
    if operator == "/" and operation.kind == "int":
        return NUMPY_FLOAT, NUMPY_FLOAT
    return operation, operation


def common(left: Scalar, right: Scalar) -> Scalar:
    """The type NumPy does an operation on these two scalars in."""
    if not _NEP_50 and None in (left.dtype, right.dtype) and _narrow(left, right):
        raise UnsupportedError("a narrow NumPy scalar beside a Python number before NumPy 2")
    result = np.result_type(_operand(left), _operand(right))
    return dtype_scalar(result.name)


def is_settled(kind: Scalar) -> bool:
    """Whether the type of arithmetic with a number hangs on no number's value."""
    return _NEP_50 or kind.dtype in _WIDE


def _narrow(left: Scalar, right: Scalar) -> bool:
    return left.dtype not in _WIDE or right.dtype not in _WIDE


def _operand(kind: Scalar) -> np.dtype[Any] | complex | type[np.bool_]:
    return np.dtype(kind.dtype) if kind.dtype else _WEAK[kind.kind]
