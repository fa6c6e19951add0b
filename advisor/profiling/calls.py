"""One real call of a region, as it crosses from the program's process to ours."""

from __future__ import annotations

from dataclasses import dataclass

from advisor.observing import Seen


@dataclass(frozen=True, slots=True)
class Call:
    """One real call.

    Attributes:
        parameters: each parameter of the region's function with what it was given.
        names: each global (or closure cell, or ``self.`` attribute path such as
            ``"self.grid"``) the region reads, with what it was; a global of another
            module of the project is ``module.name``.
        result: what came back; ``None`` when it raised.
        raised: the type name of the exception, or "".
        seconds: wall time of the call; of a generator, of its items until it ended.
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
