"""In a worker: a mutant on the cases its original was proven on, until one tells them apart."""

from __future__ import annotations

from dataclasses import dataclass, replace

from advisor import equality
from advisor.sandbox.replaying import Patch
from advisor.verifying import asking, keeping
from advisor.verifying.cases import Evidence


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
        answered: for each case up to there, whether its fast path did the work.
    """

    noticed: str
    answered: tuple[bool, ...]


def run(trial: Trial) -> Fate:
    """Make every call until one differs."""
    patch = replace(trial.patch, source=asking.counted(trial.patch.source, trial.ask))
    answered = []
    for case, spread in zip(trial.evidence.cases, trial.evidence.spreads, strict=True):
        if case.outcome is None:
            continue  # it would have to be run again beside each mutant
        policy = equality.EXACT if spread is None else equality.rounding(keeping.loads(spread))
        asking.forget()
        right = equality.capture(case.patched(patch), consumer=case.consumer)
        answered.append(asking.answers()[1] > 0)
        difference = equality.compare(keeping.loads(case.outcome), right, policy)
        if difference is not None:
            return Fate(str(difference), tuple(answered))
    return Fate("", tuple(answered))
