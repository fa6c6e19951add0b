"""Run the user's program in this process with probes on some regions.

Started as a script, with the words that ``Program`` takes after: the file of the
job (a pickle of the sites and whether to stop early), the journal, the timer, and
the file for samples or "".
"""

from __future__ import annotations

import _signal  # type: ignore[import-not-found]  # as in child_sampling
import os
import pickle
import sys
from typing import TYPE_CHECKING

if __name__ == "__main__":
    # In place of this file's folder, where the program's imports would find our modules.
    home = os.path.dirname(os.path.dirname(os.path.dirname(__file__)))  # noqa: PTH120  (as in child_sampling)
    sys.path[: not sys.flags.safe_path] = [home]

from advisor.profiling.child_main import Program
from advisor.profiling.child_sampling import Sampler
from advisor.profiling.instrumenting import Finder
from advisor.profiling.recorder import Recorder

if TYPE_CHECKING:
    from types import FrameType

_TICK = 0.05  # seconds


def main() -> None:
    """Run the program named by this process's own arguments."""
    job, journal, timer, samples, file, module, spelling, *arguments = sys.argv[1:]
    with open(job, "rb") as opened:  # noqa: PTH123  (as in child_sampling)
        sites, stop_early = pickle.load(opened)  # noqa: S301  (our own parent wrote it)
    recorder = Recorder(sites, journal, stop_early=stop_early)
    program = Program(file, module, spelling, arguments)
    sys.meta_path.insert(0, Finder(recorder.instrumenter))
    if program.path in recorder.instrumenter.paths:
        names = program.main.__dict__
        code = recorder.instrumenter.prepare(program.path, program.source, names)
    else:
        code = program.compiled()
    signal, clock = (
        (_signal.SIGALRM, _signal.ITIMER_REAL)
        if timer == "real"
        else (_signal.SIGPROF, _signal.ITIMER_PROF)
    )
    sampler = Sampler(samples, signal=signal, timer=clock) if samples else None

    def tick(_signal_number: int, _frame: FrameType | None) -> None:
        recorder.tick()

    def finish(ended_by: BaseException | None) -> None:
        if sampler is not None:
            sampler.finish(ended_by)
        else:
            _signal.setitimer(clock, 0.0)
            _signal.signal(signal, _signal.SIG_IGN)
        recorder.finish(ended_by)

    recorder.start()
    if sampler is not None:
        sampler.also = recorder.tick
        sampler.start(code)
    else:
        _signal.signal(signal, tick)
        _signal.siginterrupt(signal, False)  # noqa: FBT003  (it takes no keyword)
        _signal.setitimer(clock, _TICK, _TICK)
    program.run(code, finish)


if __name__ == "__main__":
    main()
