"""Choose between two values without a branch, where a trip has just worked both out.

Before::

    score = a[j]
    if b[j] + gap > score:
        score = b[j] + gap

After::

    score = a[j]
    other = b[j] + gap
    score = other if other > score else score

Which of the two it is changes from trip to trip, and a processor guesses wrong half the time.
The best of all trips so far is another thing: that seldom changes, and stays a branch.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from advisor.kernel import nodes, walking
from advisor.kernel.improving.blocks import Block, inside_out
from advisor.kernel.improving.shapes import fresh, with_locals
from advisor.kernel.nodes import Expression, For, Function, Statement
from advisor.kernel.types import Scalar, Type


def select(function: Function) -> Function:
    """The function with such choices made without branches."""
    selector = _Selector(function)
    body = inside_out(function.body, selector.block)
    return with_locals(function, body, selector.made.items())


@dataclass(slots=True)
class _Selector:
    function: Function
    made: dict[str, Type] = field(default_factory=dict)

    def block(self, block: Block) -> Block:
        """The block with its innermost loops changed."""
        return tuple(map(self._loop, block))

    def _loop(self, statement: Statement) -> Statement:
        if not isinstance(statement, For) or any(
            isinstance(s, For | nodes.While) for s in walking.statements(statement.body)
        ):
            return statement
        known: set[str] = set()
        body: list[Statement] = []
        for inner in statement.body:
            body += self._chosen(inner, known)
            if isinstance(inner, nodes.Assign):
                known.add(inner.name)
        return replace(statement, body=tuple(body))

    def _chosen(self, statement: Statement, known: set[str]) -> Iterator[Statement]:
        match statement:
            case nodes.If(
                nodes.Compare(_, left, right, kind) as test,
                (nodes.Assign(name, value, line),),
                (),
            ) if name in known and isinstance(value.type, Scalar):
                own = nodes.Variable(name, value.type)
                if own not in (left, right) or not _is_ready(value, (left, right)):
                    yield statement
                    return
                new, sides = value, [left, right]
                if not isinstance(value, nodes.Constant | nodes.Variable):
                    other = fresh(self.function, "other", self.made)
                    self.made[other] = value.type
                    yield nodes.Assign(other, value, line)
                    new = nodes.Variable(other, value.type)
                    sides = [new if side == value else side for side in sides]
                better = nodes.Compare(test.operator, sides[0], sides[1], kind)
                yield nodes.Assign(name, nodes.IfElse(better, new, own, value.type), line)
            case _:
                yield statement


def _is_ready(value: Expression, compared: tuple[Expression, ...]) -> bool:
    """Whether the value is a literal, or one of those that were compared anyway."""
    return isinstance(value, nodes.Constant) or value in compared
