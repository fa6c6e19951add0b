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
    "os.chflags": ("changes a file", ((0, None),)),
    "os.chmod": ("changes a file", ((0, 2),)),
    "os.chown": ("changes a file", ((0, 3),)),
    "os.link": ("links a file", ((0, 2), (1, 3))),
    "os.lockf": ("locks a file", ()),
    "os.mkdir": ("makes a folder", ((0, 2),)),
    "os.remove": ("removes a file", ((0, 1),)),
    "os.removexattr": ("changes a file", ((0, None),)),
    "os.rename": ("renames a file", ((0, 2), (1, 3))),
    "os.rmdir": ("removes a folder", ((0, 1),)),
    "os.setxattr": ("changes a file", ((0, None),)),
    "os.symlink": ("links a file", ((1, 2),)),
    "os.truncate": ("changes a file", ((0, None),)),
    "os.utime": ("changes a file", ((0, 3),)),
    "sqlite3.connect": ("opens a data base", ((0, None),)),
    "dbm.open": ("opens a data base", ((0, None),)),
}
"""Events allowed inside the worker's own folder: the deed, and for each path the positions
of the path and of the descriptor of the folder it may be relative to."""

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
            path, mode, flags = arguments
            if isinstance(flags, int) and flags & _WRITING:
                # os.open (which has no mode) does not tell what a relative path is relative to.
                _check(path, None if mode is not None else -2, roots, "opens a file for writing")
        elif event in _CHANGES_PATH:
            deed, places = _CHANGES_PATH[event]
            for path, descriptor in places:
                within = None if descriptor is None else arguments[descriptor]
                _check(arguments[path], within, roots, deed)
        elif event in _REACHES_OUT:
            _refuse(_REACHES_OUT[event])

    sys.addaudithook(hook)


def _check(path: object, within: object, roots: tuple[str, ...], deed: str) -> None:
    """Refuse a path outside ``roots``; ``within`` is the descriptor of its folder or -1."""
    if not isinstance(path, str | bytes | os.PathLike):
        return  # A descriptor that was opened under the same guard.
    real = _real(os.fsdecode(path), within)
    if not any(real == root or real.startswith(root + os.sep) for root in roots):
        _refuse(f"{deed}: {real}")


def _real(path: str, within: object) -> str:
    if within in (None, -1) or Path(path).is_absolute():
        return os.path.realpath(path)
    return os.path.realpath(Path(f"/proc/self/fd/{within}", path))


def _refuse(deed: str) -> None:
    _refusals.append(deed)
    raise RefusedError(f"the replay {deed}")
