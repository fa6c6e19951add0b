"""Operations on words: ints from 0 to 2**64 - 1, as generators and hashes keep them.

Only what stays below 2**64 by itself is done on words; anywhere else a word is an ordinary int,
and the kernel leaves where it is too large for one. A name that ever holds a word holds words
only; the kernel leaves where it would come to hold a negative int.
"""

from __future__ import annotations

from advisor.kernel.nodes import BinaryOperator, Cast, Compare, Constant, Expression, Intrinsic
from advisor.kernel.types import BOOL, FLOAT, INT, WORD
from advisor.lowering.promotion import cast
from advisor.lowering.scope import Scope
from advisor.lowering.settling import settle
from advisor.lowering.values import Number

_BITS, _EXACT = 64, 53
_BITWISE = {"&": "and", "|": "or", "^": "xor"}
_QUOTIENTS = {"//": "divide", "%": "modulo"}
_ZERO = Constant(0, INT)


def bits(number: Number) -> Expression:
    """An int modulo 2**64."""
    expression = number.expression
    if isinstance(expression, Constant):
        return Constant(int(expression.value.real) % (1 << _BITS), WORD)
    return expression if number.type == WORD else Cast(cast(expression, INT), WORD)


def as_word(scope: Scope, number: Number) -> Expression:
    """An int as a word; leaves where it is negative."""
    held = number.expression
    if isinstance(held, Cast) and held.operand.type == WORD:
        return held.operand  # a word that was seen to be an ordinary int
    if number.type != WORD:
        negative = Compare("<", cast(number.expression, INT), _ZERO, BOOL)
        if isinstance(number.expression, Constant):
            negative = Constant(number.expression.value.real < 0, BOOL)  # type: ignore[assignment] # a literal
        scope.leave_if(negative, "a negative integer beside one of 64 bits")
    return bits(number)


def operate(scope: Scope, operator: BinaryOperator, left: Number, right: Number) -> Number | None:
    """``left operator right`` of ints of which one is a word; ``None`` where that is no help."""
    if operator in _BITWISE:
        return _bitwise(scope, _BITWISE[operator], left, right)
    if operator == ">>":
        return _shifted(scope, left, right)
    if operator in _QUOTIENTS:
        return _quotient(scope, operator, left, right)
    if operator == "+":
        return _sum(scope, left, right)
    if operator == "-" and left.type == WORD and isinstance(right.expression, Constant):
        return _difference(scope, left, right)
    return None


def _sum(scope: Scope, left: Number, right: Number) -> Number:
    parts = as_word(scope, left), as_word(scope, right)
    total = Intrinsic("word.add", parts, WORD)
    scope.leave_if(Compare("<", total, parts[0], BOOL), "an integer beyond 64 bits")
    return Number(total, WORD)


def _difference(scope: Scope, left: Number, right: Number) -> Number:
    parts = left.expression, as_word(scope, right)
    scope.leave_if(Compare("<", *parts, BOOL), "a negative integer beside one of 64 bits")
    return Number(Intrinsic("word.subtract", parts, WORD), WORD)


def _bitwise(scope: Scope, name: str, left: Number, right: Number) -> Number:
    parts = as_word(scope, left), as_word(scope, right)
    low = name == "and" and next((_size(part) for part in parts if _size(part) < _BITS), None)
    return _result(Intrinsic(f"word.{name}", parts, WORD), low or _BITS)


def _size(expression: Expression) -> int:
    """How many bits a word can have."""
    if isinstance(expression, Constant):
        return int(expression.value.real).bit_length()
    return _BITS


def _result(expression: Expression, size: int) -> Number:
    """A word as an int, if it has few enough bits to be an ordinary one."""
    if size >= _BITS:
        return Number(expression, WORD)
    return Number(Cast(expression, INT), INT, small=size <= _EXACT)


def _shifted(scope: Scope, left: Number, right: Number) -> Number | None:
    if left.type != WORD:
        return None
    count = settle(scope, right).expression
    count = cast(count, INT)
    size = _BITS
    if isinstance(count, Constant):
        size -= int(count.value.real)
        if not 0 < size <= _BITS:
            return None
    else:
        for operator, bound in (("<", 0), (">=", _BITS)):
            test = Compare(operator, count, Constant(bound, INT), BOOL)  # type: ignore[arg-type] # literals above
            scope.leave_if(test, "a shift by such a count")
    shifted = Intrinsic("word.right", (left.expression, bits(Number(count, INT))), WORD)
    return _result(shifted, size)


def _quotient(scope: Scope, operator: BinaryOperator, left: Number, right: Number) -> Number | None:
    divisor = as_word(scope, right)
    if divisor == Constant(0, WORD):
        return None
    if not isinstance(divisor, Constant):
        scope.leave_if(Compare("==", divisor, Constant(0, WORD), BOOL), "a division by zero")
    result = Intrinsic(f"word.{_QUOTIENTS[operator]}", (as_word(scope, left), divisor), WORD)
    if operator == "%":
        return _result(result, _size(divisor) if right.type == WORD else _BITS - 1)
    return _result(result, _BITS - (_size(divisor) - 1))


def compared(scope: Scope, operator: str, left: Number, right: Number) -> Number:
    """A comparison of ints of which one is a word."""
    parts = as_word(scope, left), as_word(scope, right)
    return Number(Compare(operator, *parts, BOOL), BOOL)  # type: ignore[arg-type] # one of six


def as_float(number: Number) -> Number:
    """The double nearest to a word, as Python converts it; a double is one already."""
    return Number(cast(number.expression, FLOAT), FLOAT)
