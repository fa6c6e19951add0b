"""Pick a winner for each hot spot, and say why the others lost."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from advisor.measuring import Trial
from advisor.parsing import Region
from advisor.profiling.recording import Recording
from advisor.profiling.sampling import Profile, Spot
from advisor.settings import Settings
from advisor.timing.growth import Growth

_NEAR = 1.1  # ratio within which two candidates count as equally fast
_NOTICEABLE = 0.1  # seconds
_ALL_CORES = 1.3  # times faster than one core, to be worth keeping others busy

Status = Literal["winner", "slower", "wrong", "failed", "unsafe"]


@dataclass(frozen=True, slots=True)
class Finding:
    """A slow pattern, where it stands, and one sentence about it."""

    rule: str
    line: int
    message: str


@dataclass(frozen=True, slots=True)
class Scrutiny:
    """How many faults planted in a winner its evidence noticed.

    Attributes:
        seeded: planted, without those that only made the fast path decline.
        noticed: of these, how many the evidence tells from the winner.
        survivors: those it does not, a line each.
    """

    seeded: int
    noticed: int
    survivors: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Placing:
    """A trial with its place in the race and the reason for it.

    ``worthy`` ones could win: they lost to a better one only. ``scrutiny`` is what is known
    of the evidence, for a winner.
    """

    trial: Trial
    status: Status
    reason: str
    worthy: bool = False
    scrutiny: Scrutiny | None = None


@dataclass(frozen=True, slots=True)
class HotspotAdvice:
    """What was found out about one hot spot.

    ``region`` and ``recording`` are ``None`` when it was left alone before the race.
    ``skipped`` holds (back end, reason) for those that had no candidate to offer.
    ``covered_by`` names the region whose winner takes this one along, so that its own
    winner is not written in. ``growth`` says how time grows with size, where that was
    asked for.
    """

    spot: Spot
    region: Region | None
    recording: Recording | None
    findings: tuple[Finding, ...]
    placings: tuple[Placing, ...]
    skipped: tuple[tuple[str, str], ...]
    left_alone_because: str
    covered_by: str = ""
    growth: Growth | None = None

    @property
    def winner(self) -> Placing | None:
        """The placing that won, if any did."""
        return next((p for p in self.placings if p.status == "winner"), None)


@dataclass(frozen=True, slots=True)
class Whole:
    """The whole script before and after, in seconds of wall time."""

    before: float
    after_cold: float
    after_warm: float
    same_output: bool


@dataclass(frozen=True, slots=True)
class Advice:
    """Everything the report says; ``diff`` is what writing the winners in would change."""

    profile: Profile
    hotspots: tuple[HotspotAdvice, ...]
    whole: Whole | None
    notes: tuple[str, ...] = ()
    diff: str = ""


def choose(
    trials: Sequence[Trial], settings: Settings, seconds: float | None = None
) -> tuple[Placing, ...]:
    """Place the trials of one race: the winner, then the others, fastest first.

    ``seconds`` is what the region took of the profiled run, where that is known: then
    what a candidate costs each time the script starts counts against what it saves.
    """
    worthy = [
        trial
        for trial in trials
        if not (trial.verdict.spared or trial.verdict.behind)
        and _flaw(trial, settings, seconds) is None
    ]
    worthy = [trial for trial in worthy if _frugal(trial, worthy)]
    best = _best(worthy, settings, seconds) if worthy else None
    ranked = sorted(trials, key=lambda trial: (trial is not best, -_middle(trial)))
    return tuple(_placing(trial, best, settings, seconds) for trial in ranked)


def _frugal(trial: Trial, others: Sequence[Trial]) -> bool:
    """Whether it leaves the other cores alone, or gains clearly from having them."""
    if not trial.verdict.built.candidate.parallel:
        return True
    alone = (_middle(t) for t in others if not t.verdict.built.candidate.parallel)
    return _middle(trial) >= _ALL_CORES * max(alone, default=0.0)


def _placing(
    trial: Trial, best: Trial | None, settings: Settings, seconds: float | None
) -> Placing:
    if trial.verdict.spared:
        return Placing(trial, "slower", f"not raced: {trial.verdict.spared}")
    if trial.verdict.stopped:
        return Placing(trial, "slower", _given_up(trial, best))
    flaw = _flaw(trial, settings, seconds)
    if flaw is not None:
        return Placing(trial, *flaw)
    if best is None:
        return Placing(trial, "slower", "was far behind one that then failed")
    if trial is best:
        return Placing(trial, "winner", "the fastest that was proven equal", worthy=True)
    if trial.verdict.built.candidate.parallel and _middle(trial) > _middle(best):
        name = best.verdict.built.candidate.name
        return Placing(trial, "slower", f"gains too little over {name} to keep all cores busy")
    reason = _why_behind(trial, best, settings)
    return Placing(trial, "slower", reason, worthy=not trial.verdict.behind)


def _given_up(trial: Trial, best: Trial | None) -> str:
    if best is None:
        return f"given up: takes more than {_times(1 / _middle(trial))} as long as the original"
    ratio = _times(_middle(best) / _middle(trial))
    return f"given up: slower than {best.verdict.built.candidate.name} by more than {ratio}"


def _flaw(trial: Trial, settings: Settings, seconds: float | None) -> tuple[Status, str] | None:
    """What keeps a trial from winning, whatever the others do."""
    verdict = trial.verdict
    if verdict.status != "equal":
        return verdict.status, verdict.reason
    if trial.speedup is None:
        return "failed", trial.reason
    slow = _too_slow(trial, settings, seconds)
    if slow:
        return "slower", slow
    if settings.exact and verdict.exactness != "identical":
        return "unsafe", "differs in the last bits, which --exact refuses"
    assumptions = verdict.built.candidate.assumptions
    if assumptions and not settings.unsafe:
        return "unsafe", f"assumes that {' and that '.join(assumptions)}"
    return None


def _too_slow(trial: Trial, settings: Settings, seconds: float | None) -> str:
    """Why it does not pay, or ""."""
    assert trial.speedup is not None
    low, mid = trial.speedup.low, trial.speedup.mid
    if low < settings.min_speedup:
        if trial.verdict.fast_share == 0:
            return "declined every recorded call, so that the original ran"
        if mid < 1:
            return f"takes {_times(1 / mid)} as long as the original"
        if mid < settings.min_speedup:
            return f"gains {_times(mid)}: not worth a change"
        return f"gains {_times(mid)}, but perhaps only {_times(low)}: not sure enough"
    cost = _start(trial, settings)
    if seconds is not None and cost > (saved := seconds * (1 - 1 / mid)):
        return f"starting it costs {cost:.2g} s of each run and saves only {saved:.2g} s"
    return ""


def _best(worthy: Sequence[Trial], settings: Settings, seconds: float | None) -> Trial:
    """The one that leaves the shortest run; among near equals the one with the least to mind."""

    def left(trial: Trial) -> float:
        return (seconds or 1.0) / _middle(trial) + (_start(trial, settings) if seconds else 0.0)

    first = min(worthy, key=left)
    near = [t for t in worthy if _near(t, first) and left(t) <= left(first) * _NEAR]
    return min(near, key=lambda trial: (*_burden(trial, settings), left(trial)))


def _near(trial: Trial, first: Trial) -> bool:
    """Whether the two intervals overlap, or almost do."""
    assert trial.speedup is not None
    assert first.speedup is not None
    return trial.speedup.high * _NEAR >= first.speedup.low


def _burden(trial: Trial, settings: Settings) -> tuple[bool, bool, int]:
    """What a reader would rather do without: rounding, waiting at the start, dependencies."""
    return (
        trial.verdict.exactness != "identical",
        _start(trial, settings) > _NOTICEABLE,
        len(trial.verdict.built.candidate.needs),
    )


def _why_behind(trial: Trial, best: Trial, settings: Settings) -> str:
    name = best.verdict.built.candidate.name
    ratio = _middle(best) / _middle(trial)
    if ratio > _NEAR:
        return f"slower than {name} by {_times(ratio)}"
    ours, theirs = _burden(trial, settings), _burden(best, settings)
    later = _start(trial, settings) - _start(best, settings)
    if later > 0 and (ours[1] > theirs[1] or ratio < 1 / _NEAR):
        return f"takes {later:.2g} s longer to start than {name}, more than its speed saves here"
    if ours[0] > theirs[0]:
        return f"no faster than {name} to speak of, which is identical to the last bit"
    if ours[2] > theirs[2]:
        return f"no faster than {name} to speak of, which needs less"
    return f"no faster than {name}"


def _start(trial: Trial, settings: Settings) -> float:
    cold = settings.objective == "cold"
    return trial.first_call_seconds if cold else trial.next_start_seconds


def _middle(trial: Trial) -> float:
    return trial.speedup.mid if trial.speedup else 0.0


def _times(ratio: float) -> str:
    if ratio >= 10:  # noqa: PLR2004  (two digits tell enough)
        return f"{ratio:.0f}×"
    return f"{ratio:.1f}×" if ratio >= 1.2 else f"{ratio:.2f}×"  # noqa: PLR2004
