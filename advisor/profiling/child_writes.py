"""Note which files the program writes to: what it leaves behind is part of what it does.

Runs in the program's own process and imports nothing that is not there anyway.
"""

from __future__ import annotations

import os
import sys
from typing import Any

_RENAMES = frozenset(("os.rename", "os.link"))


class Writes:
    """Hears of every file that is opened for writing or gets its name by being moved.

    A file that is appended to counts from where it ended before: how long it was then
    is not this run's doing.
    """

    def __init__(self, ours: tuple[str, ...] = ()) -> None:
        self._ours = ours
        self._starts: dict[str, int] = {}
        self._listening = True

    def start(self) -> None:
        """From now on; there is no way to take an audit hook back."""
        sys.addaudithook(self._hear)

    def noted(self) -> tuple[tuple[str, int], ...]:
        """Each path with the offset from which on its content is the program's doing."""
        self._listening = False
        return tuple(self._starts.items())

    def _hear(self, event: str, arguments: tuple[Any, ...]) -> None:
        if event == "open" and self._listening:
            path, _, flags = arguments
            if flags & os.O_ACCMODE:
                self._note(path, appends=bool(flags & os.O_APPEND))
        elif event in _RENAMES and self._listening:
            self._note(arguments[1], appends=False)

    def _note(self, path: object, *, appends: bool) -> None:
        if isinstance(path, bytes):
            path = os.fsdecode(path)
        if not isinstance(path, str) or path in self._ours:
            return
        path = os.path.abspath(path)  # noqa: PTH100  (pathlib would be an import the program did not make)
        if path not in self._starts:
            try:
                self._starts[path] = os.stat(path).st_size if appends else 0  # noqa: PTH116  (as above)
            except OSError:
                self._starts[path] = 0
