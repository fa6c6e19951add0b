"""Does a candidate do what the original does? Evidence, or the counterexample."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from advisor.building import Built
from advisor.emitting import Exactness
from advisor.profiling.recording import Recording
from advisor.settings import Settings


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the evidence says of one candidate.

    Attributes:
        built: the candidate, ready to run.
        status: ``equal``; ``wrong`` (a counterexample exists); ``failed`` (did not build,
            crashed, hung, printed, ate memory).
        exactness: what was seen: ``identical`` or ``rounding``.
        max_error: the largest relative difference seen between floats; 0.0 if identical.
        recorded: recorded calls compared.
        invented: invented calls compared.
        fast_share: share of the recorded calls that took the fast path, for a safe form
            (``None`` where that cannot be told).
        reason: for the reader; for a wrong one what differs and where.
        counterexample: a call the user can paste, or "".
    """

    built: Built
    status: Literal["equal", "wrong", "failed"]
    exactness: Exactness
    max_error: float
    recorded: int
    invented: int
    fast_share: float | None
    reason: str
    counterexample: str = ""


def verify(builds: Sequence[Built], recording: Recording, settings: Settings) -> Iterator[Verdict]:
    """A verdict for each built candidate, in the order they are reached."""
    raise NotImplementedError
