"""Frozen values as plain JSON data and back, by the types their fields declare.

Nothing is ever unpickled: a file that somebody else wrote can at worst describe other
values of the very classes that are asked for. Bytes are handed to a place of their own
and stand in the data by their digest, so that one extension module is kept once.
"""

from __future__ import annotations

import dataclasses
import types
from collections.abc import Callable, Mapping
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any, Literal, TypeVar, Union, get_args, get_origin, get_type_hints

Plain = Any
_Value = TypeVar("_Value")


class UnknownShapeError(ValueError):
    """The data do not describe a value of the type that is asked for."""


def to_plain(value: object, keep: Callable[[bytes], str]) -> Plain:
    """The value as lists, dictionaries, strings and numbers; ``keep`` takes bytes for a digest."""
    if value is None or isinstance(value, bool | int | float | str):
        return value
    if isinstance(value, bytes):
        return keep(value)
    if isinstance(value, Path):
        return str(value)
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, complex):
        return [value.real, value.imag]
    if isinstance(value, tuple):
        return [to_plain(item, keep) for item in value]
    if isinstance(value, Mapping):
        return [[to_plain(k, keep), to_plain(v, keep)] for k, v in value.items()]
    if dataclasses.is_dataclass(value):
        return {
            field.name: to_plain(getattr(value, field.name), keep)
            for field in dataclasses.fields(value)
        }
    raise UnknownShapeError(f"a {type(value).__name__} cannot be kept")


def from_plain(kind: type[_Value], data: Plain, fetch: Callable[[str], bytes]) -> _Value:
    """The value of that type, from what ``to_plain`` made of it.

    Raises:
        UnknownShapeError: the data are of another shape.
    """
    value: _Value = _read(kind, data, fetch)
    return value


def _read(kind: Any, data: Plain, fetch: Callable[[str], bytes]) -> Any:
    if dataclasses.is_dataclass(kind):
        return _dataclass(kind, data, fetch)
    origin, arguments = get_origin(kind), get_args(kind)
    if origin in {Union, types.UnionType}:
        return _either(arguments, data, fetch)
    if origin is Literal:
        return _checked(data, data in arguments, kind)
    if origin is tuple:
        items = _checked(data, isinstance(data, list), kind)
        if arguments[-1] is not ...:
            _checked(data, len(items) == len(arguments), kind)
            return tuple(_read(k, item, fetch) for k, item in zip(arguments, items, strict=True))
        if arguments[0] is str:  # by far the most there are: the frames of the stacks
            return tuple(_checked(items, all(type(item) is str for item in items), kind))
        return tuple(_read(arguments[0], item, fetch) for item in items)
    if origin is not None and issubclass(origin, Mapping):
        pairs = _checked(data, isinstance(data, list), kind)
        return {_read(arguments[0], k, fetch): _read(arguments[1], v, fetch) for k, v in pairs}
    return _simple(kind, data, fetch)


def _dataclass(kind: Any, data: Plain, fetch: Callable[[str], bytes]) -> Any:
    hints = _hints(kind)
    if not isinstance(data, dict) or data.keys() != hints.keys():
        raise UnknownShapeError(f"this is no {kind.__name__}")
    return kind(**{name: _read(hints[name], data[name], fetch) for name in hints})


def _either(kinds: tuple[Any, ...], data: Plain, fetch: Callable[[str], bytes]) -> Any:
    """The first alternative that fits; those of our values differ in shape."""
    for kind in kinds:
        try:
            return _read(kind, data, fetch)
        except UnknownShapeError:
            continue
    raise UnknownShapeError(f"{str(data)[:40]!r} is none of {kinds}")


def _simple(kind: Any, data: Plain, fetch: Callable[[str], bytes]) -> Any:
    if kind is bytes:
        return fetch(_checked(data, isinstance(data, str), kind))
    if kind is Path:
        return Path(_checked(data, isinstance(data, str), kind))
    if kind is datetime:
        return datetime.fromisoformat(_checked(data, isinstance(data, str), kind))
    if kind is complex:
        return complex(*_checked(data, isinstance(data, list), kind))
    if kind is float:
        return _checked(data, isinstance(data, int | float) and not isinstance(data, bool), kind)
    if kind in {int, str, bool, type(None)}:
        return _checked(data, type(data) is kind, kind)
    raise UnknownShapeError(f"{kind} cannot be kept")


def _checked(data: Plain, fits: object, kind: object) -> Any:
    if not fits:
        raise UnknownShapeError(f"{str(data)[:40]!r} is no {kind}")
    return data


@cache
def _hints(kind: type) -> dict[str, Any]:
    hints = get_type_hints(kind)
    return {field.name: hints[field.name] for field in dataclasses.fields(kind)}
