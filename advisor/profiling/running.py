"""Run the user's program in a child process of its own, with its output kept.

The child leads a session of its own, so that a hang ends with everything the
program started, and it reads our standard input.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import IO

from advisor.profiling import standard_input
from advisor.targeting import Target

_LINGER = 1.0  # seconds given to what the program left running in the background
_SHELL_SIGNAL = 128  # a shell shows death by signal N as 128 + N
_CHUNK = 1 << 16


@dataclass(frozen=True, slots=True)
class Finished:
    """How a child ended.

    Attributes:
        seconds: wall time from its start to its end.
        exit_code: as the shell would see it.
        timed_out: whether it was killed for taking too long.
    """

    seconds: float
    exit_code: int
    timed_out: bool
    stdout: bytes
    stderr: bytes


HASH_SEED = "1"
"""Of runs that are to be compared; unlike 0 it leaves ``sys.flags`` as they usually are."""


def hash_seed(chosen: str = HASH_SEED) -> dict[str, str]:
    """The environment's own seed of hashes, or the chosen one where it names none."""
    return {} if "PYTHONHASHSEED" in os.environ else {"PYTHONHASHSEED": chosen}


def run_child(
    script: Path,
    words: Sequence[str],
    target: Target,
    watch: Callable[[str], None],
    *,
    timeout: float,
    live: bool = False,
    environment: Mapping[str, str] = MappingProxyType({}),
) -> Finished:
    """Run one of our child scripts under the target's interpreter, in its folder.

    ``watch`` is told the elapsed time every second; with ``live`` the output also goes
    to our stderr; ``environment`` is added to ours.
    """
    started = time.perf_counter()
    with (
        standard_input.opened() as stdin,
        _started(script, words, target, stdin, environment) as process,
    ):
        assert process.stdout is not None
        assert process.stderr is not None
        stdout = _Reader(process.stdout, live=live)
        stderr = _Reader(process.stderr, live=live)
        timed_out = _wait(process, started, timeout, watch)
        seconds = time.perf_counter() - started
        stdout.join(_LINGER)
        stderr.join(_LINGER)
    code = process.returncode
    return Finished(
        seconds=seconds,
        exit_code=code if code >= 0 else _SHELL_SIGNAL - code,
        timed_out=timed_out,
        stdout=stdout.finish(),
        stderr=stderr.finish(),
    )


@contextmanager
def _started(
    script: Path,
    words: Sequence[str],
    target: Target,
    stdin: int,
    environment: Mapping[str, str],
) -> Iterator[subprocess.Popen[bytes]]:
    process = subprocess.Popen(  # noqa: S603  (running the user's program is the purpose)
        [str(target.interpreter), str(script), *words],
        cwd=target.directory,
        env={**os.environ, **environment},
        stdin=stdin,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
    )
    try:
        yield process
    finally:
        with suppress(ProcessLookupError, PermissionError):  # nothing is left of it to be killed
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def _wait(
    process: subprocess.Popen[bytes],
    started: float,
    timeout: float,
    watch: Callable[[str], None],
) -> bool:
    """Wait for the end; whether it had to be killed."""
    while True:
        left = started + timeout - time.perf_counter()
        try:
            process.wait(max(min(left, 1.0), 0.0))
        except subprocess.TimeoutExpired:
            elapsed = time.perf_counter() - started
            if elapsed >= timeout:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait()
                return True
            watch(f"{elapsed:.0f} s")
        else:
            return False


class _Reader(threading.Thread):
    """Empties a pipe, so that the program never waits for us."""

    def __init__(self, pipe: IO[bytes], *, live: bool) -> None:
        super().__init__(daemon=True)
        self._pipe = pipe
        self._live = live
        self._chunks: list[bytes] = []
        self.start()

    def run(self) -> None:
        """Read until every process that holds the other end is gone."""
        while chunk := os.read(self._pipe.fileno(), _CHUNK):
            self._chunks.append(chunk)
            if self._live:
                sys.stderr.buffer.write(chunk)
                sys.stderr.buffer.flush()

    def finish(self) -> bytes:
        """All that came, once the program's processes are gone."""
        self.join(_LINGER)
        if not self.is_alive():
            self._pipe.close()
        return b"".join(self._chunks)
