"""The same program in C: what the winner's region is measured against.

A corpus program may have a C version beside it: ``gemm.c`` beside ``gemm.py``. It prints what
the program prints, which shows that it does the same, and on standard error ``seconds 0.0123``,
the time of its hot part alone. It is built as an expert would build it, without anything that
changes results.
"""

from __future__ import annotations

import re
import subprocess
from dataclasses import dataclass
from pathlib import Path

from advisor import building
from advisor.choosing import Advice, HotspotAdvice
from advisor.settings import Settings

_FLAGS = ("-O3", "-march=native", "-ffp-contract=off")
_RUNS = 5


@dataclass(frozen=True, slots=True)
class Yardstick:
    """How the C version did.

    Attributes:
        seconds: of its hot part, the least of a few runs.
        winner_seconds: of the winner's region in the rewritten program, conversions included;
            ``None`` without a winner.
        problem: why the two cannot be compared, or "".
    """

    seconds: float | None
    winner_seconds: float | None
    problem: str = ""

    @property
    def ratio(self) -> float | None:
        """The winner's time over that of C."""
        if self.problem or not self.seconds or not self.winner_seconds:
            return None
        return self.winner_seconds / self.seconds


def measure(
    source: Path, expected: bytes, advice: Advice, folder: Path, settings: Settings
) -> Yardstick | None:
    """Build and run the C version of a program; ``None`` if it has none.

    Args:
        source: the Python program in the corpus.
        expected: what it prints.
        advice: what was won for it.
        folder: where to build.
        settings: for the limit on a run's time.
    """
    text = source.with_suffix(".c")
    if not text.exists():
        return None
    winner = winner_seconds(advice)
    compiler = building.compiler()
    if not compiler:
        return Yardstick(None, winner, "no C compiler was found")
    program = folder / "yardstick"
    command = [compiler, *_FLAGS, "-w", str(text), "-o", str(program), "-lm"]
    try:
        built = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603 # our own command
        if built.returncode:
            return Yardstick(None, winner, f"its C version cannot be built: {built.stderr[:200]}")
        times = [_run(program, expected, settings) for _ in range(_RUNS)]
    except (OSError, subprocess.TimeoutExpired, ValueError) as error:
        return Yardstick(None, winner, f"its C version: {error}")
    return Yardstick(min(times), winner)


def _run(program: Path, expected: bytes, settings: Settings) -> float:
    """Seconds of the hot part.

    Raises:
        ValueError: it prints something else than the program does, or no time.
    """
    done = subprocess.run(  # noqa: S603 # built from our own corpus
        [str(program)], capture_output=True, timeout=settings.run_timeout, check=False
    )
    if done.stdout != expected:
        raise ValueError("it does not print what the Python program prints")
    found = re.search(rb"^seconds ([\d.]+)$", done.stderr, re.MULTILINE)
    if found is None:
        raise ValueError("it does not say how many seconds it took")
    return float(found[1])


def winner_seconds(advice: Advice) -> float | None:
    """The time of the hottest region that has a winner, once it is in."""
    won = [spot for spot in advice.hotspots if spot.winner and not spot.covered_by]
    return _seconds(max(won, key=lambda spot: spot.spot.share)) if won else None


def _seconds(hotspot: HotspotAdvice) -> float | None:
    assert hotspot.winner is not None
    trial = hotspot.winner.trial
    recording = hotspot.recording
    if recording is not None and recording.complete and recording.count == 1:
        return trial.after_seconds
    return hotspot.spot.seconds / trial.speedup.mid if trial.speedup else None
