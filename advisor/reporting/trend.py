"""Earlier results of the same program, as far as a report draws them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Past:
    """One earlier result.

    Attributes:
        when: it was measured.
        seconds: of the whole program as it stood then.
        rewritten: of the same with the winners of then in it; ``None`` if there were none.
        label: what a reader would know it by: a revision, say; or "".
    """

    when: datetime
    seconds: float
    rewritten: float | None = None
    label: str = ""
