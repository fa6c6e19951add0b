"""The parent's side of a worker: start it, limit it, read its answer, kill it.

One thread watches any number of workers. A template process per set of warm
modules is started when it is first needed and ends when this process does.
"""

from __future__ import annotations

import atexit
import os
import pickle
import selectors
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Generator, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

import psutil

from advisor.sandbox.job import USUAL, Done, Failure, Job, Outcome
from advisor.sandbox.template import MESSAGE
from advisor.sandbox.worker import LENGTH

_TICK = 0.2  # seconds between looks at the clock and at the memory
_STARTING = 60.0  # seconds a template may take until it forks a worker
_DYING = 10.0  # seconds after which a killed worker is given up

_BOOTSTRAP = """
import sys
sys.path.append(sys.argv[1])
from pathlib import Path
from advisor.sandbox.template import serve
serve(int(sys.argv[2]), Path(sys.argv[3]), tuple(sys.argv[4:]))
"""


def run(job: Job) -> Outcome:
    """Do one job in a fresh process and wait for it."""
    (outcome,) = (outcome for _, outcome in run_all((job,), 1))
    return outcome


def prepare() -> None:
    """Start what most jobs will be forked from, if it does not run yet; it gets ready by itself."""
    _template(USUAL)


def run_all(jobs: Iterable[Job], workers: int) -> Generator[tuple[int, Outcome], None, None]:
    """Do jobs in up to ``workers`` fresh processes at once; yields (index, outcome) as they end.

    A job is asked for when there is a worker for it, so that it may depend on what came
    of those before.
    """
    waiting = enumerate(jobs)
    running: list[_Running] = []
    try:
        while True:
            for index, job in islice(waiting, max(workers, 1) - len(running)):
                running.append(_start(index, job))
            if not running:
                return
            _wait(running)
            for one in [one for one in running if one.ended]:
                running.remove(one)
                one.close()
                yield one.index, one.outcome()
    finally:
        for one in running:
            one.kill()
            one.close()


@dataclass(slots=True)
class _Template:
    """A running template process and the lock on its control socket."""

    process: subprocess.Popen[bytes]
    control: socket.socket
    lock: threading.Lock = field(default_factory=threading.Lock)

    def fork(self, connection: int, status: int) -> None:
        with self.lock:
            socket.send_fds(self.control, [MESSAGE.pack(0)], [connection, status])

    def kill(self, pid: int) -> None:
        with self.lock, suppress(OSError):  # A dead template has no workers left.
            self.control.sendall(MESSAGE.pack(pid))

    def stop(self) -> None:
        self.control.close()
        self.process.wait()


@dataclass(slots=True)
class _Running:
    """One worker from fork to status."""

    index: int
    job: Job
    template: _Template
    connection: socket.socket
    status: int
    deadline: float
    next_look: float = 0.0
    pid: int = 0
    code: int | None = None
    ended: bool = False
    verdict: Failure | None = None
    answer: bytearray = field(default_factory=bytearray)

    def read_answer(self) -> None:
        """Take what has come; never blocks."""
        with suppress(BlockingIOError, ConnectionResetError):
            while chunk := self.connection.recv(1 << 20):
                self.answer += chunk

    def read_status(self) -> None:
        message = os.read(self.status, MESSAGE.size)
        if not message:
            self.ended = True  # The template has died.
        elif not self.pid:
            (self.pid,) = MESSAGE.unpack(message)
            self.deadline = time.monotonic() + self.job.limits.seconds
        else:
            (self.code,) = MESSAGE.unpack(message)
            self.read_answer()
            self.ended = True

    def look(self) -> None:
        """Kill it when its time or memory is used up."""
        now = time.monotonic()
        if now < self.next_look:
            return  # Looking costs milliseconds, and a large answer comes in many pieces.
        self.next_look = now + _TICK
        if self.verdict is None and now > self.deadline:
            self.stop(Failure("timed out", f"took more than {self.job.limits.seconds:g} s"))
        elif self.verdict is None and self.pid and self.resident() > self.job.limits.memory:
            needed = f"needed more than {self.job.limits.memory >> 20} MB"
            self.stop(Failure("out of memory", needed))
        elif self.verdict is not None and now > self.deadline + _DYING:
            self.ended = True

    def stop(self, verdict: Failure) -> None:
        self.verdict = verdict
        self.deadline = time.monotonic()
        self.kill()

    def kill(self) -> None:
        if self.pid:
            self.template.kill(self.pid)

    def resident(self) -> int:
        """Bytes held by it and all it started."""
        total = 0
        with suppress(psutil.Error):  # It may end while we look.
            process = psutil.Process(self.pid)
            for one in (process, *process.children(recursive=True)):
                memory = one.memory_info()
                total += memory.rss - getattr(memory, "shared", 0)
        return total

    def close(self) -> None:
        self.connection.close()
        os.close(self.status)

    def outcome(self) -> Outcome:
        body = memoryview(self.answer)[LENGTH.size :]
        if len(self.answer) >= LENGTH.size and LENGTH.unpack_from(self.answer) == (len(body),):
            answer = pickle.loads(body)  # noqa: S301  (our own worker wrote it)
            assert isinstance(answer, Done | Failure)
            return answer
        if self.verdict is not None:
            return self.verdict
        if self.code is None:
            return Failure("crashed", "the process it was forked from has ended")
        if os.WIFSIGNALED(self.code):
            return Failure("crashed", f"crashed ({signal.Signals(os.WTERMSIG(self.code)).name})")
        return Failure("exited", f"ended the process with status {os.WEXITSTATUS(self.code)}")


