"""Write winners into the files: atomic, and refused when a file changed since it was read."""

from __future__ import annotations

import difflib
import hashlib
import os
import shutil
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from advisor.applying.composing import compose
from advisor.applying.packaging import as_sibling, is_packaged
from advisor.building import Built
from advisor.errors import AdvisorError
from advisor.source import decode
from advisor.targeting import Target


@dataclass(frozen=True, slots=True)
class Edit:
    """What becomes of one file of the user's.

    Attributes:
        path: the file.
        before: its bytes as they were read.
        after: its bytes with the winners written in.
        beside: files that go beside it: (path, bytes).
    """

    path: Path
    before: bytes
    after: bytes
    beside: tuple[tuple[Path, bytes], ...]


def plan(winners: Sequence[Built], target: Target | None = None) -> tuple[Edit, ...]:
    """One edit for each file that has winners.

    How the ``target`` is run tells which files are imported as a part of a package; without
    it those beside an ``__init__.py`` are.

    Raises:
        AdvisorError: a file changed since it was read, or cannot be edited.
    """
    by_path: dict[Path, list[Built]] = {}
    for built in winners:
        by_path.setdefault(built.candidate.region.path, []).append(built)
    return tuple(_edit(path, builds, target) for path, builds in by_path.items())


def diff(edits: Iterable[Edit], directory: Path) -> str:
    """The edits as a unified diff, with a line for each file that is added beside."""
    return "".join(part for edit in edits for part in _diff(edit, directory))


def write(edits: Sequence[Edit]) -> None:
    """Replace the files, each atomically; either all of them or none.

    Raises:
        AdvisorError: a file changed since it was read, or cannot be written.
    """
    for edit in edits:
        if edit.path.read_bytes() != edit.before:
            raise AdvisorError(f"{edit.path}: changed since it was read; run the command again")
    done: list[Edit] = []
    try:
        for edit in edits:
            done.append(edit)
            for path, data in edit.beside:
                _replace(path, data)
            _replace(edit.path, edit.after)
    except OSError as error:
        roll_back(done)
        raise AdvisorError(f"{error.filename}: cannot be written ({error.strerror})") from error


def roll_back(edits: Iterable[Edit]) -> None:
    """Put the files back as they were and take away what was added beside them."""
    for edit in edits:
        if edit.path.read_bytes() == edit.after:
            _replace(edit.path, edit.before)
        for path, data in edit.beside:
            if path.exists() and path.read_bytes() == data:
                path.unlink()


def _edit(path: Path, builds: Sequence[Built], target: Target | None) -> Edit:
    before = path.read_bytes()
    digest = hashlib.sha256(before).hexdigest()
    if any(built.candidate.region.digest != digest for built in builds):
        raise AdvisorError(f"{path}: changed since it was read; run the command again")
    text = decode(path, before)
    candidates = tuple(built.candidate for built in builds)
    if is_packaged(path, target):
        candidates = tuple(map(as_sibling, candidates))
    after = text.encode(compose(text, candidates))
    return Edit(path, before, after, tuple(_beside(path.parent, builds)))


def _beside(folder: Path, builds: Sequence[Built]) -> Iterator[tuple[Path, bytes]]:
    for built in builds:
        for companion in built.candidate.companions:
            yield folder / companion.name, companion.text.encode()
        for name in built.extensions:
            assert built.directory is not None
            yield folder / name, (built.directory / name).read_bytes()


def _diff(edit: Edit, directory: Path) -> Iterator[str]:
    inside = edit.path.is_relative_to(directory)
    name = edit.path.relative_to(directory) if inside else edit.path
    old, new = (f"a/{name}", f"b/{name}") if inside else (str(name), str(name))
    before = decode(edit.path, edit.before).lines
    after = decode(edit.path, edit.after).lines
    yield from difflib.unified_diff(before, after, old, new)
    for path, data in edit.beside:
        size = f"{len(data):,} bytes"
        yield f"# new file beside it: {path.name} ({size})\n"


def _replace(path: Path, data: bytes) -> None:
    """Write through a temporary file, so that a reader sees the old bytes or the new."""
    real = path.resolve()
    handle, name = tempfile.mkstemp(dir=real.parent, prefix=f".{real.name}.")
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        if real.exists():
            shutil.copymode(real, temporary)
        else:
            temporary.chmod(0o755 if real.suffix == ".so" else 0o644)
        temporary.replace(real)
    except OSError:
        temporary.unlink(missing_ok=True)
        raise
