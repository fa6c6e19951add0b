"""What is still worth a contest once the winners of the first ones are in.

What was a trifle before may be most of what is left; and where a winner fell in the
rehearsal, those it was to take along are on their own again.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import chain

from advisor.choosing import Advice, HotspotAdvice
from advisor.contesting import entering
from advisor.contesting.entering import Entry
from advisor.contesting.preparing import Contest
from advisor.parsing import Region
from advisor.settings import Settings

_WORTH = 0.1  # of the original run: with less left, nobody waits for it


def finer(advice: Advice, settings: Settings) -> Settings:
    """The settings with the least share taken of what is left of the run."""
    whole = advice.whole
    if whole is None or not _WORTH * whole.before <= whole.after_warm <= whole.before:
        return settings
    return replace(settings, min_share=settings.min_share * whole.after_warm / whole.before)


def entries(advice: Advice, contests: Sequence[Contest], settings: Settings) -> tuple[Entry, ...]:
    """Regions that no contest was about and no winner takes along.

    ``settings`` are the finer ones, by which they are hot.
    """
    known = {contest.entry.region for contest in contests}
    winners = [Entry(h.spot, h.region) for h in advice.hotspots if h.winner]
    if not winners:
        return ()
    hot = entering.entries(advice.profile, settings)
    apart = chain.from_iterable(_without(entry, winners, settings) for entry in hot)
    return tuple(entry for entry in dict.fromkeys(apart) if entry.region not in known)


def _without(entry: Entry, winners: Sequence[Entry], settings: Settings) -> Iterable[Entry]:
    """The entry, or what of it is apart from the winners."""
    if entry.region is None or any(entering.covers(w, entry) for w in winners):
        return ()
    inside = [w.region for w in winners if w.region and _overlap(w.region, entry.region)]
    lines = [n for r in inside for n in range(r.first_line, r.last_line + 1)]
    return entering.smaller(entry, lines, (), settings) if lines else (entry,)


def _overlap(one: Region, other: Region) -> bool:
    apart = one.last_line < other.first_line or other.last_line < one.first_line
    return one.path == other.path and not apart


def reopened(advice: Advice, contests: Sequence[Contest]) -> tuple[Contest, ...]:
    """Contests that were not held for a winner that has fallen since."""
    alone = {h.region for h in advice.hotspots if h.winner is None and _had_another_winner(h)}
    return tuple(contest for contest in contests if contest.entry.region in alone)


def _had_another_winner(hotspot: HotspotAdvice) -> bool:
    regions = [p.trial.verdict.built.candidate.region for p in hotspot.placings]
    return any(region != hotspot.region for region in regions)
