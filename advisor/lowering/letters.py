"""Methods of single characters, for those of ASCII; the kernel leaves at others.

Before: ``letter.isdigit()``; after: ``'0' <= ascii(letter) and ascii(letter) <= '9'``, on the
code points, where ``ascii`` leaves beyond 127.
"""

from __future__ import annotations

from advisor.kernel.nodes import (
    Binary,
    Cast,
    Compare,
    Constant,
    Expression,
    IfElse,
    Intrinsic,
    Logical,
)
from advisor.kernel.types import BOOL, CHAR, INT
from advisor.lowering.naming import freeze_number
from advisor.lowering.scope import Scope
from advisor.lowering.values import Number, Value

_DIGITS, _UPPER, _LOWER = ("0", "9"), ("A", "Z"), ("a", "z")
_TESTS: dict[str, tuple[tuple[str, str], ...]] = {
    "isdigit": (_DIGITS,),
    "isdecimal": (_DIGITS,),
    "isnumeric": (_DIGITS,),
    "isupper": (_UPPER,),
    "islower": (_LOWER,),
    "isalpha": (_UPPER, _LOWER),
    "isalnum": (_DIGITS, _UPPER, _LOWER),
    "isspace": (("\t", "\r"), ("\x1c", " ")),
}
_CASES = {"upper": (_LOWER, -32), "lower": (_UPPER, 32)}
METHODS = (*_TESTS, *_CASES)


def method(scope: Scope, letter: Number, name: str) -> Value:
    """``letter.name()`` for one of ``METHODS``."""
    code = _code(scope, letter)
    if name in _TESTS:
        return Number(_within_any(code, _TESTS[name]), BOOL)
    span, distance = _CASES[name]
    other = Binary("+", code, Constant(distance, INT), INT, checked=False)
    changed = IfElse(_within_any(code, (span,)), other, code, INT)
    return Number(Cast(changed, CHAR), CHAR)


def digit(scope: Scope, letter: Number) -> Number:
    """``int(letter)``; leaves where that raises or where it is a digit of another script."""
    code = _code(scope, letter)
    outside = Logical(
        "or",
        Compare("<", code, Constant(ord("0"), INT), BOOL),
        Compare(">", code, Constant(ord("9"), INT), BOOL),
        BOOL,
    )
    scope.leave_if(outside, "int() of what is no digit")
    return Number(Binary("-", code, Constant(ord("0"), INT), INT, checked=False), INT, small=True)


def _code(scope: Scope, letter: Number) -> Expression:
    plain = Cast(Intrinsic("ascii", (letter.expression,), CHAR), INT)
    hint, key = "code", ("letter", id(scope.site), repr(letter.expression))
    return freeze_number(scope, Number(plain, INT, small=True), hint, key).expression


def _within_any(code: Expression, spans: tuple[tuple[str, str], ...]) -> Expression:
    found: Expression | None = None
    for low, high in spans:
        one = Logical(
            "and",
            Compare(">=", code, Constant(ord(low), INT), BOOL),
            Compare("<=", code, Constant(ord(high), INT), BOOL),
            BOOL,
        )
        found = one if found is None else Logical("or", found, one, BOOL)
    assert found is not None
    return found
