"""Read what a corpus program says of itself in its header.

The header is the module docstring: a sentence, then lines such as ``run: python
kmeans.py`` and ``expect: winner >= 71 in find_labels``. A program without a
header can be benched as well; nothing is expected of it.
"""

from __future__ import annotations

import ast
import re
import shlex
import tokenize
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from advisor.bench.expecting import Expectation, parse
from advisor.errors import AdvisorError

_FIELD = re.compile(r"(source|run|expect):\s*(.*)")


@dataclass(frozen=True, slots=True)
class Program:
    """A program to bench.

    Attributes:
        path: its file.
        title: the first line of its docstring, or "".
        source: where its idea comes from, or "".
        arguments: the words that follow ``python`` in its ``run:`` line.
        expectations: its ``expect:`` lines, in their order.
    """

    path: Path
    title: str
    source: str
    arguments: tuple[str, ...]
    expectations: tuple[Expectation, ...]


def read(path: Path) -> Program:
    """The program in ``path`` with its header.

    Raises:
        AdvisorError: the file is no Python, or its header says what cannot be read.
    """
    header = _docstring(path)
    fields = tuple(_fields(header))
    try:
        expectations = tuple(parse(text) for name, text in fields if name == "expect")
    except ValueError as error:
        raise AdvisorError(f"{path}: {error}") from error
    title, _, _ = header.partition("\n")
    run = next((text for name, text in fields if name == "run"), f"python {path.name}")
    python, *arguments = shlex.split(run) or [""]
    if python != "python" or path.name not in arguments:
        raise AdvisorError(f"{path}: expected 'run: python {path.name} …', found 'run: {run}'")
    source = next((text for name, text in fields if name == "source"), "")
    return Program(path, title, source, tuple(arguments), expectations)


def _docstring(path: Path) -> str:
    try:
        with tokenize.open(path) as stream:
            return ast.get_docstring(ast.parse(stream.read())) or ""
    except (OSError, SyntaxError, UnicodeDecodeError) as error:
        raise AdvisorError(f"{path}: cannot be read as Python: {error}") from error


def _fields(header: str) -> Iterator[tuple[str, str]]:
    """Each ``name: text`` of the header; an indented line continues the one above.

    Before: ``source: a talk`` + ``    of 2010``.  After: ``("source", "a talk of 2010")``.
    """
    folded = re.sub(r"\n[ \t]+(?=\S)", " ", header)
    for line in folded.splitlines():
        if match := _FIELD.fullmatch(line):
            yield match[1], match[2].strip()
