"""Fast paths that were written in earlier and do not help any more.

Code moves on: a helper is changed and the guard no longer holds, the compiled module was
built for another Python or is not there at all, arguments have other types now. The
program stays right in all these cases, since the original statements run; it is only as
slow as before. The profile of a run tells: time is spent in the statements that stand
below the question.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from advisor.profiling.sampling import Profile

_ANSWER = re.compile(r"fast(_\d+)?")  # the name that the question's answer goes by
_TOLD = 0.02  # of the run; less may be a call or two that the fast path is not made for


@dataclass(frozen=True, slots=True)
class FastPath:
    """A fast path that is passed by.

    Attributes:
        path: relative to the repository.
        line: of the question.
        share: of the run that its original statements take, 0 to 1.
        seconds: the same.
        reason: why, as far as the files tell, or "".
    """

    path: str
    line: int
    share: float
    seconds: float
    reason: str


@dataclass(frozen=True, slots=True)
class Question:
    """Where a file asks a fast path first.

    Attributes:
        line: of the question.
        first_line: of the original statements.
        last_line: of these.
        names: module-level names that the question asks.
    """

    line: int
    first_line: int
    last_line: int
    names: frozenset[str]


def passed_by(root: Path, profile: Profile) -> Iterator[FastPath]:
    """The fast paths in a program's files whose original statements take time."""
    for path in sorted({spot.path for spot in profile.spots}):
        for question in questions(path) if path.is_relative_to(root) else ():
            share = _share(profile, path, question)
            if share >= _TOLD:
                yield FastPath(
                    path.relative_to(root).as_posix(),
                    question.line,
                    share,
                    share * profile.run.seconds,
                    _reason(path, question),
                )


def questions(path: Path) -> Iterator[Question]:
    """The questions in a file, none in one that cannot be read."""
    try:
        tree = ast.parse(path.read_bytes())
    except (OSError, SyntaxError, ValueError):  # no code of a program that ran
        return
    for node in ast.walk(tree):
        body = getattr(node, "body", None)
        for block in (body, getattr(node, "orelse", None)):
            if isinstance(block, list):
                yield from _in_block(block)


def _in_block(block: list[ast.stmt]) -> Iterator[Question]:
    for number, (asked, answered) in enumerate(pairwise(block)):
        match asked, answered:
            case (
                ast.Assign(targets=[ast.Name(id=name)], value=value),
                ast.If(test=ast.Name(id=tested)),
            ) if name == tested and _ANSWER.fullmatch(name):
                original = answered.orelse or block[number + 2 :]
                names = {n.id for n in ast.walk(value) if isinstance(n, ast.Name)}
                if original and any(n.startswith("_") for n in names):
                    last = original[-1].end_lineno or original[-1].lineno
                    yield Question(asked.lineno, original[0].lineno, last, frozenset(names))


def _share(profile: Profile, path: Path, question: Question) -> float:
    """The largest part of the run that any of the functions spends in the original statements."""
    return max(
        (
            sum(
                time.share
                for time in spot.lines
                if question.first_line <= time.line <= question.last_line
            )
            for spot in profile.spots
            if spot.path == path
        ),
        default=0.0,
    )


def _reason(path: Path, question: Question) -> str:
    """What the files tell: a compiled module that is imported and cannot be found."""
    for node in ast.walk(ast.parse(path.read_bytes())):
        if not isinstance(node, ast.ImportFrom) or not node.module:
            continue
        bound = {alias.asname or alias.name for alias in node.names}
        module = node.module.rpartition(".")[2]
        source = path.with_name(f"{module}.pyx")
        built = list(path.parent.glob(f"{module}.*.so")) + list(path.parent.glob(f"{module}.*.pyd"))
        if bound & question.names and source.exists() and not built:
            return f"{source.name} is there, but it is not built for this Python"
    return "its guard does not hold: a type, a size or a helper is not what it was"
