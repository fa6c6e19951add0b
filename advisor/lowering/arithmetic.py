"""Operators on numbers, exactly as Python (or a NumPy scalar) does them, or not at all.

An operand whose type is known only at run time is fine as long as the outcome is the
same whichever it is: ``total + x`` is a float addition for a float ``x``, whether
``total`` is still the int 0 or a float already. Otherwise the kernel leaves unless
the operand is the likeliest of its types.
"""

from __future__ import annotations

import ast
import math
import operator as operators
from collections.abc import Callable
from typing import cast as typed

from advisor.kernel.nodes import (
    Binary,
    BinaryOperator,
    Compare,
    Constant,
    Expression,
    IfElse,
    Intrinsic,
    Unary,
    Variable,
)
from advisor.kernel.types import BOOL, COMPLEX, FLOAT, INT, Scalar
from advisor.lowering.control import branch
from advisor.lowering.errors import UnsupportedError
from advisor.lowering.promotion import NUMPY_BOOL, NUMPY_FLOAT, cast, common, promote, widest
from advisor.lowering.scope import Scope, describe
from advisor.lowering.values import (
    Mixed,
    NoneValue,
    Number,
    Text,
    TupleValue,
    Value,
    View,
    code,
)

SYMBOLS: dict[type[ast.operator], BinaryOperator] = {
    ast.Add: "+",
    ast.Sub: "-",
    ast.Mult: "*",
    ast.Div: "/",
    ast.FloorDiv: "//",
    ast.Mod: "%",
    ast.Pow: "**",
    ast.BitAnd: "&",
    ast.BitOr: "|",
    ast.BitXor: "^",
    ast.LShift: "<<",
    ast.RShift: ">>",
}
COMPARISONS = {
    ast.Lt: "<",
    ast.LtE: "<=",
    ast.Gt: ">",
    ast.GtE: ">=",
    ast.Eq: "==",
    ast.NotEq: "!=",
}
_FOLDED = {
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
_WORD = 1 << 63
_POWERS = 100  # complex ** int multiplies repeatedly up to here, as complex_pow does
TRUE, FALSE = Constant(value=True, type=BOOL), Constant(value=False, type=BOOL)


def constant(value: bool | int | float | complex) -> Number:  # noqa: FBT001, PYI041 # its type is what matters
    """A literal as a number."""
    kind = {bool: BOOL, int: INT, float: FLOAT, complex: COMPLEX}[type(value)]
    small = isinstance(value, int) and abs(value) <= 1 << 53
    return Number(Constant(value, kind), kind, small)


# ------------------------------------------------------------------- operators


def binary(scope: Scope, operator: BinaryOperator, left: Value, right: Value) -> Number | Mixed:
    """``left operator right``."""
    if isinstance(left, Mixed) or isinstance(right, Mixed):
        return _mixed_binary(scope, operator, left, right)
    first, second = scope.settle(left), scope.settle(right)
    folded = _fold(operator, first, second)
    if folded is not None:
        return folded
    try:
        operation, result = promote(operator, first.type, second.type)
    except UnsupportedError as error:
        raise scope.refuse(error.construct) from None
    if operation.kind == "complex":
        return _complex(scope, operator, first, second, operation)
    if operation.kind == "int":
        return _integer(scope, operator, (first, second), operation, result)
    return _plain(operator, first, second, operation, result)


def _plain(
    operator: BinaryOperator, left: Number, right: Number, operation: Scalar, result: Scalar
) -> Number:
    expressions = cast(left.expression, operation), cast(right.expression, operation)
    return Number(Binary(operator, *expressions, result, operation.kind != "bool"), result)


def _fold(operator: str, left: Number, right: Number) -> Number | None:
    """The result, if both operands are Python literals and Python can tell."""
    if left.constant is None or right.constant is None or operator not in _FOLDED:
        return None
    if left.type.dtype or right.type.dtype or "char" in (left.type.kind, right.type.kind):
        return None
    if operator == "**" and not (abs(left.constant) < 1 << 20 and abs(right.constant) < 1 << 10):
        return None
    try:
        value = _FOLDED[operator](left.constant, right.constant)
    except (ArithmeticError, TypeError):
        return None
    if isinstance(value, int) and not -_WORD <= value < _WORD:
        return None
    return constant(value)


def _mixed_binary(
    scope: Scope, operator: BinaryOperator, left: Value, right: Value
) -> Number | Mixed:
    """An operation on operands whose types are known at run time only.

    Where every type gives the same float operation, that is done; otherwise each
    type of the first such operand is done for itself.
    """
    first, second = (scope.known(v) if isinstance(v, Mixed) else v for v in (left, right))
    if not isinstance(first, Mixed | Number) or not isinstance(second, Mixed | Number):
        raise scope.refuse(f"the operator {operator} on {describe(first)}")
    if isinstance(first, Number) and isinstance(second, Number):
        return binary(scope, operator, first, second)
    outcomes = _outcomes(operator, first, second)
    if outcomes is not None and _is_one_operation(operator, outcomes):
        return _one_operation(scope, operator, (first, second), outcomes)
    if isinstance(first, Mixed):
        return _split(scope, first, lambda one: binary(scope, operator, one, second))
    assert isinstance(second, Mixed)
    return _split(scope, second, lambda one: binary(scope, operator, first, one))


def _outcomes(
    operator: str, left: Mixed | Number, right: Mixed | Number
) -> frozenset[Scalar] | None:
    """The types the result may have; ``None`` where Python refuses some operands."""
    try:
        return frozenset(
            promote(operator, a, b)[1] for a in _members(left) for b in _members(right)
        )
    except UnsupportedError:
        return None


def _is_one_operation(operator: str, outcomes: frozenset[Scalar]) -> bool:
    """Whether doubles (or complex numbers) are computed the same way for every outcome."""
    if outcomes == {COMPLEX}:
        return operator != "**"
    return outcomes <= {FLOAT, NUMPY_FLOAT}


def _one_operation(
    scope: Scope,
    operator: BinaryOperator,
    operands: tuple[Mixed | Number, Mixed | Number],
    outcomes: frozenset[Scalar],
) -> Number | Mixed:
    for value in operands:
        if operator == "/" and isinstance(value, Number) and value.type.kind == "int":
            scope.require_small(value)
    kind = NUMPY_FLOAT if NUMPY_FLOAT in outcomes else next(iter(outcomes))
    left, right = (cast(value.expression, kind) for value in operands)
    result = Binary(operator, left, right, kind)
    if len(outcomes) == 1:
        return Number(result, kind)
    numpy = [v.tag for v in operands if isinstance(v, Mixed) and NUMPY_FLOAT in v.members]
    codes = Constant(code(NUMPY_FLOAT), INT), Constant(code(FLOAT), INT)
    tag: Expression = codes[1]
    for other in numpy:
        tag = IfElse(Compare("==", other, codes[0], BOOL), codes[0], tag, INT)
    return Mixed(result, tag, frozenset(outcomes))


def _split(
    scope: Scope, value: Mixed, action: Callable[[Number | Mixed], Number | Mixed]
) -> Number | Mixed:
    """Do it for each type of the value by itself.

    Before: ``x = total * 2`` where total is an int or a float.
    After: ``if total_kind == int: x = total * 2`` in ints, else in floats.
    """
    member, *others = sorted((m for m in value.members if isinstance(m, Scalar)), key=code)
    rest = Mixed(value.expression, value.tag, frozenset(others))
    key = scope.facts.name((scope.frame.path, id(scope.site), "split", member), "either")

    def then() -> None:
        scope.assign(
            key, action(scope.known(Mixed(value.expression, value.tag, frozenset({member}))))
        )

    def other() -> None:
        scope.assign(key, action(scope.known(rest)))

    branch(scope, scope.is_member(value, member), then, other)
    answer = scope.read(key, "a value of several types")
    assert isinstance(answer, Number | Mixed)
    return answer


def _members(value: Mixed | Number) -> list[Scalar]:
    if isinstance(value, Number):
        return [value.type]
    return [member for member in value.members if isinstance(member, Scalar)]


def _integer(
    scope: Scope,
    operator: BinaryOperator,
    operands: tuple[Number, Number],
    operation: Scalar,
    result: Scalar,
) -> Number:
    """Integer arithmetic is done on 64 bits; a narrow NumPy result must fit its type."""
    if operation.dtype is None or operation.dtype == "int64":
        return _plain(operator, *operands, operation, result)
    for operand in operands:
        if operand.type.dtype is None:
            fit(scope, operand, operation.dtype)
    wide = [cast(operand.expression, INT) for operand in operands]
    return fit(scope, Number(Binary(operator, wide[0], wide[1], INT), INT), operation.dtype)


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
    wide = scope.freeze_number(Number(cast(value.expression, INT), INT), "wide", _place(value))
    for operator, bound in (("<", low), (">", high)):
        test = Compare(operator, wide.expression, Constant(bound, INT), BOOL)  # type: ignore[arg-type] # literals above
        scope.leave_if(test, f"an integer beyond {dtype}")
    return Number(cast(wide.expression, kind), kind, small=True)


def _place(value: Number) -> str:
    return f"{value.expression!r}"


def _complex(
    scope: Scope, operator: BinaryOperator, left: Number, right: Number, operation: Scalar
) -> Number:
    if operator == "**":
        return _complex_power(scope, left, right, operation)
    if operation.dtype and operator == "/":
        raise scope.refuse("a division of NumPy complex numbers")
    return _plain(operator, left, right, operation, operation)


def _complex_power(scope: Scope, base: Number, exponent: Number, operation: Scalar) -> Number:
    """``z ** 3`` as CPython multiplies it out.

    Before: ``z ** 3``.
    After: ``r = (1+0j) * z``, ``p = z * z``, ``r * p``.
    """
    power = exponent.constant
    if operation.dtype or not isinstance(power, int) or not 0 < power <= _POWERS:
        raise scope.refuse("a complex power other than by a small positive integer literal")
    result: Number = constant(1 + 0j)
    square, mask = base, 1
    while mask <= power:
        if power & mask:
            result = _plain("*", result, square, COMPLEX, COMPLEX)
        mask <<= 1
        if mask <= power:
            product = _plain("*", square, square, COMPLEX, COMPLEX)
            square = scope.freeze_number(product, "square", f"{base.expression!r} {mask}")
    result = scope.freeze_number(result, "power", f"{base.expression!r} {power}")
    for part in ("real", "imag"):
        finite = Intrinsic("math.isfinite", (Intrinsic(part, (result.expression,), FLOAT),), BOOL)
        scope.leave_if(Unary("not", finite, BOOL), "a complex power beyond the doubles")
    return result


def negative(scope: Scope, operator: str, operand: Value) -> Number:
    """``-x``, ``+x`` or ``~x``."""
    number = scope.settle(operand)
    if number.type.kind in ("char", "bool") and (number.type.dtype or number.type.kind == "char"):
        raise scope.refuse(f"the operator {operator} on {number.type.kind} values")
    kind = INT if number.type.kind == "bool" else number.type
    if operator == "~" and kind.kind != "int":
        raise scope.refuse(f"the operator ~ on {kind.kind} numbers")
    if number.constant is not None and kind.dtype is None:
        value = {"-": operators.neg, "+": operators.pos, "~": operators.invert}[operator](
            number.constant if kind.kind != "int" else int(typed("int", number.constant))
        )
        return constant(value)
    if kind.kind == "int" and kind.dtype not in (None, "int64"):
        wide = Unary(operator, cast(number.expression, INT), INT, checked=True)  # type: ignore[arg-type] # one of three
        return fit(scope, Number(wide, INT), kind.dtype or "int64")
    checked = operator == "-" and kind.kind == "int"
    operand_expression = cast(number.expression, kind)
    return Number(Unary(operator, operand_expression, kind, checked), kind, number.small)  # type: ignore[arg-type] # one of three


# ----------------------------------------------------------------- comparisons


def compare(
    scope: Scope, operator: str, left: Value, right: Value, *, testing: bool = False
) -> Number:
    """``left operator right`` for one of the six comparisons.

    ``testing``: only its truth matters, not whether it is a NumPy bool.
    """
    if isinstance(left, Text) or isinstance(right, Text):
        return _compare_text(scope, operator, left, right)
    if isinstance(left, Mixed) or isinstance(right, Mixed):
        first, second = (scope.known(v) if isinstance(v, Mixed) else v for v in (left, right))
        if isinstance(first, Mixed | Number) and isinstance(second, Mixed | Number):
            return _compare_mixed(scope, operator, first, second, testing=testing)
    return _comparison(scope, operator, scope.settle(left), scope.settle(right))


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
        for m in (*_members(left), *_members(right))
    )
    numpy = any(m.dtype for v in (left, right) for m in _members(v))
    if not allowed:
        return _comparison(scope, operator, scope.settle(left), scope.settle(right))
    doubles = [_double(scope, value) for value in (left, right)]
    result = BOOL
    if any(all(m.dtype for m in _members(v)) for v in (left, right)):
        result = NUMPY_BOOL
    elif numpy and not testing:
        return _comparison(scope, operator, scope.settle(left), scope.settle(right))
    return Number(Compare(operator, doubles[0], doubles[1], result), result)  # type: ignore[arg-type] # one of six


