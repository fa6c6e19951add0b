"""Find arrays that change hands but never their shape, and give each of their extents one name.

Two grids that are exchanged after every sweep have no extent of their own to speak of: what
was known of one is lost with its name. If both have the same shape when the kernel begins, and
whatever joins them has it too, then their common extents never change.

Before::

    for step in range(steps):
        for i in range(1, len(a) - 1): b[i] = …
        a, b = b, a

After::

    if len(b) != len(a): leave
    extent = len(a)                 # stands for both lengths from here on
    …
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from advisor.kernel import nodes, rebuilding, walking
from advisor.kernel.affine import Affine, affine
from advisor.kernel.nodes import Expression, Function, Statement
from advisor.kernel.types import BOOL, INT, Array

Extents = Mapping[str, tuple[str, ...]]
"""For each array of a steady group the names of its extents, one for each axis."""


def steady(function: Function) -> tuple[Function, Extents]:
    """The function with the extents of arrays that change hands named, where they are steady."""
    extents: dict[str, tuple[str, ...]] = {}
    begin: list[Statement] = []
    own: dict[str, nodes.Expression] = {}
    for number, group in enumerate(_groups(function)):
        found = _Group(function, group, f"extent{number or ''}").settled()
        if found is not None:
            names, values, guards = found
            extents |= dict.fromkeys(group, names)
            own |= dict(zip(names, values, strict=True))
            begin += guards
            begin += [nodes.Assign(name, value) for name, value in zip(names, values, strict=True)]
    if not extents:
        return function, {}

    def named(node: Expression) -> Expression:
        match node:
            case nodes.Length(array, axis) if array in extents:
                return nodes.Variable(extents[array][axis], INT)
        return node

    body = (*begin, *rebuilding.block(function.body, named))
    kinds = dict(function.locals) | dict.fromkeys(own, INT)
    return replace(function, body=body, locals=kinds), extents


def _groups(function: Function) -> list[frozenset[str]]:
    """Arrays that exchange names or are copies of each other, all of one kind."""
    groups: list[set[str]] = []
    for statement in walking.statements(function.body):
        match statement:
            case nodes.Rebind(targets, sources):
                pairs = tuple(zip(targets, sources, strict=True))
            case nodes.Copy(array, source) if array != source:
                pairs = ((array, source),)
            case _:
                continue
        for pair in pairs:
            joined = set(pair).union(*(g for g in groups if g & set(pair)))
            groups = [g for g in groups if not g & set(pair)] + [joined]
    return [frozenset(group) for group in groups if len(group) > 1]


@dataclass(slots=True)
class _Group:
    """Arrays that may come to stand for each other."""

    function: Function
    members: frozenset[str]
    hint: str
    once: dict[str, Expression] = field(default_factory=dict)  # scalars assigned in one place only

    def settled(
        self,
    ) -> tuple[tuple[str, ...], tuple[Expression, ...], tuple[Statement, ...]] | None:
        """The names of the extents, their values at the beginning, and what must hold there."""
        kinds = walking.types(self.function)
        given = [p.name for p in self.function.parameters if p.name in self.members]
        ranks = {kind.ndim for n in self.members if isinstance(kind := kinds[n], Array)}
        if len(ranks) != 1 or any(kinds[n].growable for n in self.members):  # type: ignore[union-attr] # arrays
            return None
        (rank,) = ranks
        self._find_assigned_once()
        shapes = [
            tuple(self._resolved(extent) for extent in shape) for shape in self._made_shapes()
        ]
        first = self._first(given, shapes, rank)
        if first is None or not self._is_steady():
            return None
        wanted = tuple(_steady_extent(axis) for axis in range(rank)) if given else shapes[0]
        if any(shape != wanted for shape in shapes):
            return None
        taken = walking.types(self.function)
        names = tuple(_free(f"{self.hint}{axis}", taken) for axis in range(rank))
        return names, first, tuple(_guards(given, rank))

    def _first(
        self, given: list[str], shapes: list[tuple[Affine | None, ...]], rank: int
    ) -> tuple[Expression, ...] | None:
        """The extents as they are when the function begins."""
        if given:
            return tuple(nodes.Length(given[0], axis, INT) for axis in range(rank))
        made = next(self._made_shapes(), None)
        if made is None or any(e is None or _mentions_group(e) for shape in shapes for e in shape):
            return None
        return tuple(_expression(extent) for extent in shapes[0] if extent is not None)

    def _made_shapes(self) -> Iterator[tuple[Expression, ...]]:
        for statement in walking.statements(self.function.body):
            if isinstance(statement, nodes.New) and statement.array in self.members:
                yield statement.shape

    def _is_steady(self) -> bool:
        """Whether nothing but names changes hands."""
        plain = nodes.New | nodes.Copy | nodes.Rebind | nodes.Store
        for statement in walking.statements(self.function.body):
            named = {getattr(statement, "array", ""), *getattr(statement, "targets", ())}
            if named & self.members and not isinstance(statement, plain):
                return False
        return True

    def _find_assigned_once(self) -> None:
        parameters = {p.name for p in self.function.parameters}
        often: set[str] = set(parameters)
        for statement in walking.statements(self.function.body):
            match statement:
                case nodes.Assign(name, value) if name not in self.once and name not in often:
                    self.once[name] = value
                case nodes.Assign(name) | nodes.For(name):
                    often.add(name)
                    self.once.pop(name, None)

    def _resolved(self, node: Expression) -> Affine | None:
        """A size in terms of what never changes; ``None`` if it may change."""
        match node:
            case nodes.Constant(value=int() as number):
                return Affine(int(number))
            case nodes.Variable(name) if name in self.once:
                return self._resolved(self.once[name])
            case nodes.Length(array, axis) if array in self.members:
                return _steady_extent(axis)
            case nodes.Length(array) if self._keeps_shape(array):
                return affine(node)
            case nodes.Binary("+" | "-" as operator, left, right):
                first, second = self._resolved(left), self._resolved(right)
                if first is None or second is None:
                    return None
                return first.plus(second, 1 if operator == "+" else -1)
            case nodes.IfElse(nodes.Compare("<", _, _), then, other):
                return self._clipped(node, then, other)
        return self._parameter(node)

    def _clipped(self, node: nodes.IfElse, then: Expression, other: Expression) -> Affine | None:
        """A length clipped at zero is the length: ``0 if n < 0 else n``, ``n if 0 < n else 0``."""
        zero = nodes.Constant(0, INT)
        for size in (other, then):
            tests = (
                (nodes.Compare("<", size, zero, BOOL), zero, size),
                (nodes.Compare("<", zero, size, BOOL), size, zero),
            )
            found = self._resolved(size)
            if (node.test, then, other) in tests and found is not None and _is_length(found):
                return found
        return None

    def _parameter(self, node: Expression) -> Affine | None:
        match node:
            case nodes.Variable(name) if self._is_fixed(name):
                return affine(node)
        return None

    def _is_fixed(self, name: str) -> bool:
        given = any(p.name == name and p.type == INT for p in self.function.parameters)
        changed = any(
            isinstance(s, nodes.Assign | nodes.For)
            and name in (getattr(s, "name", ""), getattr(s, "variable", ""))
            for s in walking.statements(self.function.body)
        )
        return given and not changed

    def _keeps_shape(self, array: str) -> bool:
        given = any(p.name == array for p in self.function.parameters)
        changing = (
            {getattr(s, "array", ""), *getattr(s, "targets", ())}
            for s in walking.statements(self.function.body)
            if not isinstance(s, nodes.Store)
        )
        return given and not any(array in names for names in changing)


def _steady_extent(axis: int) -> Affine:
    """The extent that all members of a group have, before it has a name."""
    return Affine(0, {nodes.Variable(f".extent{axis}", INT): 1})


def _mentions_group(size: Affine) -> bool:
    return any(isinstance(t, nodes.Variable) and t.name.startswith(".") for t in size.terms)


def _is_length(size: Affine) -> bool:
    """Whether a size cannot be negative: sums of lengths."""
    lengths = all(
        factor > 0
        and (isinstance(t, nodes.Length) or (isinstance(t, nodes.Variable) and t.name[0] == "."))
        for t, factor in size.terms.items()
    )
    return lengths and size.constant >= 0


def _expression(size: Affine) -> Expression:
    total: Expression = nodes.Constant(size.constant, INT)
    for term, factor in size.terms.items():
        part = term
        if factor != 1:
            part = nodes.Binary("*", term, nodes.Constant(factor, INT), INT)
        total = part if total == nodes.Constant(0, INT) else nodes.Binary("+", total, part, INT)
    return total


def _guards(given: list[str], rank: int) -> Iterator[Statement]:
    for other in given[1:]:
        for axis in range(rank):
            mine, first = nodes.Length(other, axis, INT), nodes.Length(given[0], axis, INT)
            unequal = nodes.Compare("!=", mine, first, BOOL)
            yield nodes.If(unequal, (nodes.Leave("arrays of other shapes change hands"),))


def _free(wanted: str, taken: Mapping[str, object]) -> str:
    name, number = wanted, 1
    while name in taken:
        number += 1
        name = f"{wanted}_{number}"
    return name
