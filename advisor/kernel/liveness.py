"""Which scalars a piece of code reads before it has written them, and which are read later.

What a loop's body always writes before reading is private to a trip, if nobody
reads it after the loop.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from advisor.kernel import nodes, walking
from advisor.kernel.affine import reads
from advisor.kernel.nodes import Expression, Function, Statement


@dataclass(frozen=True, slots=True)
class Flow:
    """What a block does with names.

    Attributes:
        exposed: read while perhaps not yet written in the block.
        written: surely written when the block's end is reached.
        ends: its end is never reached (it returns, leaves, breaks or continues).
    """

    exposed: frozenset[str] = frozenset()
    written: frozenset[str] = frozenset()
    ends: bool = False


def flow(block: Sequence[Statement]) -> Flow:
    """The flow through a block."""
    exposed: frozenset[str] = frozenset()
    written: frozenset[str] = frozenset()
    for statement in block:
        one = _flow(statement)
        exposed |= one.exposed - written
        written |= one.written
        if one.ends:
            return Flow(exposed, written, ends=True)
    return Flow(exposed, written)


def loops(function: Function) -> Iterator[tuple[nodes.For, frozenset[str]]]:
    """Every counted loop, outer ones first, with the scalars that may be read after it."""
    kept = frozenset(p.name for p in function.parameters if p.written)
    yield from _loops(function.body, kept)


def _loops(
    block: Sequence[Statement], after: frozenset[str]
) -> Iterator[tuple[nodes.For, frozenset[str]]]:
    for place, statement in enumerate(block):
        rest = flow(block[place + 1 :])
        live = rest.exposed | (after if _jumps(block[place + 1 :]) else after - rest.written)
        match statement:
            case nodes.For(body=body, orelse=orelse) | nodes.While(body=body, orelse=orelse):
                if isinstance(statement, nodes.For):
                    yield statement, live | flow(orelse).exposed
                again = _flow(statement).exposed | flow(body).exposed
                yield from _loops(body, live | again | flow(orelse).exposed)
                yield from _loops(orelse, live)
            case nodes.If(then=then, other=other):
                yield from _loops(then, live)
                yield from _loops(other, live)


def _jumps(block: Sequence[Statement]) -> bool:
    """Whether it may be left before all of it was done."""
    jumps = nodes.Break | nodes.Continue | nodes.Return
    return any(isinstance(statement, jumps) for statement in walking.statements(block))


def _flow(statement: Statement) -> Flow:
    match statement:
        case nodes.Assign(name, value):
            return Flow(_names(value), frozenset({name}))
        case nodes.For(variable, start, stop, step, body, orelse):
            inside = flow(body).exposed - {variable}
            return Flow(_names(start, stop, step) | inside | flow(orelse).exposed)
        case nodes.While(test, body, orelse):
            return Flow(_names(test) | flow(body).exposed | flow(orelse).exposed)
        case nodes.If(test, then, other):
            return _choice(_names(test), flow(then), flow(other))
        case nodes.Break() | nodes.Continue() | nodes.Leave():
            return Flow(ends=True)
        case nodes.Return(values):
            numbers = [v for v in values if not isinstance(v, nodes.ArrayName)]
            return Flow(_names(*numbers), ends=True)
        case nodes.Store(indices=indices, value=value):
            return Flow(_names(*indices, value))
        case nodes.New(shape=shape, fill=fill):
            return Flow(_names(*shape, *([] if fill is None else [fill])))
        case nodes.Append(value=value) | nodes.Truncate(length=value):
            return Flow(_names(value))
        case _:
            return Flow()


def _choice(tested: frozenset[str], then: Flow, other: Flow) -> Flow:
    exposed = tested | then.exposed | other.exposed
    if then.ends and other.ends:
        return Flow(exposed, ends=True)
    if then.ends or other.ends:
        return Flow(exposed, (other if then.ends else then).written)
    return Flow(exposed, then.written & other.written)


def _names(*items: Expression) -> frozenset[str]:
    return frozenset(name for item in items for name in reads(item))