def _double(scope: Scope, value: Mixed | Number) -> Expression:
    if isinstance(value, Number):
        _exact_ints(scope, value)
    return cast(value.expression, FLOAT)


def _comparison(scope: Scope, operator: str, left: Number, right: Number) -> Number:
    folded = _fold(operator, left, right)
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
            scope.require_small(number)


def _compare_chars(scope: Scope, operator: str, left: Number, right: Number) -> Number:
    if left.type != right.type:
        if operator in ("==", "!="):
            return constant(operator == "!=")
        raise scope.refuse("ordering a string and a number")
    return Number(Compare(operator, left.expression, right.expression, BOOL), BOOL)  # type: ignore[arg-type] # one of six


def _compare_text(scope: Scope, operator: str, left: Value, right: Value) -> Number:
    if isinstance(left, Text) and isinstance(right, Text):
        return constant(bool(_FOLDED[operator](left.text, right.text)))
    return _comparison(scope, operator, character(scope, left), character(scope, right))


def character(scope: Scope, value: Value) -> Number:
    """A string of length one as a number of kind ``char``."""
    if isinstance(value, Text) and len(value.text) == 1:
        return Number(Constant(ord(value.text), Scalar("char")), Scalar("char"))
    if isinstance(value, Number):
        return value
    raise scope.refuse(f"{describe(value)} where a single character is expected")


