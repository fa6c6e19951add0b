"""What earlier scans and reports found, as text and as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from pathlib import Path

from rich import box
from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from advisor.comparing.report import Report
from advisor.history.trends import Point
from advisor.reporting import figures
from advisor.reporting.performance import data, wording

_LATEST = 12  # scans of one program that are shown


def counted(scans: int) -> str:
    """How many scans."""
    return figures.count(scans, "scan")


def as_json(scans: Iterable[Point], reports: Iterable[Report]) -> str:
    """A JSON document with all of it, the oldest first."""
    document = {
        "schema": 1,
        "scans": [_scan(point) for point in scans],
        "reports": [data.as_data(report) for report in reports],
    }
    return json.dumps(document, indent=2, ensure_ascii=False, allow_nan=False) + "\n"


def as_text(scans: Sequence[Point], reports: Sequence[Report], here: Path) -> list[RenderableType]:
    """A table for each program with its latest scans, and one of the reports."""
    if not scans and not reports:
        return [Text("Nothing has been scanned here yet.")]
    by_program = sorted(scans, key=lambda point: (str(point.path), point.command, point.when))
    groups = groupby(by_program, key=lambda point: (point.path, point.command))
    tables: list[RenderableType] = [
        _table(path, command, list(points)[-_LATEST:], here) for (path, command), points in groups
    ]
    return [*tables, *([_reports(reports)] if reports else [])]


def _table(path: Path, command: str, points: Sequence[Point], here: Path) -> Table:
    shown = path.relative_to(here) if path.is_relative_to(here) else path
    table = Table(
        title=Text(figures.one_line(f"{command}  ({shown})")),
        title_justify="left",
        box=box.SIMPLE_HEAD,
        pad_edge=False,
    )
    table.add_column("scanned", no_wrap=True)
    table.add_column("took", justify="right", no_wrap=True)
    table.add_column("with winners", justify="right", no_wrap=True)
    table.add_column("hot spots", overflow="fold")
    longest = max(point.seconds for point in points) or 1.0
    for point in points:
        bar = figures.bar(point.seconds / longest, 8)
        table.add_row(
            point.when.astimezone().strftime("%Y-%m-%d %H:%M"),
            Text(f"{figures.seconds(point.seconds)} ") + Text(bar.ljust(8), "cyan"),
            "–" if point.rewritten is None else figures.seconds(point.rewritten),
            Text("; ".join(_spots(point)) or "none"),
        )
    return table


def _spots(point: Point) -> Iterator[str]:
    for spot in point.spots:
        gain = f", {figures.ratio(spot.speedup)} with {spot.winner}" if spot.speedup else ""
        title = wording.title(spot.function)
        yield figures.one_line(f"{title} {figures.percent(spot.share)}{gain}")


def _reports(reports: Sequence[Report]) -> Table:
    table = Table(title="reports", title_justify="left", box=box.SIMPLE_HEAD, pad_edge=False)
    table.add_column("made", no_wrap=True)
    table.add_column("compared", overflow="fold")
    table.add_column("came to", overflow="fold")
    for report in reports[-_LATEST:]:
        page = wording.page(report)
        style = "red" if page.alarming else ""
        made = report.at.astimezone().strftime("%Y-%m-%d %H:%M")
        table.add_row(made, Text(page.revisions), Text(page.headline, style))
    return table


def _scan(point: Point) -> dict[str, object]:
    return {
        "at": point.when.isoformat(timespec="seconds"),
        "path": str(point.path),
        "command": point.command,
        "seconds": point.seconds,
        "rewritten_seconds": point.rewritten,
        "exit_code": point.exit_code,
        "hotspots": [
            {
                "function": spot.function,
                "path": str(spot.path),
                "line": spot.line,
                "share": spot.share,
                "seconds": spot.seconds,
                "winner": spot.winner or None,
                "speedup": spot.speedup,
            }
            for spot in point.spots
        ],
    }
