"""Which files a check looks at: those named, and the Python files of folders named."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from fnmatch import fnmatch
from pathlib import Path

SUFFIXES = (".py", ".pyw")
# Folders that hold other people's code, or none.
_LEFT_OUT = frozenset(
    {".git", ".hg", ".svn", ".tox", ".nox", ".venv", "venv", "__pycache__", "__pypackages__"}
    | {".mypy_cache", ".pytest_cache", ".ruff_cache", ".eggs", "node_modules", "site-packages"}
    | {"build", "dist", "_build", ".direnv", ".ipynb_checkpoints", ".bzr"}
)


def files(paths: Iterable[Path], exclude: Sequence[str] = ()) -> Iterator[Path]:
    """The files to look at, each once, those of a folder in the order of their names.

    A file that is named is always looked at. ``exclude`` are patterns for what lies in
    folders: of a name (``old``, ``test_*.py``) or of a path (``src/vendored/*``).
    """
    seen: set[str] = set()
    for path in paths:
        for found in _walked(path, exclude) if path.is_dir() else (path,):
            key = os.path.realpath(found)
            if key not in seen:
                seen.add(key)
                yield found


def matches(path: Path, pattern: str) -> bool:
    """Does a pattern of the settings mean this path, or a folder it lies in?

    A pattern with a slash is a path from some folder on: the settings may lie above the
    working directory.
    """
    place = Path(os.path.abspath(path))  # noqa: PTH100  (links are left as they are)
    pattern = pattern.rstrip("/").removeprefix("./")
    if "/" in pattern:
        return any(fnmatch(each.as_posix(), f"*/{pattern}") for each in (place, *place.parents))
    here = Path.cwd()
    inside = place.relative_to(here) if place.is_relative_to(here) else place
    return any(fnmatch(part, pattern) for part in inside.parts)


def _walked(folder: Path, exclude: Sequence[str]) -> Iterator[Path]:
    for place, folders, names in os.walk(folder):
        here = Path(place)
        folders[:] = sorted(
            name
            for name in folders
            if name not in _LEFT_OUT and not any(matches(here / name, p) for p in exclude)
        )
        for name in sorted(names):
            path = here / name
            if path.suffix in SUFFIXES and not any(matches(path, p) for p in exclude):
                yield path
