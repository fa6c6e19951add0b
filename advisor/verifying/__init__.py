"""Does a candidate do what the original does? Evidence, or the counterexample.

The original speaks first, on the calls the program made and on calls invented from
them; every candidate is then held against what it did. Nothing of this runs in our
own process: a candidate that crashes, hangs or eats memory only loses.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import Literal

from advisor.building import Built
from advisor.emitting import Exactness
from advisor.profiling.recording import Recording
from advisor.settings import Settings
from advisor.verifying.cases import Compared, Evidence, Originals
from advisor.verifying.comparing import as_patch, judge, run_original

__all__ = ["Verdict", "as_patch", "replayable", "verify"]


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
        pace: roughly the speed-up on the recorded calls; 0.0 where that is not known.
        behind: whether it is so far behind that it was compared on recorded calls only.
        stopped: whether it was stopped in such a call; the pace is the most it can be.
        spared: why it was not run at all, or "".
        evidence: what it was compared on; ``None`` if it was not.
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
    pace: float = 0.0
    behind: bool = False
    stopped: bool = False
    spared: str = ""
    evidence: Evidence | None = field(default=None, compare=False, repr=False)


_ROUNDING = 1e-6  # no rounding explains a relative difference beyond this
_REPLAYABLE = frozenset({"prints", "draws random numbers"})


def replayable(recording: Recording) -> str:
    """Why the recorded calls cannot be made again without consequences, or ""."""
    outside = [effect for effect in recording.effects if effect not in _REPLAYABLE]
    return f"left alone: it {' and '.join(outside)}" if outside else ""


def verify(
    builds: Iterable[Built],
    recording: Recording,
    settings: Settings,
    seconds: float | None = None,
) -> Iterator[Verdict]:
    """A verdict for each candidate, in the order they are reached.

    ``seconds`` is what the region took of the profiled run, where that is known: what takes
    longer to load than the best so far leaves of it is spared the proof.

    The original runs once for all of them, and first: the candidates may still be building.
    Candidates that differ by floats alone are compared again, within what the original's own
    arithmetic loses.
    """
    trouble = _trouble(recording)
    originals = Originals(()) if trouble else run_original(recording, settings)
    trouble = trouble or originals.trouble
    runnable = []
    for built in builds:
        if built.problem:
            yield _failed(built, f"did not build: {built.problem}")
        elif trouble:
            yield _failed(built, trouble)
        else:
            runnable.append(built)
    for built, compared, exactness, evidence in judge(
        runnable, originals.cases, recording, settings, seconds
    ):
        yield replace(_verdict(built, compared, exactness), evidence=evidence)


def _trouble(recording: Recording) -> str:
    if not recording.calls:
        return recording.unpicklable or "no call of it could be kept"
    return replayable(recording)


def _verdict(built: Built, compared: Compared, exactness: Exactness) -> Verdict:
    if compared.failure:
        return replace(_failed(built, compared.failure), counterexample=compared.counterexample)
    asked, answered = compared.asked
    # Of one that is behind nobody measured how much rounding would explain.
    wrong = bool(compared.difference) and (not compared.behind or compared.error > _ROUNDING)
    return Verdict(
        built=built,
        status="wrong" if wrong else "equal",
        exactness=exactness,
        max_error=compared.error if exactness == "rounding" else 0.0,
        recorded=compared.recorded,
        invented=compared.invented,
        fast_share=answered / asked if asked else None,
        reason=f"differs: {compared.difference}" if wrong else "",
        counterexample=compared.counterexample,
        pace=compared.pace,
        behind=compared.behind,
        stopped=compared.stopped,
        spared=compared.spared,
    )


def _failed(built: Built, reason: str) -> Verdict:
    return Verdict(built, "failed", built.candidate.expects, 0.0, 0, 0, None, reason)
