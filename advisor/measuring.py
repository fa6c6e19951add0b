"""Race the proven candidates against the original, interleaved, on recorded calls."""

from __future__ import annotations

import itertools
import math
import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from advisor.building import Built
from advisor.profiling.recording import Call, Recording
from advisor.sandbox import client
from advisor.sandbox.job import USUAL, Done, Failure, Job, Limits
from advisor.settings import Settings
from advisor.timing import intervals, pairs, starting
from advisor.timing.intervals import Interval
from advisor.verifying import Verdict, as_patch, loading

__all__ = ["Interval", "Trial", "race"]

_MOST_SNAPSHOTS = 3
_TELLING = 0.1  # of the longest call's seconds, for another one to be timed beside it
_OUT_OF_REACH = 0.5  # of the leader's speed-up: then what starting costs decides nothing
_ALIKE = 1.1  # ratio within which two candidates leave the same
_CACHED = 0.1  # seconds of a first call worth asking what it costs the next time

_numbers = itertools.count()


@dataclass(frozen=True, slots=True)
class Trial:
    """How one candidate ran.

    Attributes:
        verdict: the proof it rests on.
        speedup: original time over candidate time, steady state; ``None`` if not timed.
        before_seconds: the original's time for the timed calls, per call (median).
        after_seconds: the candidate's.
        compile_seconds: what building ahead of time took (Cython).
        first_call_seconds: import of what it needs, run-time compilation and first call,
            beyond a later one, in a fresh process: what the user's script pays when it
            starts for the first time; when it was not asked, since others are ahead in any
            case, the least it can be.
        next_start_seconds: the same for every later start, when compiled code is found on disk.
        peak_memory_ratio: candidate's peak over the original's, of the whole process.
        reason: why it was not timed, or "".
    """

    verdict: Verdict
    speedup: Interval | None
    before_seconds: float
    after_seconds: float
    compile_seconds: float
    first_call_seconds: float
    peak_memory_ratio: float
    reason: str = ""
    next_start_seconds: float = 0.0


def race(
    verdicts: Iterable[Verdict],
    recording: Recording,
    settings: Settings,
    seconds: float | None = None,
) -> Iterator[Trial]:
    """Time every equal candidate, one after the other; the others come back untimed.

    ``seconds`` is what the region took of the profiled run, where that is known: what starting
    costs is asked only of those it can make win or lose.
    """
    calls = telling(recording.calls)
    known: pairs.Side | None = None
    field = _Field(settings.min_speedup, seconds)
    for verdict in verdicts:
        if verdict.status != "equal" or verdict.behind or verdict.spared:
            yield _untimed(verdict, verdict.spared, settings)
            continue
        reason = _unraced(verdict, calls)
        known = known or _replayed(verdict, calls)
        times = None if reason else _times(verdict, calls, known, settings)
        if isinstance(times, Failure):
            reason = f"could not be timed: {times.detail.removeprefix('ApartError: ')}"
        if times is None or isinstance(times, Failure):
            yield _untimed(verdict, reason, settings)
            continue
        known = times.before if times.before.exact else known
        least = loading.seconds(verdict.built)
        starts = (least, least)
        if field.rival(times.ratio, least):
            starts = _starts(verdict.built, calls[0], settings)
        field.note(times.ratio, starts[settings.objective != "cold"])
        yield _trial(verdict, times, starts)


@dataclass(slots=True)
class _Field:
    """How the race stands.

    Attributes:
        least: the speed-up a winner must reach.
        seconds: what the region takes of a run, or ``None``.
        leading: the highest low end of a speed-up so far.
        shortest: the least seconds that any candidate leaves of the region, with its start.
    """

    least: float
    seconds: float | None
    leading: float = 0.0
    shortest: float = math.inf

    def rival(self, ratio: Interval, start: float) -> bool:
        """Whether one that takes at least ``start`` seconds to start may still win."""
        fast = ratio.low >= self.least and ratio.high > self.leading * _OUT_OF_REACH
        return fast and (self.seconds or 0.0) / ratio.high + start < self.shortest * _ALIKE

    def note(self, ratio: Interval, start: float) -> None:
        """One more that was timed."""
        self.leading = max(self.leading, ratio.low)
        if self.seconds is not None and ratio.low >= self.least:
            self.shortest = min(self.shortest, self.seconds / ratio.mid + start)


