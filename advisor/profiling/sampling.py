"""First look: run the program under a timer that reads the stack."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import TypeVar

from advisor.errors import TargetFailedError
from advisor.profiling import attributing, leavings, running
from advisor.profiling.attributing import Account, Samples
from advisor.profiling.leavings import Leavings
from advisor.profiling.running import Finished
from advisor.settings import Settings
from advisor.targeting import Target

_CHILD = Path(__file__).with_name("child_sampling.py")
_OWN_ALARM = re.compile(rb"\bSIGALRM\b|\bsetitimer\b|\bsignal\.alarm\b")
_MILLISECOND = 0.001
_Key = TypeVar("_Key")


@dataclass(frozen=True, slots=True)
class Run:
    """How a run of the target ended.

    Attributes:
        seconds: wall time from start of ``__main__`` to its end.
        exit_code: as the shell would see it.
        error: the last line of the traceback when it ended by an exception, else "".
        stdout: everything it printed there; also passed through or shown on request.
        stderr: likewise.
        written: what it left in files; ``None`` where that is not known.
    """

    seconds: float
    exit_code: int
    error: str
    stdout: bytes
    stderr: bytes
    written: Leavings | None = None


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
    of samples (milliseconds): what an icicle is drawn from."""
    notes: tuple[str, ...] = ()
    """What makes the figures less than complete, a sentence each."""
    modules: tuple[Path, ...] = ()
    """The project's files that the program imported; empty when it ended without a word."""


def sample(
    target: Target,
    settings: Settings,
    watch: Callable[[str], None],
    *,
    live: bool = False,
    environment: Mapping[str, str] = MappingProxyType({}),
) -> Profile:
    """Run the target once under the timer; ``live`` shows its output on our stderr meanwhile.

    ``environment`` is added to ours.

    Raises:
        TargetFailedError: it did not end in time.
    """
    watch(f"profiling {target.path.name}")
    with tempfile.NamedTemporaryFile(prefix="advisor-samples-") as file:
        finished = running.run_child(
            _CHILD,
            (file.name, timer(target), *target.words),
            target,
            lambda elapsed: watch(f"profiling {target.path.name}: {elapsed}"),
            timeout=settings.run_timeout,
            live=live,
            environment={**running.hash_seed(), **environment},
        )
        samples = attributing.read(Path(file.name), target.directory)
    if finished.timed_out:
        raise too_slow(target, settings)
    return profile(target, samples, finished)


def too_slow(target: Target, settings: Settings) -> TargetFailedError:
    """What to tell of a target that did not end in time."""
    return TargetFailedError(
        f"{target.path} did not end within {settings.run_timeout:g} s; "
        "give it a smaller job, or more time with --timeout"
    )


def timer(target: Target) -> str:
    """``real``, or ``cpu`` for a program that seems to need the real timer for itself."""
    return "cpu" if _OWN_ALARM.search(target.source) else "real"


def profile(target: Target, samples: Samples, finished: Finished) -> Profile:
    """The profile of a finished run from its samples."""
    weights = samples.weights
    total = sum(weights.values()) or finished.seconds
    seconds = samples.seconds if samples.seconds is not None else total
    spots = [
        _spot(owner, account, total, seconds)
        for owner, account in attributing.accounts(weights).items()
    ]
    return Profile(
        target=target,
        run=Run(
            seconds=seconds,
            exit_code=finished.exit_code,
            error=samples.error,
            stdout=finished.stdout,
            stderr=finished.stderr,
            written=leavings.of(samples.written, target.directory),
        ),
        spots=tuple(sorted(spots, key=lambda s: (-s.self_share, -s.share, s.first_line))),
        samples=samples.count,
        stacks=tuple(_icicle(weights)),
        notes=tuple(_notes(target, samples)),
        modules=samples.modules,
    )


def _spot(owner: tuple[Path, str, int], account: Account, total: float, run_seconds: float) -> Spot:
    path, function, first_line = owner
    return Spot(
        path=path,
        function=function,
        first_line=first_line,
        self_share=account.own / total,
        share=account.all / total,
        seconds=account.all / total * run_seconds,
        lines=tuple(
            LineTime(line, seconds / total * run_seconds, seconds / total)
            for line, seconds in _by_weight(account.lines)
        ),
        callers=tuple((*caller, w / total) for caller, w in _by_weight(account.callers)),
    )


def _by_weight(seconds: Mapping[_Key, float]) -> list[tuple[_Key, float]]:
    return sorted(seconds.items(), key=lambda pair: -pair[1])


def _icicle(weights: Mapping[attributing.Stack, float]) -> Iterator[tuple[tuple[str, ...], int]]:
    for stack, seconds in weights.items():
        labels = tuple(f"{frame.path}:{frame.function}:{frame.line}" for frame in stack)
        yield labels, max(1, round(seconds / _MILLISECOND))


def _notes(target: Target, samples: Samples) -> Iterator[str]:
    yield from samples.notes
    if samples.seconds is None:
        yield "the program ended at once (os._exit or a signal): its last moments are not seen"
    if timer(target) == "cpu":
        yield "the program uses the alarm timer itself: only its computing time was profiled"
