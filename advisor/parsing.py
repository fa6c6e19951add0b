"""The pieces of a program that can be replaced as one: what goes in, what comes out.

A region is a run of statements. For a function it is the whole body; a loop at
module level, or between prints in a long function, is *outlined*: names it reads
become parameters, names it leaves behind become results, so that every later
stage sees a function.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal


@dataclass(frozen=True, slots=True)
class Region:
    """A replaceable run of statements, in the form of a function.

    Attributes:
        path: the file.
        function: the qualified name of the function it is, or that it stands in
            (``<module>`` at module level).
        kind: ``function`` or ``loop``.
        first_line: of its first statement in the file (after a docstring), 1-based.
        last_line: of its last statement.
        name: of the standalone function: ``find_labels``; ``loop_12`` for a loop.
        parameters: of the standalone function; for a loop its live-in names.
        results: for a loop its live-out names, in the order they are handed back.
        source: the standalone function: ``def name(parameters):`` and the statements,
            dedented; a loop's ends with ``return (results,)``.
        offset: add it to a line of ``source`` to get the line in the file.
        helpers: names of functions of the same file it calls, transitively.
        generator: whether calling it makes a generator.
        method_of: the class it is a method of, or "".
        refusal: why it cannot be replaced at all, or "".
    """

    path: Path
    function: str
    kind: Literal["function", "loop"]
    first_line: int
    last_line: int
    name: str
    parameters: tuple[str, ...]
    results: tuple[str, ...]
    source: str
    offset: int
    helpers: tuple[str, ...]
    generator: bool = False
    method_of: str = ""
    refusal: str = ""
