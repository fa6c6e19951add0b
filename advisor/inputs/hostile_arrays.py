"""Arrays of other types, layouts and memory, and with values that spread."""

from __future__ import annotations

import math
import random
import warnings
from collections.abc import Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray

from advisor.inputs.strangers import OddArray

_OTHER_TYPES = ("f4", "i8", "c16", "O", "u1", "i4", ">f8", "?", "f2", "g")
_NUMERIC = "fciub"


def arrays(value: NDArray[Any], generator: random.Random) -> Iterator[Any]:
    """Replacements for one array, the most telling ones first."""
    series = (_elements(value, generator), _layouts(value), _types(value), _shapes(value))
    pending = list(series)
    while pending:
        for one in tuple(pending):
            try:
                yield next(one)
            except StopIteration:
                pending.remove(one)


def overlapping(
    first: NDArray[Any], second: NDArray[Any]
) -> tuple[NDArray[Any], NDArray[Any]] | None:
    """Two arrays like these in one memory, the second a step behind the first."""
    if first.dtype != second.dtype or first.shape != second.shape or not first.size:
        return None
    shape = (first.shape[0] + 1, *first.shape[1:])
    memory = np.empty(shape, first.dtype)
    memory[:-1], memory[-1] = first, second[-1]
    return memory[:-1], memory[1:]


def _elements(value: NDArray[Any], generator: random.Random) -> Iterator[Any]:
    if not value.size or value.dtype.kind not in _NUMERIC:
        return
    for i, stranger in enumerate(_odd_numbers(value.dtype)):
        made = value.copy(order="K")
        place = (generator.randrange(value.size), 0, value.size - 1)[i % 3]
        made.flat[place] = stranger
        yield made
    yield np.full_like(value, value.flat[0])
    yield np.zeros_like(value)
    yield np.asarray(-value) if value.dtype.kind in "fci" else np.flip(value).copy()
    yield np.sort(value, axis=None).reshape(value.shape)


def _odd_numbers(dtype: np.dtype[Any]) -> tuple[Any, ...]:
    if dtype.kind in "fc":
        largest = np.finfo(dtype).max
        return (math.nan, 0.0, math.inf, -0.0, largest, -1.0, -math.inf, np.finfo(dtype).tiny)
    if dtype.kind in "iu":
        limits = np.iinfo(dtype)
        return (0, limits.max, limits.min, 1, limits.max // 2)
    return (True, False)


def _layouts(value: NDArray[Any]) -> Iterator[Any]:
    if value.ndim > 1:
        yield np.asfortranarray(value)
    wide = np.repeat(value, 2, axis=-1) if value.ndim else value
    yield wide[..., ::2] if value.ndim else value.copy()
    protected = value.copy()
    protected.flags.writeable = False
    yield protected
    if value.ndim:
        yield value[::-1].copy()[::-1]
        yield np.broadcast_to(value[:1], value.shape) if value.size else value[::-1]


def _types(value: NDArray[Any]) -> Iterator[Any]:
    if value.dtype.kind not in _NUMERIC:
        return
    for name in _OTHER_TYPES:
        if np.dtype(name) != value.dtype:
            yield _as_type(value, name)
    yield value.view(OddArray)
    yield value.tolist()
    yield np.ma.masked_array(value, np.arange(value.size).reshape(value.shape) % 3 == 0)


def _as_type(value: NDArray[Any], name: str) -> NDArray[Any]:
    with warnings.catch_warnings(), np.errstate(all="ignore"):
        warnings.simplefilter("ignore")
        return value.astype(name)


def _shapes(value: NDArray[Any]) -> Iterator[Any]:
    if not value.ndim:
        return
    yield value[:0]
    yield value[:1]
    if value.ndim > 1:
        yield value[:, :0]
        yield value[:, :1]
        yield value[0] if len(value) else value.sum(axis=0)
        yield value.T
    yield value[..., None]
    yield value[:-1]
    yield np.concatenate([value, value])
    yield None
    yield np.array(value.flat[0]) if value.size else np.array(0.0)
