"""The run as icicle and as sunburst: both are the tree of calls, both zoom alike."""

from __future__ import annotations

from typing import Any

from advisor.reporting import figures
from advisor.reporting.html.calls import Node, flat
from advisor.reporting.html.chart import Chart, figure, literal

_WARM = 0.6  # from here on the boxes are bright in the dark, too


def icicle(root: Node) -> Chart:
    """The run from its start at the top down to what was called last."""
    trace = _partition(root, "icicle") | {
        "tiling": {"orientation": "v"},
        "pathbar": {"visible": False},
        "maxdepth": 12,
    }
    return Chart("icicle", figure(trace), f"Icicle: {_told(root)}", 380)


def sunburst(root: Node) -> Chart:
    """The same from the middle outwards."""
    trace = _partition(root, "sunburst") | {"maxdepth": 7, "insidetextorientation": "auto"}
    return Chart("sunburst", figure(trace), f"Sunburst: {_told(root)}", 380)


def _partition(root: Node, kind: str) -> dict[str, Any]:
    nodes = tuple(flat(root))
    hottest = max(node.own for node in nodes) or 1.0
    return {
        "type": kind,
        "ids": [node.id for node in nodes],
        "parents": [node.parent for node in nodes],
        "labels": [literal(node.title) for node in nodes],
        "values": [node.seconds for node in nodes],
        "branchvalues": "total",
        "sort": False,
        "customdata": [
            [literal(node.place), node.spoken, figures.seconds(node.own)] for node in nodes
        ],
        "insidetextfont": {"color": [_ink(node.own / hottest) for node in nodes]},
        "leaf": {"opacity": 1},
        "hovertemplate": "<b>%{label}</b> %{customdata[0]}<br>%{customdata[1]}"
        "<br>its own: %{customdata[2]}<extra></extra>",
        "marker": {
            "colors": [node.own / hottest for node in nodes],
            "colorscale": [[0, "--cold"], [1, "--hot"]],
            "cmin": 0,
            "cmax": 1,
            "line": {"color": "--paper", "width": 1},
        },
    }


def _ink(heat: float) -> str:
    return "--on-hot" if heat > _WARM else "--ink"


def _told(root: Node) -> str:
    """The way along which most of the time goes, in words."""
    steps, node = [], root
    while node.children:
        node = node.children[0]
        steps.append(f"{node.title} {figures.percent(node.share)}")
    return f"most of the run goes through {', then '.join(steps[:6])}." if steps else root.spoken
