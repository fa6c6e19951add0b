"""May the trips of a loop be done in another order, or at the same time?

Two accesses of one array depend on each other when they may touch the same element
and one of them writes. For subscripts that are sums of multiples the distance in
trips is known exactly; for all others the worst is taken for granted. Arrays of
different names never overlap: the border sees to that.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from advisor.kernel import liveness, nodes, walking
from advisor.kernel.affine import Affine, affine
from advisor.kernel.nodes import Expression, For, Function, Kernel, Statement

ANY_ORDER = frozenset({-1, 0, 1})
_SAME_TRIP = frozenset({0})
UNSTEADY = (
    *(nodes.New, nodes.Copy, nodes.Rebind, nodes.Return),
    *(nodes.Truncate, nodes.Sort),
)
"""Statements that give a loop other arrays or lengths on the way, or that end it."""


@dataclass(frozen=True, slots=True)
class Access:
    """One reading or writing of an array in a loop's body.

    Attributes:
        array: its name.
        indices: the subscripts; ``None`` when the whole array may be meant.
        statement: the number of its statement in the body, in the order of the text.
        writes: whether it is written.
        wraps: whether a subscript may be negative, and count from the end.
    """

    array: str
    indices: tuple[Expression, ...] | None
    statement: int
    writes: bool = False
    wraps: bool = False


def independent_loops(kernel: Kernel) -> tuple[For, ...]:
    """The outermost loops of the entry function whose trips may run at the same time.

    Each trip then touches elements of its own, or reads what no trip writes; every
    scalar it assigns is its own and is not read after the loop (the loop's variable
    neither); nothing breaks off the loop, appends, or makes arrays. Results are the
    same bit for bit in any order. A trip may still leave. Compare by ``is``.
    """
    writers = frozenset(f.name for f in kernel.functions if _writes_arrays(f))
    found: list[For] = []
    for loop, live in liveness.loops(kernel.entry):
        inside = any(loop is inner for outer in found for inner in walking.statements(outer.body))
        if not inside and is_independent(loop, live, writers):
            found.append(loop)
    return tuple(found)


def is_independent(loop: For, live: frozenset[str], writers: frozenset[str] = frozenset()) -> bool:
    """Whether a loop's trips may run at the same time; ``live`` scalars are read after it."""
    return (
        is_closed(loop, writers)
        and not carried_scalars(loop, live)
        and not any(isinstance(s, nodes.Append) for s in walking.statements(loop.body))
        and all(order <= _SAME_TRIP for _, _, order in conflicts(loop))
    )


def is_closed(loop: For, writers: frozenset[str] = frozenset()) -> bool:
    """Whether the loop always makes all its trips, on the same arrays throughout.

    ``writers`` are functions that write arrays they are given.
    """
    if loop.orelse or any(_breaks_off(s, inner=False) for s in loop.body):
        return False
    for statement in walking.statements(loop.body):
        if isinstance(statement, UNSTEADY):
            return False
        if isinstance(statement, nodes.Assign) and statement.name == loop.variable:
            return False
        if isinstance(statement, For) and statement.variable == loop.variable:
            return False
    called = (e for e in walking.expressions(loop.body) if isinstance(e, nodes.CallFunction))
    return not any(call.function in writers for call in called)


def carried_scalars(loop: For, live: frozenset[str]) -> frozenset[str]:
    """Scalars that take a value from one trip to another or out of the loop."""
    inside = assigned(loop.body)
    exposed = liveness.flow(loop.body).exposed - {loop.variable}
    return (inside & (exposed | live)) | ({loop.variable} & live)


def assigned(block: Iterable[Statement]) -> frozenset[str]:
    """Scalars a block assigns, loop variables included."""
    names = []
    for statement in walking.statements(block):
        if isinstance(statement, nodes.Assign):
            names.append(statement.name)
        elif isinstance(statement, For):
            names.append(statement.variable)
    return frozenset(names)


def conflicts(
    loop: For, *, wrapping: bool = True
) -> Iterator[tuple[Access, Access, frozenset[int]]]:
    """Pairs of accesses that depend on each other, the textually earlier one first.

    With each pair come the possible signs of the second one's trip minus the first one's.
    Reads of a statement stand before its write. An access also pairs with itself in
    other trips: then 0 alone means that no two trips meet. Without ``wrapping`` the caller
    sees to it that no subscript is negative.
    """
    found = tuple(accesses(loop.body))
    varying = assigned(loop.body) | {a.array for a in found if a.writes}
    step = loop.step.value if isinstance(loop.step, nodes.Constant) else None
    for place, first in enumerate(found):
        for second in found[place:]:
            if first.array == second.array and (first.writes or second.writes):
                blurred = wrapping and (first.wraps or second.wraps)
                order = ANY_ORDER if blurred else _order(first, second, loop.variable, varying)
                if step is None:
                    order |= {-sign for sign in order}
                elif step.real < 0:
                    order = frozenset(-sign for sign in order)
                if order:
                    yield first, second, order


