"""The SQLite file itself: opened safely by several of us at once, brought up to date, kept small.

Writers wait for one another (write-ahead log, busy time-out), the schema is moved on by
numbered migrations, and whatever goes wrong with the file is one sentence for the user
and never the end of a run: without it everything is simply found out anew.
"""

from __future__ import annotations

import hashlib
import os
import sqlite3
import zlib
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from advisor import building
from advisor.errors import AdvisorError

_PATIENCE = 10.0  # seconds to wait for another writer
_NAME = "history.sqlite3"

# Each brings the file from the version of its place to the next; none is ever changed.
_MIGRATIONS = (
    """
    CREATE TABLE blob (digest TEXT PRIMARY KEY, data BLOB NOT NULL) WITHOUT ROWID;
    CREATE TABLE scan (
        id INTEGER PRIMARY KEY,
        at TEXT NOT NULL,
        question TEXT NOT NULL,
        path TEXT NOT NULL,
        command TEXT NOT NULL,
        seconds REAL NOT NULL,
        rewritten REAL,
        exit_code INTEGER NOT NULL,
        inputs TEXT NOT NULL,
        answer TEXT
    );
    CREATE INDEX scan_question ON scan (question, id);
    CREATE INDEX scan_path ON scan (path, id);
    CREATE TABLE spot (
        scan INTEGER NOT NULL REFERENCES scan (id) ON DELETE CASCADE,
        function TEXT NOT NULL,
        path TEXT NOT NULL,
        line INTEGER NOT NULL,
        share REAL NOT NULL,
        seconds REAL NOT NULL,
        winner TEXT,
        speedup REAL
    );
    CREATE INDEX spot_scan ON spot (scan);
    CREATE TABLE held (
        scan INTEGER NOT NULL REFERENCES scan (id) ON DELETE CASCADE,
        digest TEXT NOT NULL
    );
    CREATE INDEX held_scan ON held (scan);
    CREATE INDEX held_digest ON held (digest);
    CREATE TABLE race (question TEXT PRIMARY KEY, at TEXT NOT NULL, answer TEXT NOT NULL);
    CREATE TABLE report (
        id INTEGER PRIMARY KEY,
        at TEXT NOT NULL,
        repository TEXT NOT NULL,
        base TEXT NOT NULL,
        head TEXT NOT NULL,
        answer TEXT NOT NULL
    );
    CREATE INDEX report_repository ON report (repository, id);
    """,
)


class UnusableError(AdvisorError):
    """The file cannot be read or written; the message says why and what to do."""


def place() -> Path:
    """Where the file lies: ``ADVISOR_HISTORY``, or in the cache folder."""
    chosen = os.environ.get("ADVISOR_HISTORY")
    return Path(chosen) if chosen else building.cache_directory() / _NAME


@contextmanager
def opened(path: Path) -> Iterator[sqlite3.Connection]:
    """A connection to the file, made or brought up to date; committed at the end.

    Raises:
        UnusableError: it is no such file, comes from a later version, or cannot be written.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        connection = sqlite3.connect(path, timeout=_PATIENCE, isolation_level=None)
        with closing(connection):
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("PRAGMA synchronous = NORMAL")
            connection.execute("PRAGMA foreign_keys = ON")
            _migrate(connection, path)
            yield connection
    except (sqlite3.Error, OSError) as error:
        raise UnusableError(f"{path}: the history cannot be used ({error}); delete it") from error


@contextmanager
def writing(connection: sqlite3.Connection) -> Iterator[None]:
    """One change, whole or not at all; other writers wait for its end."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
    except BaseException:
        connection.execute("ROLLBACK")
        raise
    connection.execute("COMMIT")


def put(connection: sqlite3.Connection, data: bytes) -> str:
    """Keep some bytes, once; the digest to ask for them by."""
    digest = hashlib.sha256(data).hexdigest()
    packed = zlib.compress(data, 1)
    connection.execute("INSERT OR IGNORE INTO blob VALUES (?, ?)", (digest, packed))
    return digest


def get(connection: sqlite3.Connection, digest: str) -> bytes:
    """The bytes of that digest.

    Raises:
        LookupError: they are not there, or not what they were.
    """
    row = connection.execute("SELECT data FROM blob WHERE digest = ?", (digest,)).fetchone()
    if row is None:
        raise LookupError(digest)
    try:
        data = zlib.decompress(row[0])
    except zlib.error as error:
        raise LookupError(digest) from error
    if hashlib.sha256(data).hexdigest() != digest:
        raise LookupError(digest)
    return data


def _migrate(connection: sqlite3.Connection, path: Path) -> None:
    if _version(connection) == len(_MIGRATIONS):
        return
    with writing(connection):
        version = _version(connection)  # another of us may have been quicker
        if version > len(_MIGRATIONS):
            raise UnusableError(
                f"{path}: written by a later version of advisor; update it, or delete the file"
            )
        for script in _MIGRATIONS[version:]:
            for statement in script.split(";"):
                connection.execute(statement)
        connection.execute(f"PRAGMA user_version = {len(_MIGRATIONS)}")


def _version(connection: sqlite3.Connection) -> int:
    return int(connection.execute("PRAGMA user_version").fetchone()[0])
