"""The hottest lines of a hot spot: what they say, how long they take, how often they run."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from advisor import source
from advisor.choosing import HotspotAdvice
from advisor.errors import AdvisorError
from advisor.reporting import figures
from advisor.targeting import Target

_LINES = 5
_LEAST_SHARE = 0.01


@dataclass(frozen=True, slots=True)
class Line:
    """A hot line: its text, its time, and its share of the hot spot (0 to 1)."""

    number: int
    text: str
    seconds: str
    share: float
    hits: str


def hottest(advice: HotspotAdvice, target: Target) -> Iterator[Line]:
    """The hottest lines in the order they stand in.

    Times are the timer's, which disturbs nothing; ``line_profiler``, which slows
    short lines the most, gives the hits, and the proportions only if it alone knows.
    """
    spot = advice.spot
    costs = {cost.line: cost for cost in (advice.recording.lines if advice.recording else ())}
    shares = {line.line: line.share / spot.share for line in spot.lines if spot.share}
    shares = shares or {line: cost.share for line, cost in costs.items()}
    chosen = sorted(shares, key=lambda line: -shares[line])[:_LINES]
    texts = _texts(advice, target)
    for number in sorted(line for line in chosen if shares[line] >= _LEAST_SHARE):
        yield Line(
            number=number,
            text=texts.get(number, ""),
            seconds=figures.seconds(shares[number] * spot.seconds),
            share=min(shares[number], 1.0),
            hits=f"{costs[number].hits:,}×" if number in costs else "",
        )


def _texts(advice: HotspotAdvice, target: Target) -> dict[int, str]:
    """The text of the file's lines as far as the advice holds it: no file is read here."""
    region = advice.region
    if advice.spot.path == target.path:
        try:
            text, offset = source.decode(target.path, target.source).text, 0
        except AdvisorError:
            return {}
    elif region is not None and region.path == advice.spot.path:
        text, offset = region.source, region.offset
    else:
        return {}
    return {
        number: "".join(c if c.isprintable() else " " for c in line.expandtabs(4).rstrip())
        for number, line in enumerate(text.split("\n"), 1 + offset)
    }
