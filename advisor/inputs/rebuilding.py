"""Copy nested values and change some on the way, keeping which objects are one."""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

from advisor.equality.objects_opened import attributes_of, from_class_statement

KEEP: Any = object()
"""The answer of a change that has nothing to say of a value."""

_DEEPEST = 60
_ATOMS = (int, float, complex, str, bytes, bool, type(None))


def rebuild(value: Any, change: Callable[[Any, tuple[Any, ...]], Any]) -> Any:
    """A deep copy of ``value`` in which ``change(value, path)`` replaces what it wants to.

    Lists, tuples, dicts, sets, arrays and objects of Python classes are copied; of
    anything else the copy holds the same object.
    """
    return _Copier(change).copy(value, ())


def children(value: Any) -> Iterator[tuple[Any, Any]]:
    """(step, child) for whatever a copy would go into."""
    kind = type(value)
    if kind in (list, tuple) or (isinstance(value, tuple) and hasattr(value, "_make")):
        yield from enumerate(value)
    elif kind is dict:
        yield from value.items()
    elif is_plain_object(value):
        yield from attributes_of(value)


def is_plain_object(value: Any) -> bool:
    """Whether it is an instance of a class written in Python."""
    kind: Any = type(value)
    return from_class_statement(kind) and not isinstance(value, type | BaseException)


class _Copier:
    def __init__(self, change: Callable[[Any, tuple[Any, ...]], Any]) -> None:
        self._change = change
        self._copies: dict[int, Any] = {}
        self._kept: list[Any] = []

    def copy(self, value: Any, path: tuple[Any, ...]) -> Any:
        if id(value) in self._copies and type(value) not in _ATOMS:
            return self._copies[id(value)]
        changed = self._change(value, path)
        if changed is not KEEP:
            return self._known(value, changed)
        if len(path) > _DEEPEST:
            return value
        return self._copied(value, path)

    def _known(self, value: Any, made: Any) -> Any:
        self._kept.append(value)
        self._copies[id(value)] = made
        return made

    def _copied(self, value: Any, path: tuple[Any, ...]) -> Any:
        kind = type(value)
        if kind is list:
            made: Any = self._known(value, [])
            made.extend(self.copy(item, (*path, i)) for i, item in enumerate(value))
            return made
        if kind is dict:
            made = self._known(value, {})
            made.update((key, self.copy(item, (*path, key))) for key, item in value.items())
            return made
        if kind is tuple:
            return self._known(
                value, tuple(self.copy(item, (*path, i)) for i, item in enumerate(value))
            )
        if isinstance(value, tuple) and hasattr(value, "_make"):
            items = [self.copy(item, (*path, i)) for i, item in enumerate(value)]
            return self._known(value, value._make(items))
        return self._leaf(value, path)

    def _leaf(self, value: Any, path: tuple[Any, ...]) -> Any:
        if isinstance(value, np.ndarray):
            return self._known(value, value.copy(order="K"))
        if type(value) in (set, bytearray):
            return self._known(value, value.copy())
        return self._object(value, path) if is_plain_object(value) else value

    def _object(self, value: Any, path: tuple[Any, ...]) -> Any:
        try:
            made = self._known(value, copy.copy(value))
            for name, item in attributes_of(value):
                object.__setattr__(made, name, self.copy(item, (*path, name)))
        except Exception:  # noqa: BLE001 - a class may forbid being copied or changed
            return self._known(value, value)
        return made
