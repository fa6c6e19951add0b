"""The performance report as Markdown: one quiet table, details folded.

The first line is a mark that no reader sees, by which a bot finds its own comment again
and edits it in place.
"""

from __future__ import annotations

from advisor.comparing.report import Report
from advisor.reporting import markdown
from advisor.reporting.performance import wording

MARK = "<!-- advisor report -->"


def render(report: Report) -> str:
    """GitHub-flavoured Markdown."""
    template = markdown.environment().get_template("performance.md.j2")
    return template.render(page=wording.page(report), mark=MARK)
