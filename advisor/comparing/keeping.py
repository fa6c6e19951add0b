"""Reports that were made before, kept with the scans."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from advisor.comparing.report import Report
from advisor.store import file, values


def keep(repository: Path, report: Report) -> tuple[str, ...]:
    """Remember a report; what the user should know of that, a sentence each."""
    document = json.dumps(values.to_plain(report, lambda _: ""))
    row = (
        report.at.isoformat(timespec="seconds"),
        str(repository),
        report.base.commit if report.base else "",
        report.head.commit,
        document,
    )
    try:
        with file.opened(file.place()) as connection, file.writing(connection):
            connection.execute(
                "INSERT INTO report (at, repository, base, head, answer) VALUES (?, ?, ?, ?, ?)",
                row,
            )
    except file.UnusableError as error:
        return (str(error),)
    return ()


def reports(within: Path | None = None) -> tuple[Report, ...]:
    """The reports on repositories below a folder, or on all; the oldest first.

    Raises:
        UnusableError: the file of the history cannot be read.
    """
    if not file.place().exists():
        return ()
    with file.opened(file.place()) as connection:
        rows = connection.execute("SELECT repository, answer FROM report ORDER BY id").fetchall()
    folder = within and within.absolute()
    return tuple(
        report
        for repository, answer in rows
        if folder is None or Path(repository).is_relative_to(folder)
        for report in _read(answer)
    )


def _read(answer: str) -> Iterator[Report]:
    """The report, or nothing where an earlier version of us wrote it in another form."""
    try:
        yield values.from_plain(Report, json.loads(answer), lambda _: b"")
    except ValueError:
        return
