"""The performance report for a terminal."""

from __future__ import annotations

from collections.abc import Iterator

from rich import box
from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from advisor.comparing.report import Report
from advisor.reporting.performance import wording
from advisor.reporting.performance.wording import Page

_STYLES = {"slower": "bold red", "failed": "bold red", "faster": "green"}


def render(report: Report) -> RenderableType:
    """What a console prints."""
    page = wording.page(report)
    return Group(*_parts(page))


def _parts(page: Page) -> Iterator[RenderableType]:
    yield Text(page.headline, "bold red" if page.alarming else "bold")
    yield Text(page.revisions, "dim")
    yield _table(page)
    for row in page.rows:
        if row.note:
            yield Text(f"{row.name}: {row.note}")
    if any(row.functions for row in page.rows):
        yield _functions(page)
    if page.chances:
        yield _chances(page)
    for place, sentence in page.fast_paths:
        yield Text(f"{place}: {sentence}", "yellow")
    for sentence in page.method:
        yield Text(sentence, "dim")


def _table(page: Page) -> Table:
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    table.add_column("workload", overflow="fold")
    for name in ("base", "head"):
        table.add_column(name, justify="right", no_wrap=True)
    table.add_column("change")
    table.add_column("verdict")
    for row in page.rows:
        style = _STYLES.get(row.verdict, "")
        cells = (row.name, row.before, row.after, row.change, row.verdict)
        table.add_row(*(Text(cell) for cell in cells[:-1]), Text(row.verdict, style))
    return table


def _functions(page: Page) -> Table:
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    table.add_column("function, own time", overflow="fold")
    for name in ("base", "head"):
        table.add_column(name, justify="right", no_wrap=True)
    table.add_column("change")
    for row in page.rows:
        for each in row.functions:
            style = _STYLES.get(each.verdict, "")
            function = Text(each.name) + Text(f"  {each.place}", "dim")
            told = each.change if each.verdict in _STYLES else each.verdict
            table.add_row(function, each.before, each.after, Text(told, style))
    return table


def _chances(page: Page) -> Table:
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    table.add_column("still to be won", overflow="fold")
    table.add_column("saves", justify="right", no_wrap=True)
    table.add_column("speed-up")
    table.add_column("with")
    table.add_column("write it in with", overflow="fold")
    for each in page.chances:
        function = Text(each.function) + Text(f"  {each.place}", "dim")
        cells = (each.saves, each.speedup, each.winner, each.command)
        table.add_row(function, *(Text(cell) for cell in cells))
    return table
