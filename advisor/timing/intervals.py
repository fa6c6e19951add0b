"""Ratios with an interval that says how far to trust them.

Original and candidate run in turns, so that whatever slows the machine for a while
slows both; each turn gives one ratio, and the median of those is the answer.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

_RESAMPLES = 400
_FEW = 5  # rounds below which resampling tells nothing
_SPREAD = 0.15  # between two single timings on a busy machine


@dataclass(frozen=True, slots=True)
class Interval:
    """A ratio with its 95 % bootstrap interval."""

    low: float
    mid: float
    high: float

    @property
    def width(self) -> float:
        """The interval's width as a share of its middle."""
        return (self.high - self.low) / self.mid


def of_ratios(ratios: Sequence[float], seed: int) -> Interval:
    """The median ratio; with few of them the interval is what a busy machine may do to them."""
    mid = median(ratios)
    if len(ratios) < _FEW:
        spread = 1 + _SPREAD / len(ratios)
        return Interval(min(ratios) / spread, mid, max(ratios) * spread)
    generator = random.Random(seed)  # noqa: S311  (statistics, not secrets)
    medians = sorted(median(generator.choices(ratios, k=len(ratios))) for _ in range(_RESAMPLES))
    cut = _RESAMPLES // 40
    return Interval(medians[cut], mid, medians[-1 - cut])
