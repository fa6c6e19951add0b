"""Tell what differs between the trips of a loop, and cut its body into runs done lane by lane.

What every trip would do alike (a bound, an inner loop's variable, an element that no trip
changes) is done once for all lanes; the rest stands in runs, each a loop over the lanes.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from advisor.kernel import liveness, nodes, walking
from advisor.kernel.improving.shapes import stored
from advisor.kernel.nodes import Expression, For, Function, Statement
from advisor.kernel.types import FLOAT, Scalar

_VECTOR_INTRINSICS = frozenset({"abs", "min", "max", "math.sqrt", "math.fabs", "np.sqrt"})


@dataclass(frozen=True, slots=True)
class Run:
    """Statements that each lane does for itself."""

    statements: tuple[Statement, ...]


Part = Statement | Run


@dataclass(frozen=True, slots=True)
class Laned:
    """A loop's body in runs.

    Attributes:
        block: its parts; the blocks of loops and choices hold parts too.
        crossing: scalars that take a value from one run to another: each lane needs its own.
        temporaries: scalars that were added, with their types.
    """

    block: tuple[Part, ...]
    crossing: frozenset[str]
    temporaries: Mapping[str, Scalar]


class _CannotError(Exception):
    """The body has a statement that lanes cannot do together."""


def laned(function: Function, loop: For, private: frozenset[str]) -> Laned | None:
    """The loop's body in runs, or ``None``."""
    cutter = _Cutter(
        _varying(loop, private), stored(loop.body) | private, set(walking.types(function))
    )
    try:
        block = cutter.block(loop.body)
    except _CannotError:
        return None
    runs = tuple(_runs(block))
    crossing = _crossing(runs, cutter.varying | set(cutter.temporaries))
    return Laned(block, crossing - {loop.variable}, cutter.temporaries)


def _runs(block: Sequence[Part]) -> Iterator[Run]:
    for part in block:
        match part:
            case Run():
                yield part
            case For(body=body):
                yield from _runs(body)
            case nodes.If(then=then, other=other):
                yield from _runs((*then, *other))


def _crossing(runs: Sequence[Run], names: set[str]) -> frozenset[str]:
    """The scalars that some run reads before it has written them."""
    return frozenset(name for run in runs for name in liveness.flow(run.statements).exposed & names)


def _varying(loop: For, private: frozenset[str]) -> set[str]:
    """The scalars that may differ between trips."""
    changing = stored(loop.body) | private
    varying = {loop.variable}
    while True:
        more = set(_newly(loop.body, varying, changing, under=False)) - varying
        if not more:
            return varying
        varying |= more


def _newly(
    block: Sequence[Statement], varying: set[str], changing: frozenset[str], *, under: bool
) -> Iterator[str]:
    for statement in block:
        match statement:
            case nodes.Assign(name, value):
                if under or not _is_uniform(value, varying, changing):
                    yield name
            case For(body=body):
                yield from _newly(body, varying, changing, under=under)
            case nodes.If(test, then, other):
                varies = under or not _is_uniform(test, varying, changing)
                yield from _newly((*then, *other), varying, changing, under=varies)


def _is_uniform(node: Expression, varying: set[str], changing: frozenset[str]) -> bool:
    """Whether an expression has the same value in every trip."""
    for part in walking.within(node):
        match part:
            case nodes.Variable(name):
                if name in varying:
                    return False
            case nodes.Load(array):
                if array in changing:
                    return False
            case nodes.CallFunction():
                return False
    return True


