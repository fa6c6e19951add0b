"""Time a candidate against the original in turns; runs in a worker, alone on the machine.

A call of a second or more is made as seldom as can be: the original's time is then
measured once for the whole race.
"""

from __future__ import annotations

import gc
import os
import pickle
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from statistics import median
from time import perf_counter

from advisor.sandbox import replaying
from advisor.sandbox.memory import peak_bytes
from advisor.sandbox.replaying import Patch
from advisor.timing import intervals
from advisor.timing.staging import Stage

SLOW = 0.25  # seconds from which a call is made as seldom as can be
_BATCH_SECONDS = 2e-3  # a round takes at least so long where the arguments are small
_BATCH_BYTES = 32 << 20
_MOST_CALLS = 64
_MOST_ROUNDS = 200
_NARROW = 0.03
_HOPELESS = 0.7
_CLEAR = 2.0  # a ratio beyond this needs no second slow pair
_SLOW_PAIRS = 3
_PATIENCE = 3.0
_CHEAP = 0.1  # of that patience: a second call costs next to nothing


class ApartError(Exception):
    """A call in a fork raised, or its process ended."""


@dataclass(frozen=True, slots=True)
class Side:
    """What is known of one side on a slow call: seconds and the process's peak bytes.

    ``exact`` if it was alone on the machine then.
    """

    seconds: float
    peak: int
    exact: bool = True


@dataclass(frozen=True, slots=True)
class Task:
    """What to time.

    Attributes:
        snapshots: recorded calls, the one that takes longest first.
        slow: whether that one takes more than ``SLOW`` seconds.
        patch: the candidate.
        seconds: about how long the race may take.
        seed: of the bootstrap.
        known: the original on the slow call, where somebody has met it already.
        compiles: whether the candidate compiles something in its first call.
        least: the speed-up that a winner's interval must reach at its low end.
    """

    snapshots: tuple[bytes, ...]
    slow: bool
    patch: Patch
    seconds: float
    seed: int
    known: Side | None
    compiles: bool
    least: float


@dataclass(frozen=True, slots=True)
class Times:
    """How the race went; seconds per call, peaks in bytes of the whole process."""

    ratio: intervals.Interval
    before: Side
    after: Side


def run(task: Task) -> Times:
    """Do the task."""
    return _slow(task) if task.slow else _quick(task)


def _quick(task: Task) -> Times:
    before = [original(snapshot) for snapshot in task.snapshots]
    after = [patched(snapshot, task.patch) for snapshot in task.snapshots]
    peaks = [_apart(side[0].warm).peak for side in (before, after)]
    calls = _calls(sum(stage.warm() for stage in before), before, after)
    for stage in after:
        stage.warm()
    pairs = list(_rounds(before, after, calls, task))
    number = len(task.snapshots)
    sides = [Side(median(pair[side] for pair in pairs) / number, peaks[side]) for side in (0, 1)]
    return Times(intervals.of_ratios([b / a for b, a in pairs], task.seed), *sides)


def _rounds(
    before: Sequence[Stage], after: Sequence[Stage], calls: int, task: Task
) -> Iterator[tuple[float, float]]:
    """Pairs of seconds, until they say enough or the time is used up."""
    end = perf_counter() + task.seconds
    ratios: list[float] = []
    while len(ratios) < _MOST_ROUNDS:
        if len(ratios) % 2:  # The order changes, so that neither side always comes second.
            second, first = _round(after, calls), _round(before, calls)
        else:
            first, second = _round(before, calls), _round(after, calls)
        yield first, second
        ratios.append(first / second)
        if perf_counter() > end or _enough(ratios, task.seed):
            return


def _enough(ratios: Sequence[float], seed: int) -> bool:
    if len(ratios) == 2 or (len(ratios) > 2 and len(ratios) % 5 == 0):  # noqa: PLR2004
        interval = intervals.of_ratios(ratios, seed)
        hopeless = interval.high < _HOPELESS
        return hopeless or (len(ratios) > 2 and interval.width < _NARROW)  # noqa: PLR2004
    return False


