"""Run the user's program in this process and tell what it took: time, work, waiting its turn.

Started as a script, with the words that ``Program`` takes after the path of the file for
the answer, one Python literal: ``(seconds, computing, waiting, error)``. The time from the
program's first statement to its last counts, imports included, the interpreter's own
start not. ``waiting`` is how long the main thread stood ready without a processor, which
is no fault of the program's; ``None`` where the system does not tell.
"""

from __future__ import annotations

import os
import sys
import time

if __name__ == "__main__":
    # In place of this file's folder, where the program's imports would find our modules.
    home = os.path.dirname(os.path.dirname(os.path.dirname(__file__)))  # noqa: PTH120  (pathlib would be an import the program did not make)
    sys.path[: not sys.flags.safe_path] = [home]

from advisor.profiling.child_main import Program, last_line

_TOLD = "/proc/self/schedstat"
_NANOSECOND = 1e-9


def _waited() -> float | None:
    try:
        with open(_TOLD, encoding="ascii") as file:  # noqa: PTH123  (as in child_sampling)
            return int(file.read().split()[1]) * _NANOSECOND
    except (OSError, ValueError, IndexError):
        return None


def main() -> None:
    """Run the program named by this process's own arguments."""
    answer, file, module, spelling, *arguments = sys.argv[1:]
    program = Program(file, module, spelling, arguments)
    code = program.compiled()
    process = os.getpid()
    waited, computed, begun = _waited(), time.process_time(), time.perf_counter()

    def finish(ended_by: BaseException | None) -> None:
        seconds, computing = time.perf_counter() - begun, time.process_time() - computed
        now = _waited()
        waiting = None if now is None or waited is None else now - waited
        if os.getpid() == process:
            told = repr((seconds, computing, waiting, last_line(ended_by)))
            with open(answer, "w", encoding="utf-8") as result:  # noqa: PTH123  (as in child_sampling)
                result.write(told)

    program.run(code, finish)


if __name__ == "__main__":
    main()
