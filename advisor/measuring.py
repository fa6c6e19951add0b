"""Race the proven candidates against the original, interleaved, on recorded calls."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from advisor.profiling.recording import Recording
from advisor.settings import Settings
from advisor.verifying import Verdict


@dataclass(frozen=True, slots=True)
class Interval:
    """A ratio with its 95 % bootstrap interval."""

    low: float
    mid: float
    high: float


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
            in a fresh process: what the user's script pays each time it starts.
        peak_memory_ratio: candidate's peak over the original's.
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


def race(verdicts: Sequence[Verdict], recording: Recording, settings: Settings) -> Iterator[Trial]:
    """Time every equal candidate; the others come back untimed."""
    raise NotImplementedError
