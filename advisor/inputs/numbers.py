"""Other numbers and letters of the same family: same types, same magnitudes."""

from __future__ import annotations

import random
from typing import Any

import numpy as np
from numpy.typing import NDArray

from advisor.inputs.rebuilding import KEEP, children
from advisor.inputs.situation import Situation

_LONGEST_SAMPLE = 2000
_LARGEST = 1e300  # so that a range of floats has a width
_TOP = 2  # "arguments" and the position: a scalar there is a parameter, not data


def randomised(situation: Situation, generator: random.Random) -> Situation:
    """The same sizes and types with fresh data; parameters mostly stay what they are."""
    ranges: dict[tuple[Any, ...], tuple[float, float]] = {}

    def change(value: Any, path: tuple[Any, ...]) -> Any:
        if isinstance(value, np.ndarray):
            return _array(value, generator)
        if len(path) <= _TOP:
            return _parameter(value, generator)
        if type(value) in (int, float):
            family = path[:_TOP]
            if family not in ranges:
                ranges[family] = _widened(_range(_at(situation, family)), generator)
            return _number(value, ranges[family], generator)
        if type(value) is bool:
            return generator.random() < 0.5  # noqa: PLR2004 - a coin
        if type(value) is str and value:
            return "".join(generator.choices(value, k=len(value)))
        return KEEP

    return situation.changed(change)


def _at(situation: Situation, path: tuple[Any, ...]) -> Any:
    part, step = path
    return getattr(situation, part)[step]


def _parameter(value: Any, generator: random.Random) -> Any:
    if type(value) is float and value and generator.random() < 0.7:  # noqa: PLR2004 - mostly
        return value * generator.uniform(-1.0, 2.0)
    if type(value) is int and 0 < value < 100 and generator.random() < 0.2:  # noqa: PLR2004
        return generator.randrange(value + 2)
    return KEEP


def _range(root: Any) -> tuple[float, float]:
    """The lowest and highest number within."""
    found: list[float] = []
    stack = [root]
    while stack and len(found) < _LONGEST_SAMPLE:
        value = stack.pop()
        if type(value) in (int, float) and value == value and abs(value) < 1e300:  # noqa: PLR0124, PLR2004 - finite
            found.append(value)
        stack.extend(child for _, child in children(value))
    return (min(found), max(found)) if found else (0, 1)


def _widened(ends: tuple[float, float], generator: random.Random) -> tuple[float, float]:
    """Mostly what was seen; now and then both signs, or ten times as far."""
    low, high = ends
    chance = generator.random()
    if chance < 0.2:  # noqa: PLR2004 - now and then
        return -max(abs(low), abs(high)), max(abs(low), abs(high))
    return (low, high * 10) if chance > 0.85 else ends  # noqa: PLR2004 - now and then


def _number(value: float, ends: tuple[float, float], generator: random.Random) -> Any:
    low, high = ends
    if type(value) is int:
        return generator.randint(int(low), max(int(high), int(low)))
    if generator.random() < 0.1:  # noqa: PLR2004 - now and then a tie
        return float(round(low))
    return generator.uniform(low, high if high > low else low + 1.0)


def _array(value: NDArray[Any], generator: random.Random) -> Any:
    if not value.size or value.dtype.kind not in "fciub":
        return KEEP
    source = np.random.default_rng(generator.randrange(2**32))
    if value.dtype.kind == "b":
        fresh: NDArray[Any] = source.random(value.shape) < 0.5  # noqa: PLR2004 - a coin
    elif value.dtype.kind in "iu":
        low, high = int(value.min()), int(value.max())
        fresh = source.integers(low, high, value.shape, value.dtype.type, endpoint=True)
    else:
        fresh = _floats(value, source)
    made: NDArray[Any] = np.empty_like(value)
    made[...] = fresh
    return made


def _floats(value: NDArray[Any], source: np.random.Generator) -> NDArray[Any]:
    size = np.abs(value[np.isfinite(value)])
    scale = min(float(size.max()), _LARGEST) if size.size and size.max() else 1.0
    low = 0.0 if value.dtype.kind == "f" and bool((value >= 0).all()) else -scale
    fresh: NDArray[Any] = source.uniform(low, scale, value.shape)
    if value.dtype.kind == "c":
        return np.asarray(fresh + 1j * source.uniform(low, scale, value.shape))
    return fresh
