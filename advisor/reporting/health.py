"""What ``advisor doctor`` found, for people and for programs."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from itertools import groupby

from rich.text import Text

from advisor import __version__
from advisor.doctor import Check, State
from advisor.reporting import figures
from advisor.reporting.typesetting import typeset, wrapped

_MARKS: dict[State, tuple[str, str]] = {
    "ok": ("✓", "green"),
    "missing": ("–", "yellow"),
    "broken": ("✗", "red"),
}


def as_text(checks: Sequence[Check], *, width: int = 80, color: bool = False) -> str:
    """The checks by group, with how to get what is missing."""
    return typeset(_lines(checks, width), width=width, color=color)


def as_json(checks: Sequence[Check]) -> str:
    """The checks as JSON, fields as in ``Check``."""
    document = {"schema": 1, "advisor": __version__, "checks": [asdict(check) for check in checks]}
    return json.dumps(document, indent=2, ensure_ascii=False) + "\n"


def _lines(checks: Sequence[Check], width: int) -> Iterator[Text]:
    yield Text.assemble(("advisor ", "bold"), __version__)
    names = max((len(check.name) for check in checks), default=0)
    for group, members in groupby(checks, key=lambda check: check.group):
        yield Text()
        yield Text(group, "bold")
        for check in members:
            mark, style = _MARKS[check.state]
            told = Text(check.detail)
            if check.remedy:
                told.append(f"  → {check.remedy}", "cyan")
            for number, line in enumerate(wrapped(told, width, names + 6)):
                if number == 0:
                    head = Text.assemble(f"  {check.name:<{names}}  ", (f"{mark} ", style))
                    yield head + line[names + 6 :]
                else:
                    yield line
    yield Text()
    lacking = sum(check.state != "ok" and bool(check.remedy) for check in checks)
    yield Text(
        f"{figures.count(lacking, 'thing')} could be added; the rest works without."
        if lacking
        else "Everything that is needed is there."
    )
