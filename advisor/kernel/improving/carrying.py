"""Carry what one trip stores and the next one reads in a register.

Before::

    for j in range(n):
        row[j + 1] = row[j] + x[j]

After::

    if 0 < n:
        carried = row[0]
        for j in range(n):
            carried = carried + x[j]
            row[j + 1] = carried

Reading what was stored a moment ago takes several times as long as the addition.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from advisor.kernel import nodes, rebuilding, walking
from advisor.kernel.affine import affine
from advisor.kernel.improving.accesses import accesses, always, is_simple, is_sure
from advisor.kernel.improving.blocks import Block, inside_out
from advisor.kernel.improving.shapes import (
    assigned,
    fresh,
    is_plain,
    is_still,
    mentioned,
    plus,
    with_locals,
)
from advisor.kernel.nodes import Expression, For, Function, Statement
from advisor.kernel.types import BOOL, INT, Array, Type


def carry(function: Function) -> Function:
    """The function with elements carried from trip to trip."""
    carrier = _Carrier(function)
    body = inside_out(function.body, carrier.block)
    return with_locals(function, body, carrier.made.items()) if carrier.made else function


@dataclass(slots=True)
class _Carrier:
    function: Function
    made: dict[str, Type] = field(default_factory=dict)

    def block(self, block: Block) -> Block:
        """The block with its loops changed."""
        new = tuple(each for statement in block for each in self._statement(statement))
        return block if new == block else new

    def _statement(self, statement: Statement) -> Iterator[Statement]:
        if not isinstance(statement, For) or not is_plain(statement):
            yield statement
            return
        place = self._place(statement)
        yield statement if place is None else self._carried(statement, place)

    def _place(self, loop: For) -> int | None:
        """Where in the body the store stands that the next trip reads."""
        if not is_simple(loop.body):
            return None
        for place, statement in enumerate(loop.body):
            if isinstance(statement, nodes.Store) and self._is_carried(loop, statement, place):
                return place
        return None

    def _is_carried(self, loop: For, store: nodes.Store, place: int) -> bool:
        kind = walking.types(self.function)[store.array]
        assert isinstance(kind, Array)
        stores = [a for a in accesses(loop.body, store.array) if isinstance(a, nodes.Store)]
        still = assigned(loop.body) | {loop.variable}
        axes = [n for n, i in enumerate(store.indices) if not is_still(i, still)]
        if len(stores) != 1 or len(axes) != 1 or not is_sure(store):
            return False
        moving = affine(store.indices[axes[0]])
        rest = frozenset(
            name for term in moving.without(loop.variable).terms for name in mentioned(term)
        )
        return (
            moving.factor(loop.variable) == 1
            and not rest & still
            and store.value.type.storage == kind.element.storage
            and any(
                isinstance(a, nodes.Load) and is_sure(a) and _is_before(a, store, loop)
                for statement in loop.body[: place + 1]
                for a in always(statement)
                if a.array == store.array
            )
        )

    def _carried(self, loop: For, place: int) -> Statement:
        store = loop.body[place]
        assert isinstance(store, nodes.Store)
        kind = walking.types(self.function)[store.array]
        assert isinstance(kind, Array)
        name = fresh(self.function, f"{store.array}_carried", self.made)
        self.made[name] = kind.element
        own = nodes.Variable(name, kind.element)

        def read(node: Expression) -> Expression:
            if isinstance(node, nodes.Load) and _is_before(node, store, loop):
                return own
            return node

        early = rebuilding.block(loop.body[:place], read)
        value = nodes.Assign(name, rebuilding.expression(store.value, read), store.line)
        kept = replace(store, value=own)
        body = (*early, value, kept, *loop.body[place + 1 :])
        first = tuple(_at_start(index, loop) for index in store.indices)
        first = tuple(
            a if is_still(b, frozenset({loop.variable})) else plus(a, nodes.Constant(-1, INT))
            for a, b in zip(first, store.indices, strict=True)
        )
        flags = (False,) * len(first)
        begin = nodes.Assign(name, nodes.Load(store.array, first, kind.element, flags, flags))
        runs = nodes.Compare("<", loop.start, loop.stop, BOOL)
        return nodes.If(runs, (begin, replace(loop, body=body)), (), loop.line)


def _is_before(load: nodes.Load, store: nodes.Store, loop: For) -> bool:
    """Whether it reads what the trip before stored."""
    if load.array != store.array or any(load.wraps) or any(load.checked):
        return False
    for read, written in zip(load.indices, store.indices, strict=True):
        behind = affine(written).plus(affine(read), -1)
        moves = affine(written).factor(loop.variable)
        if behind.terms or behind.constant != moves:
            return False
    return True


def _at_start(index: Expression, loop: For) -> Expression:
    """An index with the loop's variable at its first value."""

    def begin(node: Expression) -> Expression:
        if isinstance(node, nodes.Variable) and node.name == loop.variable:
            return loop.start
        return node

    return rebuilding.expression(index, begin)
