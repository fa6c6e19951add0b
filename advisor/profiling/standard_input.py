"""The user's standard input, given to each run of the program anew.

A program that reads what is piped into it must find the same bytes in the second
run. A file is rewound; what comes through a pipe is kept while the first run reads
it; a terminal or an empty device is simply shared.
"""

from __future__ import annotations

import hashlib
import os
import select
import stat
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import cache
from typing import IO

_CHUNK = 1 << 16
_MOMENT = 0.02  # seconds to wait for what a pipe may still hold


@contextmanager
def opened() -> Iterator[int]:
    """A descriptor that holds all of our standard input from its beginning."""
    try:
        mode = os.fstat(0).st_mode
    except OSError:  # closed, as in some daemons
        with open(os.devnull, "rb") as nothing:  # noqa: PTH123  (os.devnull is no Path)
            yield nothing.fileno()
        return
    if stat.S_ISREG(mode):
        os.lseek(0, _beginning(), os.SEEK_SET)
        yield 0
    elif stat.S_ISFIFO(mode) or stat.S_ISSOCK(mode):
        with _piped() as end:
            yield end
    else:
        yield 0


def digest() -> str:
    """What is known of its content by now, without waiting for anybody to type or send.

    What a pipe holds is taken out, and kept for the runs to come.
    """
    try:
        mode = os.fstat(0).st_mode
    except OSError:  # closed, as in some daemons
        return hashlib.sha256().hexdigest()
    if stat.S_ISREG(mode):
        with open(0, "rb", closefd=False) as file:
            file.seek(_beginning())
            return hashlib.file_digest(file, "sha256").hexdigest()
    if stat.S_ISFIFO(mode) or stat.S_ISSOCK(mode):
        kept = _kept()
        kept.seek(0, os.SEEK_END)
        while select.select((0,), (), (), _MOMENT)[0] and (chunk := os.read(0, _CHUNK)):
            kept.write(chunk)
        kept.flush()
        with open(kept.fileno(), "rb", closefd=False) as file:
            file.seek(0)
            return hashlib.file_digest(file, "sha256").hexdigest()
    return "a terminal" if os.isatty(0) else hashlib.sha256().hexdigest()


@cache
def _beginning() -> int:
    """Where in the file our standard input stood when it was first asked for."""
    return os.lseek(0, 0, os.SEEK_CUR)


@cache
def _kept() -> IO[bytes]:
    """What has been read from the pipe so far."""
    return tempfile.TemporaryFile()


@contextmanager
def _piped() -> Iterator[int]:
    reading, writing = os.pipe()
    wake, stop = os.pipe()
    feeder = threading.Thread(target=_feed, args=(writing, wake), daemon=True)
    feeder.start()
    try:
        yield reading
    finally:
        os.close(reading)
        os.close(stop)
        feeder.join()
        os.close(wake)


def _feed(writing: int, wake: int) -> None:
    """Hand on what earlier runs read, then what is still in the pipe, as it comes."""
    kept = _kept()
    with os.fdopen(writing, "wb", buffering=0) as child, suppress(BrokenPipeError):
        kept.seek(0)
        while chunk := kept.read(_CHUNK):
            child.write(chunk)
        while 0 in select.select((0, wake), (), ())[0]:
            chunk = os.read(0, _CHUNK)
            if not chunk:
                return
            kept.write(chunk)
            kept.flush()
            child.write(chunk)
