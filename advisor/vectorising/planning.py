"""Which loops of a function become axes of whole-array operations, and which stay loops.

A loop of several statements becomes an axis when each statement may be done for all
trips before the next one is begun. A loop that stays one may stand inside an axis: it
then runs once for all trips of the axis together, if these never touch the same element.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from advisor.kernel import dependences, liveness, nodes, walking
from advisor.kernel.affine import reads
from advisor.kernel.nodes import Expression, For, Function, Statement
from advisor.vectorising.extremes import Extreme, extreme_of
from advisor.vectorising.products import Product, product_of, uncast
from advisor.vectorising.scattering import scattered


@dataclass(frozen=True, slots=True)
class Axis:
    """A loop that becomes an axis.

    Attributes:
        loop: the loop.
        sums: accumulators that are added up over it.
        product: the sums of products it is a part of, if they are left to a library.
        scattered: sums at computed places in it, by ``id``.
        extreme: what it looks for the best of.
    """

    loop: For
    sums: frozenset[str]
    product: Product | None = None
    scattered: frozenset[int] = frozenset()
    extreme: Extreme | None = None


class _SequentialError(Exception):
    """A loop that was to be an axis has to stay a loop."""

    def __init__(self, loop: For) -> None:
        super().__init__()
        self.loop = loop


def plan(
    function: Function, *, outermost_stays: bool = False, products: bool = False
) -> dict[int, Axis]:
    """The loops that become axes, by ``id``.

    With ``outermost_stays`` only the inner loops of a nest do: less memory at a time. With
    ``products`` sums of products are left to a library, which adds up in its own order.
    """
    lives = {id(loop): live for loop, live in liveness.loops(function)}
    stays: set[int] = set()
    while True:
        attempt = _Attempt(lives, stays, {}, products)
        try:
            attempt.block(function.body, ())
        except _SequentialError as problem:
            stays.add(id(problem.loop))
            continue
        outer = {id(loop) for loop in _holding_axes(function.body, attempt.axes)}
        if not outermost_stays or not outer - stays:
            return attempt.axes
        stays |= outer
        outermost_stays = False


def _holding_axes(block: Sequence[Statement], axes: dict[int, Axis]) -> Iterator[For]:
    """The outermost axes of a block that hold further ones."""
    for statement in block:
        if isinstance(statement, For) and id(statement) in axes:
            if any(id(inner) in axes for inner in walking.statements(statement.body)):
                yield statement
        else:
            for part in ("body", "orelse", "then", "other"):
                yield from _holding_axes(getattr(statement, part, ()), axes)


@dataclass(frozen=True, slots=True)
class _Attempt:
    """One go at a plan, with loops that were seen to stay loops."""

    lives: dict[int, frozenset[str]]
    stays: set[int]
    axes: dict[int, Axis]
    products: bool

    def block(self, block: Sequence[Statement], within: tuple[Axis, ...]) -> None:
        for statement in block:
            match statement:
                case For():
                    self.loop(statement, within)
                case nodes.While(body=body, orelse=orelse):
                    self.block((*body, *orelse), within)
                case nodes.If(then=then, other=other):
                    self.block((*then, *other), within)

    def loop(self, loop: For, within: tuple[Axis, ...]) -> None:
        axis = None if id(loop) in self.stays else self.axis(loop)
        if axis and any(axis.sums - outer.sums for outer in within):
            axis = None  # What starts anew in each trip of an outer axis is added up in order.
        product = self.product(loop)
        if axis is None and not within and id(loop) not in self.stays:
            axis = self.search(loop)
        if axis is None or product:
            for outer in within:
                if outer.sums or not _apart(outer.loop):
                    raise _SequentialError(within[0].loop)
        if product:
            self.axes.update({id(n): Axis(n, frozenset(), product) for n in product.loops})
            if not within:
                self.check(loop)
            return
        if axis is None:
            self.block((*loop.body, *loop.orelse), within)
            return
        self.axes[id(loop)] = axis
        self.block(loop.body, (*within, axis))
        if not within:
            self.check(loop)

    def product(self, loop: For) -> Product | None:
        """What a library can do of the loop, unless it was seen to have to stay."""
        found = product_of(loop, self.lives[id(loop)]) if self.products else None
        return found if found and not any(id(one) in self.stays for one in found.loops) else None

    def search(self, loop: For) -> Axis | None:
        """The loop as one that looks for the best of something."""
        extreme = extreme_of(loop, self.lives[id(loop)])
        return Axis(loop, frozenset(), extreme=extreme) if extreme and _simple(loop) else None

    def axis(self, loop: For) -> Axis | None:
        """The loop as an axis, looked at by itself."""
        if not (_simple(loop) and loop.body and dependences.is_closed(loop)) or _jumps(loop.body):
            return None
        carried = dependences.carried_scalars(loop, self.lives[id(loop)])
        carried -= frozenset(_settled(loop, carried))
        sums = frozenset(name for name in carried if summand(loop.body, name) is not None)
        scatters = dict(scattered(loop))
        if carried != sums or not _in_order(loop, scatters.keys()):
            return None
        return Axis(loop, sums, scattered=frozenset(map(id, scatters.values())))

    def check(self, nest: For) -> None:
        """Refuse a nest in which the length of a loop differs between trips of an axis."""
        unsteady = varying(nest, self.axes)
        for inner in walking.statements(nest.body):
            if isinstance(inner, For):
                needed = {*reads(inner.start), *reads(inner.stop), *reads(inner.step)}
                if needed & unsteady:
                    raise _SequentialError(nest)


def _simple(loop: For) -> bool:
    return isinstance(loop.step, nodes.Constant) and loop.step.value.real > 0


def varying(nest: For, axes: dict[int, Axis]) -> frozenset[str]:
    """Scalars that differ between the trips of the axes of a nest, and arrays it writes."""
    sums = frozenset(name for axis in axes.values() for name in axis.sums)
    written = {a.array for a in dependences.accesses(nest.body) if a.writes}
    loops = [nest, *(s for s in walking.statements(nest.body) if isinstance(s, For))]
    found = frozenset(loop.variable for loop in loops if id(loop) in axes) | written
    while True:
        more = found | (frozenset(_touched(nest.body, found, tested=False)) - sums)
        if more == found:
            return found
        found = more


def _touched(block: Sequence[Statement], known: frozenset[str], *, tested: bool) -> Iterator[str]:
    """Scalars that are given a value that depends on ``known``, or only if such a test holds."""
    for statement in block:
        match statement:
            case nodes.Assign(name, value):
                if tested or known & {*reads(value)}:
                    yield name
            case nodes.If(test, then, other):
                both = tested or bool(known & {*reads(test)})
                yield from _touched((*then, *other), known, tested=both)
            case For(body=body, orelse=orelse):
                yield from _touched((*body, *orelse), known, tested=tested)


def summand(block: Sequence[Statement], name: str) -> tuple[Expression, bool] | None:
    """What is added to (or, with ``True``, subtracted from) a name that is only added up."""
    own = [s for s in walking.statements(block) if isinstance(s, nodes.Assign) and s.name == name]
    looked_at = sum(name == read for e in _tops(block) for read in reads(e))
    if len(own) != 1 or looked_at != 1:
        return None
    value = uncast(own[0].value)
    if not isinstance(value, nodes.Binary) or value.operator not in "+-":
        return None
    if value.type.kind not in ("int", "float") or value.type.kind != own[0].value.type.kind:
        return None
    first, second = uncast(value.left), uncast(value.right)
    if isinstance(first, nodes.Variable) and first.name == name:
        return value.right, value.operator == "-"
    if value.operator == "+" and isinstance(second, nodes.Variable) and second.name == name:
        return value.left, False
    return None


def _tops(block: Sequence[Statement]) -> Iterator[Expression]:
    for statement in walking.statements(block):
        yield from dependences.own_expressions(statement)


def _settled(loop: For, names: frozenset[str]) -> Iterator[str]:
    """Names that any trip would leave with the same constant."""
    exposed = liveness.flow(loop.body).exposed
    for name in names - exposed:
        own = [
            s
            for s in walking.statements(loop.body)
            if isinstance(s, nodes.Assign) and s.name == name
        ]
        sure = [s for s in _unconditional(loop.body) if isinstance(s, nodes.Assign)]
        if len(own) == 1 and isinstance(own[0].value, nodes.Constant) and own[0] in sure:
            yield name


def _unconditional(block: Sequence[Statement]) -> Iterator[Statement]:
    for statement in block:
        yield statement
        if isinstance(statement, For):
            yield from _unconditional(statement.body)


def _jumps(block: Sequence[Statement]) -> bool:
    jumps = nodes.Break | nodes.Continue | nodes.Return | nodes.While
    return any(isinstance(statement, jumps) for statement in walking.statements(block))


def _in_order(loop: For, scattered: Collection[int]) -> bool:
    """Whether no statement needs what a later one did in an earlier trip.

    Those in ``scattered``, by number, are done one trip after the other.
    """
    for first, second, order in dependences.conflicts(loop, wrapping=False):
        if first.statement in scattered and first.statement == second.statement:
            continue
        itself = first is second
        if itself and (first.indices is None or order <= {0}):
            continue  # One append alone keeps its order; a store meets no other trip's.
        if itself or -1 in order:
            return False
    return True


def _apart(loop: For) -> bool:
    """Whether no two trips of a loop touch the same element, written by one of them."""
    appends = any(isinstance(s, nodes.Append) for s in walking.statements(loop.body))
    return not appends and all(
        order <= {0} for _, _, order in dependences.conflicts(loop, wrapping=False)
    )
