"""What differs between two outcomes, and where, in words a reader can use."""

from __future__ import annotations

import reprlib
from dataclasses import dataclass

_LONGEST = 60


@dataclass(frozen=True, slots=True)
class Difference:
    """The first thing that is not the same.

    Attributes:
        path: where: ``result[3].x``, ``points[0]`` (an argument after the call), ``stdout``.
        left: the original's, as a short repr.
        right: the candidate's.
        why: what is wrong with it: ``value``, ``type``, ``length``, ``identity``…
        relative_error: of two finite floats, |right - left| / |left|; else ``None``.
    """

    path: str
    left: str
    right: str
    why: str = "value"
    relative_error: float | None = None

    def __str__(self) -> str:
        about = "" if self.why == "value" else f" ({self.why})"
        return f"{self.path}: {self.left} became {self.right}{about}"


def short(value: object) -> str:
    """A repr of at most some sixty characters, even of what cannot be shown."""
    shortener = reprlib.Repr()
    shortener.maxstring = shortener.maxother = shortener.maxlong = _LONGEST
    try:
        text = shortener.repr(value)
    except Exception as error:  # noqa: BLE001 - a user's __repr__ may raise anything
        return f"<{type(value).__name__} whose repr raises {type(error).__name__}>"
    text = " ".join(text.split())
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"
