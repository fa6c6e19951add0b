"""Show the rows of a bench: a table for people, JSON for programs."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from statistics import geometric_mean

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from advisor.bench.running import Row, SpotRow
from advisor.reporting import figures

_TENFOLD = 10


def render(rows: Sequence[Row]) -> RenderableType:
    """The table, what was not met beneath it, and a line that sums up."""
    table = Table(box=None, pad_edge=False, padding=(0, 1, 0, 0), header_style="bold")
    table.add_column("program", no_wrap=True)
    table.add_column("hot spot", overflow="fold")
    table.add_column("share", justify="right", no_wrap=True)
    table.add_column("winner", overflow="fold")
    for name in ("region", "cold", "warm", "tool", "met"):
        table.add_column(name, justify="right", no_wrap=True)
    for row in rows:
        for cells in _cells(row):
            table.add_row(*cells, style="" if row.good else "yellow")
    legend = Text("≈ differs from the original by rounding only", style="dim")
    compared = _against_c(rows) if any(row.against_c for row in rows) else ()
    summary = Text(_summary(rows), style="bold")
    return Group(table, legend, *_remarks(rows), *compared, Text(), summary)


def as_json(rows: Sequence[Row]) -> str:
    """The rows as JSON, schema version 1; fields are those of ``Row``."""
    programs = [
        asdict(row)
        | {"good": row.good, "ratio_to_c": row.against_c.ratio if row.against_c else None}
        for row in rows
    ]
    return json.dumps({"schema": 1, "programs": programs}, indent=2)


def _against_c(rows: Sequence[Row]) -> Iterator[RenderableType]:
    """Each winner's region beside the C version of the program, and the geometric means."""
    table = Table(box=None, pad_edge=False, padding=(0, 1, 0, 0), header_style="bold")
    table.add_column("against C", no_wrap=True)
    table.add_column("winner", overflow="fold")
    for name in ("region", "winner", "C", "winner / C"):
        table.add_column(name, justify="right", no_wrap=True)
    table.add_column("reason", overflow="fold")
    for row in rows:
        if row.against_c is None:
            continue
        won = max((s for s in row.spots if s.winner), key=lambda s: s.share, default=None)
        why = next((s.reason for s in row.spots if not s.winner and s.reason), "")
        table.add_row(
            row.program.removesuffix(".py"),
            won.winner if won else "-",
            _ratio(won) if won else "-",
            _seconds(row.against_c.winner_seconds),
            _seconds(row.against_c.seconds),
            f"{row.against_c.ratio:.2f}" if row.against_c.ratio else "-",
            row.against_c.problem or ("" if won else why),
        )
    yield Text()
    yield table
    ratios = [r for row in rows if row.against_c and (r := row.against_c.ratio)]
    gains = [max((s.speedup.mid for s in row.spots if s.speedup), default=0.0) for row in rows]
    tenfold = sum(gain >= _TENFOLD for gain in gains)
    parts = [f"{tenfold} of {len(rows)} at least {_TENFOLD}×"]
    if faster := [gain for gain in gains if gain]:
        parts.append(f"regions {figures.ratio(geometric_mean(faster))} as fast")
    if ratios:
        parts.append(f"{geometric_mean(ratios):.2f} of the time of C over {len(ratios)} programs")
    yield Text(", ".join(parts) + ".")


def _seconds(value: float | None) -> str:
    return figures.seconds(value) if value else "-"


def _cells(row: Row) -> Iterator[tuple[str, ...]]:
    """A line for each hot spot; what is true of the whole program stands in the first."""
    whole = (
        _times(row.before, row.after_cold),
        _times(row.before, row.after_warm),
        figures.seconds(row.tool_seconds),
        f"{sum(met for _, met in row.expectations)}/{len(row.expectations)}",
    )
    spots = [
        (spot.function, figures.percent(spot.share), _winner(spot), _ratio(spot))
        for spot in row.spots
    ]
    first, *others = spots or [("-", "-", "-", "-")]
    yield (row.program.removesuffix(".py"), *first, *whole)
    yield from (("", *other) for other in others)


def _winner(spot: SpotRow) -> str:
    return f"{spot.winner} (in {spot.covered_by})" if spot.covered_by else spot.winner or "-"


def _ratio(spot: SpotRow) -> str:
    if spot.speedup is None:
        return "-"
    about = "" if spot.exactness == "identical" else "≈"
    return about + figures.ratio(spot.speedup.mid)


def _times(before: float | None, after: float | None) -> str:
    return figures.ratio(before / after) if before and after else "-"


def _remarks(rows: Sequence[Row]) -> list[Text]:
    """One line for everything that is not as it should be, and for what was left alone."""
    remarks = []
    for row in rows:
        name = row.program.removesuffix(".py")
        if row.problem:
            remarks.append(Text(f"{name}: {row.problem}", style="red"))
        elif not row.same_behaviour:
            remarks.append(Text(f"{name}: the rewritten program behaves otherwise", style="red"))
        remarks += [
            Text(f"{name}: not met: {text}", style="yellow")
            for text, met in row.expectations
            if not met
        ]
        remarks += [Text(f"{name}: not applied: {text}", style="dim") for text in row.refusals]
        remarks += [
            Text(f"{name}: {spot.function} left alone: {spot.reason}", style="dim")
            for spot in row.spots
            if not spot.winner and spot.reason
        ]
    return remarks


def _summary(rows: Sequence[Row]) -> str:
    ran = [row for row in rows if not row.problem]
    won = [row for row in ran if any(spot.winner for spot in row.spots)]
    gains = [row.before / row.after_warm for row in won if row.before and row.after_warm]
    expectations = [met for row in rows for _, met in row.expectations]
    parts = [f"{len(rows)} programs", f"{len(won)} with a winner"]
    if gains:
        parts.append(f"{figures.ratio(geometric_mean(gains))} as fast as a whole once warm")
    parts += [
        f"{sum(not row.same_behaviour for row in ran)} with other behaviour",
        f"{len(rows) - len(ran)} not run to the end",
        f"{sum(expectations)} of {len(expectations)} expectations met",
    ]
    return ", ".join(parts) + "."
