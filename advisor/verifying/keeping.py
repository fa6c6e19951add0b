"""Values as bytes that keep what plain pickling loses: memory that arrays share.

Views of one buffer, strides and write protection are behaviour: a function that
writes through one array changes the other.
"""

from __future__ import annotations

import io
import pickle
from typing import Any

import numpy as np
from cloudpickle import cloudpickle
from numpy.typing import NDArray


class KeepingError(Exception):
    """A value cannot be turned into bytes."""


class _Pickler(cloudpickle.Pickler):  # type: ignore[misc]  # ships no types
    def reducer_override(self, value: Any) -> Any:
        """Arrays by the memory they lie in; everything else as cloudpickle has it."""
        if type(value) is np.ndarray and not value.dtype.hasobject:
            if type(owner := _owner(value)) is np.ndarray and owner is not value:
                return _view_of, (owner, *_place(value, owner), value.flags.writeable)
            if not value.flags.writeable:
                return _protected, (_Writable(value),)
        if type(value) is _Writable:
            return value.array.copy().__reduce_ex__(5)
        return super().reducer_override(value)


class _Writable:
    """Stands for an array while its write protection is pickled apart."""

    def __init__(self, array: NDArray[Any]) -> None:
        self.array = array


def dumps(value: Any) -> bytes:
    """``value`` by value: the program's classes and functions too.

    Raises:
        KeepingError: some part of it cannot be pickled.
    """
    stream = io.BytesIO()
    try:
        _Pickler(stream, protocol=5).dump(value)
    except Exception as error:
        raise KeepingError(f"{type(error).__name__}: {error}") from error
    return stream.getvalue()


def loads(data: bytes) -> Any:
    """What ``dumps`` kept, with classes of its own, not those of an earlier load."""
    # Without its memory cloudpickle makes new classes, not the last load's once more.
    cloudpickle._DYNAMIC_CLASS_TRACKER_BY_ID.clear()  # noqa: SLF001 - it has no public name
    return pickle.loads(data)  # noqa: S301 - our own bytes


def _owner(array: NDArray[Any]) -> Any:
    """The array whose memory it lies in, through all views; it may itself lie in a buffer."""
    holder: Any = array
    while isinstance(holder.base, np.ndarray):
        holder = holder.base
    return holder


def _place(array: NDArray[Any], owner: NDArray[Any]) -> tuple[Any, ...]:
    address = array.__array_interface__["data"][0]
    offset = address - owner.__array_interface__["data"][0]
    return array.dtype, array.shape, offset, array.strides


def _view_of(  # noqa: PLR0917 - what makes up a view
    owner: NDArray[Any],
    dtype: np.dtype[Any],
    shape: tuple[int, ...],
    offset: int,
    strides: tuple[int, ...],
    writeable: bool,  # noqa: FBT001 - pickle passes positions
) -> NDArray[Any]:
    view: NDArray[Any] = np.ndarray(shape, dtype, owner.ravel(order="K"), offset, strides)
    view.flags.writeable = writeable and view.flags.writeable
    return view


def _protected(array: NDArray[Any]) -> NDArray[Any]:
    array.flags.writeable = False
    return array
