"""What a result depends on, in short strings: our own code, the machine, files.

A row of the file is believed only as long as all of these are what they were. Names
and versions stand in them rather than places and times, so that the file holds good
on another machine of the same kind.
"""

from __future__ import annotations

import hashlib
import json
import os
import platform
import sys
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

from advisor import assets, building

ABSENT = "absent"
_CHUNK = 1 << 20
_TOLD = ("CC", "CFLAGS", "OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")
_FAMILIES = ("PYTHON", "NUMBA_")


def of(*parts: object) -> str:
    """One short digest of plain values: strings, numbers, tuples of them."""
    text = json.dumps(parts, sort_keys=True, default=str)
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:32]


def of_bytes(data: bytes) -> str:
    """The digest of some content."""
    return hashlib.sha256(data).hexdigest()


@cache
def here() -> str:
    """Our own code with its rules and templates, the interpreter, its packages, the processor."""
    packages = sorted(
        entry.name
        for folder in {*sys.path}
        if folder.endswith("-packages") and Path(folder).is_dir()
        for entry in os.scandir(folder)
        if entry.name.endswith((".dist-info", ".egg-info"))
    )
    surroundings = sorted(
        (name, value)
        for name, value in os.environ.items()
        if name in _TOLD or name.startswith(_FAMILIES)
    )
    return of(
        _code(),
        sys.version,
        platform.machine(),
        os.cpu_count(),
        building.compiler(),
        building.processor(),
        packages,
        surroundings,
    )


def _code() -> list[str]:
    """Our own files: a change to any of them may change what is found out."""
    places = (Path(__file__).parents[1], assets.RULES, assets.TEMPLATES)
    files = (path for place in places for path in _files(place))
    return [f"{path.name}:{of_bytes(path.read_bytes())}" for path in files]


def of_folder(folder: Path) -> str:
    """All files below a folder, by name and content."""
    return of(*((str(p.relative_to(folder)), of_file(p)) for p in _files(folder)))


def _files(place: Path) -> Iterator[Path]:
    return (
        path
        for path in sorted(place.rglob("*"))
        if path.is_file() and path.suffix != ".pyc" and "__pycache__" not in path.parts
    )


def of_file(path: Path) -> str:
    """A file by its content, ``ABSENT`` for what cannot be read."""
    try:
        digest = hashlib.sha256()
        with path.open("rb") as file:
            while chunk := file.read(_CHUNK):
                digest.update(chunk)
    except OSError:
        return ABSENT
    return digest.hexdigest()


def of_files(paths: Iterable[Path]) -> dict[str, str]:
    """Each regular file, or one that is not there, with its digest; devices have none."""
    return {
        str(path): of_file(path)
        for path in sorted(set(paths))
        if path.is_file() or not path.exists()
    }
