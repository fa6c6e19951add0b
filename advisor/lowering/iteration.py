"""Walking over things: every ``for`` becomes a counted loop.

Before::

    for i, (p, q) in enumerate(zip(points, weights)):
        body

After::

    for i in range(0, min(len(points), len(weights))):
        p = points[i]            # a number; a row stays a name for points[i, …]
        q = weights[i]
        body
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from advisor.kernel.nodes import Binary, Compare, Expression, For, IfElse, Variable
from advisor.kernel.types import BOOL, CHAR, INT
from advisor.lowering import dictionaries, queues, records
from advisor.lowering.arrays import ONE, ZERO, element, length, minus, plus, rank, times
from advisor.lowering.counting import Source, is_steady, range_source
from advisor.lowering.creation import from_display
from advisor.lowering.facts import node_key
from advisor.lowering.naming import assign_counter, freeze_number, read
from advisor.lowering.parts import item_of, recipe, shape
from advisor.lowering.rows import row_at
from advisor.lowering.scope import Scope
from advisor.lowering.settling import describe
from advisor.lowering.states import join
from advisor.lowering.values import (
    Number,
    Queue,
    RangeValue,
    Records,
    Rows,
    Table,
    Text,
    TupleValue,
    Value,
    View,
    Zipped,
)
from advisor.lowering.wholes import Cells, Part


def source(scope: Scope, value: Value, node: object) -> Source:
    """How to walk over a value.

    Raises:
        UnsupportedError: it cannot be walked over.
    """
    if isinstance(value, View):
        return Source(length(value).expression, lambda at: element(scope, value, at), (value,))
    if isinstance(value, Part):
        whole = (View(value.array),)
        return Source(shape(value)[0], lambda at: item_of(scope, value, at), whole)
    if isinstance(value, Cells):
        return _cells(scope, value, node)
    if isinstance(value, Rows):
        count = Variable(value.count, INT)
        return Source(count, lambda at: row_at(scope, value, at, node), (View(value.flat),))
    if isinstance(value, Queue):
        return source(scope, queues.walked(value), node)
    if isinstance(value, RangeValue):
        return range_source(scope, value, node)
    if isinstance(value, Records):
        first = View(value.fields[0][1])
        return Source(length(first).expression, lambda at: records.at(scope, value, at), (first,))
    if isinstance(value, Table):
        return source(scope, dictionaries.items(scope, value, "keys"), node)
    if isinstance(value, Zipped):
        return _zipped(scope, value, node)
    if isinstance(value, TupleValue | Text):
        return source(scope, from_display(scope, value, node), node)
    raise scope.refuse(f"a loop over {describe(value)}")


def _cells(scope: Scope, value: Cells, node: object) -> Source:
    """Positions in row-major order, counted through.

    Before: ``for i, j in np.ndindex(n, m)``.
    After: ``for k in range(0, n * m): i = k // m; j = k % m``.
    """
    count: Expression = value.shape[0]
    for extent in value.shape[1:]:
        count = times(count, extent)
    total = freeze_number(scope, Number(count, INT), "cells", (node, "cells")).expression

    def item(at: Expression) -> Value:
        found: list[Expression] = []
        for extent in value.shape[:0:-1]:
            found.insert(0, Binary("%", at, extent, INT, checked=False))
            at = Binary("//", at, extent, INT, checked=False)
        position = (at, *found)
        if value.array is not None:
            return recipe(scope, value.array).item(position)
        return TupleValue(tuple(Number(index, INT, small=True) for index in position))

    return Source(total, item, () if value.array is None else (View(value.array.array),))


def _zipped(scope: Scope, value: Zipped, node: object) -> Source:
    inner = [source(scope, item, (node, n)) for n, item in enumerate(value.items)]
    views = tuple(view for one in inner for view in one.views)
    if value.kind == "zip":
        count = inner[0].count
        for n, one in enumerate(inner[1:]):
            count = _shorter(scope, count, one.count, (node, "shorter", n))
        return Source(count, lambda at: TupleValue(tuple(one.item(at) for one in inner)), views)
    only = inner[0]
    if value.kind == "reversed":
        last = minus(only.count, ONE)
        return Source(only.count, lambda at: only.item(minus(last, at)), views)

    def numbered(at: Expression) -> Value:
        number = Number(plus(value.start.expression, at), INT, value.start.small)
        return TupleValue((number, only.item(at)))

    return Source(only.count, numbered, views)


def _shorter(scope: Scope, left: Expression, right: Expression, node: object) -> Expression:
    if left == right:
        return left
    chosen = IfElse(Compare("<", right, left, BOOL), right, left, INT)
    return freeze_number(scope, Number(chosen, INT), "shorter", node).expression


# ------------------------------------------------------------------ the loops


def walk(
    scope: Scope,
    value: Value,
    node: object,
    body: Callable[[Value], None],
    *,
    orelse: Callable[[], None] | None = None,
    prefer: Sequence[str] = (),
) -> None:
    """Emit a loop that hands each item of ``value`` to ``body``.

    ``prefer`` has the names of the target: the counter takes the first one if that is
    what Python would hold in it.
    """
    if isinstance(value, RangeValue):
        _walk_range(scope, value, node, body, orelse=orelse, prefer=prefer)
        return
    over = source(scope, value, node)
    name = _counter_name(scope, value, node, prefer)
    held = _hold(scope, over.views, node)

    def trip() -> None:
        body(over.item(Variable(name, INT)))

    bounds = (name, ZERO, over.count, ONE)
    _loop(scope, bounds, node, trip, orelse, safe=True, held=held)
    _release(scope, held)


def counted(scope: Scope, name: str, over: Source, node: object, body: Callable[[], None]) -> None:
    """A loop over the positions of a source, in a counter of that name."""
    held = _hold(scope, over.views, node)
    bounds = (name, ZERO, over.count, ONE)
    _loop(scope, bounds, node, body, None, safe=True, held=held)
    _release(scope, held)


def _counter_name(scope: Scope, value: Value, node: object, prefer: Sequence[str]) -> str:
    numbered = isinstance(value, Zipped) and value.kind == "enumerate" and value.start.constant == 0
    if numbered and prefer and _is_int(scope, prefer[0]):
        return prefer[0]
    hint = f"{prefer[-1]}_index" if prefer else "index"
    return scope.facts.name((scope.frame.path, node_key(node), "counter"), hint)


def _is_int(scope: Scope, key: str) -> bool:
    return scope.facts.members.get(key, frozenset({INT})) == {INT} and key not in scope.facts.slots


def _walk_range(
    scope: Scope,
    value: RangeValue,
    node: object,
    body: Callable[[Value], None],
    *,
    orelse: Callable[[], None] | None,
    prefer: Sequence[str],
) -> None:
    if prefer and _is_int(scope, prefer[0]):
        name = prefer[0]
    else:
        name = scope.facts.name((scope.frame.path, node_key(node), "counter"), "counter")
    step = value.step.constant
    start = value.start.constant
    rising = isinstance(step, int) and step > 0 and isinstance(start, int) and start >= 0
    small = is_steady(value)
    bounds = (name, value.start.expression, value.stop.expression, value.step.expression)
    _loop(
        scope,
        bounds,
        node,
        lambda: body(Number(Variable(name, INT), INT, small)),
        orelse,
        safe=rising,
    )


def _hold(scope: Scope, views: Sequence[View], node: object) -> list[str]:
    """Keep the walked arrays in the state, so that it shows when one is changed under us."""
    names = []
    for n, view in enumerate(views):
        name = scope.facts.name((scope.frame.path, node_key(node), "walk", n), "walk")
        scope.bind(name, view)
        names.append(name)
    scope.walks |= set(names)
    return names


def _release(scope: Scope, names: Sequence[str]) -> None:
    scope.walks -= set(names)
    if scope.state is not None:
        scope.state = {key: b for key, b in scope.state.items() if key not in names}


def _loop(
    scope: Scope,
    bounds: tuple[str, Expression, Expression, Expression],
    node: object,
    trip: Callable[[], None],
    orelse: Callable[[], None] | None,
    *,
    safe: bool,
    held: Sequence[str] = (),
) -> None:
    """One ``For``: what holds at its head is what holds on entry or after any trip."""
    name, start, stop, step = bounds
    key = ("loop", scope.frame.path, node_key(node))
    entry = scope.head(key)
    counters, line = scope.counters, scope.line
    scope.state = entry
    if safe:
        scope.counters = counters | {name}
    scope.breaks.append([])
    scope.continues.append([])
    with scope.block() as statements:
        assign_counter(scope, name)
        trip()
    scope.counters, scope.line = counters, line
    scope.merge(scope.state, *scope.continues.pop())
    back = scope.state
    for walked in held if back is not None else ():
        read(scope, walked, "the array a loop walks over")  # it may have changed before a break
    scope.state = entry
    normal = join(scope.head(key, back), back)
    scope.state = normal
    with scope.block() as otherwise:
        if orelse is not None and scope.state is not None:
            orelse()
    scope.merge(scope.state, *scope.breaks.pop())
    loop = For(name, start, stop, step, tuple(statements), tuple(otherwise), scope.line)
    scope.emit(loop)


def is_text(scope: Scope, value: View) -> bool:
    """Whether the view is a string."""
    return rank(scope, value) == 1 and scope.array(value.array).element == CHAR
