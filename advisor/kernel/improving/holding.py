"""Hold an element in a register while a loop works on it.

A compiler must store ``a[i, j]`` in every trip when the loop also reads ``a[i, k]``: for all it
knows they might be one. Where the bounds of the loops keep them apart, the element is read
before the loop and written after it.

Before::

    for k in range(j):
        a[i, j] = a[i, j] - a[i, k] * a[j, k]

After::

    if 0 < j:
        held = a[i, j]
        for k in range(j):
            held = held - a[i, k] * a[j, k]
        a[i, j] = held
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from advisor.kernel import nodes, rebuilding, walking
from advisor.kernel.improving.accesses import (
    Access,
    accesses,
    always,
    apart,
    is_simple,
    is_sure,
    same,
)
from advisor.kernel.improving.blocks import Block, within
from advisor.kernel.improving.shapes import (
    ONE,
    assigned,
    fresh,
    is_plain,
    is_still,
    with_locals,
)
from advisor.kernel.nodes import Expression, For, Function, Statement
from advisor.kernel.types import BOOL, Array, Type


def hold(function: Function) -> Function:
    """The function with elements held where that is sure to be the same."""
    holder = _Holder(function)
    body = holder.block(function.body)
    return with_locals(function, body, holder.made.items()) if holder.made else function


@dataclass(slots=True)
class _Holder:
    """Walks down to the innermost loops, with the plain ones around."""

    function: Function
    around: tuple[For, ...] = ()
    made: dict[str, Type] = field(default_factory=dict)

    def block(self, statements: Sequence[Statement]) -> Block:
        """The block with what its innermost loops hold."""
        return tuple(new for statement in statements for new in self._statement(statement))

    def _statement(self, statement: Statement) -> Iterator[Statement]:
        if not isinstance(statement, For):
            yield within(statement, self.block)
            return
        if is_simple(statement.body) and statement.step == ONE and not statement.orelse:
            yield from self._held(statement)
            return
        outer = self.around
        if is_plain(statement):
            self.around = (*outer, statement)
        else:
            # What is known of other variables stays so only if none of them changes in here.
            changing = assigned([statement])
            self.around = tuple(loop for loop in outer if loop.variable not in changing)
        yield within(statement, self.block)
        self.around = outer

    def _held(self, loop: For) -> Iterator[Statement]:
        before: list[Statement] = []
        after: list[Statement] = []
        for array, indices in self._candidates(loop):
            kind = walking.types(self.function)[array]
            assert isinstance(kind, Array)
            name = fresh(self.function, f"{array}_held", self.made)
            self.made[name] = kind.element
            flags = (False,) * len(indices)
            own = nodes.Variable(name, kind.element)
            first = next(a for a in _sure(loop) if _is(a, array, indices))
            if isinstance(first, nodes.Load):
                load = nodes.Load(array, indices, kind.element, flags, flags)
                before.append(nodes.Assign(name, load, loop.line))
            if any(isinstance(a, nodes.Store) for a in _of(loop, array, indices)):
                after.append(nodes.Store(array, indices, own, flags, flags, loop.line))
            body = _Replacing(array, indices, own).block(loop.body)
            loop = replace(loop, body=body)
        if not (before or after):
            yield loop
            return
        runs = nodes.Compare("<", loop.start, loop.stop, BOOL)
        yield nodes.If(runs, (*before, loop, *after), (), loop.line)

    def _candidates(self, loop: For) -> Iterator[tuple[str, tuple[Expression, ...]]]:
        """Elements that every trip reaches, of arrays that the loop stores to."""
        changing = assigned(loop.body) | {loop.variable}
        found: list[Access] = []
        stored = {s.array for s in walking.statements(loop.body) if isinstance(s, nodes.Store)}
        for access in _sure(loop):
            still = all(is_still(index, changing) for index in access.indices)
            known = any(_is(other, access.array, access.indices) for other in found)
            if access.array in stored and still and not known and self._is_alone(access, loop):
                found.append(access)
                yield access.array, access.indices

    def _is_alone(self, access: Access, loop: For) -> bool:
        """Whether all other accesses of the array reach other elements, and types fit."""
        kind = walking.types(self.function)[access.array]
        assert isinstance(kind, Array)
        loops = (*self.around, loop) if is_plain(loop) else self.around
        changing = assigned(loop.body)
        if any(each.variable in changing for each in self.around):
            return False
        for other in accesses(loop.body, access.array):
            if isinstance(other, nodes.Store) and other.value.type.storage != kind.element.storage:
                return False
            if not is_sure(other):
                return False
            if not (
                same(other.indices, access.indices) or apart(other.indices, access.indices, loops)
            ):
                return False
        return True


def _sure(loop: For) -> Iterator[Access]:
    """Accesses made in every trip, first things first."""
    for statement in loop.body:
        if isinstance(statement, nodes.If):
            jumps = nodes.Break | nodes.Continue
            yield from (a for a in always(statement) if is_sure(a))
            if any(isinstance(s, jumps) for s in walking.statements([statement])):
                return
            continue
        yield from (a for a in always(statement) if is_sure(a))


def _is(access: Access, array: str, indices: Sequence[Expression]) -> bool:
    return access.array == array and same(access.indices, indices)


def _of(loop: For, array: str, indices: Sequence[Expression]) -> Iterator[Access]:
    return (a for a in accesses(loop.body, array) if same(a.indices, indices))


@dataclass(frozen=True, slots=True)
class _Replacing:
    """Puts a scalar in place of an element."""

    array: str
    indices: tuple[Expression, ...]
    own: nodes.Variable

    def block(self, block: Block) -> Block:
        """The block with the scalar."""
        return tuple(map(self._stored, rebuilding.block(block, self._loaded)))

    def _loaded(self, node: Expression) -> Expression:
        if isinstance(node, nodes.Load) and _is(node, self.array, self.indices):
            return self.own
        return node

    def _stored(self, statement: Statement) -> Statement:
        if isinstance(statement, nodes.Store) and _is(statement, self.array, self.indices):
            return nodes.Assign(self.own.name, statement.value, statement.line)
        return within(statement, lambda block: tuple(map(self._stored, block)))
