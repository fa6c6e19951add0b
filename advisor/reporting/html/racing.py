"""The race as a chart: a row for each candidate that was timed, with its interval."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

from advisor.choosing import Placing, Status
from advisor.measuring import Interval
from advisor.reporting import figures
from advisor.reporting.html.chart import Chart, figure, line_at, literal, logarithmic

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
        f"{n} {_speed(p)}" for n, p in zip(reversed(names), reversed(timed), strict=True)
    )
    return Chart(f"race-{rank}", drawn, f"Speed-ups of the race: {told}.", height)


def _runners(timed: Sequence[Placing], names: Sequence[str]) -> dict[str, Any]:
    speeds = [p.trial.speedup for p in timed if p.trial.speedup]
    return {
        "type": "scatter",
        "mode": "markers",
        "x": [speed.mid for speed in speeds],
        "y": list(map(literal, names)),
        "error_x": {
            "type": "data",
            "symmetric": False,
            "array": [speed.high - speed.mid for speed in speeds],
            "arrayminus": [speed.mid - speed.low for speed in speeds],
            "color": "--dim",
        },
        "marker": {
            "size": 12,
            "color": [_COLORS[p.status] for p in timed],
            "symbol": [_SYMBOLS.get(p.status, "circle") for p in timed],
        },
        "customdata": [
            f"{_speed(p)} ({figures.interval(speed)})"
            for p, speed in zip(timed, speeds, strict=True)
        ],
        "hovertemplate": "%{y}: %{customdata}<extra></extra>",
    }


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
        "text": f" {_speed(placing)}",
        "showarrow": False,
    }


def _drawable(speed: Interval) -> bool:
    return speed.low > 0 and math.isfinite(speed.high)


def _speed(placing: Placing) -> str:
    assert placing.trial.speedup is not None
    return figures.ratio(placing.trial.speedup.mid)


def _unlike(placing: Placing, timed: Sequence[Placing]) -> str:
    """The candidate's name, told apart from others of the same name."""
    own = placing.trial.verdict.built.candidate.name
    alike = [p for p in timed if p.trial.verdict.built.candidate.name == own]
    return figures.one_line(own if len(alike) == 1 else f"{own} ({alike.index(placing) + 1})")
