"""Keep a replay off the user's disk and network.

A recorded call is run again many times, with invented arguments too. What the
script does to the outside world once, on purpose, must not happen again here. An
audit hook sees every such attempt, whatever library makes it.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND

_CHANGES_PATH = {
    "os.chflags": "changes a file",
    "os.chmod": "changes a file",
    "os.chown": "changes a file",
    "os.link": "links a file",
    "os.lockf": "locks a file",
    "os.mkdir": "makes a folder",
    "os.remove": "removes a file",
    "os.removexattr": "changes a file",
    "os.rename": "renames a file",
    "os.rmdir": "removes a folder",
    "os.setxattr": "changes a file",
    "os.symlink": "links a file",
    "os.truncate": "changes a file",
    "os.utime": "changes a file",
    "sqlite3.connect": "opens a data base",
    "dbm.open": "opens a data base",
}
"""Events whose first arguments are paths, allowed inside the worker's own folder."""

_REACHES_OUT = {
    "os.exec": "starts a process",
    "os.posix_spawn": "starts a process",
    "os.spawn": "starts a process",
    "os.startfile": "starts a process",
    "os.system": "starts a process",
    "pty.spawn": "starts a process",
    "subprocess.Popen": "starts a process",
    "os.kill": "sends a signal",
    "os.killpg": "sends a signal",
    "socket.bind": "uses the network",
    "socket.connect": "uses the network",
    "socket.getaddrinfo": "uses the network",
    "socket.gethostbyaddr": "uses the network",
    "socket.gethostbyname": "uses the network",
    "socket.sendmsg": "uses the network",
    "socket.sendto": "uses the network",
    "webbrowser.open": "opens a browser",
}

_refusals: list[str] = []


class RefusedError(PermissionError):
    """A replay tried to change something outside its own folder."""


def refusals() -> tuple[str, ...]:
    """What this worker was refused so far, also where the user's code swallowed the error."""
    return tuple(_refusals)


def guard(folder: Path) -> None:
    """From now on refuse what would leave a trace outside ``folder``; cannot be undone."""
    roots = (os.path.realpath(folder), os.devnull)

    def hook(event: str, arguments: tuple[object, ...]) -> None:
        if event == "open":
            path, _, flags = arguments
            if isinstance(flags, int) and flags & _WRITING:
                _check(path, roots, "opens a file for writing")
        elif event in _CHANGES_PATH:
            for path in arguments[:2]:
                _check(path, roots, _CHANGES_PATH[event])
        elif event in _REACHES_OUT:
            _refuse(_REACHES_OUT[event])

    sys.addaudithook(hook)


def _check(path: object, roots: tuple[str, ...], deed: str) -> None:
    if not isinstance(path, str | bytes | os.PathLike):
        return
    real = os.path.realpath(os.fsdecode(path))
    if not any(real == root or real.startswith(root + os.sep) for root in roots):
        _refuse(f"{deed}: {real}")


def _refuse(deed: str) -> None:
    _refusals.append(deed)
    raise RefusedError(f"the replay {deed}")
