"""Count how often a fast path was asked, and how often it did the work."""

from __future__ import annotations

import re
from typing import Any

_answers: list[bool] = []


def counted(source: str, ask: str) -> str:
    """``source`` in which the fast path's answers are counted, if its call stands there once."""
    found = [m.start() for m in re.finditer(rf"(?<!def ){re.escape(ask)}", source)] if ask else []
    if len(found) != 1:
        return source
    (start,) = found
    noted = f"__import__({__name__!r}, fromlist=['*']).noted({ask})"
    return source[:start] + noted + source[start + len(ask) :]


def noted(answer: Any) -> Any:
    """The answer itself."""
    _answers.append(bool(answer))
    return answer


def forget() -> None:
    """Start to count anew."""
    _answers.clear()


def answers() -> tuple[int, int]:
    """How often it was asked, and how often it answered."""
    return len(_answers), sum(_answers)
