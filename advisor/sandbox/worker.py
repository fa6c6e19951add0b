"""The child's side: limits, silence, a folder of its own, one job, one answer.

It imports little: everything here is paid for by every job. The answer goes over
its own connection, so that whatever the user's code prints cannot disturb it.
"""

from __future__ import annotations

import contextlib
import ctypes
import importlib
import os
import pickle
import resource
import shutil
import socket
import struct
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from advisor.sandbox import saying
from advisor.sandbox.guarding import guard
from advisor.sandbox.job import Done, Failure, Job, Limits, Outcome

if TYPE_CHECKING:
    from collections.abc import Callable

LENGTH = struct.Struct("<Q")
_DIE_WITH_PARENT = 1  # PR_SET_PDEATHSIG
_KILL = 9


def serve(connection: int, folder: Path) -> NoReturn:
    """Read a job from the connection, do it below ``folder``, answer, end."""
    os.setsid()
    _die_with_parent()
    _silence()
    with socket.socket(fileno=connection) as stream:
        outcome = _do(_read(stream), folder)
        body = _packed(outcome)
        stream.sendall(LENGTH.pack(len(body)))
        stream.sendall(body)
    os._exit(0)  # No exit handler of the user's may run, and no thread be waited for.


def _die_with_parent() -> None:
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_DIE_WITH_PARENT, _KILL)


def _silence() -> None:
    nothing = os.open(os.devnull, os.O_RDWR)
    for descriptor in (0, 1, 2):
        os.dup2(nothing, descriptor)
    os.close(nothing)
    saying.listen()


def _read(stream: socket.socket) -> Job:
    (length,) = LENGTH.unpack(_exactly(stream, LENGTH.size))
    job = pickle.loads(_exactly(stream, length))  # noqa: S301  (our own parent wrote it)
    assert isinstance(job, Job)
    return job


def _exactly(stream: socket.socket, length: int) -> bytearray:
    data = bytearray(length)
    view, got = memoryview(data), 0
    while got < length:
        received = stream.recv_into(view[got:])
        if not received:
            raise EOFError("the parent closed the connection before the whole job was sent")
        got += received
    return data


def _do(job: Job, folder: Path) -> Outcome:
    directory = tempfile.mkdtemp(dir=folder)
    os.chdir(directory)
    unlimited = _limit_memory(job.limits)
    guard(folder)
    try:
        return Done(_named(job.function)(job.payload))
    except MemoryError:
        return Failure("out of memory", f"needed more than {job.limits.memory >> 20} MB")
    except SystemExit as leaving:
        return Failure("exited", f"called sys.exit({leaving.code!r})")
    except BaseException as problem:  # noqa: BLE001  (whatever it is, it is the job's outcome)
        return Failure("failed", _last_line(problem))
    finally:
        resource.setrlimit(resource.RLIMIT_DATA, unlimited)
        os.chdir(folder)
        shutil.rmtree(directory, ignore_errors=True)


def _limit_memory(limits: Limits) -> tuple[int, int]:
    """Cap private writable memory; answers with the limits to restore.

    Address space would be the wrong measure: threads and OpenMP reserve much that
    they never touch.
    """
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    before = resource.getrlimit(resource.RLIMIT_DATA)
    if sys.platform == "linux":
        resource.setrlimit(resource.RLIMIT_DATA, (_data_bytes() + limits.memory, before[1]))
    return before


def _data_bytes() -> int:
    """How much of what ``RLIMIT_DATA`` counts this process has already."""
    for line in Path("/proc/self/status").read_text(encoding="ascii").splitlines():
        if line.startswith("VmData:"):
            return int(line.split()[1]) << 10
    return 0


def _named(function: str) -> Callable[[object], object]:
    module, _, name = function.partition(":")
    found: Callable[[object], object] = getattr(importlib.import_module(module), name)
    return found


def _last_line(problem: BaseException) -> str:
    text = type(problem).__name__
    with contextlib.suppress(
        Exception
    ):  # It may have no text, and the user's own __str__ may raise.
        text = f"{type(problem).__name__}: {str(problem).strip().splitlines()[-1]}"
    return text[:500]


def _packed(outcome: Outcome) -> bytes:
    try:
        return pickle.dumps(outcome, protocol=pickle.HIGHEST_PROTOCOL)
    except Exception as problem:  # noqa: BLE001  (an answer that cannot be sent is a failure)
        return pickle.dumps(Failure("failed", f"unsendable answer: {_last_line(problem)}"))
