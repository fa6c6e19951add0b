"""The commands whose performance counts, as ``[tool.advisor]`` names them."""

from __future__ import annotations

import os
import shlex
import sys
from dataclasses import dataclass, replace
from pathlib import Path

from advisor import targeting
from advisor.errors import AdvisorError
from advisor.targeting import Target

_PYTHONS = frozenset({"python", "python3", "py"})


@dataclass(frozen=True, slots=True)
class Workload:
    """A program to run.

    Attributes:
        name: as it is written in the settings.
        words: what runs, as ``targeting.resolve`` takes it.
    """

    name: str
    words: tuple[str, ...]


def read(command: str) -> Workload:
    """The workload of a command: ``python script.py …``, ``-m module …`` or ``pytest …``.

    Raises:
        AdvisorError: it runs no Python program.
    """
    words = shlex.split(command)
    if words and words[0] in _PYTHONS:
        words = words[1:]
    elif words and words[0] == "pytest":
        words = ["-m", *words]
    if not words or not (words[0].startswith("-m") or words[0].endswith(".py")):
        raise AdvisorError(
            f"[tool.advisor] workloads: {command!r} is no Python program; "
            "write 'python script.py …', 'python -m module …' or 'pytest …'"
        )
    return Workload(command, tuple(words))


def target(workload: Workload, root: Path, checkout: Path, within: Path) -> Target:
    """The workload as a program in a checkout of ``root``, run in its folder ``within``.

    A module that is found in the repository itself, where an editable install leads, is
    the one in the checkout.

    Raises:
        AdvisorError: the program is not in that revision, or is no Python.
    """
    found = targeting.resolve(workload.words, checkout / within)
    if not found.path.is_relative_to(root) or found.path.is_relative_to(checkout):
        return found
    path = checkout / found.path.relative_to(root)
    try:
        return replace(found, path=path, source=path.read_bytes())
    except OSError as error:
        raise AdvisorError(f"{path}: cannot be read: {error.strerror}") from error


def words(command: str) -> tuple[str, ...]:
    """The words of any command, as a shell would part them."""
    return tuple(shlex.split(command))


def environment(root: Path, checkout: Path) -> dict[str, str]:
    """What makes Python find the checkout's modules where an editable install names ours."""
    known = [Path(entry).resolve() for entry in sys.path if entry]
    inside = [
        str(checkout / entry.relative_to(root))
        for entry in known
        if entry.is_relative_to(root) and not entry.name.endswith("-packages")
    ]
    own = os.environ.get("PYTHONPATH")
    return {"PYTHONPATH": os.pathsep.join([*inside, *([own] if own else [])])}
