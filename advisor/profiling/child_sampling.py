"""Run the user's program in this process under a timer that reads its stack.

Started as a script, with the words that ``Program`` takes after the path of the
file for the samples. It imports almost nothing, so that the program finds itself
in an interpreter as good as fresh. A sample weighs the time since the one before:
the timer's signal waits until a long call into C returns, and then stands for all
of it. Python looks for signals after calls and at the ends of loops only, so that
``c = a * b`` on large arrays would be booked on a later line; therefore a thread
looks, too, whenever such an operation lets other threads run.

The file holds one Python literal a line: ``("frame", number, path, qualified name,
first line, line)``, ``("stack", number, frames)`` innermost first, ``("samples",
count, ((stack, seconds), …))``, ``("modules", paths)`` with the project's files that were
imported, ``("written", ((path, offset), …))``, and ``("end", seconds, error, notes)``. It is
opened anew
for each write, so that no descriptor of ours is in the program's way, and so often
that a program that ends without a word leaves its samples behind.
"""

from __future__ import annotations

import _signal  # type: ignore[import-not-found]  # ``signal`` itself would import ``enum``
import _thread
import os
import sys
import time
from types import CodeType, FrameType
from typing import TYPE_CHECKING

if __name__ == "__main__":
    # In place of this file's folder, where the program's imports would find our modules.
    home = os.path.dirname(os.path.dirname(os.path.dirname(__file__)))  # noqa: PTH120  (pathlib would be an import the program did not make)
    sys.path[: not sys.flags.safe_path] = [home]

from advisor.profiling.child_main import Program, last_line
from advisor.profiling.child_writes import Writes

if TYPE_CHECKING:
    from collections.abc import Callable

_INTERVAL = 0.001  # seconds between samples
_LONGEST = 0.02  # seconds, when reading a stack takes long
_SHARE = 0.03  # of the run that reading stacks may take
_FLUSH = 100  # samples
_PATIENCE = 0.003  # seconds the thread waited for its turn: then Python code is running
_REST = 0.02  # seconds the thread rests then, since each turn of it stops the program

_STAND_IN = "_advisor_arguments"  # the first name in a probe's stand-in: see standing_in

_Frame = tuple[int, int]  # a code object and a place in it


