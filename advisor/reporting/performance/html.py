"""The performance report as one page of HTML that needs nothing else."""

from __future__ import annotations

import jinja2

from advisor import assets
from advisor.comparing.report import Report
from advisor.reporting.performance import wording


def render(report: Report) -> str:
    """A document with its style inside; light and dark as the reader's system is."""
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(assets.TEMPLATES),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=jinja2.StrictUndefined,
        keep_trailing_newline=True,
    )
    return environment.get_template("performance.html.j2").render(page=wording.page(report))
