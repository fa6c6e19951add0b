"""How long a program took over time, as a chart."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from advisor.reporting import figures
from advisor.reporting.html.chart import Chart, figure, literal
from advisor.reporting.trend import Past


def trend(history: Sequence[Past]) -> Chart | None:
    """How long the program took over time; ``None`` where there is one result at most."""
    if len(history) <= 1:
        return None
    past = sorted(history, key=lambda result: result.when)
    rewritten = [p for p in past if p.rewritten is not None]
    traces = [_over_time("as it stood", "--plain", past, [p.seconds for p in past])]
    if rewritten:
        found = [p.rewritten or 0.0 for p in rewritten]
        traces.append(_over_time("with its winners", "--winner", rewritten, found))
    layout = {
        "xaxis": {"type": "date"},
        "yaxis": {"title": {"text": "whole program"}, "ticksuffix": " s", "rangemode": "tozero"},
        "legend": {"orientation": "h", "y": 1.02, "yanchor": "bottom"},
    }
    told = f"from {figures.seconds(past[0].seconds)} to {figures.seconds(past[-1].seconds)}"
    return Chart("trend", figure(*traces, layout=layout), f"{len(past)} results, {told}.", 320)


def _over_time(
    name: str, color: str, past: Sequence[Past], seconds: Sequence[float]
) -> dict[str, Any]:
    return {
        "type": "scatter",
        "mode": "lines+markers",
        "name": name,
        "x": [p.when.isoformat() for p in past],
        "y": list(seconds),
        "line": {"color": color},
        "marker": {"color": color, "size": 7},
        "customdata": [
            [figures.seconds(s), literal(p.label)] for p, s in zip(past, seconds, strict=True)
        ],
        "hovertemplate": "%{customdata[0]} %{customdata[1]}<extra></extra>",
    }
