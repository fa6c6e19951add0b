"""Comparisons and truth, exactly as Python has them for each pair of types."""

from __future__ import annotations

import ast
import math

from advisor.kernel.nodes import (
    Compare,
    Constant,
    Expression,
    Length,
    Variable,
)
from advisor.kernel.types import BOOL, FLOAT, INT, WORD, Scalar
from advisor.lowering.arrays import layer, length
from advisor.lowering.errors import UnassignedError
from advisor.lowering.literals import FALSE, FOLDED, TRUE, constant, fold
from advisor.lowering.promotion import NUMPY_BOOL, cast, common, widest
from advisor.lowering.scope import Scope
from advisor.lowering.settling import (
    describe,
    is_member,
    members_of,
    present,
    require_small,
    settle,
)
from advisor.lowering.values import (
    Mixed,
    NoneValue,
    Number,
    Queue,
    Rows,
    Table,
    Text,
    TupleValue,
    Value,
    View,
)
from advisor.lowering.words import compared

COMPARISONS = {
    ast.Lt: "<",
    ast.LtE: "<=",
    ast.Gt: ">",
    ast.GtE: ">=",
    ast.Eq: "==",
    ast.NotEq: "!=",
}


def compare(
    scope: Scope, operator: str, left: Value, right: Value, *, testing: bool = False
) -> Number:
    """``left operator right`` for one of the six comparisons.

    ``testing``: only its truth matters, not whether it is a NumPy bool.
    """
    if isinstance(left, Text) or isinstance(right, Text):
        return _compare_text(scope, operator, left, right)
    if isinstance(left, Mixed) or isinstance(right, Mixed):
        first, second = (present(scope, v) if isinstance(v, Mixed) else v for v in (left, right))
        if isinstance(first, Mixed | Number) and isinstance(second, Mixed | Number):
            return _compare_mixed(scope, operator, first, second, testing=testing)
    if isinstance(left, Number) and isinstance(right, Number):
        kinds = {left.type, right.type}
        if WORD in kinds and kinds <= {WORD, INT, BOOL}:
            return compared(scope, operator, left, right)
    return _comparison(scope, operator, settle(scope, left), settle(scope, right))


def _compare_mixed(
    scope: Scope,
    operator: str,
    left: Mixed | Number,
    right: Mixed | Number,
    *,
    testing: bool,
) -> Number:
    """Ints, floats and float64 scalars compare as doubles; the result is a ``bool`` for a test.

    A comparison with a NumPy scalar gives a NumPy bool, which matters only where it is
    stored; so the kernel leaves where a run-time type decides that.
    """
    allowed = all(
        m.kind in ("bool", "int", "float") and m.dtype in (None, "float64")
        for m in (*members_of(left), *members_of(right))
    )
    numpy = any(m.dtype for v in (left, right) for m in members_of(v))
    if not allowed:
        return _comparison(scope, operator, settle(scope, left), settle(scope, right))
    doubles = [_double(scope, value) for value in (left, right)]
    result = BOOL
    if any(all(m.dtype for m in members_of(v)) for v in (left, right)):
        result = NUMPY_BOOL
    elif numpy and not testing:
        return _comparison(scope, operator, settle(scope, left), settle(scope, right))
    return Number(Compare(operator, doubles[0], doubles[1], result), result)  # type: ignore[arg-type] # one of six


def _double(scope: Scope, value: Mixed | Number) -> Expression:
    if isinstance(value, Number):
        _exact_ints(scope, value)
    return cast(value.expression, FLOAT)


def _comparison(scope: Scope, operator: str, left: Number, right: Number) -> Number:
    folded = fold(operator, left, right)
    if folded is not None:
        return folded
    if "char" in (left.type.kind, right.type.kind):
        return _compare_chars(scope, operator, left, right)
    kinds = {left.type.kind, right.type.kind}
    if "complex" in kinds and operator not in ("==", "!="):
        raise scope.refuse("ordering complex numbers")
    numpy = left.type.dtype or right.type.dtype
    if numpy:
        kind = common(left.type, right.type)
        kind = INT if kind.kind in ("int", "bool") else kind
    else:
        kind = widest({left.type, right.type})
        kind = INT if kind == BOOL else kind
        if kind.kind != "int":
            _exact_ints(scope, left, right)
    expressions = cast(left.expression, kind), cast(right.expression, kind)
    result = NUMPY_BOOL if numpy else BOOL
    return Number(Compare(operator, *expressions, result), result)  # type: ignore[arg-type] # one of six


