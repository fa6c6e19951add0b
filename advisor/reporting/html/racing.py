"""The race as a chart: a row for each candidate that was timed, with its interval."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

from advisor.choosing import Placing, Status
from advisor.measuring import Interval
from advisor.reporting import figures
from advisor.reporting.html.chart import Chart, figure, line_at, literal, logarithmic
from advisor.reporting.runners import speedup

_ROW = 30  # pixels of a runner in the race
_MARGIN = 90
_COLORS: dict[Status, str] = {
    "winner": "--winner",
    "slower": "--plain",
    "unsafe": "--warn",
    "wrong": "--bad",
    "failed": "--bad",
}
_SYMBOLS: dict[Status, str] = {"winner": "star", "unsafe": "diamond", "wrong": "x", "failed": "x"}


def race(rank: int, placings: Sequence[Placing]) -> Chart | None:
    """Every candidate that was timed, with its interval; ``None`` if none was."""
    timed = [p for p in placings if p.trial.speedup and _drawable(p.trial.speedup)]
    if not timed:
        return None
    timed.sort(key=lambda p: p.trial.speedup.mid if p.trial.speedup else 0.0)
    names = [_unlike(p, timed) for p in timed]
    layout = {
        "xaxis": logarithmic(_ends(timed), "{:,g}×".format, "times as fast as the original"),
        "yaxis": {"type": "category", "automargin": True, "ticklabelstandoff": 8},
        "shapes": [line_at(1.0)],
        "annotations": [_figure_beside(row, placing) for row, placing in enumerate(timed)],
        "showlegend": False,
    }
    height = _ROW * len(timed) + _MARGIN
    drawn = figure(_runners(timed, names), layout=layout)
    told = ", ".join(
        f"{n} {speedup(p.trial)}" for n, p in zip(reversed(names), reversed(timed), strict=True)
    )
    return Chart(f"race-{rank}", drawn, f"Speed-ups of the race: {told}.", height)


def _runners(timed: Sequence[Placing], names: Sequence[str]) -> dict[str, Any]:
    speeds = [p.trial.speedup for p in timed if p.trial.speedup]
    measured = [(s, p.trial.verdict.stopped) for s, p in zip(speeds, timed, strict=True)]
    return {
        "type": "scatter",
        "mode": "markers",
        "x": [speed.mid for speed in speeds],
        "y": list(map(literal, names)),
        "error_x": {
            "type": "data",
            "symmetric": False,
            "array": [0 if stopped else s.high - s.mid for s, stopped in measured],
            "arrayminus": [0 if stopped else s.mid - s.low for s, stopped in measured],
            "color": "--dim",
        },
        "marker": {
            "size": 12,
            "color": [_COLORS[p.status] for p in timed],
            "symbol": [_symbol(p) for p in timed],
        },
        "customdata": [
            f"{literal(speedup(p.trial))} ({figures.interval(speed)})"
            for p, speed in zip(timed, speeds, strict=True)
        ],
        "hovertemplate": "%{y}: %{customdata}<extra></extra>",
    }


def _symbol(placing: Placing) -> str:
    """An arrow to the left for one that was stopped: it is no faster than that."""
    stopped = placing.trial.verdict.stopped
    return "triangle-left-open" if stopped else _SYMBOLS.get(placing.status, "circle")


def _ends(timed: Sequence[Placing]) -> list[float]:
    """The least and the largest value to be seen, the original's 1 among them."""
    speeds = [p.trial.speedup for p in timed if p.trial.speedup]
    return [1.0, *(speed.low for speed in speeds), *(speed.high for speed in speeds)]


def _figure_beside(row: int, placing: Placing) -> dict[str, Any]:
    """The speed-up in figures, at the right end of its row."""
    return {
        "x": 1,
        "xref": "paper",
        "xanchor": "left",
        "y": row,
        "text": f" {literal(speedup(placing.trial))}",
        "showarrow": False,
    }


def _drawable(speed: Interval) -> bool:
    return speed.low > 0 and math.isfinite(speed.high)


def _unlike(placing: Placing, timed: Sequence[Placing]) -> str:
    """The candidate's name, told apart from others of the same name."""
    own = placing.trial.verdict.built.candidate.name
    alike = [p for p in timed if p.trial.verdict.built.candidate.name == own]
    return figures.one_line(own if len(alike) == 1 else f"{own} ({alike.index(placing) + 1})")
