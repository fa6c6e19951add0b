"""One contest for each hot region, from the outermost inwards.

A region that compiles whole takes along what stands in it and what it calls; those are
raced only if it does not win. What cannot be compiled whole is looked for in smaller
pieces, without the line that stood in the way.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

from advisor import building, choosing, measuring, verifying
from advisor.choosing import HotspotAdvice
from advisor.contesting import entering, preparing
from advisor.contesting.entering import Entry, entries, outermost_first
from advisor.contesting.preparing import Contest
from advisor.history import races
from advisor.profiling.recording import Recording
from advisor.settings import Settings

__all__ = ["Contest", "Entry", "entries", "further", "hold", "prepare"]

_DECISIVE = 4.0  # times faster: then nothing inside can matter any more


def prepare(
    entered: Sequence[Entry], recordings: Iterable[Recording], settings: Settings
) -> tuple[Contest, ...]:
    """Findings and candidates for each entry."""
    by_region = {recording.region: recording for recording in recordings}
    kit = preparing.kit(entered, settings)
    return tuple(
        preparing.prepare(entry, by_region.get(entry.region) if entry.region else None, kit)
        for entry in entered
    )


def further(contests: Sequence[Contest], settings: Settings) -> tuple[Entry, ...]:
    """The smaller regions in those that could not be compiled whole, nor with a caller."""
    compiled = [contest for contest in contests if contest.compiled]
    known = [contest.entry.region for contest in contests if contest.entry.region]
    found: dict[object, Entry] = {}
    for contest in contests:
        covered = any(entering.covers(other.entry, contest.entry) for other in compiled)
        if contest.entry.region and contest.unsupported and not contest.compiled and not covered:
            refused = [c.refused_line for c in contests if c.refused_line]
            for entry in entering.smaller(contest.entry, refused, known, settings):
                found.setdefault(entry.region, entry)
    return outermost_first(tuple(found.values()))


def hold(
    contests: Sequence[Contest],
    settings: Settings,
    watch: Callable[[str], None],
    work: Path,
    before: Sequence[HotspotAdvice] = (),
) -> tuple[HotspotAdvice, ...]:
    """Build, verify, race and place the candidates of each contest, while it matters.

    ``before`` is what came of earlier ones; it is handed back with the new ones.
    """
    order = _in_order(contests)
    again = {contest.entry.region for contest in contests}
    held = [advice for advice in before if advice.region not in again]
    with ThreadPoolExecutor(settings.workers) as pool:

        def build(contest: Contest) -> list[Future[building.Built]]:
            return [pool.submit(building.build, c, work) for c in contest.candidates]

        early = {id(c): build(c) for c in order if not _covered(c, order)}
        for contest in order:
            idle = _needless(contest, held, settings)
            if idle is None:
                if contest.candidates:
                    watch(f"racing {contest.entry.spot.function}")
                idle = _race(contest, early.get(id(contest)) or build(contest), settings)
            held.append(idle)
    return _worth_telling(held, settings)


def _in_order(contests: Sequence[Contest]) -> tuple[Contest, ...]:
    """Kernels first, outermost first; what compiles by halves waits for what is inside."""
    by_entry = {id(contest.entry): contest for contest in contests}
    entered = outermost_first([contest.entry for contest in contests])
    order = [by_entry[id(entry)] for entry in entered]
    return tuple(sorted(order, key=lambda contest: not contest.compiled))


def _covered(contest: Contest, order: Sequence[Contest]) -> bool:
    return any(other.compiled and entering.covers(other.entry, contest.entry) for other in order)


def _needless(
    contest: Contest, held: Sequence[HotspotAdvice], settings: Settings
) -> HotspotAdvice | None:
    """What is said of a region whose race cannot matter any more; ``None`` if it can."""
    for other in held:
        outer = Entry(other.spot, other.region)
        if _decisive(other) and entering.covers(outer, contest.entry):
            return _taken_along(contest, other)
    if sum(bool(o.placings and not o.covered_by) for o in held) >= settings.max_hotspots:
        return _advice(contest, (), f"{settings.max_hotspots} others were raced before it")
    if not contest.compiled and _left(contest, held) < settings.min_share:
        return _advice(contest, (), _why_not(contest))
    return None


def _decisive(advice: HotspotAdvice) -> bool:
    """Whether it has a winner next to which what stands inside does not count."""
    speedup = advice.winner.trial.speedup if advice.winner else None
    return speedup is not None and speedup.low >= _DECISIVE


def _taken_along(contest: Contest, outer: HotspotAdvice) -> HotspotAdvice:
    """What stands in a winner, or is called by it, has the same winner."""
    region = outer.region
    assert region is not None
    assert outer.winner is not None
    lines = f"lines {region.first_line}–{region.last_line}"
    if region.function != contest.entry.spot.function:
        lines = f"its caller {region.function}, {lines}"
    placing = replace(outer.winner, reason=f"compiled with {lines}")
    return replace(_advice(contest, (placing,), ""), covered_by=region.name)


def _left(contest: Contest, held: Sequence[HotspotAdvice]) -> float:
    """The share of the run that winners inside a region leave to it."""
    inside = [
        other
        for other in held
        if other.winner and entering.covers(contest.entry, Entry(other.spot, other.region))
    ]
    same = [o for o in inside if o.spot.function == contest.entry.spot.function]
    return contest.entry.spot.self_share - sum(other.spot.self_share for other in same)


def _why_not(contest: Contest) -> str:
    return (
        contest.left_alone_because
        or contest.unsupported
        or "no rule and no back end has anything faster for it"
    )


def _race(
    contest: Contest, builds: Sequence[Future[building.Built]], settings: Settings
) -> HotspotAdvice:
    recording = contest.recording
    if not recording or not builds:
        return _advice(contest, (), _why_not(contest))
    seconds = contest.entry.spot.seconds
    placings = races.recall(contest.candidates, builds, recording, settings, seconds)
    if placings is None:
        built = (build.result() for build in builds)
        verdicts = tuple(verifying.verify(built, recording, settings, seconds))
        trials = tuple(measuring.race(verdicts, recording, settings, seconds))
        races.keep(trials, recording, settings)
        placings = choosing.choose(trials, settings, seconds)
    won = any(p.status == "winner" for p in placings)
    lost = contest.unsupported or "nothing raced here is both proven equal and faster"
    return _advice(contest, placings, contest.left_alone_because if won else lost)


def _advice(contest: Contest, placings: tuple[choosing.Placing, ...], reason: str) -> HotspotAdvice:
    return HotspotAdvice(
        spot=contest.entry.spot,
        region=contest.entry.region,
        recording=contest.recording,
        findings=contest.findings,
        placings=placings,
        skipped=contest.skipped,
        left_alone_because=reason,
    )


def _worth_telling(held: Sequence[HotspotAdvice], settings: Settings) -> tuple[HotspotAdvice, ...]:
    """By their own time; what only calls others, or gave way to a part of it, is not repeated."""
    told = []
    for advice in sorted(held, key=lambda advice: -advice.spot.self_share):
        parts = [o for o in held if o.spot.function == advice.spot.function and o is not advice]
        raced = advice.placings and not advice.covered_by
        gave_way = any(part.winner or part.placings for part in parts) and not raced
        own = advice.spot.self_share >= settings.min_share
        if gave_way or not (own or advice.placings or advice.findings):
            continue
        told.append(replace(advice, skipped=_with_whole(advice, parts)))
    return tuple(told)


def _with_whole(
    advice: HotspotAdvice, parts: Sequence[HotspotAdvice]
) -> tuple[tuple[str, str], ...]:
    """Of a part: why the whole function was not compiled instead."""
    whole = [o for o in parts if o.region and o.region.kind == "function" and not o.placings]
    reasons = [("the whole function", other.left_alone_because) for other in whole]
    return (*advice.skipped, *reasons)
