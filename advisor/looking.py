"""What can be read in a hot spot that no race made faster: its slow habits, a sentence each.

A row taken out of a frame, a list used as a queue: nothing that is proven equal on its own
can replace them, because the data would have to be kept another way. Whoever wrote the
program can do that, once told.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from advisor import catalog
from advisor.assets import RULES
from advisor.checking import examining, finding
from advisor.choosing import Advice, Finding, HotspotAdvice
from advisor.settings import Settings


def beside(advice: Advice, settings: Settings) -> Advice:
    """The advice, with what is seen in the hot lines of spots without a winner."""
    lost = [hotspot for hotspot in advice.hotspots if hotspot.winner is None]
    seen = {path: _seen(path, settings) for path in {hotspot.spot.path for hotspot in lost}}
    hotspots = tuple(
        _told(hotspot, seen[hotspot.spot.path], settings) if hotspot.winner is None else hotspot
        for hotspot in advice.hotspots
    )
    return replace(advice, hotspots=hotspots)


def _seen(path: Path, settings: Settings) -> Sequence[finding.Finding]:
    """What a check of the whole file finds, but for idioms, which have had their race."""
    folders = [RULES, *([settings.rules] if settings.rules else [])]
    rules = (rule for folder in folders for rule in catalog.load(folder))
    asked = tuple(r for r in rules if r.look and not r.idiom and r.name not in settings.ignore)
    try:
        data = path.read_bytes()
    except OSError:
        return ()  # it was there while the program ran
    return tuple(f for f in examining.examine(data, asked).findings if f.weight != "error")


def _told(
    hotspot: HotspotAdvice, seen: Sequence[finding.Finding], settings: Settings
) -> HotspotAdvice:
    known = {(told.rule, told.line) for told in hotspot.findings}
    new = [each for each in seen if (each.rule, each.line) not in known]
    more = tuple(_hot(hotspot, new, settings.min_share))
    return replace(hotspot, findings=(*hotspot.findings, *more))


def _hot(
    hotspot: HotspotAdvice, seen: Sequence[finding.Finding], least: float
) -> Iterator[Finding]:
    """Those whose lines took at least this share of the run, within the spot."""
    for each in seen:
        last = max(each.last_line, each.end_line)
        lines = (line for line in hotspot.spot.lines if each.line <= line.line <= last)
        if sum(line.share for line in lines) >= least:
            yield Finding(each.rule, each.line, each.message)
