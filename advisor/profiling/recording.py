"""Second look: real calls of the hot regions by value, and their time line by line."""

from __future__ import annotations

from dataclasses import dataclass

from advisor.observing import Seen
from advisor.parsing import Region


@dataclass(frozen=True, slots=True)
class Call:
    """One real call.

    Attributes:
        parameters: each parameter of the region's function with what it was given.
        names: each global (or closure cell, or ``self.`` attribute path such as
            ``"self.grid"``) the region reads, with what it was.
        result: what came back; ``None`` when it raised.
        raised: the type name of the exception, or "".
        seconds: wall time of the call.
        snapshot: cloudpickle of ``(function, args, kwargs)`` from before the call, by
            value, project functions and classes included; loading it runs nothing of
            the script.
    """

    parameters: tuple[tuple[str, Seen], ...]
    names: tuple[tuple[str, Seen], ...]
    result: Seen | None
    raised: str
    seconds: float
    snapshot: bytes


@dataclass(frozen=True, slots=True)
class LineCost:
    """``line_profiler``'s figures for one line: proportions within the region."""

    line: int
    hits: int
    share: float


@dataclass(frozen=True, slots=True)
class Recording:
    """What the second look saw of one region.

    Attributes:
        count: how often it was called while watched.
        calls: the few that were kept: first ones, new type signatures, growing sizes.
        lines: time per line.
        effects: what it did besides computing, in words ("opens a file", "reads the
            clock", "asks for input", "starts a thread"); not replayed if not empty.
        unpicklable: why its arguments could not be kept, or "".
    """

    region: Region
    count: int
    calls: tuple[Call, ...]
    lines: tuple[LineCost, ...]
    effects: tuple[str, ...]
    unpicklable: str = ""
