"""A unified diff as two columns: what was, what would be, and what changed beside each other."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, zip_longest
from typing import Literal

from markupsafe import Markup

from advisor.reporting.html.coloring import colored

_HUNK = re.compile(r"@@ -(\d+)(?:,(\d+))? \+(\d+)(?:,(\d+))? @@")
_FILE = re.compile(r"\+\+\+ (?:b/)?(.*)")
_BESIDE = "# new file beside it: "


@dataclass(frozen=True, slots=True)
class Cell:
    """A line of one side; ``number`` is 0 where that side has nothing."""

    number: int
    code: Markup


@dataclass(frozen=True, slots=True)
class Row:
    """A line of both sides; ``gap`` where lines between this and the one before are left out."""

    kind: Literal["same", "changed", "added", "removed"]
    before: Cell
    after: Cell
    gap: bool


@dataclass(frozen=True, slots=True)
class FileChange:
    """What becomes of one file; ``beside`` names files that are added beside it."""

    name: str
    rows: tuple[Row, ...]
    beside: tuple[str, ...]


@dataclass(slots=True)
class _Reading:
    """Line numbers of both sides while a file's hunks are read."""

    before: int = 0
    after: int = 0
    gap: bool = False


def changes(diff: str) -> tuple[FileChange, ...]:
    """Each file of a unified diff."""
    found: list[tuple[str, list[str], list[str]]] = []
    before = after = 0  # lines of the hunk still to come
    for line in diff.split("\n"):
        if before or after:
            found[-1][1].append(line)
            before -= line[:1] in {"-", " "}
            after -= line[:1] in {"+", " "}
        elif named := _FILE.match(line):
            found.append((named[1], [], []))
        elif hunk := _HUNK.match(line):
            found[-1][1].append(line)
            before, after = (int(count or 1) for count in hunk.group(2, 4))
        elif line.startswith(_BESIDE):
            found[-1][2].append(line.removeprefix(_BESIDE))
    return tuple(FileChange(name, tuple(_rows(body)), tuple(new)) for name, body, new in found)


def _rows(body: Sequence[str]) -> Iterator[Row]:
    place = _Reading()
    codes = {"-": _codes(body, "-"), "+": _codes(body, "+")}
    for kind, group in groupby(enumerate(body), key=lambda item: _kind(item[1])):
        lines = list(group)
        if kind == "hunk":
            match = _HUNK.match(lines[0][1])
            assert match is not None
            place.gap = place.before > 0 or int(match[1]) > 1
            place.before, place.after = int(match[1]), int(match[3])
        elif kind == "same":
            for number, _ in lines:
                yield _row("same", codes["-"][number], codes["+"][number], place)
        else:
            yield from _changed(lines, codes, place)


def _changed(
    lines: Sequence[tuple[int, str]], codes: dict[str, dict[int, Markup]], place: _Reading
) -> Iterator[Row]:
    removed = [codes["-"][number] for number, line in lines if line.startswith("-")]
    added = [codes["+"][number] for number, line in lines if line.startswith("+")]
    for old, new in zip_longest(removed, added):
        yield _row(
            "added" if old is None else "removed" if new is None else "changed", old, new, place
        )


def _row(
    kind: Literal["same", "changed", "added", "removed"],
    old: Markup | None,
    new: Markup | None,
    place: _Reading,
) -> Row:
    before = Cell(0, Markup()) if old is None else Cell(place.before, old)
    after = Cell(0, Markup()) if new is None else Cell(place.after, new)
    place.before += old is not None
    place.after += new is not None
    gap, place.gap = place.gap, False
    return Row(kind, before, after, gap)


def _kind(line: str) -> str:
    return {"@": "hunk", " ": "same"}.get(line[0], "changed")


def _codes(body: Sequence[str], side: str) -> dict[int, Markup]:
    """The lines of one side in colour, by their place in the diff."""
    own = [number for number, line in enumerate(body) if line[0] in {side, " "}]
    return dict(zip(own, colored([body[number][1:] for number in own]), strict=True))
