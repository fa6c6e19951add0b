"""The report as Markdown, short enough for a comment: tables, details folded."""

from __future__ import annotations

import re
from itertools import groupby

import jinja2

from advisor.choosing import Advice
from advisor.reporting import figures, templating, view

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#!|~&])")


def render(advice: Advice) -> str:
    """The report as GitHub-flavoured Markdown."""
    return environment().get_template("report.md.j2").render(page=view.page(advice))


def environment() -> jinja2.Environment:
    """What templates of Markdown are rendered in, with its escapes as filters."""
    # Markdown has an escape of its own, used below.
    made = templating.environment(escapes=False)
    made.filters |= {"escaped": escaped, "code": code, "spoken": spoken}
    return made


def escaped(text: str) -> str:
    """Text that Markdown shows as it is, in a table cell too."""
    return _SPECIAL.sub(r"\\\1", figures.one_line(text))


def spoken(text: str) -> str:
    """A sentence, with what stands between backticks in it as code."""
    parts = text.split("`")
    if len(parts) % 2 == 0:
        return escaped(text)  # one of them belongs to the code itself
    line = "".join(
        code(part) if place % 2 else _SPECIAL.sub(r"\\\1", part) for place, part in enumerate(parts)
    )
    return figures.one_line(line)


def code(text: str) -> str:
    """Text as a code span, in a table cell too, whatever backticks it holds."""
    line = figures.one_line(text)
    if not line:
        return ""
    runs = [len(list(group)) for character, group in groupby(line) if character == "`"]
    fence = "`" * (max(runs, default=0) + 1)
    space = " " if runs else ""
    return f"{fence}{space}{line}{space}{fence}".replace("|", "\\|")
