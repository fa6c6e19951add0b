"""Loops that C has a better form for than one element after the other."""

from __future__ import annotations

from advisor.kernel import dependences, liveness, nodes, walking
from advisor.kernel.nodes import For, Function
from advisor.kernel.types import FLOAT

_POWERS = {2.0: "squares"}


def whole_powers(loop: For) -> tuple[str, str, nodes.Expression] | None:
    """The C helper, the array and the count of a loop that takes each element to a power.

    Such a loop is ``for i in range(n): xs[i] = xs[i] ** 2.0``.
    """
    match loop:
        case For(
            variable,
            nodes.Constant(0),
            stop,
            nodes.Constant(1),
            (
                nodes.Store(
                    array,
                    (nodes.Variable(index),),
                    nodes.Binary(
                        "**",
                        nodes.Load(read, (nodes.Variable(place),), checked=(False,)),
                        nodes.Constant(power),
                        kind,
                    ),
                    checked=(False,),
                ),
            ),
            (),
        ) if array == read and variable == index == place and kind == FLOAT:
            helper = _POWERS.get(power.real)
            return (helper, array, stop) if helper else None
    return None


def wide_loops(function: Function) -> frozenset[int]:
    """The innermost loops, by ``id``, of which vector units may do several trips at once."""
    return frozenset(
        id(loop)
        for loop, live in liveness.loops(function)
        if not any(isinstance(s, For | nodes.While) for s in walking.statements(loop.body))
        and dependences.is_closed(loop)
        and not dependences.carried_scalars(loop, live)
        and all(order == {0} for _, _, order in dependences.conflicts(loop))
    )


def rare_choices(function: Function) -> frozenset[int]:
    """Tests, by ``id`` of their statement, for something better than the best of all trips.

    Such a test seldom holds; a branch costs nothing where one value after the other would wait.
    """
    return frozenset(
        id(statement)
        for loop, _ in liveness.loops(function)
        if not any(isinstance(s, For | nodes.While) for s in walking.statements(loop.body))
        for statement in loop.body
        if isinstance(statement, nodes.If) and _is_rare(statement, loop)
    )


def _is_rare(choice: nodes.If, loop: For) -> bool:
    match choice:
        case nodes.If(nodes.Compare("<" | ">" | "<=" | ">=", left, right), then, ()):
            own = {side.name for side in (left, right) if isinstance(side, nodes.Variable)}
            better = {s.name for s in then if isinstance(s, nodes.Assign)} & own
            others = (s for s in loop.body if s is not choice)
            return bool(better - dependences.assigned(others))
    return False
