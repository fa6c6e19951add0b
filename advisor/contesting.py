"""One contest for each hot region: who may take part, and how it went."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from pathlib import Path

import libcst as cst

from advisor import (
    backends,
    building,
    catalog,
    choosing,
    lowering,
    matching,
    measuring,
    parsing,
    surroundings,
    verifying,
)
from advisor.backend import Backend, UnsuitableError
from advisor.choosing import Finding, HotspotAdvice
from advisor.emitting import Candidate, fast_paths, idioms, untyped
from advisor.kernel.nodes import Kernel
from advisor.observing import Seen
from advisor.parsing import Region, modules, outlining
from advisor.profiling.recording import Recording
from advisor.profiling.sampling import Profile, Spot
from advisor.rule import Rule
from advisor.settings import Settings
from advisor.surroundings import Surroundings

# A region that takes less than this per call gains nothing from a border of its own.
_TINY_SECONDS = 3e-6


@dataclass(frozen=True, slots=True)
class Entry:
    """A hot spot and a region in it; ``region`` is ``None`` where nothing can be replaced."""

    spot: Spot
    region: Region | None


@dataclass(frozen=True, slots=True)
class Contest:
    """A region with all that is known of it before the race.

    Attributes:
        candidates: what was emitted for it.
        skipped: (back end, reason) for those with nothing to offer.
        unsupported: why it could not be compiled, or "".
    """

    entry: Entry
    recording: Recording | None
    findings: tuple[Finding, ...] = ()
    candidates: tuple[Candidate, ...] = ()
    skipped: tuple[tuple[str, str], ...] = ()
    unsupported: str = ""
    left_alone_because: str = field(default="")


def entries(profile: Profile, settings: Settings) -> tuple[Entry, ...]:
    """The regions worth a contest, hottest first by their own time."""
    found = []
    for spot in profile.spots:
        if spot.share < settings.min_share:
            continue
        regions = parsing.parse(spot, share=settings.min_share)
        found += [Entry(_narrowed(spot, region), region) for region in regions]
        if not regions and spot.self_share >= settings.min_share:
            found.append(Entry(spot, None))
    return tuple(sorted(found, key=lambda e: -e.spot.self_share)[: settings.max_hotspots])


def further(contests: Sequence[Contest], settings: Settings) -> tuple[Entry, ...]:
    """The hot loops inside regions that could not be compiled whole, one level in."""
    known = {contest.entry.region for contest in contests}
    found = [
        Entry(_narrowed(contest.entry.spot, region), region)
        for contest in contests
        if contest.entry.region and contest.unsupported and not contest.left_alone_because
        for region in parsing.inner(
            contest.entry.region, contest.entry.spot, share=settings.min_share
        )
        if region not in known
    ]
    return tuple(found)


def prepare(
    entered: Sequence[Entry], recordings: Iterable[Recording], settings: Settings
) -> tuple[Contest, ...]:
    """Findings and candidates for each entry."""
    by_region = {recording.region: recording for recording in recordings}
    kit = _Kit(
        rules=tuple(_rules(settings)),
        engines=tuple(_engines(settings)),
        helpers=frozenset(name for e in entered if e.region for name in e.region.helpers),
        allowed=settings.backends,
    )
    return tuple(
        _prepare(entry, by_region.get(entry.region), kit)
        if entry.region
        else Contest(entry, None, left_alone_because="no function or loop here can be replaced")
        for entry in entered
    )


def hold(
    contests: Sequence[Contest], settings: Settings, watch: Callable[[str], None], work: Path
) -> Iterator[HotspotAdvice]:
    """Build all candidates, then verify, race and place those of each contest in turn."""
    with ThreadPoolExecutor(settings.workers) as pool:
        builds = [
            [pool.submit(building.build, candidate, work) for candidate in contest.candidates]
            for contest in contests
        ]
        for contest, futures in zip(contests, builds, strict=True):
            watch(f"racing {contest.entry.spot.function}")
            yield _race(contest, futures, settings)


def _race(
    contest: Contest, builds: Sequence[Future[building.Built]], settings: Settings
) -> HotspotAdvice:
    recording = contest.recording
    placings: tuple[choosing.Placing, ...] = ()
    reason = contest.left_alone_because
    if recording and builds:
        built = (build.result() for build in builds)
        verdicts = tuple(verifying.verify(built, recording, settings))
        trials = tuple(measuring.race(verdicts, recording, settings, contest.entry.spot.seconds))
        placings = choosing.choose(trials, settings, contest.entry.spot.seconds)
    elif not reason:
        reason = contest.unsupported or "no rule and no back end has anything faster for it"
    if placings and not any(p.status == "winner" for p in placings):
        reason = contest.unsupported or "nothing raced here is both proven equal and faster"
    return HotspotAdvice(
        spot=contest.entry.spot,
        region=contest.entry.region,
        recording=recording,
        findings=contest.findings,
        placings=placings,
        skipped=contest.skipped,
        left_alone_because=reason,
    )


@dataclass(frozen=True, slots=True)
class _Kit:
    """What every contest is prepared with.

    Attributes:
        helpers: names of the functions that regions in the contest call.
        allowed: the only back ends to use; empty for all.
    """

    rules: tuple[Rule, ...]
    engines: tuple[Backend, ...]
    helpers: frozenset[str]
    allowed: tuple[str, ...]


def _prepare(entry: Entry, recording: Recording | None, kit: _Kit) -> Contest:
    region = entry.region
    assert region is not None
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
        if not kit.allowed or candidate.backend in kit.allowed
    ]
    seconds = min(call.seconds for call in recording.calls)
    if region.name in kit.helpers and seconds < _TINY_SECONDS:
        note = f"a call takes {seconds * 1e6:.1f} µs: it is compiled with its callers instead"
        return replace(contest, candidates=tuple(candidates), unsupported=note)
    unchanged, unfit = _unchanged(region, kit.engines)
    candidates += unchanged
    try:
        kernel = _kernel(region, recording)
    except lowering.UnsupportedError as problem:
        skipped = (*((engine.name, str(problem)) for engine in kit.engines), *unfit)
        return replace(
            contest, candidates=tuple(candidates), unsupported=str(problem), skipped=skipped
        )
    offers, skipped = _offers(region, kernel, kit.engines)
    return replace(contest, candidates=(*candidates, *offers), skipped=(*skipped, *unfit))


def _unchanged(
    region: Region, engines: Sequence[Backend]
) -> tuple[list[Candidate], tuple[tuple[str, str], ...]]:
    """The region's own statements compiled by Cython, or why that would not be the same."""
    if region.kind != "function" or all(engine.name != "cython" for engine in engines):
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
    module = modules.read(region.path)
    helpers = {
        name: outlining.function_source(module, node, modules.without_docstring(node.body))
        for name, node in module.functions.items()
        if name in region.helpers and module.is_plain(name)
    }
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


def _narrowed(spot: Spot, region: Region) -> Spot:
    """The spot's share that falls to a loop in it."""
    if region.kind == "function":
        return spot
    lines = tuple(t for t in spot.lines if region.first_line <= t.line <= region.last_line)
    share = min(spot.share, sum(t.share for t in lines))
    return replace(
        spot,
        first_line=region.first_line,
        lines=lines,
        share=share,
        self_share=min(spot.self_share, share),
        seconds=spot.seconds * share / spot.share,
    )


def _parsed(region: Region) -> cst.FunctionDef:
    (function,) = cst.parse_module(region.source).body
    assert isinstance(function, cst.FunctionDef)
    return function
