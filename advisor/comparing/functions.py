"""What became of each hot function between two revisions: its own time before and after."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import TypeAlias

from advisor.comparing import rounds
from advisor.comparing.rounds import Verdict
from advisor.profiling.sampling import Profile
from advisor.timing import intervals
from advisor.timing.intervals import Interval

_Function: TypeAlias = tuple[str, str]

_TOLD = 0.01  # of the run: functions with less are not spoken of
_MOST = 12


@dataclass(frozen=True, slots=True)
class FunctionChange:
    """A hot function's own time before and after, in seconds; 0.0 where it was not seen.

    ``path`` is relative to the repository, ``ratio`` ``None`` where it was not in both.
    """

    path: str
    function: str
    line: int
    before: float
    after: float
    ratio: Interval | None
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class Looks:
    """Profiles of some runs of one revision.

    Attributes:
        root: of the checkout.
        profiles: of each run.
        seconds: what a run takes when nobody looks.
    """

    root: Path
    profiles: tuple[Profile, ...]
    seconds: float

    def own_seconds(self) -> Iterator[Mapping[_Function, float]]:
        """For each run the own time of each function, by its file and qualified name."""
        for profile in self.profiles:
            yield {
                (spot.path.relative_to(self.root).as_posix(), spot.function): (
                    spot.self_share * self.seconds
                )
                for spot in profile.spots
                if spot.path.is_relative_to(self.root)
            }

    def lines(self) -> dict[_Function, int]:
        """Where each function begins."""
        return {
            (spot.path.relative_to(self.root).as_posix(), spot.function): spot.first_line
            for profile in self.profiles
            for spot in profile.spots
            if spot.path.is_relative_to(self.root)
        }


def changes(
    before: Looks | None, after: Looks, floor: float, seed: int
) -> tuple[FunctionChange, ...]:
    """The hot functions of either revision, hottest in the head first.

    ``floor`` is the ratio below which a difference may be noise.
    """
    old = tuple(before.own_seconds()) if before else ()
    new = tuple(after.own_seconds())
    lines = (before.lines() if before else {}) | after.lines()
    least = _TOLD * max(before.seconds if before else 0.0, after.seconds)
    rows = []
    for (path, function), line in lines.items():
        was, now = (_middle(runs, (path, function)) for runs in (old, new))
        if max(was, now) >= least:
            ratio = _ratio(old, new, (path, function), seed)
            verdict = rounds.judged(ratio, floor) if ratio else "cannot tell"
            rows.append(FunctionChange(path, function, line, was, now, ratio, verdict))
    return tuple(sorted(rows, key=lambda row: (-row.after, -row.before))[:_MOST])


def _middle(runs: Sequence[Mapping[_Function, float]], function: _Function) -> float:
    return median(run.get(function, 0.0) for run in runs) if runs else 0.0


def _ratio(
    old: Sequence[Mapping[_Function, float]],
    new: Sequence[Mapping[_Function, float]],
    function: _Function,
    seed: int,
) -> Interval | None:
    """How its time changed from run to run; ``None`` where it was not always seen."""
    pairs = [(b.get(function, 0.0), a.get(function, 0.0)) for b, a in zip(old, new, strict=False)]
    if not pairs or not all(b and a for b, a in pairs):
        return None
    return intervals.of_ratios([a / b for b, a in pairs], seed)
