"""Charts as plain values for plotly.js: what is drawn where, in the colours of the style sheet.

A colour is written as the name of a CSS variable, ``--winner``; the page's script puts in
what that is at the moment, so that light, dark and paper need one chart only.
"""

from __future__ import annotations

import html
import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from advisor.reporting.figures import one_line

_DECADE = 10


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart with the sentence that stands for it where it cannot be seen.

    Attributes:
        id: of the element it is drawn in.
        figure: ``data`` and ``layout`` as plotly.js takes them.
        told: what it shows.
        height: in pixels.
    """

    id: str
    figure: dict[str, Any]
    told: str
    height: int


def figure(*traces: dict[str, Any], layout: dict[str, Any] | None = None) -> dict[str, Any]:
    """Traces and layout together."""
    return {"data": list(traces), "layout": layout or {}}


def line_at(x: float) -> dict[str, Any]:
    """A dashed line from bottom to top."""
    return {
        "type": "line",
        "x0": x,
        "x1": x,
        "y0": 0,
        "y1": 1,
        "yref": "paper",
        "line": {"color": "--dim", "dash": "dash", "width": 1},
    }


def note_at(x: float, text: str) -> dict[str, Any]:
    """A few words at the foot of such a line; places on a logarithmic axis are exponents."""
    return {
        "x": math.log10(x),
        "xanchor": "left",
        "y": 0,
        "yref": "paper",
        "yanchor": "bottom",
        "text": text,
        "showarrow": False,
    }


def logarithmic(
    values: Sequence[float], told: Callable[[float], str], title: str
) -> dict[str, Any]:
    """A logarithmic axis for ``values``, its ticks written as ``told`` writes a value.

    Over less than a decade plotly.js sets the ticks itself: figures as round as 1, 2 and
    5 are too far apart there.
    """
    low, high = min(values), max(values)
    axis: dict[str, Any] = {"type": "log", "title": {"text": title}}
    if high < low * _DECADE:
        return axis
    steps = (1, 2, 5) if high < low * _DECADE**3 else (1,)
    exponents = range(math.floor(math.log10(low)), math.ceil(math.log10(high)) + 1)
    marks = [step * 10.0**exponent for exponent in exponents for step in steps]
    return axis | {"tickvals": marks, "ticktext": [told(mark) for mark in marks]}


def literal(text: str) -> str:
    """Text of the user's as plotly.js shows it as it is: it reads a few tags of HTML."""
    return html.escape(one_line(text), quote=False)
