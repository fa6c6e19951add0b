"""Second look: real calls of the hot regions by value, and their time line by line."""

from __future__ import annotations

import io
import pickle
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, cast

from advisor.parsing import Region
from advisor.profiling import attributing, line_costs, running, sampling
from advisor.profiling.calls import Call
from advisor.profiling.instrumenting import Site
from advisor.profiling.line_costs import LineCost
from advisor.profiling.recorder import LENGTH
from advisor.profiling.running import Finished
from advisor.profiling.sampling import Profile
from advisor.sandbox import client
from advisor.sandbox.job import Done, Job, Limits
from advisor.settings import Settings
from advisor.targeting import Target

__all__ = ["Call", "LineCost", "Recording", "profile_once", "record", "with_lines"]

_CHILD = Path(__file__).with_name("child_recording.py")
_HARMLESS = frozenset({"prints", "draws random numbers"})
_LINE_SECONDS = 10.0  # for a replay under line_profiler, which stops itself much sooner


@dataclass(frozen=True, slots=True)
class Recording:
    """What the second look saw of one region.

    Attributes:
        count: how often it was called while watched.
        calls: the few that were kept: first ones, new type signatures, growing sizes.
        lines: time per line, once that was asked for.
        effects: what it did besides computing, in words ("opens a file", "reads the
            clock", "asks for input", "starts a thread"); not replayed if not empty.
        unpicklable: why its arguments could not be kept, or "".
        seconds: how long the program was watched, without our own doing.
        complete: whether it was watched to its end.
        opened: files the program opened for reading while it was watched.
    """

    region: Region
    count: int
    calls: tuple[Call, ...]
    lines: tuple[LineCost, ...]
    effects: tuple[str, ...]
    unpicklable: str = ""
    seconds: float = 0.0
    complete: bool = True
    opened: tuple[Path, ...] = ()


def record(
    target: Target,
    regions: Sequence[Region],
    settings: Settings,
    watch: Callable[[str], None],
) -> tuple[Recording, ...]:
    """Run the target again with probes on ``regions``; one recording each, in their order.

    The run is stopped once nothing new is seen of any region, unless the program has
    done something that lasts, such as opening a file for writing.

    Raises:
        TargetFailedError: it did not end in time, and nothing was seen until then.
    """
    if not regions:
        return ()
    watch(f"recording {target.path.name}")
    with tempfile.TemporaryDirectory(prefix="advisor-record-") as folder:
        journal, _ = _run(target, regions, settings, watch, Path(folder), once=False)
    return _recordings(regions, journal)


def profile_once(
    target: Target,
    regions: Sequence[Region],
    settings: Settings,
    watch: Callable[[str], None],
) -> tuple[Profile, tuple[Recording, ...]]:
    """Both looks in one run, for a program that must not run twice.

    The regions are chosen before anything is known of the run, so they may be many:
    every function with a loop, say.

    Raises:
        TargetFailedError: it did not end in time.
    """
    watch(f"profiling and recording {target.path.name}")
    with tempfile.TemporaryDirectory(prefix="advisor-record-") as folder:
        journal, finished = _run(target, regions, settings, watch, Path(folder), once=True)
        samples = attributing.read(Path(folder) / "samples", target.directory)
    if finished.timed_out:
        raise sampling.too_slow(target, settings)
    return sampling.profile(target, samples, finished), _recordings(regions, journal)


@dataclass(slots=True)
class _Journal:
    """What the child wrote, by the number of the region."""

    calls: dict[int, list[Call]] = field(default_factory=dict)
    regions: dict[int, tuple[bool, int, tuple[str, ...], str]] = field(default_factory=dict)
    seconds: float = 0.0
    complete: bool = False
    opened: tuple[Path, ...] = ()


def _run(
    target: Target,
    regions: Sequence[Region],
    settings: Settings,
    watch: Callable[[str], None],
    folder: Path,
    *,
    once: bool,
) -> tuple[_Journal, Finished]:
    job, journal, samples = folder / "job", folder / "journal", folder / "samples"
    job.write_bytes(pickle.dumps((tuple(map(_site, regions)), not once)))
    journal.touch()
    samples.touch()
    finished = running.run_child(
        _CHILD,
        (
            str(job),
            str(journal),
            sampling.timer(target),
            str(samples) if once else "",
            *target.words,
        ),
        target,
        lambda elapsed: watch(f"recording {target.path.name}: {elapsed}"),
        timeout=settings.run_timeout,
    )
    found = _read(journal)
    if finished.timed_out and not found.calls:
        raise sampling.too_slow(target, settings)
    return found, finished


def _site(region: Region) -> Site:
    return Site(
        path=str(region.path),
        function=region.function,
        kind=region.kind,
        first_line=region.first_line,
        last_line=region.last_line,
        name=region.name,
        parameters=region.parameters,
        results=region.results,
        source=region.source,
        offset=region.offset,
        method_of=region.method_of,
    )


def _read(path: Path) -> _Journal:
    journal = _Journal()
    for kind, number, payload in _entries(path):
        match kind:
            case "call":
                journal.calls.setdefault(number, []).append(payload)
            case "region":
                journal.regions[number] = payload
            case "end":
                journal.complete, journal.seconds, _, opened = payload
                journal.opened = tuple(map(Path, opened))
    return journal


def _entries(path: Path) -> Iterator[tuple[str, int, Any]]:
    file = io.BytesIO(path.read_bytes())
    while len(head := file.read(LENGTH.size)) == LENGTH.size:
        (length,) = LENGTH.unpack(head)
        body = file.read(length)
        if len(body) == length:  # a killed child may leave half an entry
            yield pickle.loads(body)  # noqa: S301  (our own child wrote it)


def _recordings(regions: Sequence[Region], journal: _Journal) -> tuple[Recording, ...]:
    made = []
    for number, region in enumerate(regions):
        calls = tuple(journal.calls.get(number, ()))
        unseen = (False, len(calls), (), "")
        found, count, effects, refusal = journal.regions.get(number, unseen)
        if not found and not calls and not refusal:
            refusal = "it was not loaded in the second run, or a decorator compiles it"
        made.append(
            Recording(
                region=region,
                count=max(count, len(calls)),
                calls=calls,
                lines=(),
                effects=effects,
                unpicklable="" if calls else refusal,
                seconds=journal.seconds,
                complete=journal.complete,
                opened=journal.opened,
            )
        )
    return tuple(made)


def with_lines(recordings: Sequence[Recording], settings: Settings) -> tuple[Recording, ...]:
    """The same with time per line, where a call can be replayed and tells in time."""
    replayable = [r for r in recordings if r.calls and _HARMLESS.issuperset(r.effects)]
    limits = Limits(min(_LINE_SECONDS, settings.job_timeout), settings.memory)
    snapshots = [line_costs.chosen(recording.calls).snapshot for recording in replayable]
    jobs = [Job("advisor.profiling.line_costs:profile", s, limits) for s in snapshots]
    lines: dict[Region, tuple[LineCost, ...]] = {
        replayable[number].region: cast("tuple[LineCost, ...]", outcome.value)
        for number, outcome in client.run_all(jobs, settings.workers)
        if isinstance(outcome, Done)
    }
    return tuple(replace(r, lines=_within(r.region, lines.get(r.region, ()))) for r in recordings)


def _within(region: Region, costs: Sequence[LineCost]) -> tuple[LineCost, ...]:
    return tuple(cost for cost in costs if region.first_line <= cost.line <= region.last_line)
