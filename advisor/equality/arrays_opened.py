"""Openers for NumPy: arrays with their layout and shared memory, scalars, masked arrays."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from advisor.equality.opening import Opened


def _owner(array: NDArray[Any]) -> object:
    """The object whose memory it is, through all views."""
    holder: Any = array
    while isinstance(holder, np.ndarray) and holder.base is not None:
        holder = holder.base
    return holder


def open_array(value: NDArray[Any]) -> Opened:
    """Shape, dtype with byte order, memory order, writability, and every element."""
    array = value.view(np.ndarray)
    flags = array.flags
    facts = (
        array.dtype.str,
        array.shape,
        flags.c_contiguous,
        flags.f_contiguous,
        flags.writeable,
    )
    memory = (_owner(value), array.__array_interface__["data"][0]) if array.size else None
    opened = open_content(array)
    return Opened(facts + opened.facts, opened.parts, opened.floats, memory)


def open_content(array: NDArray[Any]) -> Opened:
    """The elements alone."""
    kind = array.dtype.kind
    if kind in "fc":
        return Opened(floats=array)
    if kind == "O":
        items = array.ravel().tolist() if array.ndim else [array.item()]
        return Opened(parts=[(f".flat[{i}]", item) for i, item in enumerate(items)])
    if array.dtype.names is not None:
        names = array.dtype.names
        return Opened((repr(array.dtype),), [(f"[{name!r}]", array[name]) for name in names])
    return Opened((array.tobytes(),))


def open_scalar(value: np.generic) -> Opened:
    """A NumPy scalar: as an array of one, but nothing can be changed through it."""
    array = np.asarray(value)
    opened = open_content(array)
    return Opened((array.dtype.str, *opened.facts), opened.parts, opened.floats)


def open_masked(value: np.ma.MaskedArray[Any, Any]) -> Opened:
    """The data (also what is hidden: it can be looked at), the mask, the fill value."""
    mask = np.ma.getmask(value)
    return Opened(
        (mask is np.ma.nomask, value.hardmask),
        [
            (".data", value.data),
            (".mask", None if mask is np.ma.nomask else np.array(mask)),
            (".fill_value", _fill_value(value)),
        ],
    )


def _fill_value(value: np.ma.MaskedArray[Any, Any]) -> Any:
    """As an element of the array: before it is first used or pickled NumPy keeps it wider."""
    with np.errstate(all="ignore"):
        return np.asarray(value.fill_value).astype(value.dtype)


def open_dtype(value: np.dtype[Any]) -> Opened:
    """A dtype, with the names and offsets of its fields."""
    return Opened((repr(value), value.str))
