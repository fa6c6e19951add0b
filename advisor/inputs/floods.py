"""Every number of an argument at once: all zero, all alike, alike but for the last place.

One odd element among ordinary ones is seldom enough: a sum is zero only if all are, and
which of several is the least hangs on the last bit only where all are nearly equal.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

from advisor.inputs.rebuilding import KEEP, children
from advisor.inputs.situation import Situation

_NUDGES = (0, 1, -1, 2, 0, -2, 1)  # units in the last place, one after the other
_NARROW = 1 << 20  # so many units in single precision are none
_HUGE = 2.0**511  # its square is a float, the sum of a few squares is not


def floods(base: Situation) -> Iterator[Situation]:
    """The base with one argument's numbers replaced, for each argument that holds several."""
    places = [
        ((part, step), value)
        for part in ("arguments", "keywords", "names")
        for step, value in children(getattr(base, part))
        if _holds_floats(value)
    ]
    for make in (_zero, _nearly(_NARROW), _nearly(1), _huge, _negative, _alike):
        for place, value in places:
            first = _first(value)
            yield base.changed(_change(place, lambda number: make(number, first)))  # noqa: B023 - called at once


def _change(
    place: tuple[Any, ...], make: Callable[[float], float]
) -> Callable[[Any, tuple[Any, ...]], Any]:
    def change(value: Any, path: tuple[Any, ...]) -> Any:
        if path[:2] != place:
            return KEEP
        if type(value) is float:
            return make(value)
        if isinstance(value, np.ndarray) and value.dtype.kind == "f" and value.size:
            made = value.copy(order="K")
            numbers = [make(number) for number in value.ravel().tolist()]
            made[...] = np.array(numbers).reshape(value.shape)
            return made
        return KEEP

    return change


def _holds_floats(value: Any) -> bool:
    if isinstance(value, np.ndarray):
        return value.dtype.kind == "f" and value.size > 0
    return type(value) in (list, tuple) and _first(value) is not None


def _first(value: Any) -> float | None:
    """The first float within; ``None`` if there is none."""
    if type(value) is float:
        return value
    if isinstance(value, np.ndarray):
        return float(value.flat[0]) if value.dtype.kind == "f" and value.size else None
    found = (_first(child) for _, child in itertools.islice(children(value), 3))
    return next((number for number in found if number is not None), None)


def _zero(_number: float, _first: float | None) -> float:
    return 0.0


def _alike(_number: float, first: float | None) -> float:
    return first or 0.0


def _huge(number: float, _first: float | None) -> float:
    return math.copysign(_HUGE, number)


def _negative(number: float, _first: float | None) -> float:
    return -abs(number)


def _nearly(units: int) -> Callable[[float, float | None], float]:
    nudges = itertools.cycle(_NUDGES)

    def make(_number: float, first: float | None) -> float:
        value = first or 1.0
        return value + next(nudges) * units * math.ulp(value)

    return make
