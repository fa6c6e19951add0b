"""What to run: a script or a module, its arguments, its folder and its interpreter."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal


@dataclass(frozen=True, slots=True)
class Target:
    """A program of the user's, as it is run.

    Attributes:
        path: the absolute path of the file that becomes ``__main__``.
        module: the dotted name after ``-m``, or ``None`` for a script.
        arguments: what follows it: ``sys.argv[1:]``.
        directory: the working directory.
        interpreter: the Python that runs it.
        source: the file's bytes, as read; a later edit is refused when they changed.
    """

    path: Path
    module: str | None
    arguments: tuple[str, ...]
    directory: Path
    interpreter: Path
    source: bytes

    @property
    def kind(self) -> Literal["script", "module"]:
        """How it is run."""
        return "module" if self.module else "script"


def resolve(words: Sequence[str], directory: Path) -> Target:
    """The target named by the words of the command line, ``script.py …`` or ``-m module …``.

    Raises:
        AdvisorError: the file is missing, is no Python, or cannot be read.
    """
    raise NotImplementedError
