"""Read columns through a transposed copy, where each element is read many times.

Before: ``points[i, d]`` for neighbouring ``i``, a row apart in memory.
After: ``points_t[d, i]``, side by side, copied once when the kernel begins.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from advisor.kernel import nodes, walking
from advisor.kernel.affine import affine
from advisor.kernel.improving.laning import Laned, Run
from advisor.kernel.improving.shapes import ONE, ZERO, fresh, mentioned, stored
from advisor.kernel.nodes import Expression, For, Function, Statement
from advisor.kernel.types import INT, Array, Type


@dataclass(slots=True)
class Transposer:
    """The transposed copies that a function comes to need."""

    function: Function
    _copies: dict[tuple[str, int], str] = field(default_factory=dict)

    def suits(self, loop: For, form: Laned, private: frozenset[str]) -> bool:
        """Whether neighbouring lanes reach neighbouring elements, or can through a copy."""
        for inner, access in _accesses(form.block, (loop,)):
            if access.array in private:
                if any(loop.variable in mentioned(index) for index in access.indices):
                    return False
                continue
            if _is_contiguous(access, loop.variable):
                continue
            if isinstance(access, nodes.Store) or not self._reread(access, loop, inner):
                return False
        return True

    def _reread(self, access: nodes.Load, loop: For, inner: tuple[For, ...]) -> bool:
        """Whether a copy can be made of the array, and pays: inner loops read elements again."""
        axes = [n for n, i in enumerate(access.indices) if loop.variable in mentioned(i)]
        parameters = {p.name for p in self.function.parameters}
        if len(axes) != 1 or not _is_variable(access.indices[axes[0]], loop.variable):
            return False
        if access.array not in parameters or access.array in stored(self.function.body):
            return False
        used = frozenset(name for index in access.indices for name in mentioned(index))
        return any(each.variable not in used for each in inner)

    def turned(self, node: nodes.Load, place: Expression) -> Expression:
        """An element for one lane, its index already in terms of the lane's ``place``."""
        axes = [n for n, index in enumerate(node.indices) if index == place]
        if len(node.indices) == 1 or len(axes) != 1 or axes[0] == len(node.indices) - 1:
            return node
        (axis,) = axes
        key = (node.array, axis)
        if key not in self._copies:
            taken = self._copies.values()
            self._copies[key] = fresh(self.function, f"{node.array}_turned", taken)
        return replace(node, array=self._copies[key], indices=_turned(node.indices, axis))

    def types(self) -> dict[str, Type]:
        """The copies and what is needed to make them, with their types."""
        kinds = walking.types(self.function)
        found: dict[str, Type] = {}
        for (array, _), name in self._copies.items():
            kind = kinds[array]
            assert isinstance(kind, Array)
            found[name] = Array(kind.element, tuple("list" for _ in kind.layers))
            found |= {f"{name}_{axis}": INT for axis in range(kind.ndim)}
        return found

    def copies(self) -> Iterator[Statement]:
        """The statements that make them."""
        kinds = walking.types(self.function)
        for (array, axis), name in self._copies.items():
            kind = kinds[array]
            assert isinstance(kind, Array)
            lengths = tuple(nodes.Length(array, n, INT) for n in range(kind.ndim))
            places = tuple(nodes.Variable(f"{name}_{n}", INT) for n in range(kind.ndim))
            flags = (False,) * kind.ndim
            load = nodes.Load(array, places, kind.element, flags, flags)
            body: Statement = nodes.Store(name, _turned(places, axis), load, flags, flags)
            for place, length in reversed(list(zip(places, lengths, strict=True))):
                body = For(place.name, ZERO, length, ONE, (body,))
            yield nodes.New(name, _turned(lengths, axis), None)
            yield body


def _turned(items: tuple[Expression, ...], axis: int) -> tuple[Expression, ...]:
    """The axis moved to the end."""
    return (*items[:axis], *items[axis + 1 :], items[axis])


def _accesses(
    block: tuple[Statement | Run, ...], around: tuple[For, ...]
) -> Iterator[tuple[tuple[For, ...], nodes.Load | nodes.Store]]:
    """Every element that lanes reach, with the loops around it."""
    for part in block:
        match part:
            case Run(statements):
                for statement in walking.statements(statements):
                    if isinstance(statement, nodes.Store):
                        yield around, statement
                for node in walking.expressions(statements):
                    if isinstance(node, nodes.Load):
                        yield around, node
            case For(body=body):
                yield from _accesses(body, (*around, part))
            case nodes.If(then=then, other=other):
                yield from _accesses((*then, *other), around)


def _is_contiguous(access: nodes.Load | nodes.Store, variable: str) -> bool:
    *outer, last = access.indices
    if any(variable in mentioned(index) for index in outer):
        return False
    sum_of = affine(last)
    hidden = {name for term in sum_of.without(variable).terms for name in mentioned(term)}
    return sum_of.factor(variable) in (0, 1) and variable not in hidden


def _is_variable(node: Expression, name: str) -> bool:
    return isinstance(node, nodes.Variable) and node.name == name
