"""Do several trips of an outer loop side by side, so that inner sums need not wait for each other.

A sum in the source's order takes a full latency for each term, and no vector unit helps. But the
sums of different outer trips are independent: worked on side by side, a lane each, every scalar
still takes its values in the same order, and the innermost loop runs over lanes.

Before::

    for i in range(n):
        total = 0.0
        for k in range(m):
            total = total + a[i, k] * x[k]
        y[i] = total

After (``width`` lanes at a time; ``a`` read through a transposed copy)::

    for base in range(0, n, LANES):
        for lane in range(width): total[lane] = 0.0
        for k in range(m):
            for lane in range(width): total[lane] = total[lane] + a_t[k, base + lane] * x[k]
        for lane in range(width): y[base + lane] = total[lane]
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from advisor.kernel import dependences, liveness, nodes, walking
from advisor.kernel.improving.lane_writing import write
from advisor.kernel.improving.laning import laned
from advisor.kernel.improving.shapes import assigned, is_plain, is_still, mentions, with_locals
from advisor.kernel.improving.transposing import Transposer
from advisor.kernel.nodes import Expression, For, Function, Statement
from advisor.kernel.types import Array, Type

_SAME_TRIP = frozenset({0})


def spread_lanes(function: Function) -> Function:
    """The function with the outermost loops that it pays for done in lanes."""
    transposer = Transposer(function)
    chosen: list[tuple[For, tuple[Statement, ...]]] = []
    more: dict[str, Type] = {}
    for loop, live in liveness.loops(function):
        if any(loop is inner for outer, _ in chosen for inner in walking.statements(outer.body)):
            continue
        made = _in_lanes(function, loop, live, transposer, more)
        if made is not None:
            chosen.append((loop, made))
    if not chosen:
        return function
    body = _replaced(function.body, chosen)
    return with_locals(function, (*transposer.copies(), *body), (more | transposer.types()).items())


def _replaced(
    block: Sequence[Statement], chosen: Sequence[tuple[For, tuple[Statement, ...]]]
) -> tuple[Statement, ...]:
    found: list[Statement] = []
    for statement in block:
        new = next((made for loop, made in chosen if loop is statement), None)
        if new is not None:
            found += new
            continue
        match statement:
            case For(body=body, orelse=orelse) | nodes.While(body=body, orelse=orelse):
                inner, last = _replaced(body, chosen), _replaced(orelse, chosen)
                found.append(replace(statement, body=inner, orelse=last))
            case nodes.If(then=then, other=other):
                inner, last = _replaced(then, chosen), _replaced(other, chosen)
                found.append(replace(statement, then=inner, other=last))
            case _:
                found.append(statement)
    return tuple(found)


def _in_lanes(
    function: Function,
    loop: For,
    live: frozenset[str],
    transposer: Transposer,
    more: dict[str, Type],
) -> tuple[Statement, ...] | None:
    """What stands for a loop in lanes; ``None`` where that cannot be, or does not pay."""
    private = _private(function, loop)
    if private is None or not _is_independent(loop, live, private) or not _sums(loop.body):
        return None
    if not all(is_still(e, assigned(loop.body)) for e in (loop.start, loop.stop)):
        return None
    form = laned(function, loop, private)
    if form is None or not transposer.suits(loop, form, private):
        return None
    if private and not all(is_still(e, assigned(loop.body)) for e in _extents(loop)):
        return None
    return write(function, loop, form, transposer, more)


def _private(function: Function, loop: For) -> frozenset[str] | None:
    """Arrays that every trip makes for itself, first thing; ``None`` if it makes others too."""
    own = {s.array for s in loop.body if isinstance(s, nodes.New)}
    made = [s for s in walking.statements(loop.body) if isinstance(s, nodes.New)]
    kinds = walking.types(function)
    for name in own:
        kind = kinds[name]
        assert isinstance(kind, Array)
        outside = _without(function.body, loop)
        if kind.growable or mentions(outside, name):
            return None
    return frozenset(own) if len(made) == len(own) else None


def _without(block: Sequence[Statement], loop: For) -> Iterator[Statement]:
    """Every statement of a function but those of one loop, each without its blocks."""
    for statement in block:
        if statement is loop:
            continue
        match statement:
            case For(body=body, orelse=orelse) | nodes.While(body=body, orelse=orelse):
                yield replace(statement, body=(), orelse=())
                yield from _without((*body, *orelse), loop)
            case nodes.If(then=then, other=other):
                yield replace(statement, then=(), other=())
                yield from _without((*then, *other), loop)
            case _:
                yield statement


def _is_independent(loop: For, live: frozenset[str], private: frozenset[str]) -> bool:
    body = tuple(s for s in loop.body if not isinstance(s, nodes.New))
    shared = replace(loop, body=body)
    return (
        is_plain(loop)
        and dependences.is_closed(shared)
        and not dependences.carried_scalars(shared, live)
        and all(
            order <= _SAME_TRIP
            for first, _, order in dependences.conflicts(shared)
            if first.array not in private
        )
    )


def _extents(loop: For) -> Iterator[Expression]:
    """The extents of the arrays that each trip makes."""
    for statement in loop.body:
        if isinstance(statement, nodes.New):
            yield from statement.shape


def _sums(block: Sequence[Statement]) -> bool:
    """Whether a loop in it takes a float from trip to trip."""
    return any(_carries(s) for s in walking.statements(block) if isinstance(s, For))


def _carries(loop: For) -> bool:
    exposed = liveness.flow(loop.body).exposed - {loop.variable}
    for statement in loop.body:
        match statement:
            case nodes.Assign(name, value):
                if name in exposed and value.type.kind == "float":
                    return True
            case nodes.Store(_, indices, value):
                names = {
                    n.name
                    for i in indices
                    for n in walking.within(i)
                    if isinstance(n, nodes.Variable)
                }
                if loop.variable not in names and value.type.kind == "float":
                    return True
    return False
