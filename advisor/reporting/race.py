"""The race as a table that never wraps: columns give way before words do.

A row is one line. What has no room as a column is left out, the least telling
first; reasons stand in a last column where there is room, on lines of their own
where there is not.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from rich.cells import cell_len, set_cell_size
from rich.console import Console
from rich.text import Text

from advisor.choosing import Status
from advisor.reporting.runners import Runner

_GAP = 2
_MARK = 2
_REASON_ROOM = 44
_NAME_ROOM = 16  # how short a name is cut for a column that matters
_FULL_NAME_ROOM = 28  # how long a name may be that a lesser column gives way to
_LESSER = 5
_CODE_LINES = 4
_MARKS: dict[Status, tuple[str, str]] = {
    "winner": ("★", "bold green"),
    "unsafe": ("!", "yellow"),
    "slower": (" ", ""),
    "wrong": ("✗", "red"),
    "failed": ("✗", "red"),
}


@dataclass(frozen=True, slots=True)
class _Column:
    """A column; those of a higher ``rank`` give way first, those of rank 0 never."""

    title: str
    cells: tuple[str, ...]
    side: Literal["left", "right"]
    rank: int

    @property
    def width(self) -> int:
        return max(cell_len(self.title), *map(cell_len, self.cells))

    def cell(self, row: int, width: int) -> str:
        """The cell, padded to the column's width and cut with an ellipsis if need be."""
        text = self.title if row < 0 else self.cells[row]
        if cell_len(text) > width:
            text = set_cell_size(text, width - 1).rstrip() + "…"
        padding = " " * (width - cell_len(text))
        return text + padding if self.side == "left" else padding + text


def lines_of_race(race: Sequence[Runner], width: int, indent: int) -> Iterator[Text]:
    """The table of a race, its title line first, each line indented."""
    room = width - indent - _MARK
    columns = _fitting(_columns(race), room)
    widths = [column.width for column in columns]
    widths[0] -= max(0, _total(widths) - room)
    beside = room - _total(widths) - _GAP >= _REASON_ROOM
    start = indent + _MARK + _GAP + (_total(widths) if beside else 0)
    yield Text(" " * (indent + _MARK) + _row(columns, widths, -1), "dim")
    for number, runner in enumerate(race):
        mark, style = _MARKS[runner.status]
        first = Text.assemble(
            " " * indent,
            (f"{mark} ", style),
            (_row(columns, widths, number), style if runner.status == "winner" else ""),
        )
        notes = _notes(runner, width - start)
        if beside and notes:
            first.append(" " * (start - first.cell_len))
            first.append_text(notes.pop(0))
        yield first
        yield from (Text(" " * start) + note for note in notes)
        left = indent + _MARK + _GAP
        yield from (Text(" " * left) + line for line in _report(runner, width - left))


def _columns(race: Sequence[Runner]) -> list[_Column]:
    def column(
        title: str, attribute: str, rank: int, side: Literal["left", "right"] = "left"
    ) -> _Column:
        return _Column(title, tuple(getattr(r, attribute) for r in race), side, rank)

    columns = (
        column("strategy", "name", 0),
        column("speed-up", "speedup", 0, "right"),
        column("interval", "interval", 3),
        column("result", "exactness", 1),
        column("compile", "compiling", 2, "right"),
        column("first call", "first_call", 5, "right"),
        column("memory", "memory", 6, "right"),
        column("needs", "needs", 4),
        column("verdict", "label", 0),
    )
    return list(columns)


def _fitting(columns: list[_Column], room: int) -> list[_Column]:
    """The columns there is room for, once the names are cut to a fair length."""
    names, *others = columns
    while others:
        least = max(others, key=lambda column: column.rank)
        longest = _FULL_NAME_ROOM if least.rank >= _LESSER else _NAME_ROOM
        widths = [min(names.width, longest), *(column.width for column in others)]
        if _total(widths) <= room or least.rank == 0:
            break
        others.remove(least)
    return [names, *others]


def _total(widths: Sequence[int]) -> int:
    return sum(widths) + _GAP * (len(widths) - 1)


def _row(columns: Sequence[_Column], widths: Sequence[int], row: int) -> str:
    cells = (column.cell(row, width) for column, width in zip(columns, widths, strict=True))
    return (" " * _GAP).join(cells).rstrip()


def _report(runner: Runner, width: int) -> list[Text]:
    """Where Cython's own report lies; a path is broken only where it is wider than all there is."""
    if not runner.report:
        return []
    told = "Cython's own report, line by line:"
    if len(told) + 1 + cell_len(runner.report) <= width:
        return [Text(f"{told} {runner.report}", "dim")]
    console = Console(width=width)
    return [
        line for text in (told, runner.report) for line in Text(text, "dim").wrap(console, width)
    ]


def _notes(runner: Runner, width: int) -> list[Text]:
    console = Console(width=width)
    lines: list[Text] = []
    for note in filter(None, runner.notes):
        lines.extend(Text(note, "dim").wrap(console, width))
    code = runner.counterexample.splitlines()
    lines.extend(Text(line, "dim cyan") for line in code[:_CODE_LINES])
    if len(code) > _CODE_LINES:
        lines.append(Text("…", "dim cyan"))
    for line in lines:
        line.rstrip()
    return lines
