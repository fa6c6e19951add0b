"""The performance report: every workload compared, and what is still to be won or mended."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from advisor.comparing.chances import Chance
from advisor.comparing.functions import FunctionChange
from advisor.comparing.revisions import Revision
from advisor.comparing.rounds import Comparison
from advisor.comparing.standing import FastPath
from advisor.comparing.workloads import Workload


@dataclass(frozen=True, slots=True)
class WorkloadChange:
    """A workload in both revisions.

    Attributes:
        workload: what ran.
        comparison: of the two; ``None`` where there is no base, or it failed there.
        seconds: of the head, median.
        functions: the hot ones, by their time in the head.
        fast_paths: of the head, that are passed by.
        failure: why the head could not be timed, or "".
        note: why there is no comparison, or "".
    """

    workload: Workload
    comparison: Comparison | None
    seconds: float
    functions: tuple[FunctionChange, ...] = ()
    fast_paths: tuple[FastPath, ...] = ()
    failure: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Plan:
    """What to report on.

    Attributes:
        base: the revision to compare with, or ``None`` for none.
        head: the revision to judge; ``None`` for the working tree as it stands.
        fail_above: percent a workload may get slower before the report fails.
        seconds: about how long one workload may take.
        opportunities: whether to look for what is still to be won, which takes a scan.
    """

    base: str | None
    head: str | None
    fail_above: float
    seconds: float
    opportunities: bool


@dataclass(frozen=True, slots=True)
class Report:
    """All that the report says.

    Attributes:
        at: when it was made, in UTC.
        fail_above: percent a workload may get slower before the report fails.
        chances: what is still to be won.
        notes: what could not be looked at, a sentence each.
    """

    at: datetime
    base: Revision | None
    head: Revision
    fail_above: float
    workloads: tuple[WorkloadChange, ...]
    chances: tuple[Chance, ...]
    notes: tuple[str, ...] = ()

    def is_regression(self, change: WorkloadChange) -> bool:
        """Whether it got slower by more than is allowed, whatever the noise did."""
        comparison = change.comparison
        return (
            comparison is not None
            and comparison.verdict == "slower"
            and comparison.ratio.low > 1 + self.fail_above / 100
        )

    @property
    def regressions(self) -> tuple[WorkloadChange, ...]:
        """The workloads that got slower by more than is allowed."""
        return tuple(change for change in self.workloads if self.is_regression(change))

    @property
    def failures(self) -> tuple[WorkloadChange, ...]:
        """The workloads that could not be run."""
        return tuple(change for change in self.workloads if change.failure)
