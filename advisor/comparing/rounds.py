"""A workload in two revisions, run in turns until the difference is known well enough.

A round is base, head, head, base, the next one the other way round, so that neither a
machine that grows slower nor the place in the round favours anyone. The base is there
twice, in two checkouts: what these two differ by is noise, and no difference below it is
believed. How many rounds there are depends on how narrow the intervals have become and
never on what they say, since looking until something is found finds something always.
"""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Literal, TypeAlias

from advisor.comparing import timing
from advisor.comparing.timing import Lap, Measure
from advisor.timing import intervals
from advisor.timing.intervals import Interval

Verdict: TypeAlias = Literal["slower", "faster", "cannot tell"]

LEAST = 6  # rounds; fewer leave the interval to chance
MOST = 40
_LEAST_NOISE = 0.005  # two copies of anything may differ by as much
_PART = 1 / 4  # of what is to be told: how narrow half the interval should be


@dataclass(frozen=True, slots=True)
class Round:
    """Two runs of each; ``base`` holds one of either copy."""

    base: tuple[Lap, Lap]
    head: tuple[Lap, Lap]


@dataclass(frozen=True, slots=True)
class Comparison:
    """What the rounds say.

    Attributes:
        measure: what was compared.
        before: seconds of the base, median.
        after: seconds of the head.
        ratio: head over base, with its interval.
        noise: one copy of the base over the other, and one run of the head over the other,
            with the interval of these.
        laps: seconds of each run of the base and of the head.
    """

    measure: Measure
    before: float
    after: float
    ratio: Interval
    noise: Interval
    laps: tuple[tuple[float, ...], tuple[float, ...]]

    @property
    def floor(self) -> float:
        """What runs of the very same code may differ by here, as a ratio above 1."""
        return 1 + max(self.noise.high - 1, 1 - self.noise.low, _LEAST_NOISE)

    @property
    def verdict(self) -> Verdict:
        """Whether the interval lies beyond the noise, and on which side."""
        return judged(self.ratio, self.floor)


def judged(ratio: Interval, floor: float) -> Verdict:
    """Slower or faster where the whole interval says so, beyond ``floor``."""
    if ratio.low > floor:
        return "slower"
    return "faster" if ratio.high < 1 / floor else "cannot tell"


def run(
    lap: Callable[[str, int], Lap], told: float, seconds: float, seed: int
) -> Iterator[tuple[Round, ...]]:
    """All rounds so far, after each; the last ones are enough.

    Args:
        lap: runs ``base``, ``same`` or ``head`` once, in the round of that number.
        told: the difference that is to be told, as a share.
        seconds: about how long it may take.
        seed: of the resampling.
    """
    began = time.monotonic()
    rounds: tuple[Round, ...] = ()
    while len(rounds) < MOST:
        rounds = (*rounds, _round(lap, len(rounds)))
        yield rounds
        if len(rounds) < LEAST:
            continue
        known = compared(rounds, seed)
        narrow = known.ratio.width / 2 <= told * _PART and known.floor - 1 <= told / 2
        each = (time.monotonic() - began) / len(rounds)
        if narrow or time.monotonic() - began + each > seconds:
            return


def _round(lap: Callable[[str, int], Lap], number: int) -> Round:
    first, last = ("base", "same") if number % 4 < 2 else ("same", "base")  # noqa: PLR2004  (of four)
    order = (first, "head", "head", last) if number % 2 == 0 else ("head", first, last, "head")
    laps: dict[str, list[Lap]] = {}
    for name in order:
        laps.setdefault(name, []).append(lap(name, number))
    (base,), (same,) = laps["base"], laps["same"]
    one, other = laps["head"]
    return Round((base, same), (one, other))


def compared(rounds: Sequence[Round], seed: int) -> Comparison:
    """What the rounds say, at least one of them."""
    every = tuple(each for r in rounds for each in (*r.base, *r.head))
    kind = timing.measure(every)

    def took(laps: Sequence[Lap]) -> float:
        return math.fsum(each.seconds(kind) for each in laps)

    before = tuple(each.seconds(kind) for r in rounds for each in r.base)
    after = tuple(each.seconds(kind) for r in rounds for each in r.head)
    return Comparison(
        measure=kind,
        before=median(before),
        after=median(after),
        ratio=intervals.of_ratios([took(r.head) / took(r.base) for r in rounds], seed),
        noise=intervals.of_ratios(
            [took(pair[:1]) / took(pair[1:]) for r in rounds for pair in (r.base, r.head)], seed
        ),
        laps=(before, after),
    )
