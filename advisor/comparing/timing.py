"""One run of a workload in one checkout: what it took, and which functions had the time.

On a machine that others use as well, elapsed time says more about them than about the
program. What counts is either the work done by the processor, or, for a program that
waits by itself, for a disk or a timer, the elapsed time without the time it stood ready
and got no processor.
"""

from __future__ import annotations

import ast
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, TypeAlias

from advisor.errors import TargetFailedError
from advisor.profiling import child_timing, running, sampling
from advisor.settings import Settings
from advisor.targeting import Target

Watch: TypeAlias = Callable[[str], None]
Measure: TypeAlias = Literal["computing", "elapsed"]

_WAITS = 0.1  # of the elapsed time: a program that waits more by itself is not only computing
_LEAST = 1e-6  # seconds; nothing takes less
_LAST = 2000  # characters of what a failing program said


@dataclass(frozen=True, slots=True)
class Lap:
    """One run.

    Attributes:
        elapsed: seconds from the program's first statement to its last, without those it
            stood ready but was given no processor, as far as the system tells.
        computing: seconds of processor time of all its threads.
    """

    elapsed: float
    computing: float

    def seconds(self, measure: Measure) -> float:
        """What counts."""
        return self.computing if measure == "computing" else self.elapsed


@dataclass(frozen=True, slots=True)
class Place:
    """A checkout that workloads run in.

    Attributes:
        root: of the checkout.
        environment: what lets programs find this checkout's modules, not another's.
    """

    root: Path
    environment: Mapping[str, str]


def lap(target: Target, environment: Mapping[str, str], settings: Settings, watch: Watch) -> Lap:
    """Run the target once, unwatched.

    Raises:
        TargetFailedError: it failed, or did not end in time.
    """
    with tempfile.NamedTemporaryFile(prefix="advisor-lap-") as file:
        finished = running.run_child(
            Path(child_timing.__file__),
            (file.name, *target.words),
            target,
            watch,
            timeout=settings.run_timeout,
            environment=environment,
        )
        answer = Path(file.name).read_text(encoding="utf-8")
    if finished.timed_out:
        raise sampling.too_slow(target, settings)
    if finished.exit_code:
        said = (finished.stderr or finished.stdout).decode(errors="replace").strip()
        raise TargetFailedError(
            f"{target.path} ended with exit code {finished.exit_code}: {_telling(said)}"
        )
    if not answer:  # it ended by os._exit, and we know the whole process only
        return Lap(finished.seconds, finished.seconds)
    seconds, computing, waiting, _ = ast.literal_eval(answer)
    # The clocks are not read at the same moment: what was computed took at least that long.
    least = max(min(computing, seconds), _LEAST)
    return Lap(max(seconds - (waiting or 0.0), least), max(computing, _LEAST))


def _telling(said: str) -> str:
    """The end of what a failing program said: of a traceback, the exception and its place."""
    lines = [line.strip() for line in said.splitlines() if line.strip()]
    places = [line for line in lines if line.startswith("File ")]
    if places and any(line.startswith("Traceback ") for line in lines):
        return f"{lines[-1]} ({places[-1]})"
    return said[-_LAST:]


def measure(laps: tuple[Lap, ...]) -> Measure:
    """What to compare: work, unless the program waits by itself or keeps others working."""
    waits = any(abs(each.elapsed - each.computing) > _WAITS * each.elapsed for each in laps)
    return "elapsed" if waits else "computing"