@dataclass(slots=True)
class _Cutter:
    """Cuts a body into parts."""

    varying: set[str]
    changing: frozenset[str]
    taken: set[str]
    temporaries: dict[str, Scalar] = field(default_factory=dict)

    def block(self, statements: Sequence[Statement]) -> tuple[Part, ...]:
        """The parts of a block."""
        parts: list[Part] = []
        run: list[Statement] = []

        def flush() -> None:
            if run:
                parts.append(Run(tuple(run)))
                run.clear()

        for statement in statements:
            if self._varies(statement):
                for single in self._single(statement):
                    if isinstance(single, Run):
                        flush()
                        parts.append(single)
                    else:
                        run.append(single)
                continue
            alone = isinstance(statement, nodes.Assign) and not _speaks(run, statement.name)
            if not alone:
                flush()
            parts.append(self._uniform(statement))
        flush()
        return tuple(parts)

    def _varies(self, statement: Statement) -> bool:
        """Whether it is for each lane to do."""
        match statement:
            case nodes.Assign(name):
                return name in self.varying
            case nodes.Store():
                return True
            case nodes.If(test):
                return not _is_uniform(test, self.varying, self.changing)
            case For(start=start, stop=stop, step=step):
                bounds = (start, stop, step)
                if not all(_is_uniform(b, self.varying, self.changing) for b in bounds):
                    raise _CannotError
                return False
            case nodes.New(shape=shape, fill=fill):
                given = shape if fill is None else (*shape, fill)
                if not all(_is_uniform(e, self.varying, self.changing) for e in given):
                    raise _CannotError
                return False
            case nodes.Leave():
                return False
            case _:
                raise _CannotError

    def _uniform(self, statement: Statement) -> Part:
        match statement:
            case For(body=body, orelse=()):
                return replace(statement, body=self.block(body))  # type: ignore[arg-type] # parts
            case nodes.If(then=then, other=other):
                first, second = self.block(then), self.block(other)
                return replace(statement, then=first, other=second)  # type: ignore[arg-type] # parts
            case For():
                raise _CannotError
            case _:
                return statement

    def _single(self, statement: Statement) -> Iterator[Part]:
        """One statement for a lane, with its squares taken out into runs of their own."""
        match statement:
            case nodes.If(test, then, other):
                if not other and len(then) == 1 and isinstance(then[0], nodes.Leave):
                    _refuse_slow(test)
                    yield statement
                else:
                    yield from self._chosen(test, then, other)
            case nodes.Assign(value=value) | nodes.Store(value=value):
                squares: list[Part] = []
                new = self._squared(value, squares)
                yield from squares
                _refuse_slow(new)
                yield replace(statement, value=new)

    def _chosen(
        self, test: Expression, then: Sequence[Statement], other: Sequence[Statement]
    ) -> Iterator[Statement]:
        """Assignments under a condition, as choices between two values."""
        _refuse_slow(test)
        kept = self._name("chosen", test.type)
        yield nodes.Assign(kept, test)
        for branch, holds in ((then, True), (other, False)):
            for statement in branch:
                if not isinstance(statement, nodes.Assign) or not _is_tame(statement.value):
                    raise _CannotError
                kind = statement.value.type
                old = nodes.Variable(statement.name, kind)
                first, second = (statement.value, old) if holds else (old, statement.value)
                choice = nodes.IfElse(nodes.Variable(kept, test.type), first, second, kind)
                yield replace(statement, value=choice)

    def _squared(self, node: Expression, found: list[Part]) -> Expression:
        """The expression with each square taken from a scalar that a run of its own makes."""
        match node:
            case nodes.Binary("**", left, nodes.Constant(2.0), kind) if kind == FLOAT:
                if _is_uniform(left, self.varying, self.changing):
                    return node
                name = self._name("square", FLOAT)
                inner = self._squared(left, found)
                _refuse_slow(inner)
                found.append(nodes.Assign(name, inner))
                own = nodes.Variable(name, FLOAT)
                found.append(Run((nodes.Assign(name, replace(node, left=own)),)))
                return own
            case nodes.Binary(left=left, right=right):
                return replace(
                    node, left=self._squared(left, found), right=self._squared(right, found)
                )
            case nodes.Unary(operand=operand):
                return replace(node, operand=self._squared(operand, found))
            case nodes.Intrinsic(arguments=arguments):
                return replace(node, arguments=tuple(self._squared(a, found) for a in arguments))
            case _:
                return node

    def _name(self, wanted: str, kind: Scalar) -> str:
        name, number = wanted, 1
        while name in self.taken:
            number += 1
            name = f"{wanted}_{number}"
        self.taken.add(name)
        self.temporaries[name] = kind
        return name


def _speaks(run: Sequence[Statement], name: str) -> bool:
    read = (p for p in walking.expressions(run) if isinstance(p, nodes.Variable))
    written = (s.name for s in run if isinstance(s, nodes.Assign))
    return any(part.name == name for part in read) or name in written


def _is_tame(node: Expression) -> bool:
    """Whether it can be worked out even where it is not wanted."""
    return not any(
        isinstance(part, nodes.Load | nodes.CallFunction | nodes.Intrinsic)
        or (isinstance(part, nodes.Binary | nodes.Unary) and part.checked)
        for part in walking.within(node)
    )


def _refuse_slow(node: Expression) -> None:
    """Only what vector units do is worth lanes."""
    for part in walking.within(node):
        match part:
            case nodes.CallFunction():
                raise _CannotError
            case nodes.Load(wraps=wraps, checked=checked):
                if any(wraps) or any(checked):
                    raise _CannotError
            case nodes.Intrinsic(name):
                if name not in _VECTOR_INTRINSICS:
                    raise _CannotError
            case nodes.Binary(operator, type=kind, checked=checked):
                whole = kind.kind == "int" and (checked or operator in ("//", "%", "<<", ">>"))
                if whole or operator in ("**", "//", "%") or kind.kind == "complex":
                    raise _CannotError
