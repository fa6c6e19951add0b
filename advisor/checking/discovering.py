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
    """Does a pattern of the settings mean this path, or a folder it lies in?"""
    text = _shown(path)
    pattern = pattern.rstrip("/")
    candidates = (text, *(parent.as_posix() for parent in Path(text).parents))
    named = "/" not in pattern and any(fnmatch(part, pattern) for part in Path(text).parts)
    return named or any(fnmatch(candidate, pattern) for candidate in candidates)


def _shown(path: Path) -> str:
    """A path relative to the working directory, where it lies below it."""
    return Path(os.path.relpath(path)).as_posix() if _is_below(path) else path.as_posix()


def _is_below(path: Path) -> bool:
    return path.absolute().is_relative_to(Path.cwd())


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
