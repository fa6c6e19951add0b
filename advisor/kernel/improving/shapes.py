"""Questions that every pass asks of a loop: its trips, whether each reaches its end, what changes.

A pass may move or multiply only what surely runs, as often as it is told to.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import fields

from advisor.kernel import nodes, walking
from advisor.kernel.nodes import Expression, For, Function, Statement
from advisor.kernel.types import BOOL, INT, Type

ZERO, ONE = nodes.Constant(0, INT), nodes.Constant(1, INT)


def is_plain(loop: For) -> bool:
    """Whether it makes all its trips, one up each time, each to its end, with its own variable."""
    return (
        loop.step == ONE
        and not loop.orelse
        and not jumps_out(loop.body)
        and loop.variable not in assigned(loop.body)
    )


def jumps_out(block: Sequence[Statement]) -> bool:
    """Whether the end of a loop's body may not be reached, without the kernel leaving."""
    return any(_jumps(statement, inner=False) for statement in block)


def _jumps(statement: Statement, *, inner: bool) -> bool:
    match statement:
        case nodes.Return():
            return True
        case nodes.Break() | nodes.Continue():
            return not inner
        case nodes.If(then=then, other=other):
            return any(_jumps(each, inner=inner) for each in (*then, *other))
        case For(body=body, orelse=orelse) | nodes.While(body=body, orelse=orelse):
            return any(_jumps(each, inner=True) for each in body) or any(
                _jumps(each, inner=inner) for each in orelse
            )
        case _:
            return False


def assigned(block: Iterable[Statement]) -> frozenset[str]:
    """Scalars that a block assigns, and arrays whose name or extent it changes."""
    names: set[str] = set()
    for statement in walking.statements(block):
        match statement:
            case nodes.Assign(name) | For(name):
                names.add(name)
            case nodes.Rebind(targets):
                names.update(targets)
            case nodes.Store():
                continue
            case _:
                names.update(_named(statement))
    return frozenset(names)


def stored(block: Iterable[Statement]) -> frozenset[str]:
    """Arrays whose elements a block changes, or whose name."""
    stores = (s.array for s in walking.statements(block) if isinstance(s, nodes.Store))
    return frozenset(stores) | assigned(block)


def mentioned(node: Expression) -> frozenset[str]:
    """Every variable and array of an expression, lengths included."""
    names: set[str] = set()
    for part in walking.within(node):
        match part:
            case nodes.Variable(name):
                names.add(name)
            case nodes.Load(array) | nodes.Length(array):
                names.add(array)
            case nodes.CallFunction(_, arguments):
                names.update(a.name for a in arguments if isinstance(a, nodes.ArrayName))
    return frozenset(names)


def mentions(block: Iterable[Statement], name: str) -> bool:
    """Whether a block speaks of an array at all."""
    block = tuple(block)
    if any(name in _named(statement) for statement in walking.statements(block)):
        return True
    return any(name in _own(part) for part in walking.expressions(block))


def _named(statement: Statement) -> Iterator[str]:
    """The arrays that a statement names itself, whatever it does with them."""
    for field in fields(statement):
        if field.name in ("name", "variable", "reason"):
            continue
        value = getattr(statement, field.name)
        for part in value if isinstance(value, tuple) else (value,):
            if isinstance(part, str):
                yield part
            elif isinstance(part, nodes.ArrayName):
                yield part.name


def _own(node: Expression) -> tuple[str, ...]:
    match node:
        case nodes.Load(array) | nodes.Length(array):
            return (array,)
        case nodes.CallFunction(_, arguments):
            return tuple(a.name for a in arguments if isinstance(a, nodes.ArrayName))
        case _:
            return ()


def is_still(node: Expression, changing: frozenset[str]) -> bool:
    """Whether it has one value as long as only these names change; it reads no elements."""
    reading = nodes.Load | nodes.CallFunction
    return not mentioned(node) & changing and not any(
        isinstance(part, reading) for part in walking.within(node)
    )


def trips(loop: For) -> Expression:
    """How often a plain loop's body is done."""
    if loop.start == ZERO and isinstance(loop.stop, nodes.Length):
        return loop.stop
    span = loop.stop if loop.start == ZERO else nodes.Binary("-", loop.stop, loop.start, INT)
    runs = nodes.Compare("<", loop.start, loop.stop, BOOL)
    return nodes.IfElse(runs, span, ZERO, INT)


def plus(left: Expression, right: Expression) -> Expression:
    """A sum that cannot overflow."""
    if left == ZERO:
        return right
    return left if right == ZERO else nodes.Binary("+", left, right, INT, checked=False)


def minus(left: Expression, right: Expression) -> Expression:
    """A difference that cannot overflow."""
    return left if right == ZERO else nodes.Binary("-", left, right, INT, checked=False)


def times(left: Expression, right: Expression) -> Expression:
    """A product that cannot overflow."""
    return nodes.Binary("*", left, right, INT, checked=False)


def fresh(function: Function, wanted: str, taken: Iterable[str] = ()) -> str:
    """A name that the function does not use yet."""
    names: set[str] = {*walking.types(function), *taken}
    number, name = 1, wanted
    while name in names:
        number += 1
        name = f"{wanted}_{number}"
    return name


def with_locals(
    function: Function, body: Sequence[Statement], more: Iterable[tuple[str, Type]]
) -> Function:
    """The function with another body and further locals."""
    return nodes.Function(
        function.name,
        function.parameters,
        dict(function.locals) | dict(more),
        tuple(body),
        function.results,
        function.doc,
    )
