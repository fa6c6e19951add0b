"""Say on standard error what is being done, so that nobody wonders during a long phase.

A terminal gets one live line with the time the step has taken; a log gets a line
per step. Nothing of it ever reaches standard output, which belongs to the result.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.live import Live
from rich.spinner import Spinner
from rich.table import Table
from rich.text import Text

Watch = Callable[[str], None]
"""Is told each step in a short line: ``profiling corpus/kmeans.py``."""

# A step may tell its age, as in "profiling script.py: 12 s"; that makes it no other step.
_AGE = re.compile(r":? \d+ s$")
_HEARTBEAT_SECONDS = 30.0
# The screen is drawn by a thread of ours while candidates are being timed: seldom is enough.
_FRAMES_PER_SECOND = 4


@contextmanager
def watching(console: Console, *, quiet: bool = False, keep: bool = False) -> Iterator[Watch]:
    """A ``watch`` that shows each step on ``console`` until the block ends.

    ``keep`` leaves the steps a terminal has shown on the screen, each with its time.
    """
    if quiet:
        yield lambda _step: None
    elif console.is_terminal:
        with _live(console, keep=keep) as watch:
            yield watch
    else:
        yield _Log(console).step


class _Log:
    """Plain lines: the seconds since the start and the step, repeated while it goes on."""

    def __init__(self, console: Console) -> None:
        self._console = console
        self._step = ""
        self._said = self._started = time.monotonic()

    def step(self, step: str) -> None:
        now = time.monotonic()
        subject = _AGE.sub("", step)
        if subject == self._step and now - self._said < _HEARTBEAT_SECONDS:
            return
        self._step, self._said = subject, now
        elapsed = now - self._started
        self._console.print(Text(f"advisor: {elapsed:6.1f} s  {subject}"), soft_wrap=True)


@contextmanager
def _live(console: Console, *, keep: bool) -> Iterator[Watch]:
    status = _Status()
    live = Live(
        status,
        console=console,
        transient=True,
        refresh_per_second=_FRAMES_PER_SECOND,
        redirect_stdout=False,
        redirect_stderr=False,
    )

    def finished() -> None:
        if keep and status.step:
            console.print(Text(f"{status.took():6.1f} s  {status.step}", "dim"), soft_wrap=True)

    def watch(step: str) -> None:
        subject = _AGE.sub("", step)
        if subject != status.step:
            finished()
            status.begin(subject)
            live.refresh()

    with live:
        yield watch
        finished()


class _Status:
    """The live line; it looks at the clock each time it is drawn."""

    def __init__(self) -> None:
        self.step = ""
        self._spinner = Spinner("dots", style="cyan")
        self._since = self._started = time.monotonic()

    def begin(self, step: str) -> None:
        self.step = step
        self._since = time.monotonic()

    def took(self) -> float:
        """Seconds since the step began."""
        return time.monotonic() - self._since

    def __rich__(self) -> Table:
        phase, _, detail = self.step.partition(" ")
        line = Table.grid(padding=(0, 1))
        for ratio in (None, 1, None):
            line.add_column(no_wrap=True, overflow="ellipsis", ratio=ratio)
        times = f"{self.took():.0f} s of {time.monotonic() - self._started:.0f} s"
        line.add_row(self._spinner, Text.assemble((phase, "bold"), " ", detail), Text(times, "dim"))
        return line