def accesses(block: Sequence[Statement]) -> Iterator[Access]:
    """Every access of an array, in the order of the text, reads of a statement first."""
    growing = {s.array for s in walking.statements(block) if isinstance(s, nodes.Append)}
    for number, statement in enumerate(walking.statements(block)):
        for node in own_expressions(statement):
            yield from _reads(node, number, growing)
        match statement:
            case nodes.Store(array, indices, wraps=wraps):
                yield Access(array, indices, number, writes=True, wraps=any(wraps))
            case nodes.Append(array):
                yield Access(array, None, number, writes=True)


def _reads(node: Expression, number: int, growing: set[str]) -> Iterator[Access]:
    for part in walking.within(node):
        match part:
            case nodes.Load(array, indices, wraps=wraps):
                yield Access(array, indices, number, wraps=any(wraps))
            case nodes.Length(array) if array in growing:
                yield Access(array, None, number)
            case nodes.CallFunction(_, arguments):
                for argument in arguments:
                    if isinstance(argument, nodes.ArrayName):
                        yield Access(argument.name, None, number)


def own_expressions(statement: Statement) -> Iterator[Expression]:
    """A statement's own expressions, not those of statements in it."""
    match statement:
        case nodes.Assign(value=value) | nodes.Append(value=value) | nodes.Truncate(length=value):
            yield value
        case nodes.Store(indices=indices, value=value):
            yield from indices
            yield value
        case For(start=start, stop=stop, step=step):
            yield from (start, stop, step)
        case nodes.While(test=test) | nodes.If(test=test):
            yield test
        case nodes.Return(values):
            yield from (value for value in values if not isinstance(value, nodes.ArrayName))
        case nodes.New(shape=shape, fill=fill):
            yield from shape
            if fill is not None:
                yield fill


def _order(first: Access, second: Access, variable: str, varying: frozenset[str]) -> frozenset[int]:
    """Possible signs of the trips between two accesses of one element; empty if they never meet."""
    if first.indices is None or second.indices is None:
        return ANY_ORDER
    order = ANY_ORDER
    for one, two in zip(first.indices, second.indices, strict=True):
        order &= _order_along(affine(one), affine(two), variable, varying)
    return order


def _order_along(
    one: Affine, two: Affine, variable: str, varying: frozenset[str]
) -> frozenset[int]:
    """What one axis says: ``one`` in the first trip equals ``two`` in the second."""
    factor, rest = one.factor(variable), one.without(variable)
    other = two.without(variable)
    unknown = (varying | {variable}) & {*rest.reads(), *other.reads()}
    if unknown or factor != two.factor(variable) or rest.terms != other.terms:
        return ANY_ORDER
    apart = rest.constant - other.constant
    if not factor:
        return frozenset() if apart else ANY_ORDER
    if apart % factor:
        return frozenset()
    trips = apart // factor
    return frozenset({(trips > 0) - (trips < 0)})


def _breaks_off(statement: Statement, *, inner: bool) -> bool:
    """Whether it may end the loop it stands in (``inner``: it stands in one further in)."""
    match statement:
        case nodes.Break():
            return not inner
        case nodes.Return():
            return True
        case nodes.If(then=then, other=other):
            return any(_breaks_off(s, inner=inner) for s in (*then, *other))
        case For(body=body, orelse=orelse) | nodes.While(body=body, orelse=orelse):
            within = any(_breaks_off(s, inner=True) for s in body)
            return within or any(_breaks_off(s, inner=inner) for s in orelse)
        case _:
            return False


def _writes_arrays(function: Function) -> bool:
    changing = nodes.Store | nodes.Append | nodes.Truncate | nodes.Sort
    calls = (e for e in walking.expressions(function.body) if isinstance(e, nodes.CallFunction))
    passed = (a for call in calls for a in call.arguments)
    return any(isinstance(s, changing) for s in walking.statements(function.body)) or any(
        isinstance(argument, nodes.ArrayName) for argument in passed
    )
