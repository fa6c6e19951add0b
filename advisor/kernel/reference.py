"""What the operations of a kernel mean, in plain Python: the functions its text calls.

Each does exactly what Python does within 64 bits, or raises ``Left``.
"""

from __future__ import annotations

import cmath
import math
import operator
from collections.abc import Callable, Iterator
from itertools import product
from typing import Any

import numpy as np

_WORD = 1 << 63
_EXACT = 1 << 53


class Left(Exception):  # noqa: N818 # it is no error: the original body runs instead
    """The kernel gave up."""


class Block:
    """A rectangular array of Python numbers."""

    def __init__(self, shape: tuple[int, ...], items: list[Any]) -> None:
        """Hold ``items`` in row-major order."""
        self.shape = shape
        self.items = items

    def _place(self, indices: tuple[int, ...]) -> int:
        place = 0
        for index, extent in zip(indices, self.shape, strict=True):
            assert 0 <= index < extent, f"unchecked index {indices} into {self.shape}"
            place = place * extent + index
        return place

    def __getitem__(self, indices: tuple[int, ...]) -> Any:
        value = self.items[self._place(indices)]
        assert value is not None, "an element is read before it is written"
        return value

    def __setitem__(self, indices: tuple[int, ...], value: Any) -> None:
        self.items[self._place(indices)] = value

    def append(self, value: Any) -> None:
        """Grow by one."""
        self.items.append(value)
        self.shape = (len(self.items),)

    def truncate(self, length: int) -> None:
        """Shrink to so many."""
        assert 0 <= length <= len(self.items), "a list cannot be cut longer"
        del self.items[length:]
        self.shape = (length,)

    def sort(self, descending: bool) -> None:  # noqa: FBT001 # generated text calls it
        """Sort, unless there is a NaN."""
        if any(item != item for item in self.items):  # noqa: PLR0124 # only a NaN does that
            raise Left("a NaN among what is sorted")
        self.items.sort(reverse=descending)

    def copy(self) -> Block:
        """A fresh block with the same content."""
        return Block(self.shape, list(self.items))

    def positions(self) -> Iterator[tuple[int, ...]]:
        """All index tuples, in order."""
        return product(*(range(extent) for extent in self.shape))


def new(shape: tuple[int, ...], fill: Any) -> Block:
    """A block of that shape; a shape of one capacity only is an empty list's."""
    if any(extent < 0 for extent in shape) or math.prod(shape) > 1 << 24:
        raise Left("a new array of such a size")
    return Block(shape, [fill] * math.prod(shape))


def growing(capacity: int) -> Block:
    """An empty list."""
    del capacity
    return Block((0,), [])


def _word(value: int) -> int:
    if not -_WORD <= value < _WORD:
        raise Left("an integer beyond 64 bits")
    return value


def signed(bits: int) -> int:
    """Those 64 bits as a number with a sign; a bool as a number."""
    return (bits + _WORD) % (2 * _WORD) - _WORD


def unsigned(value: int) -> int:
    """What is left of it in 64 bits."""
    return value % (2 * _WORD)


def _exactly(function: Callable[..., Any]) -> Callable[..., Any]:
    """Call it; where Python raises or an int leaves 64 bits, the kernel leaves."""

    def call(*arguments: Any) -> Any:
        try:
            value = function(*arguments)
        except (ArithmeticError, ValueError, TypeError) as error:
            raise Left(str(error)) from error
        return _word(value) if isinstance(value, int) else value

    return call


def _within_64_bits(function: Callable[[int, int], int]) -> Callable[[int, int], int]:
    """What machines do with unsigned numbers of 64 bits; there is always an answer."""
    return lambda left, right: unsigned(function(left, right))


add, subtract, multiply = (_exactly(f) for f in (operator.add, operator.sub, operator.mul))
floor_divide, modulo = _exactly(operator.floordiv), _exactly(operator.mod)
shift_left, shift_right = _exactly(operator.lshift), _exactly(operator.rshift)
negate, int_abs, divide = _exactly(operator.neg), _exactly(abs), _exactly(operator.truediv)
float_floor_divide, float_modulo = _exactly(operator.floordiv), _exactly(operator.mod)
complex_multiply, complex_divide = _exactly(operator.mul), _exactly(operator.truediv)
complex_abs = float_abs = _exactly(abs)
float_int = int_int = bool_int = _exactly(int)
float_round = _exactly(round)
complex_of, conjugate = _exactly(complex), _exactly(lambda z: z.conjugate())
real, imag = _exactly(lambda z: z.real), _exactly(lambda z: z.imag)


