"""What a run left in files, as it can be compared with what another run left there."""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TypeAlias

Leavings: TypeAlias = tuple[tuple[str, bytes], ...]
"""(path, content) of each file a run wrote; of a large one a digest."""

_LARGE = 1 << 20
_CHUNK = 1 << 20
_CACHES = frozenset(("__pycache__", ".cache", ".mypy_cache", ".pytest_cache"))


def of(noted: Iterable[tuple[str, int]] | None, directory: Path) -> Leavings | None:
    """Read what was written, right after the run, by path and offset; ``None`` if unknown.

    Temporary files do not count, nor caches; unless the program itself, in ``directory``,
    lies among them.
    """
    return None if noted is None else tuple(sorted(_contents(noted, directory)))


def _contents(noted: Iterable[tuple[str, int]], directory: Path) -> Iterator[tuple[str, bytes]]:
    for name, start in noted:
        path = Path(name)
        if not _counts(path, directory) or not path.is_file():
            continue
        try:
            with path.open("rb") as file:
                file.seek(start)
                content = file.read(_LARGE + 1)
                if len(content) > _LARGE:
                    digest = hashlib.sha256(content)
                    while chunk := file.read(_CHUNK):
                        digest.update(chunk)
                    content = f"{file.tell()} bytes, {digest.hexdigest()}".encode()
        except OSError:  # gone meanwhile, or not ours to read: it cannot be compared
            continue
        yield str(path), content


def _counts(path: Path, directory: Path) -> bool:
    if path.is_relative_to(directory):
        return _CACHES.isdisjoint(path.relative_to(directory).parts)
    passing = (tempfile.gettempdir(), "/dev", "/proc", "/sys")
    if any(path.is_relative_to(place) for place in passing):
        return False
    return _CACHES.isdisjoint(path.parts)
