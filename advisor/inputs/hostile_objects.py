"""Objects whose class, attributes or access to them are not what was recorded."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from typing import Any

from advisor.equality.objects_opened import attributes_of


def objects(value: Any) -> Iterator[Any]:
    """Replacements for one object, the most telling ones first.

    An object of a subclass that adds nothing; of one whose first number is computed; of
    one that notes what is set on it; one that lacks an attribute; one with one more.
    """
    numbers = [n for n, item in attributes_of(value) if type(item) in (int, float)]
    yield from _of_class(value, _subclass(value, {}))
    for name in numbers[:2]:
        yield from _of_class(value, _subclass(value, {name: _computed(name)}))
    yield from _of_class(value, _subclass(value, {"__setattr__": _noting}))
    for name, _ in list(attributes_of(value))[:2]:
        yield from _without(value, name)
    yield None


def _subclass(value: Any, body: dict[str, Any]) -> type:
    kind = type(value)
    return type(f"Odd{kind.__name__}", (kind,), {"__module__": kind.__module__, **body})


def _of_class(value: Any, kind: type) -> Iterator[Any]:
    try:
        made = copy.copy(value)
        made.__class__ = kind
    except Exception:  # noqa: BLE001 - slots, or a class that forbids it
        return
    yield made


def _computed(name: str) -> property:
    def read(self: Any) -> Any:
        return vars(self)[name] + 1

    def write(self: Any, value: Any) -> None:
        vars(self)[name] = value

    return property(read, write)


def _noting(self: Any, name: str, value: Any) -> None:
    vars(self).setdefault("noted", []).append(name)
    vars(self)[name] = value


def _without(value: Any, name: str) -> Iterator[Any]:
    try:
        made = copy.copy(value)
        object.__delattr__(made, name)
    except Exception:  # noqa: BLE001 - a class that forbids it
        return
    yield made
