"""Files with their idioms written anew: shown as a diff, or written in their place.

What is not rewritten stays as it is to the last byte: encoding, byte order mark, line
ends and layout.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from advisor import applying
from advisor.checking import idioms
from advisor.errors import AdvisorError
from advisor.rule import Rule
from advisor.source import decode


@dataclass(frozen=True, slots=True)
class Fixed:
    """One file: its bytes before and after, and how many places were rewritten."""

    path: Path
    before: bytes
    after: bytes
    count: int


def fix(path: Path, data: bytes, rules: Sequence[Rule]) -> Fixed:
    """The bytes of a file with every idiom of ``rules`` written anew."""
    try:
        source = decode(path, data)
    except AdvisorError:
        return Fixed(path, data, data, 0)  # no text in the encoding it claims
    text, count = idioms.fix(source.text, rules)
    return Fixed(path, data, source.encode(text) if count else data, count)


def diff(fixed: Iterable[Fixed]) -> str:
    """The changes as a unified diff."""
    return applying.diff(_edits(fixed), Path.cwd())


def write(fixed: Iterable[Fixed]) -> None:
    """Replace the files, either all of them or none.

    Raises:
        AdvisorError: one changed since it was read, or cannot be written.
    """
    applying.write(tuple(_edits(fixed)))


def _edits(fixed: Iterable[Fixed]) -> Iterator[applying.Edit]:
    for one in fixed:
        if one.after != one.before:
            yield applying.Edit(one.path, one.before, one.after, ())
