"""Which regions may take part, and in what order: a region before what it takes along."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from advisor import parsing
from advisor.parsing import Region
from advisor.profiling.sampling import Profile, Spot
from advisor.reconciling import takes_along
from advisor.settings import Settings

_LEAST = 0.01  # seconds of a run: nobody would notice what less could be made of it
_WATCHED = 4  # times as many regions as may be raced: most of them come to nothing


@dataclass(frozen=True, slots=True)
class Entry:
    """A hot spot and a region in it; ``region`` is ``None`` where nothing can be replaced."""

    spot: Spot
    region: Region | None


def entries(
    profile: Profile, settings: Settings, among: Sequence[Region] | None = None
) -> tuple[Entry, ...]:
    """The regions worth a look, each before those it would take along.

    ``among`` are the only ones that can be had, where the program does not run again.
    """
    found: list[Entry] = []
    for spot in profile.spots:
        if spot.share < settings.min_share or spot.seconds < _LEAST:
            continue
        regions = _of(spot, among) or parsing.parse(spot, share=settings.min_share)
        found += [Entry(narrowed(spot, region), region) for region in regions]
        if not regions and spot.self_share >= settings.min_share:
            found.append(Entry(spot, None))
    hot = [entry for entry in found if entry.spot.share >= settings.min_share]
    return outermost_first(hot[: settings.max_hotspots * _WATCHED])


def _of(spot: Spot, among: Sequence[Region] | None) -> tuple[Region, ...]:
    return tuple(r for r in among or () if (r.path, r.function) == (spot.path, spot.function))


def smaller(
    entry: Entry, refused: Iterable[int], known: Iterable[Region], settings: Settings
) -> tuple[Entry, ...]:
    """The regions of an entry's function that do without the refused lines."""
    assert entry.region is not None
    found = parsing.smaller(entry.region, entry.spot, tuple(refused), share=settings.min_share)
    known = frozenset(known)
    return tuple(Entry(narrowed(entry.spot, r), r) for r in found if r not in known)


def outermost_first(entered: Sequence[Entry]) -> tuple[Entry, ...]:
    """In an order in which none comes after one that it would take along."""

    def depth(entry: Entry) -> int:
        return sum(covers(other, entry) for other in entered if other is not entry)

    return tuple(sorted(entered, key=lambda entry: (depth(entry), -entry.spot.share)))


def covers(outer: Entry, inner: Entry) -> bool:
    """Whether the outer region's winner would make the inner one idle."""
    if outer.region is None or inner.region is None:
        return False
    return takes_along(outer.region, inner.region, inner.spot)


def narrowed(spot: Spot, region: Region) -> Spot:
    """The spot's share that falls to a run of statements in it."""
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
