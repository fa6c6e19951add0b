"""Time against size as a chart, with the law each follows and where they cross."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from advisor.reporting import figures
from advisor.reporting.html.chart import Chart, figure, line_at, literal, logarithmic, note_at
from advisor.timing.growth import Growth, Point, Power, fit

_BEYOND = 4  # times the largest size to which the law is drawn
_SIZE = "size: the longest part of what the call is given"


def scaling(rank: int, growth: Growth | None, winner: str) -> Chart | None:
    """Time against size of original and winner, both axes logarithmic, with the fitted laws."""
    if growth is None or not growth.points:
        return None
    points = growth.points
    before = _law("original", "--plain", points, [p.before for p in points])
    after = _law(winner, "--winner", points, [p.after for p in points])
    layout: dict[str, Any] = {
        "xaxis": logarithmic([points[0].size, points[-1].size * _BEYOND], "{:,.0f}".format, _SIZE),
        "yaxis": logarithmic(
            [seconds for p in points for seconds in (p.before, p.after)],
            lambda seconds: figures.seconds(seconds).replace(".0 ", " "),
            "time of a call",
        ),
        "legend": {"orientation": "h", "y": 1.02, "yanchor": "bottom"},
    }
    if _crosses(growth):
        assert growth.pays_from is not None
        layout["shapes"] = [line_at(growth.pays_from)]
        layout["annotations"] = [note_at(growth.pays_from, _pays(growth))]
    return Chart(
        f"scaling-{rank}", figure(*before, *after, layout=layout), tell(growth, winner), 360
    )


def tell(growth: Growth, winner: str) -> str:
    """The chart in a sentence or two."""
    sizes = [p.size for p in growth.points]
    laws = (
        fit(sizes, [p.before for p in growth.points]),
        fit(sizes, [p.after for p in growth.points]),
    )
    said = [
        f"{name} grows as size to the power {law.exponent:.1f}"
        for name, law in zip(("the original", winner), laws, strict=True)
        if law
    ]
    sentences = [" and ".join(said), _pays(growth)] if said else [_pays(growth)]
    return " ".join(f"{sentence[:1].upper()}{sentence[1:]}." for sentence in sentences)


def _pays(growth: Growth) -> str:
    start = growth.pays_from
    if start is None:
        return "it does not pay at the sizes tried"
    tried = f"{growth.points[0].size:,} to {growth.points[-1].size:,}"
    return (
        f"it pays from a size of {start:,.0f}"
        if _crosses(growth)
        else f"it pays at every size tried, {tried}"
    )


def _crosses(growth: Growth) -> bool:
    return growth.pays_from is not None and growth.pays_from > growth.points[0].size


def _law(
    name: str, color: str, points: Sequence[Point], seconds: Sequence[float]
) -> list[dict[str, Any]]:
    """What was measured, and the line of the law that fits it."""
    sizes = [point.size for point in points]
    measured = {
        "type": "scatter",
        "mode": "lines+markers",
        "name": literal(name),
        "x": sizes,
        "y": list(seconds),
        "line": {"color": color},
        "marker": {"color": color, "size": 7},
        "customdata": [figures.seconds(value) for value in seconds],
        "hovertemplate": "%{fullData.name}, size %{x:,}: %{customdata}<extra></extra>",
    }
    law = fit(sizes, seconds)
    return [measured, _fitted(law, sizes, color)] if law else [measured]


def _fitted(law: Power, sizes: Sequence[int], color: str) -> dict[str, Any]:
    ends = [sizes[len(sizes) // 2], sizes[-1] * _BEYOND]
    return {
        "type": "scatter",
        "mode": "lines",
        "name": f"∝ size<sup>{law.exponent:.1f}</sup>",
        "x": ends,
        "y": [law.seconds(end) for end in ends],
        "line": {"color": color, "dash": "dot"},
        "hoverinfo": "skip",
    }
