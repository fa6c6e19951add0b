"""What a scan of the head proves to be faster and the code does not do yet."""

from __future__ import annotations

import shlex
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

from advisor import pipeline
from advisor.choosing import HotspotAdvice
from advisor.comparing.workloads import Workload
from advisor.settings import Settings
from advisor.targeting import Target
from advisor.timing.intervals import Interval

Watch: TypeAlias = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Chance:
    """A winner that nobody has written in.

    Attributes:
        workload: that it would help.
        path: relative to the repository.
        share: of the run, 0 to 1.
        seconds: the function takes in a run.
        saves: seconds of each run.
        winner: the candidate's name.
        exactness: ``identical`` or ``rounding``.
        command: what writes it in.
    """

    workload: str
    path: str
    function: str
    line: int
    share: float
    seconds: float
    saves: float
    winner: str
    speedup: Interval
    exactness: str
    command: str


def find(
    workload: Workload, target: Target, root: Path, settings: Settings, watch: Watch
) -> Iterator[Chance]:
    """The winners of a scan, those that are written in as part of another left out."""
    advice = pipeline.scan(target, settings, watch)
    command = f"advisor rewrite --apply {shlex.join(workload.words)}"
    for hotspot in advice.hotspots:
        if hotspot.winner is not None and not hotspot.covered_by:
            yield _chance(hotspot, workload.name, root, command)


def _chance(hotspot: HotspotAdvice, workload: str, root: Path, command: str) -> Chance:
    winner, spot = hotspot.winner, hotspot.spot
    assert winner is not None
    trial = winner.trial
    assert trial.speedup is not None
    inside = spot.path.is_relative_to(root)
    return Chance(
        workload=workload,
        path=spot.path.relative_to(root).as_posix() if inside else str(spot.path),
        function=spot.function,
        line=spot.first_line,
        share=spot.share,
        seconds=spot.seconds,
        saves=spot.seconds * (1 - 1 / trial.speedup.mid),
        winner=trial.verdict.built.candidate.name,
        speedup=trial.speedup,
        exactness=trial.verdict.exactness,
        command=command,
    )
