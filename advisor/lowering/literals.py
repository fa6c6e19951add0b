"""Literals, and operations on them that are done at once."""

from __future__ import annotations

import operator as operators

from advisor.kernel.nodes import (
    Constant,
)
from advisor.kernel.types import BOOL, COMPLEX, FLOAT, INT
from advisor.lowering.values import (
    Number,
)

FOLDED = {
    "+": operators.add,
    "-": operators.sub,
    "*": operators.mul,
    "/": operators.truediv,
    "//": operators.floordiv,
    "%": operators.mod,
    "**": operators.pow,
    "<": operators.lt,
    "<=": operators.le,
    ">": operators.gt,
    ">=": operators.ge,
    "==": operators.eq,
    "!=": operators.ne,
}


LIMIT = 1 << 63


TRUE, FALSE = Constant(value=True, type=BOOL), Constant(value=False, type=BOOL)


def constant(value: bool | int | float | complex) -> Number:  # noqa: FBT001, PYI041 # its type is what matters
    """A literal as a number."""
    kind = {bool: BOOL, int: INT, float: FLOAT, complex: COMPLEX}[type(value)]
    small = isinstance(value, int) and abs(value) <= 1 << 53
    return Number(Constant(value, kind), kind, small)


def fold(operator: str, left: Number, right: Number) -> Number | None:
    """The result, if both operands are Python literals and Python can tell."""
    if left.constant is None or right.constant is None or operator not in FOLDED:
        return None
    if left.type.dtype or right.type.dtype or {"char", "word"} & {left.type.kind, right.type.kind}:
        return None
    if operator == "**" and not (abs(left.constant) < 1 << 20 and abs(right.constant) < 1 << 10):
        return None
    try:
        value = FOLDED[operator](left.constant, right.constant)
    except (ArithmeticError, TypeError):
        return None
    if isinstance(value, int) and not -LIMIT <= value < LIMIT:
        return None
    return constant(value)