def _wait(running: Sequence[_Running]) -> None:
    """Until something came in, or the next tick."""
    with selectors.DefaultSelector() as selector:
        for one in running:
            selector.register(one.connection, selectors.EVENT_READ, one.read_answer)
            selector.register(one.status, selectors.EVENT_READ, one.read_status)
        for key, _ in selector.select(_TICK):
            key.data()
    for one in running:
        if not one.ended:
            one.look()


def _start(index: int, job: Job) -> _Running:
    template = _template(job.warm)
    ours, theirs = socket.socketpair()
    reading, writing = os.pipe()
    with theirs:
        template.fork(theirs.fileno(), writing)
        os.close(writing)
    running = _Running(index, job, template, ours, reading, time.monotonic() + _STARTING)
    body = pickle.dumps(job, protocol=pickle.HIGHEST_PROTOCOL)
    ours.settimeout(_STARTING)
    with suppress(OSError):  # A worker that cannot take its job is told by its status.
        ours.sendall(LENGTH.pack(len(body)))
        ours.sendall(body)
    ours.settimeout(0)  # From now on we are told when there is something to read.
    return running


_templates: dict[tuple[str, ...], _Template] = {}
_lock = threading.Lock()
_folders: list[Path] = []


def _template(modules: tuple[str, ...]) -> _Template:
    """The running template with these modules imported; started if there is none."""
    with _lock:
        known = _templates.get(modules)
        if known is not None and known.process.poll() is not None:
            known.stop()
            known = None
        if known is None:
            known = _templates[modules] = _launch(modules)
        return known


def _launch(modules: tuple[str, ...]) -> _Template:
    folder = _folder()
    ours, theirs = socket.socketpair()
    command = [sys.executable, "-P", "-c", _BOOTSTRAP, str(Path(__file__).parents[2])]
    with theirs:
        process = subprocess.Popen(  # noqa: S603  (our own interpreter and code)
            [*command, str(theirs.fileno()), str(folder), *modules],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            cwd=folder,
            env=_environment(folder),
            pass_fds=[theirs.fileno()],
            start_new_session=True,
        )
    return _Template(process, ours)


def _folder() -> Path:
    """Where all workers of this process live and leave their caches; removed at the end."""
    if not _folders:
        _folders.append(Path(tempfile.mkdtemp(prefix="advisor-")).resolve())
        for name in ("numba", "sources", "temporary"):
            (_folders[0] / name).mkdir()
        atexit.register(_stop)
    return _folders[0]


def _environment(folder: Path) -> dict[str, str]:
    return os.environ | {
        "ADVISOR_SANDBOX": str(folder),
        "NUMBA_CACHE_DIR": str(folder / "numba"),
        "TMPDIR": str(folder / "temporary"),
        "PYTHONDONTWRITEBYTECODE": "1",
        # Sets iterate alike in every worker, so that outcomes can be compared between them.
        "PYTHONHASHSEED": "0",
    }


def _stop() -> None:
    for template in _templates.values():
        template.stop()
    for folder in _folders:
        shutil.rmtree(folder, ignore_errors=True)
