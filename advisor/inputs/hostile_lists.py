"""Lists and dicts that are empty, shared, ragged, mixed, or something else entirely."""

from __future__ import annotations

import math
import random
from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from typing import Any

import numpy as np

from advisor.inputs.hostile_scalars import word_of
from advisor.inputs.strangers import OddFloat, OddInt, OddList, OddText, Stream

_MOST_TO_ARRAY = 10_000


def lists(value: list[Any], generator: random.Random) -> Iterator[Any]:
    """Replacements for one list, the most telling ones first."""
    yield []
    yield value[:1]
    yield from _shorter_rows(value)
    yield from _elements(value, generator)
    yield from _shapes(value)


def _shorter_rows(value: list[Any]) -> Iterator[Any]:
    """Rows that are all as long as each other still, but not as long as those of others."""
    if value and all(type(row) in (list, tuple) and len(row) > 1 for row in value):
        yield [row[:-1] for row in value]
        yield [row[:0] for row in value]


def dicts(value: dict[Any, Any]) -> Iterator[Any]:
    """Replacements for one dict: fewer keys, more keys, another order, none."""
    items = list(value.items())
    yield from ({}, dict(items[::-1]), dict(items[1:]), dict(items[:-1]), None)
    if items:
        yield {**value, **dict.fromkeys((-1, "other", None), items[0][1])}
        yield dict.fromkeys(value, items[-1][1])
        yield dict.fromkeys(value, None)


def _elements(value: list[Any], generator: random.Random) -> Iterator[Any]:
    """The same list with one or two elements that differ from the rest."""
    if not value:
        yield from ([None], [1.5], [0], ["a"])
        return
    at = generator.randrange(len(value))
    for i, stranger in enumerate(_odd_elements(value[at])):
        place = (at, 0, len(value) - 1)[i % 3]
        yield [*value[:place], stranger, *value[place + 1 :]]
    yield [value[0]] * len(value)
    if len(value) > 1:
        yield [*value[:-1], value[0]]
        yield [value[1], *value[1:]]
        yield value[::-1]
        yield [*value, *value]


def _odd_elements(element: Any) -> Iterator[Any]:
    if type(element) is float:
        yield from (math.nan, 0.0, 1, -0.0, math.inf, OddFloat(element), -element, 1e308)
        yield from (np.float64(element), Fraction(1, 3), True, None, "1.5", Decimal(1), 2**70)
        yield from (-math.inf, 5e-324, 2**53 + 1, 1j, [element], np.array([element]))
    elif type(element) is int:
        yield from (0, -1, 1.5, 2**63, True, OddInt(element), 2**53 + 1)
        yield from (np.int64(word_of(element)), None)
        yield from (math.nan, "1", Fraction(1, 3), -(2**63), 2**62, Decimal(1), -element, 10**30)
        yield from ([element], np.array([element]), 2**31)
    elif type(element) is str:
        yield from ("", OddText(element), 1, None, "é", b"x", element * 2)
    elif type(element) is bool:
        yield from (2, 0, None, np.bool_(element), 1.0)
    elif type(element) is list:
        yield from _odd_rows(element)
    elif type(element) is tuple:
        yield from (list(element), element[:-1], (*element, *element[-1:]), (), None)
    else:
        yield from (None, 1)


def _odd_rows(row: list[Any]) -> Iterator[Any]:
    yield from (row[:-1], [*row, *row[-1:]], row, tuple(row), [], OddList(row), None)
    yield from (np.array(row) if _is_numeric(row) else 1, Stream(row), row[::-1])


def _shapes(value: list[Any]) -> Iterator[Any]:
    """Something else than a list with the same elements."""
    yield from (tuple(value), OddList(value), Stream(value))
    if _is_numeric(value) and len(value) <= _MOST_TO_ARRAY:
        yield np.array(value)
        yield from (range(len(value)), _ordered(value), None)
    yield from (None, dict(enumerate(value)))


def _ordered(value: list[Any]) -> list[Any]:
    try:
        return sorted(value)
    except TypeError:  # complex numbers have no order
        return value[::-1]


def _is_numeric(value: list[Any]) -> bool:
    kinds = {type(item) for item in value}
    if kinds == {list}:
        return all(_is_numeric(row) for row in value) and len({len(row) for row in value}) == 1
    return bool(kinds) and kinds <= {int, float, bool, complex}
