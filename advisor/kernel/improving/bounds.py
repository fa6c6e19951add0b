"""Name the bounds of a loop where working them out may leave the kernel.

Before a loop the kernel looks whether anything went wrong so far; a bound that was worked out
above that look is exact within the loop, and what is known of it proves indices.

Before: ``for i in range(r, n - r)``, where ``n - r`` may overflow.
After: ``stop = n - r`` and ``for i in range(r, stop)``.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from advisor.kernel import nodes, walking
from advisor.kernel.improving.blocks import Block, inside_out
from advisor.kernel.improving.shapes import fresh, is_still, with_locals
from advisor.kernel.nodes import Expression, For, Function, Statement
from advisor.kernel.types import INT, Type


def name_bounds(function: Function) -> Function:
    """The function with names for bounds that may leave."""
    namer = _Namer(function)
    body = inside_out(function.body, namer.block)
    return with_locals(function, body, namer.made.items()) if namer.made else function


def put_bounds_back(function: Function) -> Function:
    """The function with bounds that turned out to be exact in their loops again.

    Other passes can tell more of ``range(i + 1, n)`` than of ``range(start, n)``.
    """
    return replace(function, body=inside_out(function.body, _with_bounds))


def _with_bounds(block: Block) -> Block:
    found: list[Statement] = []
    for statement in block:
        if isinstance(statement, For):
            start, stop = (_put_back(b, found) for b in (statement.start, statement.stop))
            found.append(replace(statement, start=start, stop=stop))
        else:
            found.append(statement)
    return tuple(found)


def _put_back(bound: Expression, before: list[Statement]) -> Expression:
    """What a bound was named for, right before its loop, if that cannot leave any more."""
    later: set[str] = set()
    for statement in reversed(before):
        match statement:
            case nodes.Assign(name, value) if bound == nodes.Variable(name, INT):
                steady = is_still(value, frozenset(later)) and not _may_leave(value)
                return value if steady else bound
            case nodes.Assign(name):
                later.add(name)
            case nodes.If(then=(nodes.Leave(),), other=()):
                continue
            case _:
                return bound
    return bound


@dataclass(slots=True)
class _Namer:
    function: Function
    made: dict[str, Type] = field(default_factory=dict)

    def block(self, block: Block) -> Block:
        """The block with the bounds of its loops named."""
        return tuple(new for statement in block for new in self._statement(statement))

    def _statement(self, statement: Statement) -> Iterator[Statement]:
        if not isinstance(statement, For):
            yield statement
            return
        bounds: dict[str, Expression] = {}
        for role in ("start", "stop"):
            bound: Expression = getattr(statement, role)
            if _may_leave(bound):
                name = fresh(self.function, f"{statement.variable}_{role}", self.made)
                self.made[name] = INT
                yield nodes.Assign(name, bound, statement.line)
                bounds[role] = nodes.Variable(name, INT)
        yield replace(statement, **bounds) if bounds else statement  # type: ignore[arg-type] # bounds


def _may_leave(bound: Expression) -> bool:
    """Whether it is worked out with something that may leave, on integers."""
    return bound.type == INT and any(
        isinstance(part, nodes.Binary | nodes.Unary) and part.checked
        for part in walking.within(bound)
    )
