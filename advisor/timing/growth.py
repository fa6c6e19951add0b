"""How time grows with size: points measured, the power they follow, where a winner starts to pay.

Kept apart from the measuring, which loads what a worker needs; this is read by reports.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

_FEWEST = 3


@dataclass(frozen=True, slots=True)
class Point:
    """Seconds of one call at one size, of the original and of the winner."""

    size: int
    before: float
    after: float


@dataclass(frozen=True, slots=True)
class Growth:
    """Time against size.

    Attributes:
        points: by size, small to large; empty where no size could be told.
        reason: why there are none, or "".
    """

    points: tuple[Point, ...]
    reason: str = ""

    @property
    def pays_from(self) -> float | None:
        """The size from which on the winner is faster; ``None`` if it never is.

        Between two measured sizes it is where the straight lines through them, both
        axes logarithmic, cross.
        """
        if not self.points or _lead(self.points[-1]) <= 0:
            return None
        crossing = float(self.points[0].size)
        for smaller, larger in pairwise(self.points):
            if _lead(smaller) <= 0 < _lead(larger):
                crossing = _crossing(smaller, larger)
        return crossing


@dataclass(frozen=True, slots=True)
class Power:
    """Seconds as ``factor * size ** exponent``."""

    factor: float
    exponent: float

    def seconds(self, size: float) -> float:
        """What the law says of a size."""
        return float(self.factor * size**self.exponent)


def fit(sizes: Sequence[int], seconds: Sequence[float]) -> Power | None:
    """The power law through the larger half of the sizes, where fixed costs weigh least.

    ``None`` if there are too few of them to tell.
    """
    chosen = max(_FEWEST, (len(sizes) + 1) // 2)
    points = [(math.log(n), math.log(t)) for n, t in zip(sizes, seconds, strict=True) if n and t]
    points = points[-chosen:]
    if len({x for x, _ in points}) < _FEWEST:
        return None
    middle = sum(x for x, _ in points) / len(points)
    level = sum(y for _, y in points) / len(points)
    exponent = sum((x - middle) * (y - level) for x, y in points) / sum(
        (x - middle) ** 2 for x, _ in points
    )
    return Power(math.exp(level - exponent * middle), exponent)


def _lead(point: Point) -> float:
    """How far ahead the winner is, as a logarithm."""
    return math.log(point.before / point.after)


def _crossing(smaller: Point, larger: Point) -> float:
    share = -_lead(smaller) / (_lead(larger) - _lead(smaller))
    ratio = larger.size / smaller.size
    return float(smaller.size * ratio**share)
