"""What a ``numpy.random.Generator`` does to the state of its ``PCG64``, number by number.

See ``mersenne`` for how such a text is used. ``limbs`` are the state and the increment in five
parts of 26 bits each, so that products and their sums stay within 64; then whether half of a
number is left over, which, and room for the lower half of what was drawn last.
"""

# the numbers are those of the algorithms

from __future__ import annotations

import math

M0, M1, M2, M3, M4 = (0x3CCF645, 0x177D927, 0x1DA4438, 0x147F19, 0x2360ED)
"""The multiplier, in parts of 26 bits."""


def pcg_next(limbs: list[int]) -> int:
    """64 random bits: the upper half; the lower one lies in ``limbs[12]``."""
    a = limbs[0] & 0x3FFFFFF
    b = limbs[1] & 0x3FFFFFF
    c = limbs[2] & 0x3FFFFFF
    d = limbs[3] & 0x3FFFFFF
    e = limbs[4] & 0x3FFFFFF
    t = (limbs[5] & 0x3FFFFFF) + a * M0
    limbs[0] = t & 0x3FFFFFF
    t = (t >> 26) + (limbs[6] & 0x3FFFFFF) + a * M1 + b * M0
    limbs[1] = t & 0x3FFFFFF
    t = (t >> 26) + (limbs[7] & 0x3FFFFFF) + a * M2 + b * M1 + c * M0
    limbs[2] = t & 0x3FFFFFF
    t = (t >> 26) + (limbs[8] & 0x3FFFFFF) + a * M3 + b * M2 + c * M1 + d * M0
    limbs[3] = t & 0x3FFFFFF
    t = (t >> 26) + (limbs[9] & 0x3FFFFFF) + a * M4 + b * M3 + c * M2 + d * M1 + e * M0
    limbs[4] = t & 0xFFFFFF
    b = limbs[1] & 0x3FFFFFF
    c = limbs[2] & 0x3FFFFFF
    d = limbs[3] & 0x3FFFFFF
    e = limbs[4] & 0xFFFFFF
    top = ((d >> 18) | (e << 8)) & 0xFFFFFFFF
    high = (((b >> 6) | (c << 20)) & 0xFFFFFFFF) ^ top
    low = ((limbs[0] & 0x3FFFFFF) | (b << 26)) & 0xFFFFFFFF
    low = low ^ (((c >> 12) | (d << 14)) & 0xFFFFFFFF)
    turn = (top >> 26) & 31
    if top >> 31:
        swapped = high
        high = low
        low = swapped
    below = (1 << turn) - 1  # what a turn moves over to the other half
    limbs[12] = (low >> turn) | ((high & below) << (32 - turn))
    return (high >> turn) | ((low & below) << (32 - turn))


def pcg_word(limbs: list[int]) -> int:
    """32 random bits: the lower half first, the upper one with the next call."""
    if limbs[10] != 0:
        limbs[10] = 0
        return limbs[11]
    limbs[11] = pcg_next(limbs)
    limbs[10] = 1
    return limbs[12]


def pcg_random(limbs: list[int]) -> float:
    """``random()``: 53 random bits."""
    high = pcg_next(limbs)
    return ((high << 21) | (limbs[12] >> 11)) * (1.0 / 9007199254740992.0)


def pcg_uniform(limbs: list[int], low: float = 0.0, high: float = 1.0) -> float:
    """``uniform(low, high)``."""
    span = float(high) - float(low)
    if not (math.isfinite(span) and span >= 0.0):
        raise OverflowError
    return float(low) + span * pcg_random(limbs)


def pcg_integers_1(limbs: list[int], high: int) -> int:
    """``integers(high)``."""
    return pcg_within(limbs, high - 1)


def pcg_integers_2(limbs: list[int], low: int, high: int) -> int:
    """``integers(low, high)``."""
    return low + pcg_within(limbs, high - 1 - low)


def pcg_within(limbs: list[int], most: int) -> int:
    """A number from 0 to ``most``, by Lemire's way: the upper half of a product."""
    if most < 0 or most >= 1 << 31:
        raise ValueError
    if most == 0:
        return 0
    count = most + 1
    product = pcg_word(limbs) * count
    if product & 0xFFFFFFFF < count:
        least = (0xFFFFFFFF - most) % count
        while product & 0xFFFFFFFF < least:
            product = pcg_word(limbs) * count
    return product >> 32
