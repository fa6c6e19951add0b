"""Time original and winner on one recorded call in several sizes; runs in a worker.

The call is made smaller, never larger: what a program was given is known to make
sense, and its parts keep fitting together. The functions stay the same ones for all
sizes, so that nothing is compiled twice.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from statistics import median
from time import perf_counter

from advisor.inputs import sizes
from advisor.sandbox import replaying
from advisor.sandbox.replaying import Invocation, Patch
from advisor.timing.growth import Growth, Point
from advisor.timing.staging import Stage
from advisor.verifying.originals import situation_of

_POINTS = 9
_SMALLEST = 4
_ROUNDS = 7
_STEEPEST = 2.5  # the power of the size that a call's time may grow with


@dataclass(frozen=True, slots=True)
class Task:
    """What to time: a recorded call, the candidate, and about how many seconds it may take."""

    snapshot: bytes
    patch: Patch
    seconds: float


def run(task: Task) -> Growth:
    """Do the task."""
    before, after = (_Side(replaying.original(task.snapshot)) for _ in range(2))
    after.install(task.patch)
    longest = before.extent
    if longest < 2 * _SMALLEST:
        return Growth((), "the recorded call has no size that could be varied")
    points = tuple(_points(before, after, longest, task.seconds))
    if len({point.size for point in points}) < 2:  # noqa: PLR2004 - a line takes two points
        return Growth((), "the recorded call could not be made in other sizes")
    return Growth(points)


class _Side:
    """The original or the candidate, ready to be given any size.

    Where nothing has a length, a count stands for the size.
    """

    def __init__(self, invocation: Invocation) -> None:
        self._invocation = invocation
        self._whole = situation_of(invocation)
        self._counts = not sizes.has_lengths(self._whole)
        self._measure = sizes.largest_count if self._counts else sizes.longest
        self.extent = self._measure(self._whole)

    def install(self, patch: Patch) -> None:
        """Let the candidate take the original's place."""
        self._invocation = replaying.install(patch, self._invocation)

    def stage(self, size: int) -> tuple[Stage, int]:
        """The call at about that size, and the size it really has."""
        small = sizes.shrunk(self._whole, size, keep_short=True, shrink_counts=self._counts)
        old = self._invocation
        old.globals.update(small.names)
        call = Invocation(old.function, small.arguments, small.keywords, old.globals)
        return Stage(call, frozenset(small.names)), self._measure(small)


def _points(before: _Side, after: _Side, longest: int, seconds: float) -> Iterator[Point]:
    end = perf_counter() + seconds
    last, cost = 0, 0.0
    for size in _steps(longest):
        left = end - perf_counter()
        if last and cost * (size / last) ** _STEEPEST > left:
            return
        timed = _attempt(before, after, size, left / _POINTS)
        if timed and timed.point.size > last:
            yield timed.point
            last, cost = timed.point.size, timed.cost


def _steps(longest: int) -> Iterator[int]:
    """Sizes from small to the recorded one, evenly spread on a logarithmic axis."""
    first = max(_SMALLEST, longest // 10_000)
    ratio = (longest / first) ** (1 / (_POINTS - 1))
    yield from sorted({math.ceil(first * ratio**step) for step in range(_POINTS)})


@dataclass(frozen=True, slots=True)
class _Timed:
    """A point, and the least number of seconds it takes to make one: data, and a call a side."""

    point: Point
    cost: float


def _attempt(before: _Side, after: _Side, size: int, seconds: float) -> _Timed | None:
    try:
        return _timed(before, after, size, seconds)
    except Exception:  # noqa: BLE001 - a size on which the user's code raises tells nothing
        return None


def _timed(before: _Side, after: _Side, size: int, seconds: float) -> _Timed:
    began = perf_counter()
    stages = [side.stage(size) for side in (before, after)]
    taken: tuple[list[float], list[float]] = ([], [])
    preparing = perf_counter() - began
    for stage, _ in stages:
        stage.warm()
    end = perf_counter() + seconds
    for _ in range(_ROUNDS):
        for (stage, _), kept in zip(stages, taken, strict=True):
            kept.append(stage.seconds(stage.prepare()))
        if perf_counter() > end:
            break
    point = Point(stages[0][1], *map(median, taken))
    return _Timed(point, preparing + 2 * (point.before + point.after))