class Sampler:
    """Reads the main thread's stack on a timer.

    Attributes:
        also: called every so often from the timer's signal handler, between samples.
    """

    def __init__(self, path: str, *, signal: int, timer: int) -> None:
        self.also: Callable[[], None] | None = None
        self._path = path
        self._signal, self._timer = signal, timer
        self._process = os.getpid()
        self._interval = _INTERVAL
        self._last = self._begun = 0.0
        self._codes: dict[int, CodeType | None] = {}
        self._all_codes: list[CodeType] = []  # kept, so that no other takes over an id
        self._frames: dict[_Frame, int] = {}
        self._stacks: dict[tuple[_Frame, ...], int] = {}
        self._new: list[object] = []
        self._samples: dict[int, float] = {}  # seconds of each stack
        self._count = 0
        self._libraries = _libraries()
        self._writes = Writes((path,))
        self._lock = _thread.allocate_lock()
        self._running = True
        self._end_of_main = 0
        self._main: CodeType

    def start(self, code: CodeType) -> None:
        """Begin with the program's ``code``; the time counts from here."""
        self._classify(code)
        self._codes[id(code)] = code  # though it be a library's, as with ``-m pytest``
        *_, (_, self._end_of_main, _) = code.co_lines()
        self._main = code
        self._writes.start()
        _signal.signal(self._signal, self._handle)
        _signal.siginterrupt(self._signal, False)  # noqa: FBT003  (it takes no keyword)
        self._begun = self._last = time.perf_counter()
        _signal.setitimer(self._timer, self._interval, self._interval)
        _thread.start_new_thread(self._look, (_thread.get_ident(),))

    def finish(self, ended_by: BaseException | None) -> None:
        """Stop, and write the last samples and how the program ended."""
        now = time.perf_counter()
        if os.getpid() != self._process:
            return  # a forked child of the program's that ran to the end of it
        self._running = False
        _signal.setitimer(self._timer, 0.0)
        taken = _signal.getsignal(self._signal) != self._handle
        if not taken:
            _signal.signal(self._signal, _signal.SIG_IGN)
        self._take(None)
        notes = ("the program took over the profiler's timer: shares are partial",) * taken
        self._new.append(("modules", self._imported()))
        self._new.append(("written", self._writes.noted()))
        self._new.append(("end", now - self._begun, last_line(ended_by), notes))
        self._flush()

    def _handle(self, _signal_number: int, frame: FrameType | None) -> None:
        if self._lock.acquire(blocking=False):
            try:
                self._take(frame)
            except RecursionError:  # the program is about to run into it by itself, or just not
                return
            finally:
                self._lock.release()

    def _look(self, watched: int) -> None:
        """In a thread: sample while a long operation in C keeps signals waiting."""
        pause = _INTERVAL
        while self._running:
            asked = time.perf_counter()
            time.sleep(pause)
            now = time.perf_counter()
            pause = _REST if now - asked - pause > _PATIENCE else _INTERVAL
            overdue = now - self._last > self._interval * 1.5
            if overdue and self._running and self._lock.acquire(blocking=False):
                try:
                    self._take(sys._current_frames().get(watched))  # noqa: SLF001  (it is documented)
                finally:
                    self._lock.release()

    def _take(self, frame: FrameType | None) -> None:
        begun, now = time.thread_time(), time.perf_counter()
        elapsed, self._last = now - self._last, now
        stack: list[_Frame] = []
        while frame is not None:
            code = frame.f_code
            key = id(code)
            kept = self._codes[key] if key in self._codes else self._classify(code)
            if kept is not None and stack[-1:] != [(key, frame.f_lasti)]:  # plain recursion is one
                stack.append((key, frame.f_lasti))
            frame = frame.f_back
        if not stack:  # the last statement ended before the signal was looked for
            stack.append((id(self._main), self._end_of_main - 1))
        number = self._number(tuple(stack))
        self._samples[number] = self._samples.get(number, 0.0) + max(elapsed, 0.0)
        self._count += 1
        if self._count >= _FLUSH:
            self._flush()
        self._slow_down(time.thread_time() - begun)

    def _slow_down(self, cost: float) -> None:
        """Very deep stacks take long to read: then they are read less often."""
        wanted = min(max(_INTERVAL, cost / _SHARE), _LONGEST)
        if not self._interval / 2 < wanted < self._interval * 2:
            self._interval = wanted
            _signal.setitimer(self._timer, wanted, wanted)

    def _classify(self, code: CodeType) -> CodeType | None:
        """The code if it is the project's, else ``None``."""
        self._all_codes.append(code)
        path = code.co_filename
        stands_in = code.co_varnames[:1] == (_STAND_IN,)
        project = not stands_in and not path.startswith(self._libraries) and os.path.isfile(path)  # noqa: PTH113  (pathlib would be an import the program did not make)
        self._codes[id(code)] = code if project else None
        return self._codes[id(code)]

    def _imported(self) -> tuple[str, ...]:
        modules = tuple(sys.modules.values())
        # Whatever else stands there might run the program's code when it is asked.
        files = [vars(m).get("__file__") for m in modules if issubclass(type(m), type(sys))]
        return tuple(
            file for file in files if isinstance(file, str) and not file.startswith(self._libraries)
        )

    def _number(self, stack: tuple[_Frame, ...]) -> int:
        number = self._stacks.get(stack)
        if number is None:
            number = self._stacks[stack] = len(self._stacks)
            self._new.append(("stack", number, tuple(map(self._frame_number, stack))))
        return number

    def _frame_number(self, frame: _Frame) -> int:
        number = self._frames.get(frame)
        if number is None:
            number = self._frames[frame] = len(self._frames)
            code = self._codes[frame[0]]
            assert code is not None
            place = (code.co_filename, code.co_qualname, code.co_firstlineno)
            self._new.append(("frame", number, *place, _line(code, frame[1])))
        return number

    def _flush(self) -> None:
        samples = ("samples", self._count, tuple(self._samples.items()))
        lines, self._new = [*self._new, samples], []
        self._samples, self._count = {}, 0
        text = "".join(f"{line!r}\n" for line in lines)
        try:
            descriptor = os.open(self._path, os.O_WRONLY | os.O_APPEND)
        except OSError:  # the program left the file system or all its descriptors are used
            return
        os.write(descriptor, text.encode("utf-8", "surrogateescape"))
        os.close(descriptor)
        if self.also is not None:
            self.also()


def _libraries() -> tuple[str, ...]:
    """Where code lives that is not the project's: the interpreter, its packages, ourselves."""
    folders = {
        os.path.dirname(os.__file__),  # noqa: PTH120  (pathlib would be an import the program did not make)
        os.path.dirname(__file__),  # noqa: PTH120  (as above)
        *(p for p in sys.path if p.rstrip(os.sep).endswith(("-packages", "lib-dynload"))),
    }
    return ("<", *(folder + os.sep for folder in folders))


def _line(code: CodeType, place: int) -> int:
    """The line of an instruction; reading it from the frame costs more the longer the code."""
    last = code.co_firstlineno
    for start, end, line in code.co_lines():
        last = line or last
        if start <= place < end:
            break
    return last


def main() -> None:
    """Run the program named by this process's own arguments."""
    path, timer, file, module, spelling, *arguments = sys.argv[1:]
    program = Program(file, module, spelling, arguments)
    code = program.compiled()
    sampler = (
        Sampler(path, signal=_signal.SIGALRM, timer=_signal.ITIMER_REAL)
        if timer == "real"
        else Sampler(path, signal=_signal.SIGPROF, timer=_signal.ITIMER_PROF)
    )
    sampler.start(code)
    program.run(code, sampler.finish)


if __name__ == "__main__":
    main()
