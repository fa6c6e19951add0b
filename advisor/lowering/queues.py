"""Lists of tuples and deques that things are put into and taken out of at the ends.

Each part of the tuples lies in a growing array of its own, so that a distance may be a float
beside a node that is an int. What is taken from the front stays where it is: a counter tells
where the front is now.

Before::

    waiting = deque([(start, 0)])
    while waiting:
        node, steps = waiting.popleft()
        waiting.append((other, steps + 1))

After::

    waiting_0, waiting_1, front = [start], [0], 0
    while len(waiting_0) - front != 0:
        node, steps = waiting_0[front], waiting_1[front]
        front = front + 1
        waiting_0.append(other); waiting_1.append(steps + 1)
"""

from __future__ import annotations

import ast
from collections.abc import Sequence

from advisor.kernel.nodes import (
    Compare,
    Constant,
    Expression,
    IfElse,
    Length,
    Logical,
    New,
    Variable,
)
from advisor.kernel.types import BOOL, INT
from advisor.lowering.arrays import ONE, ZERO, element, minus, plus
from advisor.lowering.control import branch
from advisor.lowering.creation import CAPACITY
from advisor.lowering.errors import RestartError
from advisor.lowering.naming import assign, freeze, freeze_number
from advisor.lowering.scope import Scope
from advisor.lowering.settling import describe
from advisor.lowering.shrinking import truncate
from advisor.lowering.storing import append
from advisor.lowering.targets import apart
from advisor.lowering.values import (
    NoneValue,
    Number,
    Queue,
    TupleValue,
    Value,
    View,
    Zipped,
)

_GONE = "a list that is used after another was made in its place"


def begin(scope: Scope, slot: str, items: Sequence[Value], *, most: Number | None = None) -> Queue:
    """A queue with these items, known by the name ``slot``."""
    width = scope.facts.queues.setdefault(slot, 0)
    names = tuple(scope.facts.name(("queue", slot, n), slot) for n in range(abs(width) or 1))
    front = scope.facts.name(("queue", slot, "front"), f"{slot}_front")
    queue = Queue(slot, names, width > 0, front, most)
    scope.spoil_queue(slot, _GONE)
    for name in names:
        scope.declare(name, ("list",), frozenset()).growable = True
        scope.emit(New(name, (CAPACITY,), None, scope.line))
        if len(scope.facts.slots[name].elements) > 1:
            scope.emit(New(scope.kinds(name), (CAPACITY,), None, scope.line))
        scope.bind(name, View(name))
    assign(scope, front, Number(ZERO, INT, small=True))
    for item in items:
        put(scope, queue, item)
    return queue


def put(scope: Scope, queue: Queue, item: Value) -> None:
    """``queue.append(item)``; what the items are shows with the first one.

    Raises:
        RestartError: it was not known so far.
    """
    parts = parts_of(scope, queue, item)
    for name, part in zip(queue.arrays, parts, strict=True):
        append(scope, View(name), part)
    if queue.most is None:
        return
    beyond = Compare(">", size(queue).expression, queue.most.expression, BOOL)
    branch(scope, beyond, lambda: _advance(scope, queue))


def parts_of(scope: Scope, queue: Queue, item: Value) -> tuple[Value, ...]:
    """The parts of an item, one for each array."""
    item = apart(scope, item)
    parts = item.items if isinstance(item, TupleValue) else (item,)
    width = len(parts) if isinstance(item, TupleValue) else -1
    known = scope.facts.queues.get(queue.name)
    if not known:
        scope.facts.queues[queue.name] = width
        raise RestartError
    if known != width or not parts:
        raise scope.refuse("a list of tuples of several lengths")
    for part in parts:
        if isinstance(part, View | NoneValue | TupleValue):
            raise scope.refuse(f"{describe(part)} in a list of tuples or a deque")
    return parts


def size(queue: Queue) -> Number:
    """``len(queue)``."""
    length = Length(queue.arrays[0], 0, INT)
    return Number(minus(length, Variable(queue.front, INT)), INT, small=True)


def at(scope: Scope, queue: Queue, place: Expression) -> Value:
    """The item at a place within bounds, counted from the arrays' own beginning."""
    parts = tuple(element(scope, View(name), place) for name in queue.arrays)
    return TupleValue(parts) if queue.tuples else parts[0]


def item(scope: Scope, queue: Queue, index: Number, node: ast.AST) -> Value:
    """``queue[index]``; leaves where there is none."""
    extent = size(queue).expression
    given = freeze_number(scope, index, "at", (id(node), "raw")).expression
    wrapped = IfElse(Compare("<", given, ZERO, BOOL), plus(given, extent), given, INT)
    place = freeze_number(scope, Number(wrapped, INT), "place", (id(node), "place")).expression
    outside = Logical(
        "or", Compare("<", place, ZERO, BOOL), Compare(">=", place, extent, BOOL), BOOL
    )
    scope.leave_if(outside, "an index out of range")
    return at(scope, queue, plus(place, Variable(queue.front, INT)))


def walked(queue: Queue) -> Value:
    """The items in their order, for a loop over them."""
    front = Variable(queue.front, INT)
    window = (front, size(queue).expression, 1)
    views = tuple(View(name, (), window) for name in queue.arrays)
    return Zipped("zip", views) if queue.tuples else views[0]


def take_first(scope: Scope, queue: Queue, node: ast.AST) -> Value:
    """``queue.popleft()`` or ``queue.pop(0)``; leaves where there is nothing."""
    _leave_if_empty(scope, queue)
    found = freeze(
        scope, at(scope, queue, Variable(queue.front, INT)), "first", (id(node), "first")
    )
    _advance(scope, queue)
    return found


def take_last(scope: Scope, queue: Queue, node: ast.AST) -> Value:
    """``queue.pop()``; leaves where there is nothing."""
    _leave_if_empty(scope, queue)
    last = minus(Length(queue.arrays[0], 0, INT), ONE)
    found = freeze(scope, at(scope, queue, last), "last", (id(node), "last"))
    for name in queue.arrays:
        truncate(scope, name, minus(Length(name, 0, INT), ONE))
    return found


def clear(scope: Scope, queue: Queue) -> None:
    """``queue.clear()``."""
    for name in queue.arrays:
        truncate(scope, name, ZERO)
    assign(scope, queue.front, Number(ZERO, INT, small=True))


def _leave_if_empty(scope: Scope, queue: Queue) -> None:
    empty = Compare("<", size(queue).expression, Constant(1, INT), BOOL)
    scope.leave_if(empty, "pop from an empty list")


def _advance(scope: Scope, queue: Queue) -> None:
    """The front moves on; where nothing is left, the room is used again."""
    front = plus(Variable(queue.front, INT), ONE)
    assign(scope, queue.front, Number(front, INT, small=True))
    for name in queue.arrays:
        scope.spoil_walks(name)
    empty = Compare("==", Variable(queue.front, INT), Length(queue.arrays[0], 0, INT), BOOL)
    branch(scope, empty, lambda: clear(scope, queue))


def method(
    scope: Scope, queue: Queue, name: str, values: Sequence[Value], node: ast.AST
) -> Value | None:
    """Methods of lists of tuples and of deques; ``None`` for one that is not known here."""
    match name, values:
        case "append", [value]:
            put(scope, queue, value)
        case "popleft", []:
            return take_first(scope, queue, node)
        case "pop", [Number(constant=0)]:
            return take_first(scope, queue, node)
        case "pop", []:
            return take_last(scope, queue, node)
        case "clear", []:
            clear(scope, queue)
        case _:
            return None
    return NoneValue()
