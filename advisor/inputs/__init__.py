"""Invented inputs, from recorded ones: small and random relatives, then hostile ones.

Recorded calls show what a function is given today. What it must also survive is
made from them: other sizes that still fit together, other numbers of the same
magnitude, and at every place a value that has tripped up some rewrite before.
Everything is made by one seed, and nothing recorded is changed.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Any

from advisor.inputs.hostile import relatives
from advisor.inputs.numbers import randomised
from advisor.inputs.situation import Situation
from advisor.inputs.sizes import is_small, shrunk

__all__ = ["Situation", "invent", "smaller"]

_SIZES = (3, 0, 1, 2, 8, 5, 12)


def smaller(situation: Situation) -> Iterator[Situation]:
    """The same in small, with sizes that fit together; at last the situation itself, if small."""
    for size, keep_short in ((6, True), (11, True), (3, False), (37, True), (6, False)):
        yield shrunk(situation, size, keep_short=keep_short, shrink_counts=True)
    yield shrunk(situation, 6, keep_short=True, shrink_counts=False)
    if is_small(situation):
        yield situation


def invent(
    bases: Sequence[Situation], constants: Sequence[Any], seed: int, number: int
) -> Iterator[Situation]:
    """Up to ``number`` relatives of situations the original copes with: one tame, two hostile.

    Args:
        bases: small situations that work; quick to run.
        constants: numbers and strings of the code itself: where it changes its mind.
        seed: of everything random.
        number: how many at most.
    """
    generator = random.Random(seed)  # noqa: S311 - not for secrets
    tame = _tame(bases, random.Random(generator.random()))  # noqa: S311 - not for secrets
    hostile = [s for base in bases[:2] for s in relatives(base, constants, generator)]
    chosen = _spread_out(hostile, number * 2 // 3)
    while number > 0:
        group = (*islice(tame, 1), *islice(chosen, 2))
        if not group:
            return
        yield from group[:number]
        number -= len(group)


def _tame(bases: Sequence[Situation], generator: random.Random) -> Iterator[Situation]:
    """Random data in ordinary sizes: what catches wrong algebra."""
    for _ in range(12):
        for base in bases:
            yield randomised(base, generator)
        for size in _SIZES:
            for base in bases[:2]:
                yield randomised(
                    shrunk(base, size, keep_short=size > 1, shrink_counts=False), generator
                )


def _spread_out(situations: list[Situation], number: int) -> Iterator[Situation]:
    """The most telling ones of every place, then a selection of all the others."""
    first = situations[: number // 2]
    others, wanted = situations[len(first) :], number - len(first)
    step = max(len(others) / max(wanted, 1), 1.0)
    yield from first
    yield from (others[int(i * step)] for i in range(min(wanted, len(others))))
