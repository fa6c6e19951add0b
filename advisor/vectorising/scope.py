"""What is known while a kernel is written as whole-array statements."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from advisor.kernel.affine import Affine
from advisor.kernel.naming import Names
from advisor.kernel.types import Array, Scalar, Type

ATOM, POWER, UNARY, TIMES, PLUS, AND, XOR, OR, COMPARE, NOT = (
    14, 13, 12, 11, 10, 9, 8, 7, 6, 5,
)  # fmt: skip
CHOICE = 0
MOST_ELEMENTS = "2**25"
"""The largest array that is made on the way."""
BINDS = {
    "**": POWER, "*": TIMES, "/": TIMES, "//": TIMES, "%": TIMES, "+": PLUS, "-": PLUS,
    "&": AND, "^": XOR, "|": OR,
}  # fmt: skip
"""How tightly Python's syntax binds; an operand that binds less is put in parentheses."""


class Value(NamedTuple):
    """Written code: its rank (0 for one number, else the number of axes), and how it binds."""

    code: str
    rank: int = 0
    binds: int = ATOM

    def within(self, level: int) -> str:
        """The code as an operand of something that binds at ``level``."""
        return self.code if self.binds >= level else f"({self.code})"


@dataclass(slots=True)
class Span:
    """An axis that is being written: its loop and what runs along it.

    ``place`` is where lines can be put that are found to be needed later.
    """

    variable: str
    start: Affine
    stop: Affine
    step: int
    rank: int
    place: int
    wanted: set[str] = field(default_factory=set)


@dataclass(slots=True)
class Scope:
    """The surroundings of the statement being written.

    Attributes:
        names: how the kernel's names are printed.
        types: the type of every name.
        emit: adds a line before the statement being written.
        spans: the axes around it, outermost first.
        ranks: the rank of each scalar that differs along axes.
        unsteady: scalars that differ along the axes of the nest, and arrays it writes.
        rounding: whether anything written may differ in the last bits.
        imports: modules the code uses.
        seen: conditions that were tested for this statement already.
    """

    names: Names
    types: Mapping[str, Type]
    emit: Callable[[str], None]
    spans: list[Span] = field(default_factory=list)
    ranks: dict[str, int] = field(default_factory=dict)
    unsteady: frozenset[str] = frozenset()
    rounding: bool = False
    imports: set[str] = field(default_factory=set)
    seen: set[str] = field(default_factory=set)

    @property
    def depth(self) -> int:
        """The number of axes around the statement being written."""
        return len(self.spans)

    @contextmanager
    def only(self, spans: Sequence[Span]) -> Iterator[None]:
        """What is written meanwhile stands along these of the axes around it alone."""
        around, ranks = self.spans, self.ranks
        inner = [span.rank for span in spans]
        self.spans = [replace(span, rank=rank) for rank, span in enumerate(spans, 1)]
        self.ranks = {n: r for n, r in ranks.items() if inner[:r] == [*range(1, r + 1)]}
        try:
            yield
        finally:
            self.spans, self.ranks = around, ranks

    def lifted(self, code: str, rank: int) -> Value:
        """An array of an outer rank with a dimension for each axis further in."""
        missing = self.depth - rank
        subscript = f"[..., {', '.join(['None'] * missing)}]" if missing else ""
        return Value(f"{code}{subscript}", self.depth)

    def length(self, array: str, axis: int) -> str:
        """An extent."""
        kind = self.types[array]
        assert isinstance(kind, Array)
        return (
            f"len({self.names[array]})" if kind.growable else f"{self.names[array]}.shape[{axis}]"
        )

    def growable(self, array: str) -> bool:
        """Whether it is a list that is appended to."""
        kind = self.types[array]
        return isinstance(kind, Array) and kind.growable

    def moves(self, name: str) -> bool:
        """Whether a name differs along the axes at hand."""
        spans = any(span.variable == name for span in self.spans)
        return spans or bool(self.ranks.get(name)) or (bool(self.spans) and name in self.unsteady)

    def count(self, span: Span) -> str:
        """The variable with the number of trips of an axis."""
        span.wanted.add("count")
        return self.names[f"{span.variable}.count"]

    def shape(self) -> str:
        """The shape of the axes around."""
        counts = [self.count(span) for span in self.spans]
        return f"({', '.join(counts)}{',' if len(counts) == 1 else ''})"

    def leave_unless(self, condition: str) -> None:
        """A line that leaves if a condition on plain numbers fails; once is enough."""
        if condition not in self.seen:
            self.seen.add(condition)
            self.emit(f"if not {condition}:")
            self.emit("    raise Leave")


def storage(kind: Scalar) -> str:
    """NumPy's name of the type that holds it."""
    return "bool_" if kind.storage == "bool" else kind.storage


def convert(kind: Scalar) -> str:
    """What makes a number of that very type."""
    if kind.dtype:
        return f"np.{storage(kind)}"
    return {"bool": "bool", "int": "int", "float": "float"}[kind.kind]
