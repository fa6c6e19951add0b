"""Operators on numbers, exactly as Python (or a NumPy scalar) does them, or not at all.

An operand whose type is known only at run time is fine as long as the outcome is the
same whichever it is: ``total + x`` is a float addition for a float ``x``, whether
``total`` is still the int 0 or a float already. Otherwise the kernel leaves unless
the operand is the likeliest of its types.
"""

from __future__ import annotations

import ast
import operator as operators
from collections.abc import Callable
from typing import Any

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
from advisor.kernel.types import BOOL, COMPLEX, FLOAT, INT, WORD, Scalar
from advisor.lowering import words
from advisor.lowering.control import branch
from advisor.lowering.errors import UnsupportedError
from advisor.lowering.integers import fit
from advisor.lowering.literals import LIMIT, constant, fold
from advisor.lowering.naming import assign, freeze_number, read
from advisor.lowering.promotion import NUMPY_FLOAT, cast, promote
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
    Number,
    Value,
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
_POWERS = 100  # complex ** int multiplies repeatedly up to here, as complex_pow does


# ------------------------------------------------------------------- operators


def binary(scope: Scope, operator: BinaryOperator, left: Value, right: Value) -> Number | Mixed:
    """``left operator right``."""
    if isinstance(left, Mixed) or isinstance(right, Mixed):
        return _mixed_binary(scope, operator, left, right)
    if isinstance(left, Number) and isinstance(right, Number):
        found = _of_words(scope, operator, left, right)
        if found is not None:
            return found
    first, second = settle(scope, left), settle(scope, right)
    folded = fold(operator, first, second)
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


def _of_words(scope: Scope, operator: BinaryOperator, left: Number, right: Number) -> Number | None:
    """An operation of which one operand at least is an int of 64 bits without a sign."""
    kinds = {left.type, right.type}
    if WORD in kinds and kinds <= {WORD, INT, BOOL}:
        return words.operate(scope, operator, left, right)
    if kinds == {WORD, FLOAT}:
        first, second = map(words.as_float, (left, right))
        return _plain(operator, first, second, FLOAT, FLOAT)
    return None


def _plain(
    operator: BinaryOperator, left: Number, right: Number, operation: Scalar, result: Scalar
) -> Number:
    expressions = cast(left.expression, operation), cast(right.expression, operation)
    return Number(Binary(operator, *expressions, result, operation.kind != "bool"), result)


def _mixed_binary(
    scope: Scope, operator: BinaryOperator, left: Value, right: Value
) -> Number | Mixed:
    """An operation on operands whose types are known at run time only.

    Where every type gives the same float operation, that is done; otherwise each
    type of the first such operand is done for itself.
    """
    first, second = (present(scope, v) if isinstance(v, Mixed) else v for v in (left, right))
    first, second = (
        settle(scope, v) if isinstance(v, Number) and v.type == WORD else v for v in (first, second)
    )
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
            promote(operator, a, b)[1] for a in members_of(left) for b in members_of(right)
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
            require_small(scope, value)
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
        assign(
            scope,
            key,
            action(present(scope, Mixed(value.expression, value.tag, frozenset({member})))),
        )

    def other() -> None:
        assign(scope, key, action(present(scope, rest)))

    branch(scope, is_member(value, member), then, other)
    answer = read(scope, key, "a value of several types")
    assert isinstance(answer, Number | Mixed)
    return answer


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
            square = freeze_number(scope, product, "square", f"{base.expression!r} {mask}")
    result = freeze_number(scope, result, "power", f"{base.expression!r} {power}")
    for part in ("real", "imag"):
        finite = Intrinsic("math.isfinite", (Intrinsic(part, (result.expression,), FLOAT),), BOOL)
        scope.leave_if(Unary("not", finite, BOOL), "a complex power beyond the doubles")
    return result


_SIGNS: dict[str, Callable[[Any], Any]] = {
    "-": operators.neg,
    "+": operators.pos,
    "~": operators.invert,
}


def negative(scope: Scope, operator: str, operand: Value) -> Number:
    """``-x``, ``+x`` or ``~x``."""
    number = settle(scope, operand)
    if number.type.kind in ("char", "bool") and (number.type.dtype or number.type.kind == "char"):
        raise scope.refuse(f"the operator {operator} on {number.type.kind} values")
    kind = INT if number.type.kind == "bool" else number.type
    if operator == "~" and kind.kind != "int":
        raise scope.refuse(f"the operator ~ on {kind.kind} numbers")
    if number.constant is not None and kind.dtype is None:
        value = _SIGNS[operator](number.constant)
        if not isinstance(value, int) or abs(value) < LIMIT:
            return constant(value)
    if kind.kind == "int" and kind.dtype not in (None, "int64"):
        wide = Unary(operator, cast(number.expression, INT), INT, checked=True)  # type: ignore[arg-type] # one of three
        return fit(scope, Number(wide, INT), kind.dtype or "int64")
    checked = operator == "-" and kind.kind == "int"
    operand_expression = cast(number.expression, kind)
    return Number(Unary(operator, operand_expression, kind, checked), kind, number.small)  # type: ignore[arg-type] # one of three


# ----------------------------------------------------------------- comparisons


# ---------------------------------------------------------------------- truth


# -------------------------------------------------------------------- choosing


def is_variable(expression: Expression) -> bool:
    """Whether evaluating it again costs nothing."""
    return isinstance(expression, Constant | Variable)
