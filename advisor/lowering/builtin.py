"""Built-in functions on numbers: ``abs``, ``round``, ``int``, ``float``, ``divmod`` and more."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal, TypeAlias

from advisor.kernel.nodes import Compare, Constant, Intrinsic
from advisor.kernel.types import BOOL, CHAR, COMPLEX, FLOAT, INT, WORD, Scalar
from advisor.lowering import letters
from advisor.lowering.arithmetic import binary, negative
from advisor.lowering.arrays import ZERO
from advisor.lowering.comparing import character, truth
from advisor.lowering.literals import constant
from advisor.lowering.naming import freeze
from advisor.lowering.promotion import cast
from advisor.lowering.scope import Scope
from advisor.lowering.settling import settle
from advisor.lowering.values import NoneValue, Number, Text, TupleValue, Value
from advisor.lowering.words import as_float

Builtin: TypeAlias = Callable[[Scope, list[Value]], Value]


def absolute(scope: Scope, values: list[Value]) -> Value:
    """``abs(number)``."""
    number = settle(scope, values[0])
    kind = number.type
    if kind.kind == "char" or (kind.kind == "bool" and kind.dtype):
        raise scope.refuse(f"abs of a {kind.kind}")
    if kind.kind == "bool":
        return Number(cast(number.expression, INT), INT, small=True)
    if kind.kind == "complex":
        if kind.dtype:
            raise scope.refuse("abs of a NumPy complex number")
        return Number(Intrinsic("abs", (number.expression,), FLOAT), FLOAT)
    if number.constant is not None:
        return number if number.constant.real >= 0 else negative(scope, "-", number)
    if kind.dtype not in (None, "int64", "float64"):
        raise scope.refuse(f"abs of an np.{kind.dtype}")
    return Number(Intrinsic("abs", (number.expression,), kind), kind, number.small)


def _rounded(scope: Scope, values: list[Value]) -> Value:
    number = settle(scope, values[0])
    if number.type.kind in ("complex", "char"):
        raise scope.refuse(f"round of a {number.type.kind}")
    if len(values) > 1 and not isinstance(values[1], NoneValue):
        return _rounded_to(scope, number, settle(scope, values[1]))
    if number.type.kind in ("int", "bool"):
        if number.type.dtype:
            raise scope.refuse("round of a NumPy integer")
        return Number(cast(number.expression, INT), INT, number.small)
    if number.type.dtype not in (None, "float64"):
        raise scope.refuse(f"round of an np.{number.type.dtype}")
    return Number(Intrinsic("round", (cast(number.expression, FLOAT),), INT), INT)


def _rounded_to(scope: Scope, number: Number, digits: Number) -> Number:
    """``round(x, digits)``; of an int it is the int itself, unless digits are cut off."""
    if number.type.dtype or digits.type.kind != "int":
        raise scope.refuse("round of a NumPy number to a number of digits")
    if number.type.kind == "float":
        arguments = number.expression, cast(digits.expression, INT)
        return Number(Intrinsic("round_to", arguments, FLOAT), FLOAT)
    scope.leave_if(Compare("<", digits.expression, ZERO, BOOL), "round to tens")
    return Number(cast(number.expression, INT), INT, number.small)


def _int(scope: Scope, values: list[Value]) -> Value:
    if not values:
        return constant(0)
    if isinstance(values[0], Number) and values[0].type == WORD and len(values) == 1:
        return values[0]
    number = settle(scope, values[0])
    if number.type.kind == "char" and len(values) == 1:
        return letters.digit(scope, number)
    if number.type.kind in ("complex", "char") or len(values) > 1:
        raise scope.refuse("int() of a string or complex number")
    if number.type.kind in ("int", "bool"):
        return Number(cast(number.expression, INT), INT, number.small)
    return Number(Intrinsic("int", (cast(number.expression, FLOAT),), INT), INT)


def _float(scope: Scope, values: list[Value]) -> Value:
    if not values:
        return constant(0.0)
    if isinstance(values[0], Text):
        return _float_of_text(scope, values[0])
    if isinstance(values[0], Number) and values[0].type == WORD:
        return as_float(values[0])
    number = settle(scope, values[0])
    if number.type.kind in ("complex", "char"):
        raise scope.refuse("float() of a string or complex number")
    return Number(cast(number.expression, FLOAT), FLOAT)


def _float_of_text(scope: Scope, value: Text) -> Number:
    try:
        return constant(float(value.text))
    except ValueError:
        raise scope.refuse(f"float({value.text!r})") from None


def _bool(scope: Scope, values: list[Value]) -> Value:
    if not values:
        return constant(value=False)
    return Number(truth(scope, values[0]), BOOL)


def _complex(scope: Scope, values: list[Value]) -> Value:
    numbers = [settle(scope, value) for value in values] or [constant(0.0)]
    if any(number.type.kind == "char" for number in numbers):
        raise scope.refuse("complex() of a string")
    if len(numbers) == 1:
        return Number(cast(numbers[0].expression, COMPLEX), COMPLEX)
    if any(number.type.kind == "complex" for number in numbers):
        raise scope.refuse("complex() of complex parts")
    parts = tuple(cast(number.expression, FLOAT) for number in numbers)
    if all(isinstance(part, Constant) for part in parts):
        return constant(complex(*(p.value for p in parts if isinstance(p, Constant))))
    return Number(Intrinsic("complex", parts, COMPLEX), COMPLEX)


def _divmod(scope: Scope, values: list[Value]) -> Value:
    operators: tuple[Literal["//"], Literal["%"]] = ("//", "%")
    frozen = [
        freeze(scope, value, "operand", ("divmod", id(scope.site), n))
        for n, value in enumerate(values)
    ]
    return TupleValue(tuple(binary(scope, o, frozen[0], frozen[1]) for o in operators))


def _ord(scope: Scope, values: list[Value]) -> Value:
    number = character(scope, values[0])
    if number.type.kind != "char":
        raise scope.refuse("ord() of a number")
    return Number(cast(number.expression, INT), INT, small=True)


def _pow(scope: Scope, values: list[Value]) -> Value:
    if len(values) > 2:  # noqa: PLR2004 # pow(base, exponent, modulus)
        numbers = [settle(scope, value) for value in values]
        if any(number.type not in (INT, BOOL) for number in numbers):
            raise scope.refuse("pow() with a modulus of other than ints")
        arguments = tuple(cast(number.expression, INT) for number in numbers)
        return Number(Intrinsic("power_modulo", arguments, INT), INT)
    return binary(scope, "**", values[0], values[1])


def _chr(scope: Scope, values: list[Value]) -> Value:
    number = settle(scope, values[0])
    if number.type.kind not in ("int", "bool"):
        raise scope.refuse(f"chr of a {number.type.kind}")
    code = cast(number.expression, INT)
    return Number(Intrinsic("char_of", (code,), CHAR), CHAR)


ON_NUMBERS: dict[str, tuple[Builtin, int, int]] = {
    "abs": (absolute, 1, 1),
    "round": (_rounded, 1, 2),
    "int": (_int, 0, 2),
    "float": (_float, 0, 1),
    "bool": (_bool, 0, 1),
    "complex": (_complex, 0, 2),
    "divmod": (_divmod, 2, 2),
    "ord": (_ord, 1, 1),
    "chr": (_chr, 1, 1),
    "pow": (_pow, 2, 3),
}
"""Each with the least and the largest number of arguments."""


def call(scope: Scope, name: str, values: list[Value]) -> Value:
    """A built-in on numbers."""
    function, least, most = ON_NUMBERS[name]
    if not least <= len(values) <= most:
        raise scope.refuse(f"{name}() with {len(values)} arguments")
    return function(scope, values)


def attribute(scope: Scope, value: Value, name: str) -> Value | None:
    """``z.real``, ``z.imag`` or ``z.conjugate`` is left to the caller; ``None`` if unknown."""
    if not isinstance(value, Number) or name not in ("real", "imag"):
        return None
    kind = value.type
    if kind.kind == "complex" and kind.dtype in (None, "complex128"):
        part = Scalar("float", "float64" if kind.dtype else None)
        return Number(Intrinsic(name, (value.expression,), part), part)
    if kind.kind in ("int", "float") and name == "real":
        return value
    raise scope.refuse(f".{name} of a {kind.kind}")
