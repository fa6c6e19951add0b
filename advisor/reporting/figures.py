"""Numbers as people read them: 340 ms, 2.1 µs, 83×, 87 %.

The renderers share them, so that one figure looks the same in every report.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    # Loads NumPy, which a time or a share does without.
    from advisor.measuring import Interval

_SCALES = ((1.0, "s"), (1e-3, "ms"), (1e-6, "µs"), (1e-9, "ns"))
_BLOCK = "━"
_HALF = "╸"
_HUNDREDTHS_BELOW = 1.995
_TENTHS_BELOW = 9.95


def seconds(value: float) -> str:
    """A time: two digits where it is short, minutes and hours where it is long."""
    if not math.isfinite(value) or value < 0:
        return "–"
    if value >= 59.5:  # noqa: PLR2004 - what would be rounded to sixty seconds
        minutes, rest = divmod(round(value), 60)
        hours, minutes = divmod(minutes, 60)
        return f"{hours} h {minutes} min" if hours else f"{minutes} min {rest} s"
    for scale, unit in _SCALES:
        if value >= 0.9995 * scale:
            return f"{_short(value / scale)} {unit}"
    return "0 s" if value == 0 else "<1 ns"


def _short(value: float) -> str:
    return f"{value:.1f}" if value < _TENTHS_BELOW else f"{value:.0f}"


def ratio(value: float) -> str:
    """A factor: 1.03×, 4.2×, 83×, 1,234×."""
    return f"{_digits(value, value)}×"


def interval(value: Interval) -> str:
    """The ends of an interval, as precise as its middle: ``79–88``."""
    return f"{_digits(value.low, value.mid)}–{_digits(value.high, value.mid)}"


def _digits(value: float, like: float) -> str:
    if not math.isfinite(value):
        return "–"
    if like < _HUNDREDTHS_BELOW:
        return f"{value:.2f}"
    return f"{value:.1f}" if like < _TENTHS_BELOW else f"{value:,.0f}"


def percent(share: float) -> str:
    """A share of the whole: 87 %, <1 %, 0 %."""
    if 0 < share < 0.0095:  # noqa: PLR2004 - what would not be rounded to one percent
        return "<1 %"
    return f"{100 * share:.0f} %"


def count(number: int, noun: str) -> str:
    """A number of things: ``1 call``, ``5,000 calls``."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


def bar(share: float, width: int) -> str:
    """A share as a bar of at most ``width`` cells, to half a cell."""
    halves = round(2 * width * min(max(share, 0.0), 1.0))
    return _BLOCK * (halves // 2) + _HALF * (halves % 2)


def one_line(text: str) -> str:
    """Text of the user's on one line, without anything a terminal would obey."""
    words = " ".join(text.split())
    return "".join(character if character.isprintable() else "·" for character in words)
