"""What the program does to the world, as Python's audit events tell it.

Two questions: what does a region do besides computing, since such a call cannot be
replayed; and has anything been done that lasts, since then the program must not be
stopped half-way.
"""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from advisor.profiling.probing import Probe

_NETWORK = "uses the network"
_PROCESS = "starts a process"
_FILES = "changes files"
_LASTING = {
    _PROCESS: (
        "os.exec",
        "os.fork",
        "os.forkpty",
        "os.posix_spawn",
        "os.spawn",
        "os.system",
        "subprocess.Popen",
    ),
    _NETWORK: ("socket.connect", "socket.bind", "socket.sendto", "urllib.Request"),
    _FILES: (
        "os.chmod",
        "os.chown",
        "os.link",
        "os.mkdir",
        "os.remove",
        "os.rename",
        "os.rmdir",
        "os.symlink",
        "os.truncate",
        "os.utime",
        "tempfile.mkdtemp",
        "tempfile.mkstemp",
    ),
    "opens a database": ("sqlite3.connect",),
}
_PASSING = {
    "opens a file": ("open",),
    "asks for input": ("builtins.input",),
    "starts a thread": ("_thread.start_new_thread", "_thread.start_joinable_thread"),
    "changes the environment": ("os.chdir", "os.putenv", "os.unsetenv"),
    "reads a folder": ("os.listdir", "os.scandir"),
    "waits": ("time.sleep",),
    _NETWORK: ("socket.gethostbyname", "socket.getaddrinfo"),
}
_WORDS = {
    event: word
    for group in (_LASTING, _PASSING)
    for word, events in group.items()
    for event in events
}
_IMPORTS = frozenset({"open", "os.listdir", "os.scandir"})
_LASTS = frozenset(event for events in _LASTING.values() for event in events)


class Witness:
    """Hears audit events.

    Attributes:
        lasting: whether anything was done that outlives the program.
        looking_away: whether what happens now is our own doing.
        opened: files opened for reading only, by the path the program gave.
    """

    def __init__(self, inside: list[Probe]) -> None:
        self.lasting = False
        self.looking_away = False
        self.opened: set[str] = set()
        self._inside = inside

    def audit(self, event: str, arguments: tuple[Any, ...]) -> None:
        """Python's audit hook."""
        word = _WORDS.get(event)
        if word is None or self.looking_away:
            return
        if event in _IMPORTS and _is_pythons(arguments[0]):
            return
        if event == "open":
            path, _, flags = arguments
            written = bool(flags & os.O_ACCMODE)
            self.lasting |= written and path != os.devnull
            if not written and isinstance(path, str):
                self.opened.add(os.path.abspath(path))  # noqa: PTH100  (as in child_sampling)
        self.lasting |= event in _LASTS
        for probe in self._inside:
            probe.effects.add(word)


def _is_pythons(path: object) -> bool:
    """Is this the import system reading a module or keeping it compiled?"""
    if isinstance(path, str) and f"{os.sep}__pycache__{os.sep}" in path:
        return True
    frame = sys._getframe()  # noqa: SLF001  (it is documented)
    while frame is not None and not frame.f_code.co_filename.startswith("<frozen importlib"):
        frame = frame.f_back  # type: ignore[assignment]  # None ends the loop
    return frame is not None
