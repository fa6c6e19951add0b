"""In a worker: a mutant on the cases its original was proven on, until one tells them apart.

A loop that a fault made endless may be compiled code, which no exception gets into. So
an alarm nobody handles ends the process: that tells the two apart as well.
"""

from __future__ import annotations

import signal
from dataclasses import dataclass, replace

from advisor import equality
from advisor.sandbox.replaying import Patch
from advisor.verifying import asking, keeping
from advisor.verifying.cases import Evidence

_PATIENCE, _SLOWER = 0.7, 2.0  # seconds, and times the original's, that a case may take


@dataclass(frozen=True, slots=True)
class Trial:
    """A mutant and what it is tried on; ``ask`` is the expression that asks its fast path."""

    patch: Patch
    ask: str
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Fate:
    """What became of a mutant.

    Attributes:
        noticed: what gave it away, or "".
        answered: for each case up to there, whether its fast path did all the work.
    """

    noticed: str
    answered: tuple[bool, ...]


def run(trial: Trial) -> Fate:
    """Make every call until one differs."""
    patch = replace(trial.patch, source=asking.counted(trial.patch.source, trial.ask))
    answered = []
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    for case, spread in zip(trial.evidence.cases, trial.evidence.spreads, strict=True):
        if case.outcome is None:
            continue  # it would have to be run again beside each mutant
        policy = equality.EXACT if spread is None else equality.rounding(keeping.loads(spread))
        asking.forget()
        signal.setitimer(signal.ITIMER_REAL, _PATIENCE + _SLOWER * case.seconds)
        right = equality.capture(case.patched(patch), consumer=case.consumer)
        signal.setitimer(signal.ITIMER_REAL, 0.0)
        asked, did = asking.answers()
        answered.append(asked == did > 0)  # a recursive function asks at every level
        difference = equality.compare(keeping.loads(case.outcome), right, policy)
        if difference is not None:
            return Fate(str(difference), tuple(answered))
    return Fate("", tuple(answered))
