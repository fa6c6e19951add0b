"""Time line by line, by replaying kept calls under ``line_profiler`` in a worker.

It slows what it looks at 6 to 54 times, so it never sees the program's own run:
a kept call is replayed instead, and its figures are proportions.
"""

from __future__ import annotations

import contextlib
import signal
from collections.abc import Sequence
from dataclasses import dataclass
from types import FrameType, FunctionType, GeneratorType
from typing import TypeAlias

from line_profiler._line_profiler import LineProfiler

from advisor.profiling.calls import Call
from advisor.sandbox import replaying

_SECONDS = 0.3  # of profiled time
_SLOWED = 20  # times slower is what to expect
Timing: TypeAlias = tuple[int, int, int]
"""Line, hits, and time in the profiler's own unit."""


@dataclass(frozen=True, slots=True)
class LineCost:
    """``line_profiler``'s figures for one line: proportions within the region."""

    line: int
    hits: int
    share: float


class _Enough(BaseException):
    """The profiled call has run long enough to tell."""


def chosen(calls: Sequence[Call]) -> Call:
    """The longest call that ends in time, or else the shortest."""
    quick = [call for call in calls if call.seconds * _SLOWED <= _SECONDS]
    if quick:
        return max(quick, key=lambda call: call.seconds)
    return min(calls, key=lambda call: call.seconds)


def profile(snapshot: bytes) -> tuple[LineCost, ...]:
    """The lines of the snapshot's function while it is called again; runs in a worker."""
    invocation = replaying.original(snapshot)
    function = invocation.function
    assert isinstance(function, FunctionType)
    profiler = LineProfiler()
    profiler.add_function(function)
    signal.signal(signal.SIGALRM, _enough)
    signal.setitimer(signal.ITIMER_REAL, _SECONDS)
    profiler.enable_by_count()
    try:
        # Whatever the call raises, the lines it reached have told their time.
        with contextlib.suppress(_Enough, Exception):
            result = function(*invocation.arguments, **invocation.keywords)
            if type(result) is GeneratorType:
                _exhaust(result)
    finally:
        profiler.disable_by_count()
        signal.setitimer(signal.ITIMER_REAL, 0.0)
    return _costs([timing for found in profiler.get_stats().timings.values() for timing in found])


def _enough(_signal_number: int, _frame: FrameType | None) -> None:
    raise _Enough


def _exhaust(generator: GeneratorType[object, object, object]) -> None:
    for _ in generator:
        pass


def _costs(timings: Sequence[Timing]) -> tuple[LineCost, ...]:
    total = sum(time for _, _, time in timings) or 1
    return tuple(LineCost(line, hits, time / total) for line, hits, time in sorted(timings))