def _exact_ints(scope: Scope, *numbers: Number) -> None:
    for number in numbers:
        if number.type.kind == "int":
            require_small(scope, number)


def _compare_chars(scope: Scope, operator: str, left: Number, right: Number) -> Number:
    if left.type != right.type:
        if operator in ("==", "!="):
            return constant(operator == "!=")
        raise scope.refuse("ordering a string and a number")
    return Number(Compare(operator, left.expression, right.expression, BOOL), BOOL)  # type: ignore[arg-type] # one of six


def _compare_text(scope: Scope, operator: str, left: Value, right: Value) -> Number:
    if isinstance(left, Text) and isinstance(right, Text):
        return constant(bool(FOLDED[operator](left.text, right.text)))
    return _comparison(scope, operator, character(scope, left), character(scope, right))


def character(scope: Scope, value: Value) -> Number:
    """A string of length one as a number of kind ``char``."""
    if isinstance(value, Text) and len(value.text) == 1:
        return Number(Constant(ord(value.text), Scalar("char")), Scalar("char"))
    if isinstance(value, Number):
        return value
    raise scope.refuse(f"{describe(value)} where a single character is expected")


def truth(scope: Scope, value: Value) -> Expression:
    """``bool(value)`` as a kernel expression."""
    if isinstance(value, Mixed):
        return truth_of_mixed(scope, value)
    if isinstance(value, NoneValue):
        return FALSE
    if isinstance(value, Text):
        return TRUE if value.text else FALSE
    if isinstance(value, TupleValue):
        return TRUE if value.items else FALSE
    if isinstance(value, Table):
        if not value.keys:
            raise UnassignedError("a key of a dict or set")
        return Compare("!=", Length(value.keys[0], 0, INT), Constant(0, INT), BOOL)
    if isinstance(value, Queue):
        count = Length(value.arrays[0], 0, INT)
        return Compare("!=", count, Variable(value.front, INT), BOOL)
    if isinstance(value, Rows):
        return Compare("!=", Variable(value.count, INT), Constant(0, INT), BOOL)
    if isinstance(value, View):
        if layer(scope, value) == "ndarray":
            raise scope.refuse("the truth of an array")
        return Compare("!=", length(value).expression, Constant(0, INT), BOOL)
    if isinstance(value, Number) and value.type == WORD:
        return Compare("!=", value.expression, Constant(0, WORD), BOOL)
    number = settle(scope, value)
    return truth_of_number(scope, number)


def truth_of_number(scope: Scope, number: Number) -> Expression:
    """``bool(number)``."""
    if number.type.kind == "char":
        raise scope.refuse("the truth of a string")
    if number.type.kind == "bool":
        return cast(number.expression, BOOL) if number.type.dtype else number.expression
    if number.constant is not None:
        return TRUE if number.constant else FALSE
    kind = INT if number.type.kind == "int" else number.type
    zero = cast(Constant(0, INT), kind)
    return Compare("!=", cast(number.expression, kind), zero, BOOL)


def truth_of_mixed(scope: Scope, value: Mixed) -> Expression:
    """Zero is false in every type, and so is ``None``."""
    if "none" in value.members and value.members - {"none"}:
        scope.leave_if(is_member(value, "none"), "a value is None")
    known = present(scope, value)
    if isinstance(known, Number):
        return truth_of_number(scope, known)
    kind = known.expression.type
    zero = cast(Constant(0, INT), kind)
    return Compare("!=", known.expression, zero, BOOL)


def is_nan(expression: Expression) -> Expression:
    """Whether a float is not a number."""
    if isinstance(expression, Constant):
        return TRUE if math.isnan(abs(expression.value)) else FALSE
    return Compare("!=", expression, expression, BOOL)
