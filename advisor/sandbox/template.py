"""The process every worker is forked from.

Starting an interpreter and importing NumPy costs 0.15 s, Numba with a first
compilation 1 s; a fork of a process that has done so costs 20 ms. The template has
one thread, holds nothing of the user's, and ends with its parent.
"""

from __future__ import annotations

import gc
import importlib
import os
import selectors
import signal
import socket
import struct
from collections.abc import Iterable
from pathlib import Path

from advisor.sandbox import worker

MESSAGE = struct.Struct("<q")
"""Parent to template: 0 with two descriptors to fork, or a worker's pid to kill.
Template to parent, on the job's status pipe: the pid, and later its wait status."""


def serve(control_descriptor: int, folder: Path, modules: tuple[str, ...]) -> None:
    """Fork workers as asked until the parent closes its end; then kill those left."""
    _warm(modules)
    control = socket.socket(fileno=control_descriptor)
    waker, ringer = socket.socketpair()
    ringer.settimeout(0)
    signal.signal(signal.SIGCHLD, lambda _number, _frame: None)
    signal.set_wakeup_fd(ringer.fileno(), warn_on_full_buffer=False)
    selector = selectors.DefaultSelector()
    selector.register(control, selectors.EVENT_READ)
    selector.register(waker, selectors.EVENT_READ)
    workers: dict[int, int] = {}
    gc.freeze()
    try:
        while _answer(control, waker, selector, workers, folder):
            pass
    finally:
        for pid in workers:
            _kill(pid)


def _warm(modules: tuple[str, ...]) -> None:
    for name in modules:
        module = importlib.import_module(name)
        if name == "numba":
            # The first compilation of a process sets up most of LLVM.
            module.njit(_dummy)(1.0)


def _dummy(number: float) -> float:
    return number + 1.0


def _answer(
    control: socket.socket,
    waker: socket.socket,
    selector: selectors.BaseSelector,
    workers: dict[int, int],
    folder: Path,
) -> bool:
    """Handle what has come in; ``False`` when the parent has gone."""
    for key, _ in selector.select():
        if key.fileobj is waker:
            waker.recv(4096)
            _reap(workers)
            continue
        message, descriptors, _, _ = socket.recv_fds(control, MESSAGE.size, 2)
        if not message:
            return False
        (pid,) = MESSAGE.unpack(message)
        if descriptors:
            mine = [control.fileno(), waker.fileno(), *workers.values()]
            _fork(descriptors[0], descriptors[1], workers, folder, mine)
        elif pid in workers:
            _kill(pid)
    return True


def _fork(
    connection: int, status: int, workers: dict[int, int], folder: Path, mine: Iterable[int]
) -> None:
    """Start a worker; ``mine`` are descriptors it has no business with."""
    pid = os.fork()
    if pid == 0:
        try:
            os.close(signal.set_wakeup_fd(-1))
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            for descriptor in (status, *mine):
                os.close(descriptor)
            worker.serve(connection, folder)
        finally:
            os._exit(1)  # Whatever happens, the child must not go on as a second template.
    os.close(connection)
    workers[pid] = status
    os.write(status, MESSAGE.pack(pid))


def _reap(workers: dict[int, int]) -> None:
    """Report workers that ended; their process groups are killed while the pid is still theirs."""
    for pid in tuple(workers):
        if os.waitid(os.P_PID, pid, os.WEXITED | os.WNOWAIT | os.WNOHANG) is None:
            continue
        _kill(pid)
        _, code = os.waitpid(pid, 0)
        status = workers.pop(pid)
        try:
            os.write(status, MESSAGE.pack(code))
        except BrokenPipeError:
            pass  # The parent no longer waits for this one.
        finally:
            os.close(status)


def _kill(pid: int) -> None:
    """Kill a worker that was not reaped yet, with all it started."""
    for kill in (os.killpg, os.kill):
        try:
            kill(pid, signal.SIGKILL)
        except ProcessLookupError:
            continue  # It has not made its own group yet, or has ended.
