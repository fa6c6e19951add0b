"""Integers of NumPy's narrow types: computed on 64 bits, then within their range or left."""

from __future__ import annotations

from advisor.kernel.nodes import (
    Compare,
    Constant,
)
from advisor.kernel.types import BOOL, INT, Scalar
from advisor.lowering.naming import freeze_number
from advisor.lowering.promotion import cast
from advisor.lowering.scope import Scope
from advisor.lowering.values import (
    Number,
)

_RANGES = {
    "int8": (-(1 << 7), (1 << 7) - 1),
    "int16": (-(1 << 15), (1 << 15) - 1),
    "int32": (-(1 << 31), (1 << 31) - 1),
    "uint8": (0, (1 << 8) - 1),
    "uint16": (0, (1 << 16) - 1),
    "uint32": (0, (1 << 32) - 1),
}


def fit(scope: Scope, value: Number, dtype: str) -> Number:
    """An int as a NumPy integer of that dtype; leaves where it is out of its range."""
    kind = Scalar("int", dtype)
    if dtype == "int64" or value.type == kind:
        return Number(cast(value.expression, kind), kind, value.small)
    low, high = _RANGES[dtype]
    if isinstance(value.expression, Constant) and low <= value.expression.value <= high:  # type: ignore[operator] # an int
        return Number(cast(value.expression, kind), kind, small=True)
    wide = freeze_number(scope, Number(cast(value.expression, INT), INT), "wide", _place(value))
    for operator, bound in (("<", low), (">", high)):
        test = Compare(operator, wide.expression, Constant(bound, INT), BOOL)  # type: ignore[arg-type] # literals above
        scope.leave_if(test, f"an integer beyond {dtype}")
    return Number(cast(wide.expression, kind), kind, small=True)


def _place(value: Number) -> str:
    return f"{value.expression!r}"
