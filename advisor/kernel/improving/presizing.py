"""Give a list that one loop fills its final length from the start.

A list that grows is moved about in memory, and each trip of the loop that fills it needs
the one before. Where every trip appends exactly once, the place of each item is known.

Before::

    labels = growing()
    for i in range(n):
        append(labels, f(i))

After::

    labels = new(n)
    for i in range(n):
        labels[i] = f(i)
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from advisor.kernel import nodes, rebuilding, walking
from advisor.kernel.affine import affine
from advisor.kernel.improving.blocks import Block, within
from advisor.kernel.improving.shapes import (
    ONE,
    ZERO,
    assigned,
    is_plain,
    is_still,
    mentions,
    minus,
    plus,
    times,
    trips,
)
from advisor.kernel.nodes import Expression, For, Function, Statement
from advisor.kernel.types import INT, Array, Type

_JUMPS = nodes.Break | nodes.Continue | nodes.Return
_KNOWN = (
    nodes.Assign | nodes.Store | For | nodes.While | nodes.If | _JUMPS | nodes.Leave
    | nodes.New | nodes.Append | nodes.Copy | nodes.Rebind
)  # fmt: skip
_DEEPEST = 3  # loops in each other that fill one list


def presize(function: Function) -> Function:
    """The function with the lists that can be made at their final length."""
    parameters = {parameter.name for parameter in function.parameters}
    others = [s for s in walking.statements(function.body) if not isinstance(s, _KNOWN)]
    growing = {
        name
        for name, kind in function.locals.items()
        if isinstance(kind, Array) and kind.growable and name not in parameters
    }
    growing -= {name for statement in others for name in growing if mentions([statement], name)}
    fillings = {name: _fillings(function.body, name) for name in sorted(growing)}
    chosen = _closed(function, {name for name, found in fillings.items() if found is not None})
    body: tuple[Statement, ...] = function.body
    for name in sorted(chosen):
        for filling in fillings[name] or ():
            # Names filled earlier have changed the statements: the place is looked up anew.
            body = _filled(body, name, filling.line)
    kinds = dict(function.locals)
    for name in chosen:
        kind = kinds[name]
        assert isinstance(kind, Array)
        kinds[name] = replace(kind, growable=False)
    return replace(function, body=body, locals=kinds, results=_results(function, chosen))


@dataclass(frozen=True, slots=True)
class _Filling:
    """How one ``New`` of a list comes to its items.

    Attributes:
        line: the number of the ``New`` among those of the list, in the order of the text.
        statements: what stands in place of the block's statements from the ``New`` on.
        appends: how many statements append to the list there.
    """

    line: int
    statements: tuple[Statement, ...]
    appends: int


def _fillings(body: Sequence[Statement], name: str) -> tuple[_Filling, ...] | None:
    """A filling for every place that makes the list; ``None`` unless they cover all appends."""
    found = tuple(_each_filling(body, name))
    appends = sum(isinstance(s, nodes.Append) and s.array == name for s in walking.statements(body))
    if not found or any(f is None for f in found):
        return None
    sure = tuple(f for f in found if f is not None)
    return sure if sum(f.appends for f in sure) == appends else None


def _each_filling(body: Sequence[Statement], name: str) -> Iterator[_Filling | None]:
    for number, (block, place) in enumerate(_places(body, name)):
        yield _filling(block, place, name, number)


def _places(body: Sequence[Statement], name: str) -> Iterator[tuple[Sequence[Statement], int]]:
    for place, statement in enumerate(body):
        if isinstance(statement, nodes.New) and statement.array == name:
            yield body, place
        for block in _blocks(statement):
            yield from _places(block, name)


def _blocks(statement: Statement) -> tuple[Block, ...]:
    match statement:
        case For(body=body, orelse=orelse) | nodes.While(body=body, orelse=orelse):
            return body, orelse
        case nodes.If(then=then, other=other):
            return then, other
        case _:
            return ()


def _filled(body: tuple[Statement, ...], name: str, number: int) -> tuple[Statement, ...]:
    """The body with the list's ``number``-th ``New`` and what follows it replaced."""
    seen = -1

    def block(statements: tuple[Statement, ...]) -> tuple[Statement, ...]:
        nonlocal seen
        for place, statement in enumerate(statements):
            if isinstance(statement, nodes.New) and statement.array == name:
                seen += 1
                if seen == number:
                    filling = _filling(statements, place, name, number)
                    assert filling is not None
                    return (*statements[:place], *filling.statements)
            new = within(statement, block)
            if new is not statement:
                return (*statements[:place], new, *statements[place + 1 :])
        return statements

    return block(body)


def _filling(block: Sequence[Statement], place: int, name: str, number: int) -> _Filling | None:
    """Follow a block from where a list is made: single items, then at most one loop."""
    made = block[place]
    assert isinstance(made, nodes.New)
    items: Expression = ZERO
    count = appends = 0
    before: list[Statement] = []  # the list is made right before it gets its first item
    new: list[Statement] = []
    rest = list(block[place + 1 :])
    while rest:
        statement = rest[0]
        if isinstance(statement, nodes.Append) and statement.array == name:
            filled = _Filled(name, nodes.Constant(count, INT), count)
            new.append(_store(filled, statement))
            if not filled.works:
                return None
            count, appends = count + 1, appends + 1
        elif isinstance(statement, For) and _appends(statement, name):
            looped = _loop(statement, name, count)
            changing = assigned(new)
            if looped is None or not all(is_still(e, changing | {name}) for e in looped.counts):
                return None
            items, appends = looped.trips, appends + 1
            new.append(looped.loop)
            rest.pop(0)
            break
        elif mentions([statement], name):
            break
        elif any(isinstance(s, _JUMPS) for s in walking.statements([statement])):
            return None
        else:
            (new if count else before).append(statement)
        rest.pop(0)
    shape = (plus(items, nodes.Constant(count, INT)),)
    return _Filling(number, (*before, replace(made, shape=shape), *new, *rest), appends)


