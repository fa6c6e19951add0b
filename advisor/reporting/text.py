"""The report for a terminal, from 60 columns to as many as there are.

Figures and bars stand on the left, where they line up whatever the names are;
code and names follow and give way first. Only the terminal's own sixteen colours
are used, so that dark and light themes both stay readable.
"""

from __future__ import annotations

from collections.abc import Iterator

from rich.text import Text

from advisor.choosing import Advice
from advisor.reporting import figures, view
from advisor.reporting.race import lines_of_race
from advisor.reporting.typesetting import highlighted, typeset, wrapped
from advisor.reporting.view import Page, SpotView

_INDENT = 4
_ROOM_FOR_HITS = 100  # columns; in fewer the source itself needs the room
_A_CALL = " a call"


def render(advice: Advice, *, width: int = 80, color: bool = False) -> str:
    """The report as text of at most ``width`` columns, with ANSI colours if ``color``."""
    return typeset(_report(view.page(advice), width), width=width, color=color)


def _report(page: Page, width: int) -> Iterator[Text]:
    yield Text.assemble(("advisor", "bold"), "  ", (page.command, "cyan"))
    yield Text(f"{'':9}{page.outcome}", "dim")
    if page.failure:
        yield from wrapped(Text(page.failure, "red"), width, 9)
    for spot in page.spots:
        yield from _spot(spot, width)
    if page.rest:
        yield Text()
        yield from wrapped(Text(page.rest, "dim"), width, _INDENT)
    if page.whole:
        yield from _whole(page)
    for note in page.notes:
        yield Text()
        yield from wrapped(Text(note), width, _INDENT, "· ")
    yield Text()
    yield from wrapped(Text(page.closing, "bold"), width, 0)
    if page.next_command:
        yield Text(f"    {page.next_command}", "cyan")


def _spot(spot: SpotView, width: int) -> Iterator[Text]:
    yield Text()
    head = Text.assemble(f"{spot.rank:>2}  ", (spot.title, "bold"))
    place = Text(spot.place, "dim")
    together = head.cell_len + 2 + place.cell_len <= width
    yield from (head + Text("  ") + place,) if together else (head, Text("    ") + place)
    spent = f"{spot.seconds} in {spot.calls}" if spot.calls else spot.seconds
    spent += f", {spot.own}" if spot.own else ""
    time = Text.assemble(
        "    ", _bar(spot.share, 24), f" {figures.percent(spot.share):>5}   {spent}"
    )
    won = Text(f"→  {spot.won}", "bold green") if spot.won else Text()
    together = time.cell_len + 2 + won.cell_len <= width
    yield time + Text("  ") + won if together else time
    if not together:
        yield Text(" " * 37) + won
    if spot.raced_as:
        yield Text(f"    raced: {spot.raced_as}", "dim")
    if spot.lines:
        yield Text()
        yield from _lines(spot, hits=width >= _ROOM_FOR_HITS)
    if spot.findings:
        yield Text()
    for finding in spot.findings:
        told = Text.assemble(
            (finding.rule, "yellow"),
            (f", line {finding.line}: ", "dim"),
            figures.one_line(finding.message),
        )
        yield from wrapped(told, width, _INDENT + 2, "• ")
    if spot.along:
        yield Text()
        yield from wrapped(Text(_sentence(spot.along)), width, _INDENT)
    if spot.race:
        yield Text()
        yield from lines_of_race(spot.race, width, _INDENT)
    for sentence in spot.skipped:
        yield from wrapped(Text(sentence, "dim"), width, _INDENT + 2)
    if spot.left_alone:
        yield Text()
        yield from wrapped(Text(f"Left alone because {spot.left_alone}"), width, _INDENT)


def _sentence(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}"


def _lines(spot: SpotView, *, hits: bool) -> Iterator[Text]:
    texts = [line.text for line in spot.lines if line.text.strip()]
    margin = min((len(text) - len(text.lstrip()) for text in texts), default=0)
    digits = max(len(str(line.number)) for line in spot.lines)
    widest = max(len(line.hits) for line in spot.lines) if hits else 0
    for line in spot.lines:
        yield Text.assemble(
            "    ",
            _bar(line.share, 12),
            f" {figures.percent(line.share):>5}  {line.seconds:>7}  ",
            (f"{line.hits:>{widest}}{_A_CALL if line.hits else ' ' * len(_A_CALL)}  ", "dim")
            if widest
            else "",
            (f"{line.number:>{digits}} ", "dim"),
            highlighted(line.text[margin:]),
        )


def _bar(share: float, width: int) -> Text:
    filled = figures.bar(share, width)
    return Text.assemble((filled, "green"), ("─" * (width - len(filled)), "dim"))


def _whole(page: Page) -> Iterator[Text]:
    yield Text()
    yield Text("    The whole program", "bold")
    for step in page.whole:
        yield Text.assemble(
            f"    {step.label:<18}{step.seconds:>8}  ",
            _bar(step.share, 24),
            (f"  {step.ratio}", "bold green" if step.gain else "red"),
        )
    if not page.same_output:
        yield Text("    Its output is not the same.", "red")
