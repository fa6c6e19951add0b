"""The report as one HTML file that opens without a network: text first, charts on top.

All that is said stands in the page as text and tables; the charts are drawn over it
by plotly.js, which travels inside the file.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from markupsafe import Markup
from plotly.offline import get_plotlyjs

from advisor.choosing import Advice, HotspotAdvice
from advisor.history.trends import Point as Past
from advisor.reporting import figures, templating, view
from advisor.reporting.html import calls, listing, partition, racing, sizes, trends, yellow
from advisor.reporting.html import side_by_side as comparing
from advisor.reporting.html.chart import Chart
from advisor.targeting import Target
from advisor.timing.growth import Point


@dataclass(frozen=True, slots=True)
class Detail:
    """What the page shows of a hot spot beyond what every report says of it."""

    source: tuple[listing.SourceLine, ...]
    race: Chart | None
    scaling: Chart | None
    growth: tuple[Point, ...]
    unscaled: str
    yellow: tuple[yellow.Yellow, ...]


def render(advice: Advice, history: Sequence[Past] = ()) -> str:
    """The report as a self-contained HTML document.

    Earlier results of the same program in ``history`` are drawn as a trend.
    """
    root = calls.tree(advice.profile)
    run = (partition.icicle(root), partition.sunburst(root)) if root else ()
    target = advice.profile.target
    page = view.page(advice)
    details = [
        _detail(spot, hotspot, target)
        for spot, hotspot in zip(page.spots, advice.hotspots, strict=True)
    ]
    past = trends.of_the_same(history, target)
    trend = trends.trend(past)
    charts = [*run, *_drawn(details), *filter(None, [trend])]
    return (
        templating.environment()
        .get_template("page/page.html.j2")
        .render(
            page=page,
            root=root,
            run=run,
            details=details,
            changes=comparing.changes(advice.diff),
            trend=trend,
            history=past,
            figures=_as_script({chart.id: chart.figure for chart in charts}),
            plotly=Markup(get_plotlyjs()) if charts else "",  # noqa: S704 - the library itself
        )
    )


def _detail(spot: view.SpotView, advice: HotspotAdvice, target: Target) -> Detail:
    placings = advice.placings if spot.race else ()  # else they are another's
    winner = advice.winner.trial.verdict.built.candidate.name if advice.winner else ""
    return Detail(
        source=listing.source(advice, target),
        race=racing.race(spot.rank, placings),
        scaling=sizes.scaling(spot.rank, advice.growth, winner),
        growth=advice.growth.points if advice.growth else (),
        unscaled=figures.one_line(advice.growth.reason) if advice.growth else "",
        yellow=yellow.yellow(placings),
    )


def _drawn(details: Sequence[Detail]) -> Iterator[Chart]:
    for detail in details:
        yield from filter(None, (detail.race, detail.scaling))


def _as_script(values: object) -> Markup:
    """Values as JSON that may stand in a script element, whatever text is among them."""
    text = json.dumps(values, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    escaped = text.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
    return Markup(escaped)  # noqa: S704 - nothing in it can end the element
