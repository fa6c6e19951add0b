"""Take one value apart: facts to compare directly, parts to go on with.

Each opener looks at one value alone and runs no code of the user's: no
``__eq__``, no ``__len__``, no property. Two values are the same when their types
are, their facts are, and their parts are, one by one.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Opened:
    """One value, taken apart.

    Attributes:
        facts: compared with ``==``: built-in values whose types are known to be equal.
        parts: (label, value), compared in turn.
        floats: a block of floats or complex numbers, compared to the bit or within a tolerance.
        memory: the object that owns the memory the value lies in, and its address, if
            several values may lie in one.
        unknown: why it cannot be compared, or "".
    """

    facts: tuple[Any, ...] = ()
    parts: Sequence[tuple[str, Any]] = ()
    floats: NDArray[Any] | None = None
    memory: tuple[object, int] | None = None
    unknown: str = ""


Opener: TypeAlias = Callable[[Any], Opened]