# ---------------------------------------------------------------------- truth


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
    if isinstance(value, View):
        raise scope.refuse("the truth of an array")
    number = scope.settle(value)
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
        scope.leave_if(scope.is_member(value, "none"), "a value is None")
    known = scope.known(value)
    if isinstance(known, Number):
        return truth_of_number(scope, known)
    kind = known.expression.type
    zero = cast(Constant(0, INT), kind)
    return Compare("!=", known.expression, zero, BOOL)


# -------------------------------------------------------------------- choosing


def choose(scope: Scope, test: Expression, then: Value, other: Value) -> Value:
    """``then if test else other`` for values that are known already."""
    if isinstance(test, Constant):
        return then if test.value else other
    if isinstance(then, NoneValue) or isinstance(other, NoneValue):
        return _choose_none(scope, test, then, other)
    if not isinstance(then, Number | Mixed) or not isinstance(other, Number | Mixed):
        if then == other:
            return then
        raise scope.refuse("a choice between things that are not numbers")
    if isinstance(then, Number) and isinstance(other, Number) and then.type == other.type:
        chosen = IfElse(test, then.expression, other.expression, then.type)
        return Number(chosen, then.type, then.small and other.small)
    return _choose_mixed(scope, test, then, other)


def _choose_mixed(
    scope: Scope, test: Expression, then: Number | Mixed, other: Number | Mixed
) -> Value:
    members = frozenset(_all_members(then) | _all_members(other))
    storage = widest(m for m in members if isinstance(m, Scalar))
    expressions = (_held(scope, then, storage), _held(scope, other, storage))
    tag = IfElse(test, _tag(then), _tag(other), INT)
    return Mixed(IfElse(test, *expressions, storage), tag, members)