def _unraced(verdict: Verdict, calls: Sequence[Call]) -> str:
    if verdict.fast_share == 0:
        return "declined every recorded call, so that the original ran"
    return "" if calls else "no recorded call came to its end"


def _replayed(verdict: Verdict, calls: Sequence[Call]) -> pairs.Side | None:
    """What the proof tells of the original on the longest call."""
    for case in verdict.evidence.cases if verdict.evidence else ():
        if calls and case.recorded and case.peak and case.snapshot == calls[0].snapshot:
            return pairs.Side(case.seconds, case.peak, exact=False)
    return None


def telling(calls: Sequence[Call]) -> tuple[Call, ...]:
    """The calls that most of the time goes to, the longest first; a slow one stands alone."""
    ended = sorted((c for c in calls if not c.raised), key=lambda call: -call.seconds)
    if not ended or ended[0].seconds > pairs.SLOW:
        return tuple(ended[:1])
    least = ended[0].seconds * _TELLING
    return tuple(call for call in ended if call.seconds >= least)[:_MOST_SNAPSHOTS]


def _times(
    verdict: Verdict, calls: Sequence[Call], known: pairs.Side | None, settings: Settings
) -> pairs.Times | Failure:
    patch = as_patch(verdict.built)
    compiles = "numba" in verdict.built.candidate.needs
    task = pairs.Task(
        snapshots=tuple(call.snapshot for call in calls),
        slow=calls[0].seconds > pairs.SLOW,
        patch=patch,
        seconds=settings.race_seconds,
        seed=settings.seed,
        known=known,
        compiles=compiles,
        least=settings.min_speedup,
    )
    warm = ("numpy", "numba") if compiles else USUAL
    outcome = client.run(Job("advisor.timing.pairs:run", task, _limits(settings), warm))
    if isinstance(outcome, Failure):
        return outcome
    assert isinstance(outcome.value, pairs.Times)
    return outcome.value


def _starts(built: Built, call: Call, settings: Settings) -> tuple[float, float]:
    """What the first start costs, and every later one."""
    cache = f"start-{os.getpid()}-{next(_numbers)}"
    first = _start(built, call, cache, settings)
    if first <= _CACHED:
        return first, first
    return first, min(first, _start(built, call, cache, settings))


def _trial(verdict: Verdict, times: pairs.Times, starts: tuple[float, float]) -> Trial:
    first, later = starts
    return Trial(
        verdict=verdict,
        speedup=times.ratio,
        before_seconds=times.before.seconds,
        after_seconds=times.after.seconds,
        compile_seconds=verdict.built.seconds,
        first_call_seconds=first,
        peak_memory_ratio=times.after.peak / max(times.before.peak, 1),
        next_start_seconds=later,
    )


def _start(built: Built, call: Call, cache: str, settings: Settings) -> float:
    task = starting.Task(call.snapshot, as_patch(built), loading.imported(built), cache)
    job = Job("advisor.timing.starting:run", task, _limits(settings), warm=())
    outcome = client.run(job)
    # What was timed a moment ago and fails now is not to be trusted: it never pays.
    return float(str(outcome.value)) if isinstance(outcome, Done) else float("inf")


def _untimed(verdict: Verdict, reason: str, settings: Settings) -> Trial:
    """One with what its proof told of its speed, if it did."""
    rough = intervals.of_ratios([verdict.pace], settings.seed) if verdict.pace else None
    if verdict.stopped:
        rough = Interval(0.0, verdict.pace, verdict.pace)
    return Trial(verdict, rough, 0.0, 0.0, verdict.built.seconds, 0.0, 0.0, reason)


def _limits(settings: Settings) -> Limits:
    return Limits(settings.job_timeout, settings.memory)
