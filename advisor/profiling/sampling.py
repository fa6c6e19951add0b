"""First look: run the program under a timer that reads the stack."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from advisor.targeting import Target


@dataclass(frozen=True, slots=True)
class Run:
    """How a run of the target ended.

    Attributes:
        seconds: wall time from start of ``__main__`` to its end.
        exit_code: as the shell would see it.
        error: the last line of the traceback when it ended by an exception, else "".
        stdout: everything it printed there; also passed through or shown on request.
        stderr: likewise.
    """

    seconds: float
    exit_code: int
    error: str
    stdout: bytes
    stderr: bytes


@dataclass(frozen=True, slots=True)
class LineTime:
    """Time spent on one line: of the whole run, its own and that of what it calls."""

    line: int
    seconds: float
    share: float


@dataclass(frozen=True, slots=True)
class Spot:
    """A function of the project (or the module level) and its share of the run.

    Attributes:
        path: the file.
        function: its qualified name, ``<module>`` at module level.
        first_line: of the ``def`` (or decorator), 1 for a module.
        self_share: samples whose innermost *project* frame it is (time in built-ins,
            NumPy or other libraries it calls is its own), 0 to 1. Comprehensions,
            lambdas and generator expressions count as the function they stand in.
        share: samples it is anywhere on the stack of, 0 to 1.
        seconds: ``share`` of the run's wall time.
        lines: its lines with samples, hottest first; ``seconds`` inclusive of calls.
        callers: (path, qualified name) of project functions seen calling it, by weight.
    """

    path: Path
    function: str
    first_line: int
    self_share: float
    share: float
    seconds: float
    lines: tuple[LineTime, ...]
    callers: tuple[tuple[Path, str, float], ...]


@dataclass(frozen=True, slots=True)
class Profile:
    """The first look: how the run went, and its functions by ``self_share``."""

    target: Target
    run: Run
    spots: tuple[Spot, ...]
    samples: int
    stacks: tuple[tuple[tuple[str, ...], int], ...]
    """Distinct stacks, outermost first, ``"path:qualname:line"`` each, with their number
    of samples: what an icicle is drawn from."""
