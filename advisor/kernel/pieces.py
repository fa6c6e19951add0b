"""Choose the helper functions a kernel needs out of a library of them.

A generated file holds what it uses and nothing else, so that a reader can check it.
The libraries are ordinary source files, cut into pieces by lines such as
``//: square needs float_power`` (``#:`` in Python).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from advisor.assets import TEMPLATES

_OPENING = re.compile(r"^(?://|#): (\w+)(?: needs ([\w ]+))?\n", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Piece:
    """A helper: its name, its source text and the names of the pieces it rests on."""

    name: str
    text: str
    needs: tuple[str, ...]


@cache
def library(file: str) -> dict[str, Piece]:
    """The pieces of a file below ``templates/backends``, by name, in the file's order."""
    _, *parts = _OPENING.split((TEMPLATES / "backends" / file).read_text(encoding="utf-8"))
    found = zip(parts[::3], parts[1::3], parts[2::3], strict=True)
    return {
        name: Piece(name, text.strip("\n"), tuple((needs or "").split()))
        for name, needs, text in found
    }


def choose(file: str, names: Iterable[str]) -> tuple[Piece, ...]:
    """The named pieces and all they rest on, in the file's order.

    Raises:
        KeyError: the library has no piece of that name.
    """
    pieces = library(file)
    wanted: set[str] = set()
    waiting = list(names)
    while waiting:
        name = waiting.pop()
        if name not in wanted:
            wanted.add(name)
            waiting.extend(pieces[name].needs)
    return tuple(piece for piece in pieces.values() if piece.name in wanted)


_SIGNATURE = re.compile(
    r"^(?:__attribute__\(\(\w+\)\) )?static (?:inline )?([^;=]*?\))\s*\{", re.MULTILINE
)


def signatures(piece: Piece) -> tuple[str, ...]:
    """The C functions a piece defines, as Cython declares them."""
    return tuple(
        re.sub(r"\s+", " ", found)
        .replace("const ", "")
        .replace("PyObject *", "object ")
        .replace("(void)", "()")
        for found in _SIGNATURE.findall(piece.text)
    )
