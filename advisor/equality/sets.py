"""The order in which sets iterate: a program that loops over one can see it.

It depends on how a set came about and does not survive pickling, so it is noted when
a call ends, apart from the sets themselves.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from advisor.equality.builtins_opened import ATOMS, is_plain_sequence
from advisor.equality.objects_opened import open_value


def orders_of_sets(values: Iterable[Any]) -> tuple[tuple[Any, ...], ...]:
    """The elements of every set within ``values``, sets in the order they are met."""
    orders = []
    stack = list(values)[::-1]
    seen: set[int] = set()
    kept = []  # ids stay unique only as long as their objects live
    while stack:
        value = stack.pop()
        if type(value) in ATOMS or id(value) in seen:
            continue
        if isinstance(value, list | tuple) and is_plain_sequence(value):
            continue
        seen.add(id(value))
        opened = open_value(value)
        kept.append((value, opened))
        if isinstance(value, set | frozenset):
            plain = set if isinstance(value, set) else frozenset
            orders.append(tuple(plain.__iter__(value)))  # type: ignore[arg-type]
        stack.extend(part for _, part in reversed(opened.parts))
    return tuple(orders)
