"""Fast paths that were written in earlier and do not help any more: passed by, or idle.

Code moves on: a helper is changed and the guard no longer holds, the compiled module was
built for another Python or is not there at all, arguments have other types now. The
program stays right in all these cases, since the original statements run; it is only as
slow as before. The profile of a run tells: time is spent in the statements that stand
below the question. Or the fast path is taken and gains nothing, which only a race against
the same program without it can tell.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import Literal

from advisor.comparing import editing
from advisor.profiling.sampling import Profile

_ANSWER = re.compile(r"fast(_\d+)?")  # the name that the question's answer goes by
_TOLD = 0.02  # of the run; less may be a call or two that the fast path is not made for


@dataclass(frozen=True, slots=True)
class FastPath:
    """A fast path that does not help.

    Attributes:
        kind: ``passed by``, so that the original statements run, or ``idle``: it is taken,
            and the program is no faster with it.
        path: relative to the repository.
        line: of the question.
        share: of the run that its original statements take, 0 to 1.
        seconds: the same.
        reason: how that is known, and as far as the files tell why.
    """

    kind: Literal["passed by", "idle"]
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
        end_line: where it ends.
        first_line: of the original statements.
        last_line: of these.
        names: module-level names that the question asks.
        original: the original statements.
    """

    line: int
    end_line: int
    first_line: int
    last_line: int
    names: frozenset[str]
    original: tuple[ast.stmt, ...] = field(compare=False, repr=False, default=())


def passed_by(root: Path, profile: Profile) -> Iterator[FastPath]:
    """The fast paths in a program's files whose original statements take time."""
    for path in sorted({spot.path for spot in profile.spots}):
        for question in questions(path) if path.is_relative_to(root) else ():
            taken = share(profile, path, question.first_line, question.last_line)
            if taken >= _TOLD:
                yield FastPath(
                    "passed by",
                    path.relative_to(root).as_posix(),
                    question.line,
                    taken,
                    taken * profile.run.seconds,
                    reason(path, question),
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


def without(path: Path, question: Question) -> bytes:
    """The file's content with that question answered by no at once."""
    lines = path.read_bytes().splitlines(keepends=True)
    head, _, _ = lines[question.line - 1].partition(b"=")
    rest = lines[question.end_line :]
    # As many lines as before, so that nothing below it moves.
    filler = [b"\n"] * (question.end_line - question.line)
    return b"".join([*lines[: question.line - 1], head + b"= None\n", *filler, *rest])


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
                    end = asked.end_lineno or asked.lineno
                    first = original[0].lineno
                    yield Question(
                        asked.lineno, end, first, last, frozenset(names), tuple(original)
                    )


def share(profile: Profile, path: Path, first_line: int, last_line: int) -> float:
    """The largest part of the run that any function of the file spends in these lines."""
    return max(
        (
            sum(time.share for time in spot.lines if first_line <= time.line <= last_line)
            for spot in profile.spots
            if spot.path == path
        ),
        default=0.0,
    )


def reason(path: Path, question: Question) -> str:
    """What the files tell: a compiled module that cannot be found, or code that was edited."""
    for node in ast.walk(ast.parse(path.read_bytes())):
        if not isinstance(node, ast.ImportFrom) or not node.module:
            continue
        bound = {alias.asname or alias.name for alias in node.names}
        module = node.module.rpartition(".")[2]
        source = path.with_name(f"{module}.pyx")
        built = list(path.parent.glob(f"{module}.*.so")) + list(path.parent.glob(f"{module}.*.pyd"))
        if bound & question.names and source.exists() and not built:
            return f"{source.name} is there, but it is not built for this Python"
    edited = editing.edited(path, question.names, list(question.original))
    if edited:
        return f"{edited} edited since it was compiled: rewrite it anew"
    return "its guard does not hold: a type, a size or a helper is not what it was"
