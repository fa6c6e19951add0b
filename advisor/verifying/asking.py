"""Count how often a fast path was asked, and how often it did the work."""

from __future__ import annotations

import re
from typing import Any

_answers = [0, 0]  # declined, answered


def counted(source: str, ask: str) -> str:
    """``source`` in which the fast path's answers are counted, if its call stands there once."""
    words = r"\s+".join(map(re.escape, ask.split()))  # long ones are folded
    found = [m.span() for m in re.finditer(rf"(?<!def ){words}", source)] if ask else []
    if len(found) != 1:
        return source
    ((start, end),) = found
    # A recursive function asks at every level: the note has to be cheap.
    header = f"from {__name__} import noted as _advisor_noted\n"
    return f"{header}{source[:start]}_advisor_noted({ask}){source[end:]}"


def noted(answer: Any) -> Any:
    """The answer itself: an array of a rule's own fast path, too, has no truth."""
    _answers[answer is not None and answer is not False] += 1
    return answer


def forget() -> None:
    """Start to count anew."""
    _answers[:] = [0, 0]


def answers() -> tuple[int, int]:
    """How often it was asked, and how often it answered."""
    return sum(_answers), _answers[True]
