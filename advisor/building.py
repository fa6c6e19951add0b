"""Build what a candidate needs before it can run: its companions, in a folder of its own."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from advisor.emitting import Candidate


@dataclass(frozen=True, slots=True)
class Built:
    """A candidate that is ready to run.

    Attributes:
        candidate: what was built.
        directory: where its companions and extension modules lie; ``None`` if it has none.
        seconds: what building took.
        extensions: names of the compiled files in ``directory`` that go beside the script.
        annotation: Cython's own HTML report, or ``None``.
        problem: the compiler's last words when it failed, else "".
    """

    candidate: Candidate
    directory: Path | None
    seconds: float
    extensions: tuple[str, ...] = ()
    annotation: Path | None = None
    problem: str = ""


def build(candidate: Candidate, work: Path) -> Built:
    """Write the companions below ``work`` and compile those that need it."""
    raise NotImplementedError
