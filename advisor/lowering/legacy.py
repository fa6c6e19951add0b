"""What the functions of ``numpy.random`` do to the state of a ``RandomState``, number by number.

The same twister as Python's, with ways of its own to make other numbers of its words; see
``mersenne`` for how such a text is used. ``spare`` is the normal number that is left over.
"""

# ruff: noqa: PLR2004 # states come first; the numbers are those of the algorithms

from __future__ import annotations

import math

from advisor.lowering.mersenne import mersenne_random, mersenne_word


def legacy_random(words: list[int], ready: list[int]) -> float:
    """``random()``, ``rand()`` and ``random_sample()``."""
    return mersenne_random(words, ready)


def legacy_uniform(
    words: list[int], ready: list[int], low: float = 0.0, high: float = 1.0
) -> float:
    """``uniform(low, high)``."""
    span = float(high) - float(low)
    if not math.isfinite(span):
        raise OverflowError
    return float(low) + span * mersenne_random(words, ready)


def legacy_randint_1(words: list[int], ready: list[int], high: int) -> int:
    """``randint(high)``."""
    return legacy_within(words, ready, high - 1)


def legacy_randint_2(words: list[int], ready: list[int], low: int, high: int) -> int:
    """``randint(low, high)``."""
    return low + legacy_within(words, ready, high - 1 - low)


def legacy_within(words: list[int], ready: list[int], most: int) -> int:
    """As many bits as ``most`` has, again and again until they are no more than that."""
    if most < 0 or most >= 0xFFFFFFFF:
        raise ValueError
    if most == 0:
        return 0
    mask = (1 << most.bit_length()) - 1
    r = mersenne_word(words, ready) & mask
    while r > most:
        r = mersenne_word(words, ready) & mask
    return r


def legacy_standard_normal(words: list[int], ready: list[int], spare: list[float]) -> float:
    """``standard_normal()`` and ``randn()``, two at a time by the polar method."""
    if spare[0] != 0.0:
        z = spare[1]
        spare[0] = 0.0
        spare[1] = 0.0
        return z
    x = 0.0
    y = 0.0
    square = 0.0
    while square >= 1.0 or square == 0.0:
        x = 2.0 * mersenne_random(words, ready) - 1.0
        y = 2.0 * mersenne_random(words, ready) - 1.0
        square = x * x + y * y
    factor = math.sqrt(-2.0 * math.log(square) / square)
    spare[1] = factor * x
    spare[0] = 1.0
    return factor * y


def legacy_normal(
    words: list[int], ready: list[int], spare: list[float], loc: float = 0.0, scale: float = 1.0
) -> float:
    """``normal(loc, scale)``."""
    if not scale > 0.0:
        raise ValueError
    return float(loc) + float(scale) * legacy_standard_normal(words, ready, spare)


def legacy_exponential(words: list[int], ready: list[int], scale: float = 1.0) -> float:
    """``exponential(scale)``."""
    if not scale > 0.0:
        raise ValueError
    return float(scale) * -math.log(1.0 - mersenne_random(words, ready))
