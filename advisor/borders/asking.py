"""What a fast path makes sure of before it looks at any argument: who asks, and what holds there.

A rewritten script lives on. Its helpers are edited, patched or reloaded, and so are the
statements that the fast path stands for. The module therefore holds the Python it was made
from, and compares it once with what the script has now; afterwards it only makes sure that
it still meets the same code objects. Globals are looked up here and not in the script, where
the look alone could raise what the original statements would not, or not yet.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Literal

from advisor.assets import TEMPLATES
from advisor.kernel.naming import Names
from advisor.kernel.nodes import HelperText, Kernel
from advisor.kernel.printing import INDENT

_OWN = (
    "ASKED", "CLOSELY", "FunctionType", "LOOKING", "STATEMENTS", "TOOLS", "asking_frame",
    "looking", "math", "standing",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Asking:
    """The lines of a wrapper that look around, and what its module needs for them.

    Attributes:
        lines: of the wrapper, before all others.
        looked_up: for each expression the variable that has its value.
        module: lines of the module, above the wrapper.
        pieces: of ``border.py``, in Python.
        crossings: of ``border.h``, for Cython.
        imports: what the module must import for them.
    """

    lines: tuple[str, ...]
    looked_up: dict[str, str]
    module: tuple[str, ...]
    pieces: frozenset[str]
    crossings: frozenset[str]
    imports: tuple[str, ...]


def reserved(kernel: Kernel) -> frozenset[str]:
    """Names that the lines of :func:`asking` rely on."""
    count = len(kernel.origin.helpers) if kernel.origin else 0
    own = (f"{kind}_{number}" for kind in ("HELPER", "code", "defaults") for number in range(count))
    return frozenset((*_OWN, *own))


def asking(kernel: Kernel, names: Names, language: Literal["cython", "python"]) -> Asking:
    """The look around for a kernel's wrapper."""
    writer = _Writer(kernel, names, compiled=language == "cython")
    lines = tuple(writer.lines())
    return Asking(
        lines,
        writer.looked_up,
        tuple(writer.module()),
        frozenset(writer.pieces),
        frozenset(writer.crossings),
        tuple(writer.imports()),
    )


def is_given(kernel: Kernel, expression: str) -> bool:
    """Whether an expression begins with a name that is local where the region stands."""
    return expression.partition(".")[0] in kernel.given