def _round(stages: Sequence[Stage], calls: int) -> float:
    """Seconds of one call of each, the median of several; one that was disturbed has no weight."""
    prepared = [(stage, [stage.prepare() for _ in range(calls)]) for stage in stages]
    with _quiet():
        return sum(median(map(stage.seconds, given)) for stage, given in prepared)


def _calls(seconds: float, before: Sequence[Stage], after: Sequence[Stage]) -> int:
    """How often each snapshot is called in one round."""
    wanted = int(_BATCH_SECONDS / max(seconds, 1e-9)) + 1
    size = sum(stage.size for stage in (*before, *after))
    return max(1, min(wanted, _MOST_CALLS, _BATCH_BYTES // max(size, 1)))


def _slow(task: Task) -> Times:
    snapshot = task.snapshots[0]
    before = task.known or _apart(lambda: original(snapshot).warm())
    # The first call may have to compile; no candidate is worth waiting for it to be slower.
    patience = _PATIENCE * before.seconds
    after = _apart(lambda: _steady(patched(snapshot, task.patch), task, patience))
    ratios = [before.seconds / after.seconds]
    if not before.exact and ratios[0] < _CLEAR:
        before = _apart(lambda: original(snapshot).warm())
        ratios = [before.seconds / after.seconds]
    while len(ratios) < _SLOW_PAIRS and _undecided(ratios, task):
        again = _apart(lambda: original(snapshot).warm())
        after = _apart(lambda: _steady(patched(snapshot, task.patch), task, patience))
        ratios.append(again.seconds / after.seconds)
    return Times(intervals.of_ratios(ratios, task.seed), before, after)


def _undecided(ratios: Sequence[float], task: Task) -> bool:
    """Whether another pair could tell more: of a close race that can still be won."""
    most = intervals.of_ratios([min(ratios)] * _SLOW_PAIRS, task.seed).low
    return ratios[0] < _CLEAR and most >= task.least


def _steady(stage: Stage, task: Task, patience: float) -> float:
    """Seconds of a call; of the second where the first may have had to load or compile."""
    first = stage.warm()
    again = first <= patience if task.compiles else first <= _CHEAP * patience
    return _round([stage], 1) if again else first


def original(snapshot: bytes) -> Stage:
    """The recorded call, to be made again and again."""
    invocation = replaying.original(snapshot)
    return Stage(invocation, frozenset(invocation.globals))


def patched(snapshot: bytes, patch: Patch) -> Stage:
    """The same of the candidate."""
    invocation = replaying.original(snapshot)
    names = frozenset(invocation.globals)
    return Stage(replaying.install(patch, invocation), names)


def _apart(action: Callable[[], float]) -> Side:
    """Do it in a fork: the seconds it tells, and the peak of memory it needed.

    Raises:
        ApartError: it raised, or did not come back.
    """
    reading, writing = os.pipe()
    pid = os.fork()
    if pid == 0:
        with os.fdopen(writing, "wb") as stream:
            pickle.dump(_told(action), stream)
        os._exit(0)
    os.close(writing)
    with os.fdopen(reading, "rb") as stream:
        answer = stream.read()
    _, status = os.waitpid(pid, 0)
    told = pickle.loads(answer) if answer else f"did not come back (wait status {status})"  # noqa: S301  (our own fork wrote it)
    if isinstance(told, str):
        raise ApartError(told)
    return Side(*told)


def _told(action: Callable[[], float]) -> tuple[float, int] | str:
    """Seconds and peak, or what it raised: nothing may climb out of a fork."""
    try:
        with _quiet():
            return action(), peak_bytes()
    except BaseException as problem:  # noqa: BLE001  (the parent raises it again)
        return f"{type(problem).__name__}: {problem}"


@contextmanager
def _quiet() -> Iterator[None]:
    """No garbage collection while a clock runs."""
    gc.collect()
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
