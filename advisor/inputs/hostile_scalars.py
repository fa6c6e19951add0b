"""Numbers, strings and nothings that are not what they seem, for one that is ordinary."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Any

import numpy as np

from advisor.inputs.strangers import OddFloat, OddInt, OddText

_BIG = (2**53 + 1, 2**63, 2**31, -(2**63) - 1)


def scalars(value: Any, constants: Sequence[Any]) -> Iterator[Any]:
    """Replacements for one value, the most telling ones first."""
    if type(value) is bool:
        yield from (not value, int(value), np.bool_(value), None, 2, "")
    elif type(value) is int:
        yield from _ints(value)
        yield from _from_constants(constants, int)
    elif type(value) is float:
        yield from _floats(value)
        yield from _from_constants(constants, float)
    elif type(value) is complex:
        yield from (0j, complex(math.nan, 0), complex(0, math.inf), -0.0 + 0j, value.real, None)
        yield from (np.complex128(value), np.complex64(value), complex(1e200, 1e200))
    elif type(value) is str:
        yield from _texts(value)
        yield from _from_constants(constants, str)
    elif isinstance(value, np.generic):
        yield from (value.item(), np.float32(1.5), np.int64(2**62), np.float64(math.nan))
        yield from (None, Fraction(1, 3))
    elif value is None:
        yield from (0, 1.5, [], "")
    else:
        yield from (None, 1)


def _ints(value: int) -> Iterator[Any]:
    word = word_of(value)
    yield from (0, -1, 1, float(word), True, value + 1, value - 1, 2, -value - 1)
    yield from (OddInt(value), np.int64(word), 2**53 + 1, Fraction(value), None, str(word))
    yield from (
        abs(value) * 4 + 7,
        100,
        1000,
        2**63 - 1,
        Decimal(value),
        np.int32(value % 2**31),
        float(word) + 0.5,
        math.nan,
    )
    yield from _BIG


def word_of(value: int) -> int:
    """The int itself, or one that a machine can hold in its place."""
    return value if -(2**63) <= value < 2**63 else value % 2**62


def _floats(value: float) -> Iterator[Any]:
    yield from (0.0, math.nan, -0.0, math.inf, OddFloat(value), -value - 1.0, 1, -math.inf)
    yield from (np.float64(value), Fraction(1, 3), 1e308, 0.25, 5e-324, None, str(value), True)
    yield from (Decimal("0.1"), np.float32(value), 2**53 + 1, 2**63, complex(value, 1.0))
    yield from (math.nextafter(value, math.inf), math.nextafter(value, -math.inf), 2.0**53, -1e-300)


def _texts(value: str) -> Iterator[Any]:
    yield from ("", "é\U0001f600", OddText(value), value.encode(), "a", None, list(value))
    yield from (value + value, value.upper(), " \t\n\0", 1, value[::-1], "ß\u0130")


def _from_constants(constants: Sequence[Any], kind: type) -> Iterator[Any]:
    """Where the code changes its mind: at its own constants and right beside them."""
    for constant in constants:
        if kind is str and type(constant) is str:
            yield from (constant, constant + "x", constant[:-1])
        elif kind is int and type(constant) is int:
            yield from (constant, constant + 1, constant - 1)
        elif kind is float and type(constant) in (int, float) and abs(constant) < 2**53:
            exact = float(constant)
            yield from (exact, math.nextafter(exact, math.inf), math.nextafter(exact, -math.inf))
