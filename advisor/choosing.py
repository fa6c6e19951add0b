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

Status = Literal["winner", "slower", "wrong", "failed", "unsafe"]


@dataclass(frozen=True, slots=True)
class Finding:
    """A slow pattern, where it stands, and one sentence about it."""

    rule: str
    line: int
    message: str


@dataclass(frozen=True, slots=True)
class Placing:
    """A trial with its place in the race and the reason for it."""

    trial: Trial
    status: Status
    reason: str


@dataclass(frozen=True, slots=True)
class HotspotAdvice:
    """What was found out about one hot spot.

    ``region`` and ``recording`` are ``None`` when it was left alone before the race.
    ``skipped`` holds (back end, reason) for those that had no candidate to offer.
    ``covered_by`` names the region whose winner takes this one along, so that its own
    winner is not written in.
    """

    spot: Spot
    region: Region | None
    recording: Recording | None
    findings: tuple[Finding, ...]
    placings: tuple[Placing, ...]
    skipped: tuple[tuple[str, str], ...]
    left_alone_because: str
    covered_by: str = ""

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
    """Everything the report says."""

    profile: Profile
    hotspots: tuple[HotspotAdvice, ...]
    whole: Whole | None
    notes: tuple[str, ...] = ()


def choose(trials: Sequence[Trial], settings: Settings) -> tuple[Placing, ...]:
    """Place the trials of one race, the winner first."""
    raise NotImplementedError
