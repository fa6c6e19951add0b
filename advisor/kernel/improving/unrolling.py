"""Write out the few trips over a literal, so that what they test and divide by is known.

Before::

    for dr in (-1, 0, 1):
        if dr != 0:
            alive = alive + board[(r + dr) % rows]

After::

    dr = -1
    alive = alive + board[(r + -1) % rows]
    dr = 0
    dr = 1
    alive = alive + board[(r + 1) % rows]

The neighbours of a cell are looked up like this; each of them then has a place of its own that
later passes follow from cell to cell.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace

from advisor.kernel import nodes, rebuilding, walking
from advisor.kernel.improving.blocks import Block, inside_out
from advisor.kernel.improving.shapes import assigned, jumps_out, mentioned
from advisor.kernel.nodes import Expression, For, Function, Statement
from advisor.kernel.types import BOOL

_TRIPS = 8
_STATEMENTS = 48  # of all trips of one loop

Literals = Mapping[tuple[str, tuple[int, ...]], nodes.Constant]


def unroll(function: Function) -> Function:
    """The function with short loops over literals written out."""
    unroller = _Unroller(_literals(function))
    body = inside_out(function.body, unroller.block)
    if body == function.body:
        return function
    read = {name for node in walking.expressions(body) for name in mentioned(node)}
    read |= {
        v.name
        for s in walking.statements(body)
        if isinstance(s, nodes.Return)
        for v in s.values
        if isinstance(v, nodes.ArrayName)
    }
    idle = {array for array, _ in unroller.literals} - read
    return replace(function, body=inside_out(body, lambda block: _without(block, idle)))


def _without(block: Block, arrays: AbstractSet[str]) -> Block:
    """The block without the making and filling of arrays that nobody reads."""
    return tuple(
        s for s in block if not (isinstance(s, nodes.New | nodes.Store) and s.array in arrays)
    )


def _literals(function: Function) -> Literals:
    """The elements of the arrays that only ever hold literals, each in its one place."""
    found: dict[tuple[str, tuple[int, ...]], nodes.Constant] = {}
    others = {parameter.name for parameter in function.parameters}
    for statement in walking.statements(function.body):
        match statement:
            case nodes.Store(array, indices, nodes.Constant() as value, wraps, checked):
                place = None if any(wraps) or any(checked) else _place(indices)
                if place is None or found.setdefault((array, place), value) != value:
                    others.add(array)
            case nodes.New(_, shape, None) if _place(shape) is not None:
                continue
            case nodes.Store(array) | nodes.New(array) | nodes.Append(array):
                others.add(array)
            case nodes.Sort(array) | nodes.Truncate(array):
                others.add(array)
            case nodes.Copy(array, source):
                others |= {array, source}
            case nodes.Rebind(targets, sources):
                others |= {*targets, *sources}
    for node in walking.expressions(function.body):
        if isinstance(node, nodes.CallFunction):
            others.update(a.name for a in node.arguments if isinstance(a, nodes.ArrayName))
    return {key: value for key, value in found.items() if key[0] not in others}


def _place(indices: Sequence[Expression]) -> tuple[int, ...] | None:
    values = [i.value for i in indices if isinstance(i, nodes.Constant)]
    whole = tuple(value for value in values if isinstance(value, int))
    return whole if len(whole) == len(indices) else None


@dataclass(frozen=True, slots=True)
class _Unroller:
    literals: Literals

    def block(self, block: Block) -> Block:
        """The block with its short loops written out."""
        shapes = {s.array: _place(s.shape) for s in block if isinstance(s, nodes.New)}
        new = tuple(each for s in block for each in self._statement(s, shapes))
        return block if new == block else new

    def _statement(
        self, statement: Statement, shapes: Mapping[str, tuple[int, ...] | None]
    ) -> Iterator[Statement]:
        trips = self._trips(statement, shapes) if isinstance(statement, For) else None
        if trips is None or not isinstance(statement, For):
            yield statement
            return
        for value in trips:
            number = nodes.Constant(value, statement.start.type)
            yield nodes.Assign(statement.variable, number, statement.line)
            yield from self._trip(statement.body, {statement.variable: number})

    def _trips(self, loop: For, shapes: Mapping[str, tuple[int, ...] | None]) -> range | None:
        """The values of the variable, if they are known, few, and worth being written out."""
        stop = loop.stop
        if isinstance(stop, nodes.Length):
            shape = shapes.get(stop.array)
            if shape is None or not any(array == stop.array for array, _ in self.literals):
                return None
            stop = nodes.Constant(shape[stop.axis], stop.type)
        bounds = _place((loop.start, stop, loop.step))
        inner = list(walking.statements(loop.body))
        if bounds is None or loop.orelse or jumps_out(loop.body) or not self._pays(loop):
            return None
        known = {array for array, _ in self.literals}
        if any(isinstance(s, For | nodes.While | nodes.Copy) for s in inner) or any(
            isinstance(s, nodes.New) and s.array not in known for s in inner
        ):
            return None
        trips = range(*bounds)
        few = len(trips) <= _TRIPS and len(trips) * len(inner) <= _STATEMENTS
        return trips if few and loop.variable not in assigned(loop.body) else None

    def _pays(self, loop: For) -> bool:
        """Whether something is chosen or divided that its variable may tell."""
        divides = any(
            isinstance(e, nodes.Binary) and e.operator == "%"
            for e in walking.expressions(loop.body)
        )
        return divides or any(isinstance(s, nodes.If) for s in walking.statements(loop.body))

    def _trip(self, body: Block, known: dict[str, nodes.Constant]) -> Iterator[Statement]:
        """A trip's statements with what is known put in, and decided where that decides."""
        known = dict(known)

        def settle(node: Expression) -> Expression:
            return _decided(self._known(node, known))

        for statement in body:
            if isinstance(statement, nodes.If):
                test = rebuilding.expression(statement.test, settle)
                if isinstance(test, nodes.Constant):
                    branch = statement.then if test.value else statement.other
                    yield from self._trip(branch, known)
                else:
                    changing = assigned([statement])
                    later = {n: v for n, v in known.items() if n not in changing}
                    then, other = (
                        tuple(self._trip(part, later)) for part in (statement.then, statement.other)
                    )
                    yield replace(statement, test=test, then=then, other=other)
                for name in assigned([statement]):
                    known.pop(name, None)
                continue
            new = rebuilding.statement(statement, settle)
            yield new
            if isinstance(new, nodes.Assign):
                known.pop(new.name, None)
                if isinstance(new.value, nodes.Constant):
                    known[new.name] = new.value

    def _known(self, node: Expression, known: Mapping[str, nodes.Constant]) -> Expression:
        match node:
            case nodes.Variable(name):
                return known.get(name, node)
            case nodes.Load(array, indices):
                place = _place(indices)
                return node if place is None else self.literals.get((array, place), node)
        return node


def _decided(node: Expression) -> Expression:
    """A test of literals, or one that another part decides."""
    match node:
        case nodes.Compare(operator, nodes.Constant(value=left), nodes.Constant(value=right)):
            if isinstance(left, int) and isinstance(right, int):
                return nodes.Constant(_COMPARED[operator](left, right), BOOL)
        case nodes.Logical(operator, nodes.Constant(value=left), right):
            return right if bool(left) == (operator == "and") else node.left
        case nodes.Logical(operator, left, nodes.Constant(value=right)):
            if bool(right) == (operator == "and"):
                return left
            return node if _may_leave(left) else node.right
        case nodes.Unary("not", nodes.Constant(value=value)):
            return nodes.Constant(not value, BOOL)
    return node


def _may_leave(node: Expression) -> bool:
    """Whether working it out may do more than give a value."""
    plain = nodes.Constant | nodes.Variable | nodes.Compare | nodes.Logical | nodes.Length
    return not all(isinstance(part, plain) for part in walking.within(node))


_COMPARED = {
    "<": int.__lt__,
    "<=": int.__le__,
    ">": int.__gt__,
    ">=": int.__ge__,
    "==": int.__eq__,
    "!=": int.__ne__,
}
