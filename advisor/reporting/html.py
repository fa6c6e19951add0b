"""The report as one HTML file that opens without a network."""

from __future__ import annotations

import jinja2

from advisor import assets
from advisor.choosing import Advice
from advisor.reporting import figures, view


def render(advice: Advice) -> str:
    """The report as a self-contained HTML document."""
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(assets.TEMPLATES),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=jinja2.StrictUndefined,
        keep_trailing_newline=True,
    )
    environment.filters["percent"] = figures.percent
    return environment.get_template("report.html.j2").render(page=view.page(advice))
