"""Values that have tripped up some rewrite before, put in every place of a situation."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from itertools import zip_longest
from types import FunctionType
from typing import Any

import numpy as np

from advisor.inputs import hostile_arrays, hostile_lists, hostile_objects
from advisor.inputs.floods import floods
from advisor.inputs.hostile_scalars import scalars
from advisor.inputs.rebuilding import KEEP, children, is_plain_object
from advisor.inputs.situation import Situation
from advisor.inputs.strangers import Wrapped

_MOST_PLACES = 24
_MOST_IN_A_SEQUENCE = 2


def relatives(
    base: Situation, constants: Sequence[Any], generator: random.Random
) -> Iterator[Situation]:
    """The base with one hostile value somewhere; one for each place, then a second for each."""
    series = [_at_place(base, place, constants, generator) for place in _places(base)]
    series.append(_pairs(base))
    series.extend(_rebindings(base, name) for name in sorted(base.names))
    yield from floods(base)
    for group in zip_longest(*series):
        yield from (situation for situation in group if situation is not None)


def _places(base: Situation) -> list[tuple[Any, ...]]:
    """Paths to values worth replacing, outermost first; of a sequence only a few elements."""
    found: list[tuple[Any, ...]] = []
    queue: list[tuple[tuple[Any, ...], Any]] = [
        ((part, key), value)
        for part in ("arguments", "keywords")
        for key, value in _members(getattr(base, part))
    ]
    while queue and len(found) < _MOST_PLACES:
        path, value = queue.pop(0)
        found.append(path)
        inner = list(children(value))
        if type(value) in (list, dict):
            inner = inner[:1] + inner[-1:] if len(inner) > 1 else inner[:_MOST_IN_A_SEQUENCE]
        queue.extend(((*path, step), child) for step, child in inner)
    return found


def _members(part: tuple[Any, ...] | dict[str, Any]) -> Iterator[tuple[Any, Any]]:
    return iter(part.items()) if isinstance(part, dict) else iter(enumerate(part))


def _at_place(
    base: Situation, place: tuple[Any, ...], constants: Sequence[Any], generator: random.Random
) -> Iterator[Situation]:
    value = _value_at(base, place)
    for stranger in _strangers(value, constants, generator):
        yield _with(base, place, stranger)


def _strangers(value: Any, constants: Sequence[Any], generator: random.Random) -> Iterator[Any]:
    if isinstance(value, np.ndarray):
        return hostile_arrays.arrays(value, generator)
    if type(value) is list:
        return hostile_lists.lists(value, generator)
    if isinstance(value, tuple):
        return iter([list(value), value[:-1], value * 2, ()])
    if isinstance(value, dict):
        return hostile_lists.dicts(value)
    if is_plain_object(value):
        return hostile_objects.objects(value)
    if isinstance(value, FunctionType):
        return iter([Wrapped(value), Wrapped(value, 1)])
    return scalars(value, constants)


def _with(base: Situation, place: tuple[Any, ...], stranger: Any) -> Situation:
    return base.changed(lambda _value, path: stranger if path == place else KEEP)


def _value_at(base: Situation, place: tuple[Any, ...]) -> Any:
    value: Any = getattr(base, place[0])
    for step in place[1:]:
        value = dict(children(value))[step]
    return value


def _pairs(base: Situation) -> Iterator[Situation]:
    """The same object in two places, and arrays that overlap."""
    values = [(i, v) for i, v in enumerate(base.arguments) if isinstance(v, list | np.ndarray)]
    for at, (i, first) in enumerate(values):
        for j, second in values[at + 1 :]:
            if type(first) is type(second):
                yield _with_arguments(base, {i: first, j: first})
                yield _with_arguments(base, {i: second, j: second})
            if isinstance(first, np.ndarray) and isinstance(second, np.ndarray):
                overlap = hostile_arrays.overlapping(first, second)
                if overlap is not None:
                    yield _with_arguments(base, {i: overlap[0], j: overlap[1]})
                    yield _with_arguments(base, {i: overlap[1], j: overlap[0]})


def _with_arguments(base: Situation, chosen: dict[int, Any]) -> Situation:
    arguments = tuple(chosen.get(i, value) for i, value in enumerate(base.arguments))
    return Situation(arguments, base.keywords, base.names, base.rebound).changed(_keep_arrays)


def _keep_arrays(value: Any, path: tuple[Any, ...]) -> Any:
    """Arrays as they are: a copy would take them out of the memory they share."""
    return value if isinstance(value, np.ndarray) and path else KEEP


def _rebindings(base: Situation, name: str) -> Iterator[Situation]:
    """A global that gets another value after the function was defined."""
    generator = random.Random(name)  # noqa: S311 - not for secrets
    for stranger in _strangers(base.names[name], (), generator):
        copy = base.changed(lambda _value, _path: KEEP)
        yield Situation(copy.arguments, copy.keywords, copy.names, {name: stranger})