class _Writer:
    def __init__(self, kernel: Kernel, names: Names, *, compiled: bool) -> None:
        self.kernel, self.names, self.compiled = kernel, names, compiled
        self.helpers = kernel.origin.helpers if kernel.origin else ()
        self.looked_up: dict[str, str] = {}
        self.pieces: set[str] = set()
        self.crossings: set[str] = set()

    # ------------------------------------------------------------------ wrapper

    def lines(self) -> Iterator[str]:
        library = [i.expression for i in self.kernel.identities if not i.helper]
        states = {name for draws in self.kernel.draws for name in draws.arrays.values()}
        parameters = [p for p in self.kernel.entry.parameters if p.name not in states]
        roots = [parameter.origin.partition(".")[0] for parameter in parameters]
        wanted = [e for e in dict.fromkeys((*library, *roots)) if not is_given(self.kernel, e)]
        yield from self.begin(bool(wanted))
        for expression in wanted:
            yield from self.look_up(expression)
        for number, helper in enumerate(self.helpers):
            yield from self.helper(number, helper)

    def begin(self, wanted: bool) -> Iterator[str]:  # noqa: FBT001 - private, and named alike
        frame, around = self.names[".frame"], self.names[".globals"]
        if self.kernel.origin is not None:
            count = range(len(self.helpers))
            kept = ["standing", *(f"{kind}_{n}" for n in count for kind in ("code", "defaults"))]
            yield f"global {', '.join(kept)}"
        if self.compiled:
            if wanted or self.helpers:
                self.crossings.add("asking_names")
                yield f"{around} = asking_names()"
        elif wanted or self.kernel.origin is not None:
            yield f"{frame} = asking_frame(1)"
            yield f"{around} = {frame}.f_globals"
        if self.kernel.origin is not None:
            yield from self.region(frame)

    def region(self, frame: str) -> Iterator[str]:
        self.pieces.add("unedited")
        if self.compiled:
            self.crossings |= {"asked_by", "asking_frame"}
            yield "if not asked_by(standing):"
            yield f"{INDENT}{frame} = asking_frame()"
        else:
            yield f"if {frame}.f_code is not standing:"
        yield f"{INDENT}if not unedited({frame}):"
        yield f"{INDENT * 2}return None"
        yield f"{INDENT}standing = {frame}.f_code"

    def look_up(self, expression: str) -> Iterator[str]:
        path = expression.split(".")
        for depth in range(1, len(path) + 1):
            done = ".".join(path[:depth])
            if done in self.looked_up:
                continue
            own = self.looked_up[done] = self.names[f"global {done}"]
            if depth == 1:
                yield f"{own} = {self.named(done)}"
                continue
            (self.crossings if self.compiled else self.pieces).add("member")
            owner = self.looked_up[".".join(path[: depth - 1])]
            yield f'{own} = member({owner}, "{path[depth - 1]}")'

    def named(self, name: str) -> str:
        around = self.names[".globals"]
        if self.compiled:
            self.crossings.add("named")
            return f'named({around}, "{name}")'
        builtins = f"{self.names['.frame']}.f_builtins"
        return f'{around}["{name}"] if "{name}" in {around} else {builtins}.get("{name}")'

    def helper(self, number: int, helper: HelperText) -> Iterator[str]:
        own, around = self.names[f".helper {number}"], self.names[".globals"]
        kept = "standing" if not helper.text else f"code_{number}"
        known, text = (
            f"{kept}, defaults_{number}",
            f"HELPER_{number}" if helper.text else "standing",
        )
        here = around if helper.outside is None else "None"
        self.pieces.add("unchanged")
        (self.crossings if self.compiled else self.pieces).add("same_function")
        yield f"{own} = {self.function(helper)}"
        yield f"if not same_function({own}, {here}, {known}):"
        yield f"{INDENT}if not unchanged({own}, {here}, {text}, {helper.defaults!r}):"
        yield f"{INDENT * 2}return None"
        yield f"{INDENT}{known} = {own}.__code__, {own}.__defaults__"
        if helper.outside:
            self.pieces.add("alike_around")
            yield f"if not alike_around({own}.__globals__, {around}, {helper.outside!r}):"
            yield f"{INDENT}return None"

    def function(self, helper: HelperText) -> str:
        """What a helper's name means where the region stands."""
        if not helper.owner:
            return self.named(helper.name)
        self.pieces.add("own_method")
        name = helper.name.rpartition(".")[2]
        return f'own_method({self.names[helper.owner]}, "{name}")'

    # ------------------------------------------------------------------- module

    def imports(self) -> Iterator[str]:
        if not self.compiled:
            yield "from sys import _getframe as asking_frame"
            if self.helpers:
                yield "from types import FunctionType"
            if "member" in self.pieces:
                yield "import math"

    def module(self) -> Iterator[str]:
        """The Python that the kernel was made from, and room to remember who was seen."""
        if self.kernel.origin is None:
            return
        kept = "cdef object " if self.compiled else ""
        for name in ("looking", "closely"):
            yield f"{name.upper()} = r'''"
            yield from _library(name).splitlines()
            yield "'''"
        yield f'ASKED = "{self.kernel.origin.asked}"'
        yield from _text("STATEMENTS", self.kernel.origin.statements)
        yield f"{kept}standing = None"
        for number, helper in enumerate(self.helpers):
            if helper.text:
                yield from _text(f"HELPER_{number}", helper.text)
            yield f"{kept}code_{number} = None"
            yield f"{kept}defaults_{number} = None"


@cache
def _library(name: str) -> str:
    return (TEMPLATES / "backends" / f"{name}.py").read_text(encoding="utf-8")


def _text(name: str, text: str) -> Iterator[str]:
    """A text as a constant, a line for a line."""
    yield f"{name} = ("
    for line in re.findall(r"[^\n]*\n|[^\n]+", text):
        yield INDENT + _literal(line)
    yield ")"


def _literal(line: str) -> str:
    """The line between double quotes, where that is readable."""
    plain = line.replace("\\", "\\\\").replace("\n", "\\n").replace('"', '\\"')
    return f'"{plain}"' if plain.isprintable() else ascii(line)
