"""How programs did over time: the figures of every scan and report that was kept."""

from __future__ import annotations

import json
import shlex
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from advisor.store import file


@dataclass(frozen=True, slots=True)
class Spot:
    """A hot spot as a scan found it.

    ``seconds`` of the whole run; ``winner`` is "" and ``speedup`` ``None`` where nothing won.
    """

    function: str
    path: Path
    line: int
    share: float
    seconds: float
    winner: str
    speedup: float | None


@dataclass(frozen=True, slots=True)
class Point:
    """One scan.

    Attributes:
        when: it was made.
        path: the program's file.
        command: what ran, as it would be typed.
        seconds: of the whole program.
        rewritten: of the same with the winners in it; ``None`` if there were none.
        exit_code: of the program.
        spots: its hot spots, hottest first.
        recallable: whether the whole answer is still kept.
    """

    when: datetime
    path: Path
    command: str
    seconds: float
    rewritten: float | None
    exit_code: int
    spots: tuple[Spot, ...]
    recallable: bool


def points(path: Path | None = None) -> tuple[Point, ...]:
    """The scans of a program, or below a folder, or all there are; the oldest first.

    Raises:
        UnusableError: the file of the history cannot be read.
    """
    if not file.place().exists():
        return ()
    with file.opened(file.place()) as connection:
        found = tuple(_points(connection))
    if path is None:
        return found
    within = path.absolute()
    return tuple(point for point in found if point.path.is_relative_to(within))


def clear(path: Path | None = None) -> int:
    """Forget the scans of a program, or below a folder, or everything; how many scans those were.

    Raises:
        UnusableError: the file of the history cannot be written.
    """
    if not file.place().exists():
        return 0
    with file.opened(file.place()) as connection:
        with file.writing(connection):
            count = _clear(connection, path)
        connection.execute("VACUUM")
    return count


def _points(connection: sqlite3.Connection) -> Iterator[Point]:
    spots: dict[int, list[Spot]] = {}
    for scan, function, path, line, share, seconds, winner, speedup in connection.execute(
        "SELECT scan, function, path, line, share, seconds, winner, speedup"
        " FROM spot ORDER BY rowid"
    ):
        spot = Spot(function, Path(path), line, share, seconds, winner or "", speedup)
        spots.setdefault(scan, []).append(spot)
    for number, at, path, command, seconds, rewritten, exit_code, whole in connection.execute(
        "SELECT id, at, path, command, seconds, rewritten, exit_code, answer IS NOT NULL"
        " FROM scan ORDER BY id"
    ):
        yield Point(
            when=datetime.fromisoformat(at),
            path=Path(path),
            command=f"python {shlex.join(json.loads(command))}",
            seconds=seconds,
            rewritten=rewritten,
            exit_code=exit_code,
            spots=tuple(spots.get(number, ())),
            recallable=bool(whole),
        )


def _clear(connection: sqlite3.Connection, path: Path | None) -> int:
    known = connection.execute("SELECT id, path FROM scan").fetchall()
    within = path and path.absolute()
    gone = [(n,) for n, place in known if not within or Path(place).is_relative_to(within)]
    connection.executemany("DELETE FROM scan WHERE id = ?", gone)
    if within is None:
        connection.execute("DELETE FROM race")
        connection.execute("DELETE FROM report")
    connection.execute("DELETE FROM blob WHERE digest NOT IN (SELECT digest FROM held)")
    return len(gone)