def _held(scope: Scope, value: Number | Mixed, storage: Scalar) -> Expression:
    if isinstance(value, Number):
        return scope.hold(value, storage)
    return cast(value.expression, storage)


def _all_members(value: Number | Mixed) -> frozenset[object]:
    return frozenset({value.type}) if isinstance(value, Number) else frozenset(value.members)


def _tag(value: Number | Mixed) -> Expression:
    return Constant(code(value.type), INT) if isinstance(value, Number) else value.tag


def _choose_none(scope: Scope, test: Expression, then: Value, other: Value) -> Value:
    if isinstance(then, NoneValue) and isinstance(other, NoneValue):
        return then
    flip = isinstance(then, NoneValue)
    present = other if flip else then
    if not isinstance(present, Number | Mixed):
        raise scope.refuse("a choice between None and something that is not a number")
    none = Constant(code("none"), INT)
    tags = (none, _tag(present)) if flip else (_tag(present), none)
    members = frozenset({*_all_members(present), "none"})
    return Mixed(present.expression, IfElse(test, *tags, INT), members)  # type: ignore[arg-type] # members of both


def is_nan(expression: Expression) -> Expression:
    """Whether a float is not a number."""
    if isinstance(expression, Constant):
        return TRUE if math.isnan(abs(expression.value)) else FALSE
    return Compare("!=", expression, expression, BOOL)


def is_variable(expression: Expression) -> bool:
    """Whether evaluating it again costs nothing."""
    return isinstance(expression, Constant | Variable)
