"""How long a program took over time, as a chart."""

from __future__ import annotations

import shlex
from collections.abc import Sequence
from typing import Any

from advisor.history.trends import Point
from advisor.reporting import figures
from advisor.reporting.html.chart import Chart, figure
from advisor.targeting import Target


def of_the_same(history: Sequence[Point], target: Target) -> tuple[Point, ...]:
    """The results of a target that ran to its end, with the same arguments; by time."""
    alike = [p for p in history if p.path == target.path and _arguments(p) == target.arguments]
    return tuple(sorted((p for p in alike if not p.exit_code), key=lambda point: point.when))


def _arguments(point: Point) -> tuple[str, ...]:
    _, program, *words = shlex.split(point.command)
    return tuple(words[1:] if program == "-m" else words)


def trend(past: Sequence[Point]) -> Chart | None:
    """How long the program took over time; ``None`` where there is one result at most."""
    if len(past) <= 1:
        return None
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
    name: str, color: str, past: Sequence[Point], seconds: Sequence[float]
) -> dict[str, Any]:
    return {
        "type": "scatter",
        "mode": "lines+markers",
        "name": name,
        "x": [p.when.isoformat() for p in past],
        "y": list(seconds),
        "line": {"color": color},
        "marker": {"color": color, "size": 7},
        "customdata": [figures.seconds(value) for value in seconds],
        "hovertemplate": "%{customdata}<extra></extra>",
    }
