"""What the user can decide, from the command line over ``[tool.advisor]`` over the defaults."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal


@dataclass(frozen=True, slots=True)
class Settings:
    """All choices, with their defaults.

    Attributes:
        min_share: a hot spot below this share of the run is not raced.
        max_hotspots: at most this many are raced.
        min_speedup: the low end of the interval must reach it.
        exact: refuse candidates that differ by rounding.
        unsafe: apply candidates that rest on a stated assumption, too.
        backends: the only back ends to use; empty for all.
        objective: ``steady`` weighs the region's steady state, ``cold`` the whole script
            from a cold start.
        once: profile and record in one run, for scripts that must not run twice.
        run_timeout: seconds the user's script may take.
        job_timeout: seconds one job in a worker may take.
        memory: bytes one worker may use.
        workers: processes at once.
        invented: invented inputs for each candidate.
        race_seconds: about how long one race may take.
        rules: the folder of the user's own rules, besides ours.
        seed: of everything random.
    """

    min_share: float = 0.05
    max_hotspots: int = 5
    min_speedup: float = 1.1
    exact: bool = False
    unsafe: bool = False
    backends: tuple[str, ...] = ()
    objective: Literal["steady", "cold"] = "steady"
    once: bool = False
    run_timeout: float = 600.0
    job_timeout: float = 60.0
    memory: int = 4 << 30
    workers: int = 2
    invented: int = 60
    race_seconds: float = 1.5
    rules: Path | None = None
    seed: int = 0
    ignore: tuple[str, ...] = field(default=())


def load(directory: Path, **choices: object) -> Settings:
    """The settings in force in ``directory``: ``[tool.advisor]`` of the nearest pyproject.toml.

    ``choices`` come from the command line and win; ``None`` means not chosen.

    Raises:
        AdvisorError: the file is no TOML, or names a setting or value there is not.
    """
    raise NotImplementedError
