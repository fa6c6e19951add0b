"""What a call did, in plain text that tells any two different outcomes apart.

The traps judge the tool, so nothing of the tool decides here what "the same" means:
types are exact, floats are told apart bit by bit (every NaN is the same), dicts and
sets show their order, and an object that turns up twice is named by its number.
"""

from __future__ import annotations

import functools
import re
import types
from collections.abc import Iterable, Iterator, Mapping, Sequence
from hashlib import sha256
from inspect import signature
from itertools import combinations, islice
from typing import Any

import numpy as np

_LONGEST = 100_000
_HELD = (dict, list, set, frozenset, tuple)
_SCALARS = (bool, int, float, complex, str, bytes)
_CODE = (types.FunctionType, types.BuiltinFunctionType, types.MethodType)


class Describer:
    """Describes the values of one outcome; what is shared between them shows."""

    def __init__(self) -> None:
        self._numbers: dict[int, int] = {}
        self._alive: list[object] = []  # an id stays taken while its object lives
        self._arrays: list[np.ndarray[Any, Any]] = []

    def describe(self, value: object) -> str:
        """One value and all it holds."""
        if value is None or isinstance(value, np.generic) or type(value) in _SCALARS:
            return f"{_name(type(value))} {_scalar(value)}"
        if isinstance(value, type | types.ModuleType):
            return f"{_name(type(value))} {value.__name__}"
        if (number := self._numbers.get(id(value))) is not None:
            return f"#{number} again"
        self._numbers[id(value)] = number = len(self._numbers)
        self._alive.append(value)
        return f"#{number} {_name(type(value))} {self._inside(value)}"

    def shared_memory(self) -> str:
        """Which of the arrays met so far overlap."""
        pairs = combinations(enumerate(self._arrays), 2)
        return str([(i, j) for (i, a), (j, b) in pairs if np.shares_memory(a, b)])

    def _inside(self, value: Any) -> str:
        if isinstance(value, np.ndarray):
            return self._array(value)
        if isinstance(value, _CODE):
            return describe_code(value)
        if isinstance(value, functools.partial):
            return self._several((value.func, value.args, value.keywords))
        if isinstance(value, BaseException):
            return self._several((value.args, str(value), value.__cause__, value.__context__))
        parts = [self._held(value)] if isinstance(value, _HELD) else []
        if isinstance(value, _SCALARS):
            parts.append(_scalar(value))
        if isinstance(value, Iterator):
            parts.append(self._several(islice(value, _LONGEST)))
        state = dict(_state(value))
        parts.extend([self._held(state)] if state else [])
        shown: object = type(value).__repr__
        if not parts and shown is not object.__repr__:
            return repr(value)
        return " ".join(parts)

    def _array(self, value: np.ndarray[Any, Any]) -> str:
        self._arrays.append(value)
        flags = value.flags
        layout = f"{value.shape} c{flags.c_contiguous:d}f{flags.f_contiguous:d}w{flags.writeable:d}"
        content = self._several(value.ravel().tolist()) if value.dtype.hasobject else _bits(value)
        return f"{value.dtype.str} {layout} {content}"

    def _held(self, value: Mapping[Any, Any] | Iterable[Any]) -> str:
        if isinstance(value, dict):
            items = (f"{self.describe(k)}: {self.describe(v)}" for k, v in dict.items(value))
            return "{" + ", ".join(items) + "}"
        kind: Any = next(kind for kind in type(value).__mro__ if kind in _HELD)
        return self._several(kind.__iter__(value))  # not what a subclass makes of it

    def _several(self, values: Iterable[object]) -> str:
        return "[" + ", ".join(map(self.describe, values)) + "]"


def describe_code(value: Any) -> str:
    """A function by what its caller can see: its name, its help and how it is called."""
    try:
        how = re.sub(r" at 0x[0-9a-f]+", "", str(signature(value)))  # a default may be code
    except (TypeError, ValueError):  # some builtins do not tell
        how = "(?)"
    return f"{value.__module__}.{value.__qualname__}{how} {value.__doc__!r}"


def _name(kind: type) -> str:
    return f"{kind.__module__}.{kind.__qualname__}".removeprefix("builtins.")


def _scalar(value: object) -> str:
    if isinstance(value, np.generic):
        return _bits(np.asarray(value))
    if isinstance(value, float):
        return "nan" if value != value else float.hex(value)  # noqa: PLR0124 - a NaN is told so
    if isinstance(value, complex):
        return f"{_scalar(value.real)} {_scalar(value.imag)}"
    if isinstance(value, int):
        return hex(value)  # repr refuses ints of many digits
    if isinstance(value, str | bytes) and len(value) >= _LONGEST:
        return f"{len(value)} {hash_of(value)}"
    return str.__repr__(value) if isinstance(value, str) else repr(value)


def hash_of(value: str | bytes) -> str:
    """A short stand-in for a long text."""
    return sha256(value if isinstance(value, bytes) else value.encode()).hexdigest()[:16]


def _bits(value: np.ndarray[Any, Any]) -> str:
    """An array's content: its numbers where they are few, a hash otherwise."""
    if value.dtype.char in "gG":  # long doubles have no twin in Python, and padding in memory
        return str([repr(item) for item in value.ravel()])
    if value.dtype.kind in "fc":
        parts = value.view(value.real.dtype) if value.ndim and value.flags.c_contiguous else None
        parts = np.stack([value.real, value.imag]) if parts is None else parts
        value = np.where(np.isnan(parts), np.nan, parts).astype(parts.dtype)
    if value.size <= 64 and value.dtype.kind in "biufc":
        return str([_scalar(item) for item in value.ravel().tolist()])
    return hash_of(value.tobytes())


def _state(value: object) -> Iterator[tuple[str, object]]:
    """The attributes an object has of its own."""
    yield from getattr(value, "__dict__", {}).items()
    for kind in type(value).__mro__:
        slots: str | Sequence[str] = kind.__dict__.get("__slots__", ())
        for name in [slots] if isinstance(slots, str) else slots:
            if name not in {"__dict__", "__weakref__"} and hasattr(value, name):
                yield name, getattr(value, name)
