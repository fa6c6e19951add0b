"""Winners that can stand together: what a bigger one takes along is not rewritten twice."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from advisor.choosing import HotspotAdvice, Status
from advisor.parsing import Region
from advisor.profiling.sampling import Spot

_STRAY = 0.1  # of a function's time that other callers may have of it


def reconcile(hotspots: Sequence[HotspotAdvice]) -> tuple[HotspotAdvice, ...]:
    """Mark each winner that another winner, which saves more, makes idle."""
    kept: list[HotspotAdvice] = []
    covered = {id(h): _written(h).name for h in hotspots if h.winner and _written(h) != h.region}
    for spot in sorted(hotspots, key=saved_seconds, reverse=True):
        if spot.winner is None or id(spot) in covered:
            continue
        holder = next((other for other in kept if _covers(other, spot)), None)
        if holder is None:
            kept.append(spot)
        else:
            assert holder.region is not None
            covered[id(spot)] = holder.region.name
    return tuple(replace(spot, covered_by=covered.get(id(spot), "")) for spot in hotspots)


def demote(
    hotspots: Sequence[HotspotAdvice], loser: HotspotAdvice, status: Status, reason: str
) -> tuple[HotspotAdvice, ...]:
    """The same with the winner of ``loser`` fallen, and the next in its race in its place.

    What was to be compiled along with it falls, too.
    """
    fallen = loser.winner.trial if loser.winner else None
    return tuple(
        _demoted(h, status, reason) if h.winner and h.winner.trial is fallen else h
        for h in hotspots
    )


def _demoted(hotspot: HotspotAdvice, status: Status, reason: str) -> HotspotAdvice:
    fallen = hotspot.winner
    assert fallen is not None
    placings = tuple(
        replace(p, status=status, reason=reason, worthy=False) if p is fallen else p
        for p in hotspot.placings
    )
    heir = max(
        (p for p in placings if p.worthy and p.status == "slower"),
        key=lambda p: p.trial.speedup.low if p.trial.speedup else 0.0,
        default=None,
    )
    if heir is None:
        return replace(hotspot, placings=placings, left_alone_because=reason)
    crowned = replace(heir, status="winner", reason=f"the next best; {fallen.reason}")
    return replace(hotspot, placings=tuple(crowned if p is heir else p for p in placings))


def saved_seconds(hotspot: HotspotAdvice) -> float:
    """Seconds of the run that its winner saves in the steady state; 0.0 without a winner."""
    winner = hotspot.winner
    if winner is None or winner.trial.speedup is None:
        return 0.0
    return hotspot.spot.seconds * (1 - 1 / winner.trial.speedup.mid)


def takes_along(outer: Region, inner: Region, spot: Spot) -> bool:
    """Whether one region holds the code of another, or calls it for nearly all of ``spot``."""
    if outer == inner:
        return False
    holds = outer.first_line <= inner.first_line and inner.last_line <= outer.last_line
    if holds and outer.path == inner.path:
        return True
    called = inner.name if inner.kind == "function" else inner.function
    if called not in outer.helpers:
        return False
    within = {outer.function, inner.function, *outer.helpers}
    elsewhere = sum(weight for _, name, weight in spot.callers if name not in within)
    return elsewhere < spot.share * _STRAY


def _written(hotspot: HotspotAdvice) -> Region:
    """The region that its winner rewrites: its own, or one that takes it along."""
    assert hotspot.winner is not None
    return hotspot.winner.trial.verdict.built.candidate.region


def _covers(holder: HotspotAdvice, other: HotspotAdvice) -> bool:
    """Whether the holder's region holds the other's code, overlaps it, or calls it inside."""
    outer, inner = holder.region, other.region
    assert outer is not None
    assert inner is not None
    if takes_along(outer, inner, other.spot):
        return True
    overlap = outer.first_line <= inner.last_line and inner.first_line <= outer.last_line
    return overlap and outer.path == inner.path
