"""The environment that every template of a report is rendered in."""

from __future__ import annotations

import jinja2
from markupsafe import Markup, escape

from advisor import assets
from advisor.reporting import figures


def environment(*, escapes: bool = True) -> jinja2.Environment:
    """With figures as filters; with ``escapes``, whatever is filled in is made safe for HTML."""
    made = jinja2.Environment(
        loader=jinja2.FileSystemLoader(assets.TEMPLATES),
        autoescape=escapes,  # noqa: S701 - Markdown is escaped by filters of its own
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=jinja2.StrictUndefined,
        keep_trailing_newline=True,
    )
    made.filters |= {"percent": figures.percent, "seconds": figures.seconds, "spoken": _spoken}
    return made


def _spoken(text: str) -> Markup:
    """A sentence of HTML, with what stands between backticks in it as code."""
    parts = text.split("`")
    if len(parts) % 2 == 0:
        return escape(text)  # one of them belongs to the code itself
    return Markup("").join(
        Markup("<code>{}</code>").format(part) if place % 2 else escape(part)
        for place, part in enumerate(parts)
    )
