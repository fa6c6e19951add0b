"""What compiled code prints: it writes to the descriptors themselves, past Python's streams.

In a worker both lead into a little memory that cannot grow, so that a candidate that
prints without end fills nothing. Elsewhere nothing is heard, and nothing is in the way.
"""

from __future__ import annotations

import ctypes
import fcntl
import os

_ROOM = 1 << 20
_DESCRIPTORS = (1, 2)
_SEAL = 1033  # F_ADD_SEALS
_AGAINST_GROWING = 0x4 | 0x2  # F_SEAL_GROW, F_SEAL_SHRINK

_ears: list[int] = []
_library: list[ctypes.CDLL] = []


def listen() -> None:
    """From now on, in this process; a system that cannot do it hears nothing."""
    if not hasattr(os, "memfd_create"):
        return
    for descriptor in _DESCRIPTORS:
        ear = os.memfd_create(f"advisor-{descriptor}", os.MFD_ALLOW_SEALING)
        os.ftruncate(ear, _ROOM)
        fcntl.fcntl(ear, _SEAL, _AGAINST_GROWING)
        os.dup2(ear, descriptor)
        _ears.append(ear)
    _library.append(ctypes.CDLL(None))


def forget() -> None:
    """What was printed so far."""
    said()


def said() -> tuple[bytes, ...]:
    """What was printed to the two since it was last asked for."""
    for library in _library:
        library.fflush(None)
    return tuple(map(_taken, _ears))


def _taken(ear: int) -> bytes:
    length = os.lseek(ear, 0, os.SEEK_CUR)
    if not length:
        return b""
    os.lseek(ear, 0, os.SEEK_SET)
    return os.pread(ear, length, 0)