def power(base: int, exponent: int) -> int:
    """``base ** exponent`` of ints; a negative exponent gives a float, so the kernel leaves."""
    if exponent < 0 or (abs(base) > 1 and exponent > 64):  # noqa: PLR2004 # bits
        raise Left("an integer power")
    return _word(base**exponent)


def float_power(base: float, exponent: float) -> float:
    """``base ** exponent``; a negative base gives a complex number, so the kernel leaves."""
    value = _power(base, exponent)
    if not isinstance(value, float):
        raise Left("a complex power")
    return value


_power = _exactly(operator.pow)


def square(base: float) -> float:
    """``base ** 2``."""
    return float_power(base, 2.0)


def cube(base: float) -> float:
    """``base ** 3``."""
    return float_power(base, 3.0)


def root(base: float) -> float:
    """``base ** 0.5``."""
    return float_power(base, 0.5)


def true_divide(left: int, right: int) -> float:
    """``left / right`` of ints that a double holds exactly."""
    if right == 0 or max(abs(left), abs(right)) > _EXACT:
        raise Left("a division of ints")
    return left / right


def single(value: float) -> float:
    """A double rounded to single precision."""
    with np.errstate(all="ignore"):
        return float(np.float32(value))


def at(index: int, extent: int) -> int:
    """An index of the user's own: negative ones count from the end."""
    return within(index + extent if index < 0 else index, extent)


def within(index: int, extent: int) -> int:
    """An index that may be out of bounds."""
    if not 0 <= index < extent:
        raise Left("an index out of range")
    return index


def from_end(index: int, extent: int) -> int:
    """An index that is in bounds but may be negative."""
    return index + extent if index < 0 else index


def numpy_sum(items: list[float], at: int, count: int) -> float:
    """``np.sum`` of so many items."""
    return _quietly(np.sum, np.array(items[at : at + count], dtype=np.float64))


def numpy_dot(*runs: Any) -> float:
    """``np.dot`` of so many items each: two times items, place and step, then their number."""
    *given, count = runs
    sides = []
    for items, at, step in (given[:3], given[3:]):
        sides.append(np.array(items)[at : at + step * count : step][:count])
    return _quietly(np.dot, *sides)


math_hypot_3 = _exactly(math.hypot)
power_modulo = _exactly(pow)
float_round_to = _exactly(round)
word_add = _within_64_bits(operator.add)
word_subtract = _within_64_bits(operator.sub)
word_multiply = _within_64_bits(operator.mul)
word_and, word_or = _within_64_bits(operator.and_), _within_64_bits(operator.or_)
word_xor = _within_64_bits(operator.xor)
word_left, word_right = _within_64_bits(operator.lshift), _within_64_bits(operator.rshift)
word_divide, word_modulo = _within_64_bits(operator.floordiv), _within_64_bits(operator.mod)
product_modulo = _exactly(lambda left, right, by: left * right % by)


int_bit_count, int_bit_length = _exactly(int.bit_count), _exactly(int.bit_length)


def mixed(seed: int, key: int) -> int:
    """A whole number stirred into another."""
    return hash((seed, key)) & (1 << 62) - 1


def char_of(code: int) -> int:
    """A code point that there is."""
    if not 0 <= code <= 0x10FFFF:  # noqa: PLR2004 # the last code point
        raise Left("no character")
    return code


def ascii(letter: int) -> int:  # noqa: A001 # the operation's name in every dialect
    """A character that is looked up here; others are left to Python."""
    if letter > 127:  # noqa: PLR2004 # ASCII
        raise Left("a character beyond ASCII")
    return letter


def cmath_exp(value: complex) -> complex:
    """``cmath.exp`` of what is small enough."""
    if not (math.isfinite(value.real) and math.isfinite(value.imag)) or value.real > 700:  # noqa: PLR2004 # far from overflow
        raise Left("cmath.exp")
    return cmath.exp(value)


def np_sqrt(value: float) -> float:
    """``np.sqrt``; leaves where NumPy would warn."""
    if value < 0:
        raise Left("np.sqrt of a negative number")
    return math.sqrt(value)


def _quietly(function: Callable[..., Any], *arguments: Any) -> float:
    """NumPy's answer; leaves where it would warn."""
    with np.errstate(over="raise", divide="raise", invalid="raise"):
        try:
            return float(function(*arguments))
        except FloatingPointError as error:
            raise Left(str(error)) from error


def __getattr__(name: str) -> Callable[..., Any]:
    """``math_sqrt`` is ``math.sqrt``, leaving where that raises; ``np_floor`` likewise."""
    family, _, function = name.partition("_")
    if family == "math" and hasattr(math, function):
        return _exactly(getattr(math, function))
    if family == "np" and hasattr(np, function):
        return lambda *arguments: _quietly(getattr(np, function), *arguments)
    raise AttributeError(name)
