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


@dataclass(frozen=True, slots=True)
class Cost:
    """What a line takes: seconds, its share of the hot spot (0 to 1), how often it runs."""

    number: int
    seconds: float
    share: float
    hits: str


def hottest(advice: HotspotAdvice, target: Target) -> Iterator[Line]:
    """The hottest lines in the order they stand in."""
    chosen = sorted(costs(advice), key=lambda cost: -cost.share)[:_LINES]
    known = texts(advice, target)
    for cost in sorted(chosen, key=lambda cost: cost.number):
        if cost.share >= _LEAST_SHARE:
            yield Line(
                number=cost.number,
                text=known.get(cost.number, ""),
                seconds=figures.seconds(cost.seconds),
                share=min(cost.share, 1.0),
                hits=cost.hits,
            )


def costs(advice: HotspotAdvice) -> Iterator[Cost]:
    """What each line of the hot spot takes that was seen to take anything.

    Times are the timer's, which disturbs nothing; ``line_profiler``, which slows
    short lines the most, gives the hits, and the proportions only if it alone knows.
    """
    spot = advice.spot
    known = {cost.line: cost for cost in (advice.recording.lines if advice.recording else ())}
    shares = {line.line: line.share / spot.share for line in spot.lines if spot.share}
    shares = shares or {line: cost.share for line, cost in known.items()}
    for number, share in shares.items():
        hits = f"{known[number].hits:,}×" if number in known else ""
        yield Cost(number, share * spot.seconds, share, hits)


def texts(advice: HotspotAdvice, target: Target) -> dict[int, str]:
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
        number: printable(line.rstrip()) for number, line in enumerate(text.split("\n"), 1 + offset)
    }


def printable(line: str) -> str:
    """A line of code without anything a terminal or a browser would obey."""
    return "".join(c if c.isprintable() else " " for c in line.expandtabs(4))
