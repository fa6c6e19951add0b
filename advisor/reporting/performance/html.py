"""The performance report as one page of HTML that needs nothing else."""

from __future__ import annotations

from advisor.comparing.report import Report
from advisor.reporting import templating
from advisor.reporting.performance import wording


def render(report: Report) -> str:
    """A document with its style inside; light and dark as the reader's system is."""
    template = templating.environment().get_template("performance.html.j2")
    return template.render(page=wording.page(report))
