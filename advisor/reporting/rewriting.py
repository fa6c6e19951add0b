"""A rewrite in a few lines, its diff in colour, and both as plain values."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol

from rich.text import Text

from advisor.choosing import Advice
from advisor.reporting import figures, view
from advisor.reporting.typesetting import typeset

_STYLES = {"+": "green", "-": "red", "@": "cyan"}
_WIDEST = 10_000


class Rewrite(Protocol):
    """What is read of the pipeline's ``Rewrite``, which stands above the reports."""

    @property
    def advice(self) -> Advice: ...  # noqa: D102 - described there
    @property
    def diff(self) -> str: ...  # noqa: D102 - described there
    @property
    def applied(self) -> bool: ...  # noqa: D102 - described there
    @property
    def notes(self) -> tuple[str, ...]: ...  # noqa: D102 - described there
    @property
    def refusals(self) -> tuple[str, ...]: ...  # noqa: D102 - described there


def as_data(rewrite: Rewrite) -> dict[str, object]:
    """What the JSON report says of a rewrite beyond its advice."""
    return {
        "diff": rewrite.diff,
        "applied": rewrite.applied,
        "notes": list(rewrite.notes),
        "refusals": list(rewrite.refusals),
    }


def colored(diff: str) -> str:
    """A unified diff with ANSI colours."""
    lines = (Text(line, _STYLES.get(line[:1], "")) for line in diff.splitlines())
    return typeset(lines, width=_WIDEST, color=True)


def summary(rewrite: Rewrite, *, apply: bool) -> str:
    """What was won, what was not and why, and what became of the files; a line each."""
    return "\n".join(_lines(rewrite, apply=apply)) + "\n"


def _lines(rewrite: Rewrite, *, apply: bool) -> Iterator[str]:
    page = view.page(rewrite.advice)
    if page.failure:
        yield page.failure
    for spot in page.spots:
        winner = next((runner for runner in spot.race if runner.status == "winner"), None)
        if winner:
            yield f"{spot.title}: {winner.speedup} with {winner.name}, {winner.exactness}"
        elif spot.along:
            yield f"{spot.title}: {spot.along}"
        elif spot.left_alone:
            yield f"{spot.title}: left alone because {spot.left_alone}"
        else:
            yield f"{spot.title}: nothing to be won"
    yield from map(figures.one_line, rewrite.notes)
    for refusal in rewrite.refusals:
        yield f"Not written: {figures.one_line(refusal)}"
    if rewrite.applied:
        ran = rewrite.advice.whole is not None
        yield (
            "Written; the rewritten program ran again with the same output and exit code."
            if ran
            else "Written."
        )
    elif not rewrite.diff:
        yield "Nothing to rewrite; the program stays as it is."
    elif not apply:
        yield f"Write it with: {page.next_command}"
