"""Write a loop in lanes, from its body in runs.

Scalars that cross from one run to another get an array with a place for each lane; arrays that
every trip makes for itself get one more axis.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import reduce

from advisor.kernel import nodes, rebuilding, walking
from advisor.kernel.improving.laning import Laned, Part, Run
from advisor.kernel.improving.shapes import ONE, ZERO, fresh, minus, plus, times
from advisor.kernel.improving.transposing import Transposer
from advisor.kernel.nodes import Expression, For, Function, Statement
from advisor.kernel.types import BOOL, INT, Array, Scalar, Type

LANES = 128
"""Trips side by side: enough for the vector units, few enough for the innermost cache."""
_FEWEST = 8
_MOST = 4096  # elements that one trip may make for itself


def write(
    function: Function, loop: For, form: Laned, transposer: Transposer, more: dict[str, Type]
) -> tuple[Statement, ...]:
    """Lanes where there are enough trips, the loop as it was where there are not.

    ``more`` takes the new locals.
    """
    names = _Names(function, transposer, more)
    kinds = walking.types(function) | dict(form.temporaries)
    wide: dict[str, str] = {}
    for name in sorted(form.crossing):
        kind = kinds[name]
        assert isinstance(kind, Scalar)
        wide[name] = names.new(f"{name}_lanes", Array(kind, ("list",)))
    more |= {name: kind for name, kind in form.temporaries.items() if name not in wide}
    private: dict[str, str] = {}
    made = [s for s in loop.body if isinstance(s, nodes.New)]
    for statement in made:
        kind = kinds[statement.array]
        assert isinstance(kind, Array)
        wider = replace(kind, layers=(*kind.layers, "list"))
        private[statement.array] = names.new(f"{statement.array}_lanes", wider)
    writer = _Writer(
        loop, wide, private, transposer, *(names.new(w, INT) for w in ("base", "lane", "width"))
    )
    news = (nodes.New(a, (nodes.Constant(LANES, INT),), None, loop.line) for a in wide.values())
    return (nodes.If(_pays(loop, made), (*news, writer.blocks(form)), (loop,), loop.line),)


def _pays(loop: For, made: Sequence[nodes.New]) -> Expression:
    """Whether there are enough trips, and no trip makes too much for itself."""
    trips = minus(loop.stop, loop.start)
    test: Expression = nodes.Compare("<=", nodes.Constant(_FEWEST, INT), trips, BOOL)
    for statement in made:
        size = reduce(times, statement.shape)
        small = nodes.Compare("<=", size, nodes.Constant(_MOST, INT), BOOL)
        test = nodes.Logical("and", test, small, BOOL)
    return test


@dataclass(slots=True)
class _Names:
    """Makes up names, and notes their types."""

    function: Function
    transposer: Transposer
    more: dict[str, Type]

    def new(self, wanted: str, kind: Type) -> str:
        """A name that nothing has yet."""
        name = fresh(self.function, wanted, (*self.more, *self.transposer.types()))
        self.more[name] = kind
        return name


@dataclass(slots=True)
class _Writer:
    """Writes one loop in lanes."""

    loop: For
    wide: Mapping[str, str]  # scalars that live in an array, with its name
    private: Mapping[str, str]  # arrays that each trip makes, with the name of the wider one
    transposer: Transposer
    base: str
    lane: str
    width: str
    place: Expression = field(init=False)

    def __post_init__(self) -> None:
        """Tell which trip a lane does."""
        self.place = plus(nodes.Variable(self.base, INT), nodes.Variable(self.lane, INT))

    def blocks(self, form: Laned) -> For:
        """The loop over blocks of lanes."""
        lanes = nodes.Constant(LANES, INT)
        left = minus(self.loop.stop, nodes.Variable(self.base, INT))
        few = nodes.IfElse(nodes.Compare("<", left, lanes, BOOL), left, lanes, INT)
        body = rebuilding.block(self._block(form.block), self._length)
        start, stop = self.loop.start, self.loop.stop
        whole = (nodes.Assign(self.width, few), *body)
        return For(self.base, start, stop, lanes, whole, (), self.loop.line)

    def _length(self, node: Expression) -> Expression:
        match node:
            case nodes.Length(array) if array in self.private:
                return replace(node, array=self.private[array])
        return node

    def _block(self, block: Sequence[Part]) -> tuple[Statement, ...]:
        return tuple(new for part in block for new in self._part(part))

    def _part(self, part: Part) -> Iterator[Statement]:
        match part:
            case Run(statements):
                body = tuple(map(self._statement, statements))
                yield For(self.lane, ZERO, nodes.Variable(self.width, INT), ONE, body)
            case For():
                yield replace(part, body=self._block(part.body))
            case nodes.If():
                yield replace(part, then=self._block(part.then), other=self._block(part.other))
            case nodes.New(array, shape):
                shape = (*shape, nodes.Constant(LANES, INT))
                yield replace(part, array=self.private[array], shape=shape)
            case _:
                yield part

    def _statement(self, statement: Statement) -> Statement:
        """A statement of a run, for one lane."""
        lane = nodes.Variable(self.lane, INT)
        new = rebuilding.statement(statement, self._expression)
        match new:
            case nodes.Assign(name, value, line) if name in self.wide:
                return nodes.Store(self.wide[name], (lane,), value, (False,), (False,), line)
            case nodes.Store(array, indices) if array in self.private:
                flags = (False,) * (len(indices) + 1)
                name, indices = self.private[array], (*indices, lane)
                return replace(new, array=name, indices=indices, wraps=flags, checked=flags)
            case _:
                return new

    def _expression(self, node: Expression) -> Expression:
        lane = nodes.Variable(self.lane, INT)
        match node:
            case nodes.Variable(name) if name == self.loop.variable:
                return self.place
            case nodes.Variable(name, kind) if name in self.wide:
                return nodes.Load(self.wide[name], (lane,), kind, (False,), (False,))
            case nodes.Load(array, indices) if array in self.private:
                flags = (False,) * (len(indices) + 1)
                name, indices = self.private[array], (*indices, lane)
                return replace(node, array=name, indices=indices, wraps=flags, checked=flags)
            case nodes.Load():
                return self.transposer.turned(node, self.place)
            case _:
                return node
