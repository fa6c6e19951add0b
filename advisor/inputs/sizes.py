"""Make a situation smaller so that what had the same size still has.

A program relates its sizes: two lists are as long as each other, a count is the
length of a list, a matrix is stored flat. Random sizes would only ever raise
IndexError; these relations are kept.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import Any

import numpy as np

from advisor.inputs.rebuilding import KEEP, children, rebuild
from advisor.inputs.situation import Situation

_SHORT = 4  # a point has 2 or 3 coordinates, whatever the number of points
_RECORD = 8  # a tuple up to here is a record, not a sequence
_COUNT = 40  # an int above this may be a count of rounds
_LONGEST_TEXT = 60
_WIDEST = 200
_SMALL = 200
_MOST_WALKED = 20_000
_TOP = 1  # length of the path to what is called with: however many arguments, none is left out


def shrunk(situation: Situation, size: int, *, keep_short: bool, shrink_counts: bool) -> Situation:
    """The situation with sizes of about ``size``.

    Args:
        situation: what to shrink; not changed.
        size: of the shortest dimension; others are a little longer, never longer than they were.
        keep_short: leave dimensions of up to four as they are.
        shrink_counts: also shrink large ints that are no size.
    """
    lengths = _lengths(situation)
    table = _table([n for n in lengths if n > (_SHORT if keep_short else 1)], size)

    def change(value: Any, path: tuple[Any, ...]) -> Any:
        if type(value) is int:
            return _int(value, table, size if shrink_counts else None)
        return _cut(value, table, path)

    return _indices_in_range(situation.changed(change), table)


def has_lengths(situation: Situation) -> bool:
    """Whether anything in it is long enough to be made shorter."""
    return any(length > _SHORT for length in _lengths(situation))


def longest(situation: Situation) -> int:
    """The longest length in it; 0 if there is none."""
    return max(_lengths(situation), default=0)


def largest_count(situation: Situation) -> int:
    """The largest int it is called with; 0 if there is none."""
    values = (*situation.arguments, *situation.keywords.values())
    return max((value for value in values if type(value) is int), default=0)


def is_small(situation: Situation) -> bool:
    """Whether there is little enough in it to be copied and changed many times."""
    lengths = _lengths(situation)
    return not lengths or max(lengths) <= _SMALL


def _lengths(situation: Situation) -> list[int]:
    found: set[int] = set()
    for value in _walk((situation.arguments, situation.keywords, situation.names)):
        if value is situation.arguments:
            continue
        if isinstance(value, np.ndarray):
            found.update(value.shape)
        elif type(value) is list or (type(value) is tuple and len(value) > _RECORD):
            found.add(len(value))
    return sorted(found)


def _walk(root: Any) -> Iterator[Any]:
    """Every container and scalar, of long homogeneous lists only the first few."""
    stack, seen = [root], set[int]()
    while stack and len(seen) < _MOST_WALKED:
        value = stack.pop()
        if id(value) in seen:
            continue
        seen.add(id(value))
        yield value
        stack.extend(child for _, child in islice(children(value), _WIDEST))


def _table(lengths: list[int], size: int) -> dict[int, int]:
    """A new length for each old one; sums, products and neighbours stay what they are."""
    table: dict[int, int] = {}
    for length in sorted(lengths):
        table[length] = min(length, _related(length, table, size))
    return table


def _related(length: int, table: dict[int, int], size: int) -> int:
    for old, new in table.items():
        if 0 < length - old <= 2:  # noqa: PLR2004 - a border on one side or on both
            return new + length - old
        if length == 2 * old:
            return 2 * new
    for old, new in table.items():
        if old > 1 and length % old == 0 and length // old in table:
            return new * table[length // old]
    return size + len(table) if size else 0


def _int(value: int, table: dict[int, int], count: int | None) -> Any:
    for near in (0, 1, -1):
        if value + near in table:
            return max(table[value + near] - near, 0)
    if count is not None and value > _COUNT:
        return count + 7 + value % 3
    return KEEP


def _cut(value: Any, table: dict[int, int], path: tuple[Any, ...]) -> Any:
    if isinstance(value, np.ndarray):
        return value[tuple(slice(table.get(n, n)) for n in value.shape)].copy(order="K")
    if type(value) is list and table.get(len(value), len(value)) < len(value):
        cut = value[: table[len(value)]]
        return rebuild(cut, lambda v, p: KEEP if p == () else _inner(v, table, (*path, *p)))
    if type(value) is str and len(value) > _LONGEST_TEXT:
        return value[:_LONGEST_TEXT]
    sequence = type(value) is tuple and len(value) > _RECORD and len(path) > _TOP
    if sequence and len(value) in table:
        cut_tuple = value[: table[len(value)]]
        inside = rebuild(cut_tuple, lambda v, p: KEEP if p == () else _inner(v, table, (*path, *p)))
        return tuple(inside)
    if type(value) in (dict, set) and path and len(value) > _COUNT:
        return type(value)(list(value.items() if type(value) is dict else value)[:_COUNT])
    return KEEP


def _inner(value: Any, table: dict[int, int], path: tuple[Any, ...]) -> Any:
    """Elements of a list are data, not sizes: only containers are cut further."""
    return KEEP if type(value) is int else _cut(value, table, path)


def _indices_in_range(situation: Situation, table: dict[int, int]) -> Situation:
    """Lists of ints that index something of a length point into its new length."""

    def change(value: Any, path: tuple[Any, ...]) -> Any:
        if len(path) < 2 or not table:  # noqa: PLR2004 - the root and its three parts
            return KEEP
        bound = _indexed_length(value, table)
        if bound is None or table[bound] == 0:
            return KEEP
        if isinstance(value, np.ndarray):
            return value % table[bound]
        return [item % table[bound] for item in value]

    return situation.changed(change)


def _indexed_length(value: Any, table: dict[int, int]) -> int | None:
    if isinstance(value, np.ndarray) and value.dtype.kind == "i" and value.size:
        low, high = int(value.min()), int(value.max())
    elif type(value) is list and set(map(type, value)) == {int}:
        low, high = min(value), max(value)
    else:
        return None
    above = [length for length, new in table.items() if new <= high < length]
    return min(above, default=None) if low >= 0 else None
