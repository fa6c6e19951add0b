"""From stacks read on a timer to functions and lines: who had the program's time.

Lambdas, comprehensions and bodies of classes are no functions to a reader: their
time belongs to the function they stand in.
"""

from __future__ import annotations

import ast
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from typing import Any, TypeAlias

MODULE = "<module>"
Stack: TypeAlias = "tuple[Frame, ...]"


@dataclass(frozen=True, slots=True)
class Frame:
    """A place in the program: a function of the project and a line in it."""

    path: Path
    function: str
    first_line: int
    line: int

    @property
    def owner(self) -> tuple[Path, str, int]:
        """The function itself."""
        return self.path, self.function, self.first_line


@dataclass(frozen=True, slots=True)
class Samples:
    """What the child wrote.

    Attributes:
        weights: seconds for each distinct stack, outermost frame first.
        count: how many samples there were.
        seconds: wall time from start of ``__main__`` to its end; ``None`` when the
            program ended without coming back to us (``os._exit``, a signal).
        error: the last line of the traceback it ended by, or "".
        notes: what makes the samples less than complete, a sentence each.
        modules: files of the project that were imported, the program's own among them.
        written: files it wrote to, each with the offset from which on; ``None`` as ``seconds``.
    """

    weights: Mapping[Stack, float]
    count: int
    seconds: float | None
    error: str
    notes: tuple[str, ...]
    modules: tuple[Path, ...] = ()
    written: tuple[tuple[str, int], ...] | None = None


def read(path: Path, directory: Path) -> Samples:
    """The samples a child left in ``path``; its own paths are relative to ``directory``."""
    frames: dict[int, Frame] = {}
    stacks: dict[int, Stack] = {}
    weights: defaultdict[Stack, float] = defaultdict(float)
    count = 0
    modules: tuple[Path, ...] = ()
    written: tuple[tuple[str, int], ...] | None = None
    end: tuple[float | None, str, tuple[str, ...]] = (None, "", ())
    for kind, *rest in _literals(path):
        match kind:
            case "frame":
                number, file, name, first_line, line = rest
                frames[number] = locate(directory / file, name, first_line, line)
            case "stack":
                number, innermost_first = rest
                stacks[number] = _merged([frames[n] for n in reversed(innermost_first)])
            case "samples":
                count += rest[0]
                for number, weight in rest[1]:
                    weights[stacks[number]] += weight
            case "modules":
                modules = tuple(sorted({directory / file for file in rest[0]}))
            case "written":
                (written,) = rest
            case "end":
                end = (rest[0], rest[1], rest[2])
    return Samples(weights, count, *end, modules, written)


def _literals(path: Path) -> Iterator[tuple[Any, ...]]:
    text = path.read_bytes().decode("utf-8", "surrogateescape")
    whole, _, _ = text.rpartition("\n")  # a killed child may leave half a line
    return map(ast.literal_eval, whole.splitlines())


def _merged(frames: Sequence[Frame]) -> Stack:
    """Without the frames that a function has for its own comprehensions."""
    return tuple(
        frame for frame, inner in zip(frames, (*frames[1:], None), strict=True) if frame != inner
    )


def locate(path: Path, name: str, first_line: int, line: int) -> Frame:
    """The frame of the function that a code object belongs to, by its name and first line."""
    functions = _functions(path)
    if name == MODULE:
        return Frame(path, MODULE, 1, line)
    known = {(found.name, found.first_line): found for found in functions}
    if (name, first_line) in known:
        return Frame(path, name, first_line, line)
    around = [f for f in functions if f.body_line <= first_line <= f.last_line]
    if around:
        innermost = max(around, key=lambda found: found.body_line)
        return Frame(path, innermost.name, innermost.first_line, line)
    return Frame(path, MODULE, 1, line)


@dataclass(frozen=True, slots=True)
class _Function:
    name: str
    first_line: int
    body_line: int
    last_line: int


def _functions(path: Path) -> tuple[_Function, ...]:
    """The functions of a file; of one that cannot be read or parsed none is known."""
    try:
        return _parsed(path.read_bytes())
    except (OSError, SyntaxError, ValueError):
        return ()


@lru_cache(maxsize=64)
def _parsed(source: bytes) -> tuple[_Function, ...]:
    return tuple(_walk(ast.parse(source), ""))


def _walk(node: ast.AST, prefix: str) -> Iterator[_Function]:
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef):
            name = prefix + child.name
            first = min([child.lineno, *(d.lineno for d in child.decorator_list)])
            yield _Function(name, first, child.body[0].lineno, child.end_lineno or child.lineno)
            yield from _walk(child, f"{name}.<locals>.")
        elif isinstance(child, ast.ClassDef):
            yield from _walk(child, f"{prefix}{child.name}.")
        else:
            yield from _walk(child, prefix)


@dataclass(slots=True)
class Account:
    """The seconds of one function.

    Attributes:
        own: while it is the innermost function of the project.
        all: while it is anywhere on the stack.
        lines: by line, its own and those of what the line calls.
        callers: by the function that calls it.
    """

    own: float = 0.0
    all: float = 0.0
    lines: defaultdict[int, float] = field(default_factory=lambda: defaultdict(float))
    callers: defaultdict[tuple[Path, str], float] = field(
        default_factory=lambda: defaultdict(float)
    )


def accounts(weights: Mapping[Stack, float]) -> dict[tuple[Path, str, int], Account]:
    """The seconds of every function seen; a recursive one is counted once a sample."""
    found: defaultdict[tuple[Path, str, int], Account] = defaultdict(Account)
    for stack, seconds in weights.items():
        for owner in {frame.owner for frame in stack}:
            account = found[owner]
            account.all += seconds
            for line in {frame.line for frame in stack if frame.owner == owner}:
                account.lines[line] += seconds
            for caller in _callers(stack, owner):
                account.callers[caller] += seconds
        found[stack[-1].owner].own += seconds
    return dict(found)


def _callers(stack: Stack, owner: tuple[Path, str, int]) -> set[tuple[Path, str]]:
    return {
        (outer.path, outer.function)
        for outer, inner in pairwise(stack)
        if inner.owner == owner and outer.owner != owner
    }
