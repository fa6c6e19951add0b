"""All that is known of a region before the race: its findings and candidates, or why not."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import libcst as cst

from advisor import (
    backends,
    catalog,
    lowering,
    matching,
    surroundings,
    verifying,
)
from advisor.backend import Backend, UnsuitableError
from advisor.choosing import Finding
from advisor.contesting.entering import Entry
from advisor.emitting import Candidate, fast_paths, idioms, untyped
from advisor.kernel.nodes import Kernel
from advisor.observing import Seen
from advisor.parsing import Region, callees, modules
from advisor.profiling.recording import Recording
from advisor.rule import Rule
from advisor.settings import Settings
from advisor.surroundings import Surroundings

# A region that takes less than this per call gains nothing from a border of its own.
_TINY_SECONDS = 3e-6
# Of a run; what takes less is over, once it is compiled, before other cores could matter.
_WORTH_ALL_CORES = 10.0


@dataclass(frozen=True, slots=True)
class Contest:
    """A region with all that is known of it before the race.

    Attributes:
        candidates: what was emitted for it.
        skipped: (back end, reason) for those with nothing to offer.
        unsupported: why it could not be compiled, or "".
        refused_line: the line that could not be; 0 if it was compiled or not tried.
        compiled: whether there is a kernel of it, whatever became of that.
    """

    entry: Entry
    recording: Recording | None
    findings: tuple[Finding, ...] = ()
    candidates: tuple[Candidate, ...] = ()
    skipped: tuple[tuple[str, str], ...] = ()
    unsupported: str = ""
    refused_line: int = 0
    compiled: bool = False
    left_alone_because: str = ""


@dataclass(frozen=True, slots=True)
class Kit:
    """What every contest is prepared with.

    Attributes:
        helpers: names of the functions that regions in the contest call.
        settings: how the user wants it.
    """

    rules: tuple[Rule, ...]
    engines: tuple[Backend, ...]
    helpers: frozenset[str]
    settings: Settings


def kit(entered: Sequence[Entry], settings: Settings) -> Kit:
    """What contests of these entries are prepared with."""
    return Kit(
        rules=tuple(_rules(settings)),
        engines=tuple(_engines(settings)),
        helpers=frozenset(name for e in entered if e.region for name in e.region.helpers),
        settings=settings,
    )


def prepare(entry: Entry, recording: Recording | None, kit: Kit) -> Contest:
    """Findings and candidates for one entry."""
    region = entry.region
    if region is None:
        reason = "no function or loop here can be replaced"
        return Contest(entry, None, left_alone_because=reason)
    function, around = _parsed(region), _around(region, recording)
    matches = [m for rule in kit.rules for m in matching.find(rule, function, around)]
    findings = tuple(
        Finding(m.rule.name if m.rule else "", m.line + region.offset, m.message) for m in matches
    )
    contest = Contest(entry, recording, findings)
    reason = region.refusal or _unreplayable(recording)
    if reason or recording is None:
        return replace(contest, left_alone_because=reason)
    candidates = [
        candidate
        for candidate in idioms.from_matches(region, matches)
        if not kit.settings.backends or candidate.backend in kit.settings.backends
    ]
    seconds = min(call.seconds for call in recording.calls)
    if region.name in kit.helpers and seconds < _TINY_SECONDS:
        note = f"a call takes {seconds * 1e6:.1f} µs: it is compiled with its callers instead"
        return replace(contest, candidates=tuple(candidates), unsupported=note)
    try:
        kernel = _kernel(region, recording)
    except lowering.UnsupportedError as problem:
        # What it calls stays as slow as it is: all there is to win is its own time.
        own = entry.spot.self_share >= kit.settings.min_share
        unchanged, unfit = _unchanged(region, kit.engines) if own else ([], ())
        candidates += unchanged
        skipped = (*((engine.name, str(problem)) for engine in kit.engines), *unfit)
        return replace(
            contest,
            candidates=tuple(candidates),
            unsupported=str(problem),
            refused_line=problem.line,
            skipped=skipped,
        )
    offers, skipped = _offers(region, kernel, kit.engines)
    long = entry.spot.seconds >= _WORTH_ALL_CORES
    offers = [offer for offer in offers if long or not offer.parallel]
    unchanged, unfit = _unchanged(region, kit.engines)
    return replace(
        contest,
        candidates=(*candidates, *offers, *unchanged),
        skipped=(*skipped, *unfit),
        compiled=bool(offers),
    )


def _unchanged(
    region: Region, engines: Sequence[Backend]
) -> tuple[list[Candidate], tuple[tuple[str, str], ...]]:
    """The region's own statements compiled by Cython, or why that would not be the same."""
    if region.flows_on or all(engine.name != "cython" for engine in engines):
        return [], ()
    try:
        return [untyped.from_region(region)], ()
    except UnsuitableError as problem:
        return [], (("cython", str(problem)),)


def _offers(
    region: Region, kernel: Kernel, engines: Sequence[Backend]
) -> tuple[list[Candidate], tuple[tuple[str, str], ...]]:
    offers: list[Candidate] = []
    skipped = []
    for engine in engines:
        try:
            offers += fast_paths.from_kernel(region, kernel, engine)
        except UnsuitableError as problem:
            skipped.append((engine.name, str(problem)))
    return offers, tuple(skipped)


def _kernel(region: Region, recording: Recording) -> Kernel:
    if region.obstacle:
        line, _, construct = region.obstacle.removeprefix("line ").partition(": ")
        raise lowering.UnsupportedError(construct, int(line))
    helpers = callees.sources(modules.read(region.path), region.helpers)
    return lowering.lower(region, helpers, recording.calls)


def _around(region: Region, recording: Recording | None) -> Surroundings:
    text = modules.read(region.path).source.text
    around = surroundings.read(text, module_level=region.function == "<module>")
    seen: dict[str, tuple[Seen, ...]] = {}
    for call in recording.calls if recording else ():
        for name, kind in (*call.parameters, *call.names):
            seen[name] = (*seen.get(name, ()), kind)
    return replace(around, seen=seen)


def _unreplayable(recording: Recording | None) -> str:
    if recording is None or not recording.count:
        return "it was not called again in the second run"
    if not recording.calls:
        return recording.unpicklable or "no call of it could be kept"
    return verifying.replayable(recording)


def _rules(settings: Settings) -> Iterator[Rule]:
    yield from catalog.load()
    if settings.rules:
        yield from catalog.load(settings.rules)


def _engines(settings: Settings) -> Iterator[Backend]:
    for backend in backends.load():
        wanted = not settings.backends or backend.name in settings.backends
        if wanted and backend.drafts is not None and not backend.missing():
            yield backend


def _parsed(region: Region) -> cst.FunctionDef:
    (function,) = cst.parse_module(region.source).body
    assert isinstance(function, cst.FunctionDef)
    return function