def _appends(statement: Statement, name: str) -> bool:
    return any(
        isinstance(s, nodes.Append) and s.array == name for s in walking.statements([statement])
    )


@dataclass(frozen=True, slots=True)
class _Looped:
    """A loop that fills a list: rewritten, its trips in all, and what they depend on."""

    loop: For
    trips: Expression
    counts: tuple[Expression, ...]


def _loop(loop: For, name: str, before: int) -> _Looped | None:
    """The loop with stores instead of appends, if each innermost trip appends once."""
    nest = _nest(loop, name)
    if nest is None:
        return None
    inside = assigned(loop.body) | {loop.variable}
    bounds = [bound for inner in nest for bound in (inner.start, inner.stop)]
    if not all(is_still(bound, inside) for bound in bounds):
        return None
    position: Expression = nodes.Constant(before, INT)
    total: Expression = ONE
    for inner in reversed(nest):
        trip = minus(nodes.Variable(inner.variable, INT), inner.start)
        position = plus(trip if total == ONE else times(trip, total), position)
        total = trips(inner) if total == ONE else nodes.Binary("*", trips(inner), total, INT)
    filled = _Filled(name, position, before if len(nest) == 1 else 0)
    new = _with_stores(loop, filled, nest)
    return _Looped(new, total, tuple(bounds)) if filled.works else None


def _nest(loop: For, name: str) -> tuple[For, ...] | None:
    """The loops around the one append, the outermost first; each does all its trips."""
    nest = [loop]
    while True:
        inner = nest[-1]
        if not is_plain(inner) or len(nest) > _DEEPEST:
            return None
        (appending, *more) = [s for s in inner.body if _appends(s, name)]
        if more:
            return None
        if isinstance(appending, nodes.Append):
            return tuple(nest)
        if not isinstance(appending, For):
            return None
        nest.append(appending)


def _with_stores(loop: For, filled: _Filled, nest: Sequence[For]) -> For:
    body: list[Statement] = []
    for statement in loop.body:
        if isinstance(statement, nodes.Append) and statement.array == filled.name:
            body.append(_store(filled, statement))
            filled.length = plus(filled.length, ONE)
        elif statement is (nest[1] if len(nest) > 1 else None):
            assert isinstance(statement, For)
            body.append(_with_stores(statement, filled, nest[1:]))
        else:
            if len(nest) > 1 or not _only_reads(statement, filled.name):
                filled.works = filled.works and not mentions([statement], filled.name)
            body.append(rebuilding.statement(statement, filled.seen))
    return replace(loop, body=tuple(body))


def _only_reads(statement: Statement, name: str) -> bool:
    changing = nodes.Store | nodes.New | nodes.Copy | nodes.Rebind | nodes.Return
    return not any(
        isinstance(s, changing) and mentions([s], name) for s in walking.statements([statement])
    )


@dataclass(slots=True)
class _Filled:
    """A list while it is being filled: ``length`` items are there.

    Reads of it count from its present length, which is not that of the finished array.
    """

    name: str
    length: Expression
    least: int  # items that are there before the first trip
    works: bool = True

    def seen(self, node: Expression) -> Expression:
        """An expression of the loop, its operands done, that may read the list."""
        match node:
            case nodes.Length(array) if array == self.name:
                return self.length
            case nodes.Load(array, (index,)) if array == self.name:
                return replace(
                    node, indices=(self._place(index),), wraps=(False,), checked=(False,)
                )
            case nodes.CallFunction(_, arguments):
                self.works &= nodes.ArrayName(self.name) not in arguments
        return node

    def _place(self, index: Expression) -> Expression:
        """An index into the items that are there, if it surely is one."""
        sum_of = affine(index)
        if not sum_of.terms and sum_of.constant < 0:
            back = -sum_of.constant
            self.works &= back <= self.least
            return minus(self.length, nodes.Constant(back, INT))
        behind = affine(self.length).plus(sum_of, -1)
        self.works &= not behind.terms and 1 <= behind.constant <= self.least
        return index


def _store(filled: _Filled, statement: nodes.Append) -> nodes.Store:
    value = rebuilding.expression(statement.value, filled.seen)
    return nodes.Store(statement.array, (filled.length,), value, (False,), (False,), statement.line)


def _closed(function: Function, names: set[str]) -> set[str]:
    """Those of the names that share their arrays only with each other."""
    while True:
        strangers = {name for name in names if _meets_others(function, name, names)}
        if not strangers:
            return names
        names = names - strangers


def _meets_others(function: Function, name: str, names: set[str]) -> bool:
    for statement in walking.statements(function.body):
        match statement:
            case nodes.Rebind(targets, sources):
                together = {*targets, *sources}
            case nodes.Copy(array, source):
                together = {array, source}
            case _:
                continue
        if name in together and not together <= names:
            return True
    return False


def _results(function: Function, chosen: set[str]) -> tuple[Type, ...]:
    """The types of the results; a list that was chosen in every return no longer grows."""
    results = list(function.results)
    returns = [s for s in walking.statements(function.body) if isinstance(s, nodes.Return)]
    for position, kind in enumerate(results):
        given = [r.values[position] for r in returns if position < len(r.values)]
        if isinstance(kind, Array) and all(
            isinstance(v, nodes.ArrayName) and v.name in chosen for v in given
        ):
            results[position] = replace(kind, growable=False)
    return tuple(results)
