"""How strict a comparison of floats is: to the bit, or within the original's own loss."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

Floats: TypeAlias = NDArray[Any]
Spread: TypeAlias = Mapping[str, Floats]
"""For each block of floats (by its path) how far the original itself moves, per float."""

_ULPS = 4  # what a handful of correctly rounded operations may lose, whatever their order
_FACTOR = 2.0  # a few trials see less than the whole range


@dataclass(frozen=True, slots=True)
class Policy:
    """What may differ.

    Attributes:
        tolerance: from a path and the original's floats there, the largest permitted
            absolute difference, per float; ``None`` permits none, not even a NaN's sign
            of zero. Never asked for anything but finite floats.
    """

    tolerance: Callable[[str, Floats], Floats | float] | None = None


EXACT = Policy()
ANY_ROUNDING = Policy(lambda _path, _values: np.inf)
"""Any finite float may differ: tells whether floats are *all* that differs."""


def rounding(spread: Spread) -> Policy:
    """Floats may differ by what the original's own arithmetic loses, judged by ``spread``.

    Where nothing is known of a block, by a few units in the last place.
    """

    def tolerance(path: str, values: Floats) -> Floats:
        few = np.asarray(_ULPS * np.spacing(np.abs(values)))
        own = spread.get(path)
        if own is None or own.shape != values.shape:
            return few
        return np.asarray(np.maximum(few, _FACTOR * own))

    return Policy(tolerance)
