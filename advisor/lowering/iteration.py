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
from dataclasses import dataclass

from advisor.kernel.nodes import Binary, Compare, Constant, Expression, For, IfElse, Variable
from advisor.kernel.types import BOOL, CHAR, INT
from advisor.lowering.arrays import ONE, ZERO, element, index_of, length, minus, plus, rank, times
from advisor.lowering.creation import from_display
from advisor.lowering.naming import assign_counter, freeze_number, read
from advisor.lowering.promotion import cast
from advisor.lowering.rows import row_at
from advisor.lowering.scope import Scope
from advisor.lowering.settling import describe
from advisor.lowering.values import (
    Number,
    RangeValue,
    Rows,
    Text,
    TupleValue,
    Value,
    View,
    Zipped,
    join,
)

_STEADY = 1 << 20  # counters with such a step cannot leave ±2**53 in a lifetime


@dataclass(frozen=True, slots=True)
class Source:
    """Something to walk over.

    Attributes:
        count: the number of items; fixed before the first.
        item: the value at a position from 0 to ``count - 1``.
        views: arrays that must stay what they are meanwhile.
    """

    count: Expression
    item: Callable[[Expression], Value]
    views: tuple[View, ...]


def source(scope: Scope, value: Value, node: object) -> Source:
    """How to walk over a value.

    Raises:
        UnsupportedError: it cannot be walked over.
    """
    if isinstance(value, View):
        return Source(length(value).expression, lambda at: element(scope, value, at), (value,))
    if isinstance(value, Rows):
        count = Variable(value.count, INT)
        return Source(count, lambda at: row_at(scope, value, at, node), (View(value.flat),))
    if isinstance(value, RangeValue):
        return _range_source(scope, value, node)
    if isinstance(value, Zipped):
        return _zipped(scope, value, node)
    if isinstance(value, TupleValue | Text):
        return source(scope, from_display(scope, value, node), node)
    raise scope.refuse(f"a loop over {describe(value)}")


def _range_source(scope: Scope, value: RangeValue, node: object) -> Source:
    count = freeze_number(scope, range_count(scope, value, node), "count", node)
    start = freeze_number(scope, value.start, "start", (_key(node), "start")).expression
    step = freeze_number(scope, value.step, "step", (_key(node), "step")).expression

    def item(at: Expression) -> Value:
        if isinstance(step, Constant):
            offset = times(at, int(step.value.real))
        else:
            offset = Binary("*", at, step, INT, checked=False)
        return Number(plus(start, offset), INT, small=is_steady(value))

    return Source(count.expression, item, ())


def is_steady(value: RangeValue) -> bool:
    """Whether a range's values surely stay within ±2**53: it would run for years."""
    step = value.step.constant
    return value.start.small and isinstance(step, int) and abs(step) <= _STEADY


def range_count(scope: Scope, value: RangeValue, node: object) -> Number:
    """``len(range(…))``."""
    step = value.step.constant
    start, stop = value.start.expression, value.stop.expression
    if not isinstance(step, int):
        raise scope.refuse("a range with a variable step inside another iterator")
    if step == 1 and value.start.constant == 0 and value.stop.small:
        span = Number(stop, INT)
    else:
        low, high = (start, stop) if step > 0 else (stop, start)
        distance: Expression = high if low == ZERO else Binary("-", high, low, INT)
        if abs(step) > 1:
            rounded = plus(distance, abs(step) - 1)
            distance = Binary("//", rounded, Constant(abs(step), INT), INT, checked=False)
        span = Number(distance, INT)
    taken = freeze_number(scope, span, "span", node).expression
    if isinstance(taken, Constant):
        return Number(Constant(max(0, int(taken.value.real)), INT), INT, small=True)
    positive = IfElse(Compare("<", taken, ZERO, BOOL), ZERO, taken, INT)
    return Number(positive, INT, small=True)


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

    _loop(scope, (name, ZERO, over.count, ONE), node, trip, orelse, safe=True)
    _release(scope, held)


def counted(scope: Scope, name: str, over: Source, node: object, body: Callable[[], None]) -> None:
    """A loop over the positions of a source, in a counter of that name."""
    held = _hold(scope, over.views, node)
    _loop(scope, (name, ZERO, over.count, ONE), node, body, None, safe=True)
    _release(scope, held)


def _counter_name(scope: Scope, value: Value, node: object, prefer: Sequence[str]) -> str:
    numbered = isinstance(value, Zipped) and value.kind == "enumerate" and value.start.constant == 0
    if numbered and prefer and _is_int(scope, prefer[0]):
        return prefer[0]
    hint = f"{prefer[-1]}_index" if prefer else "index"
    return scope.facts.name((scope.frame.path, _key(node), "counter"), hint)


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
        name = scope.facts.name((scope.frame.path, _key(node), "counter"), "counter")
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


def _key(node: object) -> object:
    return node if isinstance(node, str | tuple) else id(node)


def _hold(scope: Scope, views: Sequence[View], node: object) -> list[str]:
    """Keep the walked arrays in the state, so that it shows when one is changed under us."""
    names = []
    for n, view in enumerate(views):
        name = scope.facts.name((scope.frame.path, _key(node), "walk", n), "walk")
        scope.bind(name, view)
        names.append(name)
    scope.walks |= set(names)
    return names


def _release(scope: Scope, names: Sequence[str]) -> None:
    scope.walks -= set(names)
    if scope.state is None:
        return
    for name in names:
        read(scope, name, "the array a loop walks over")
    scope.state = {key: b for key, b in scope.state.items() if key not in names}


def _loop(
    scope: Scope,
    bounds: tuple[str, Expression, Expression, Expression],
    node: object,
    trip: Callable[[], None],
    orelse: Callable[[], None] | None,
    *,
    safe: bool,
) -> None:
    """One ``For``: what holds at its head is what holds on entry or after any trip."""
    name, start, stop, step = bounds
    key = ("loop", scope.frame.path, _key(node))
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


def as_range(scope: Scope, bounds: Sequence[Value]) -> RangeValue:
    """``range(…)``; leaves where the step is zero."""
    numbers = [index_of(scope, bound) for bound in bounds]
    zero, one = Number(ZERO, INT, small=True), Number(ONE, INT, small=True)
    start, stop, step = {
        1: lambda: (zero, numbers[0], one),
        2: lambda: (numbers[0], numbers[1], one),
        3: lambda: (numbers[0], numbers[1], numbers[2]),
    }[len(numbers)]()
    test = Compare("==", cast(step.expression, INT), ZERO, BOOL)
    if step.constant == 0:
        scope.leave_if(Constant(value=True, type=BOOL), "a range with step zero")
    elif step.constant is None:
        scope.leave_if(test, "a range with step zero")
    return RangeValue(start, stop, step)
