"""``heapq`` and ``bisect``: written out in Python as the library has them, and put in line.

The items move exactly as CPython's own code moves them, so that the list holds the same in the
same order at any time. A list of tuples is one array for each part (see ``queues``).

Before: ``heapq.heappush(heap, (distance, node))``.

After::

    at = len(heap_0); heap_0.append(distance); heap_1.append(node)
    while at > 0:
        above = (at - 1) >> 1
        if not (distance < heap_0[above] or distance == heap_0[above] and node < heap_1[above]):
            break
        heap_0[at] = heap_0[above]; heap_1[at] = heap_1[above]
        at = above
    heap_0[at] = distance; heap_1[at] = node
"""

from __future__ import annotations

import ast
from collections.abc import Mapping, Sequence
from functools import cache

from advisor.lowering import queues
from advisor.lowering.comparing import is_nan
from advisor.lowering.errors import RestartError
from advisor.lowering.helpers import put_in_line
from advisor.lowering.naming import evaluate_all, freeze
from advisor.lowering.scope import Scope
from advisor.lowering.settling import describe
from advisor.lowering.straightening import straightened
from advisor.lowering.values import Number, Queue, Rows, TupleValue, Value, View

_UP = """
while at > start:
    above = (at - 1) >> 1
    if not ({new_before_above}):
        break
    {move_above}
    at = above
{put_new}
"""
_DOWN = """
at = start
below = 2 * start + 1
while below < count:
    right = below + 1
    if right < count and not ({below_before_right}):
        below = right
    {move_below}
    at = below
    below = 2 * at + 1
"""
_PUSH = "start = 0\nat = len({list})\n{append_new}" + _UP
_POP = (
    "start = 0\ncount = len({list}) - 1\n{pop_new}\nif count > 0:\n    {take_top}"
    + (_DOWN + _UP).replace("\n", "\n    ")
    + "\nelse:\n    {take_new}\nreturn {old}\n"
)
_REPLACE = "start = 0\ncount = len({list})\n{take_top}" + _DOWN + _UP + "return {old}\n"
_PUSHPOP = (
    "start = 0\ncount = len({list})\n{take_new}\n"
    "if count > 0 and ({top_before_new}):\n    {take_top}"
    + (_DOWN + _UP).replace("\n", "\n    ")
    + "\nreturn {old}\n"
)
_HEAPIFY = "count = len({list})\nfor start in range(count // 2 - 1, -1, -1):\n    {take_start}" + (
    _DOWN + _UP
).replace("\n", "\n    ")
_LEFT = """
low = 0
high = len({list})
while low < high:
    middle = (low + high) // 2
    if {middle_before_new}:
        low = middle + 1
    else:
        high = middle
"""
_RIGHT = """
low = 0
high = len({list})
while low < high:
    middle = (low + high) // 2
    if {new_before_middle}:
        high = middle
    else:
        low = middle + 1
"""
_INSERT = "{insert_new}\n"
FUNCTIONS: Mapping[str, tuple[str, int]] = {
    "heapq.heappush": (_PUSH, 2),
    "heapq.heappop": (_POP, 1),
    "heapq.heapreplace": (_REPLACE, 2),
    "heapq.heappushpop": (_PUSHPOP, 2),
    "heapq.heapify": (_HEAPIFY, 1),
    "bisect.bisect_left": (_LEFT + "return low\n", 2),
    "bisect.bisect_right": (_RIGHT + "return low\n", 2),
    "bisect.bisect": (_RIGHT + "return low\n", 2),
    "bisect.insort_left": (_LEFT + _INSERT, 2),
    "bisect.insort_right": (_RIGHT + _INSERT, 2),
    "bisect.insort": (_RIGHT + _INSERT, 2),
}
"""Each with its text and how many arguments it takes."""


def call(scope: Scope, name: str, node: ast.Call) -> Value:
    """``heapq.heappush(heap, item)`` and its kin."""
    _, count = FUNCTIONS[name]
    if len(node.args) != count or node.keywords:
        raise scope.refuse(f"{name} with such arguments")
    items, *rest = evaluate_all(scope, node.args)
    arrays = _arrays(scope, items, rest)
    parts: Sequence[Value] = ()
    if rest:
        item = freeze(scope, rest[0], "item", (id(node), "item"))
        parts = queues.parts_of(scope, items, item) if isinstance(items, Queue) else (item,)
    for part in parts if len(arrays) > 1 else ():
        if isinstance(part, Number) and part.type.kind == "float":
            scope.leave_if(is_nan(part.expression), "NaN in a list that is kept in order")
    function = _function(name, len(arrays))
    arguments: dict[str, Value] = {f"list{n}": View(array) for n, array in enumerate(arrays)}
    arguments |= {f"new{n}": part for n, part in enumerate(parts)}
    return put_in_line(scope, function, straightened(function.body) or [], arguments, node)


def _arrays(scope: Scope, items: Value, rest: Sequence[Value]) -> tuple[str, ...]:
    """The arrays of the list; one whose items turn out to be tuples is made otherwise.

    Raises:
        RestartError: it has not been made so yet.
    """
    if isinstance(items, Queue) and items.name in scope.facts.heaps:
        return items.arrays
    slot = _slot(scope, items, tuples=any(isinstance(value, TupleValue) for value in rest))
    if slot:
        scope.facts.rows.pop(slot, None)
        scope.facts.queues[slot] = 0
        scope.facts.heaps.add(slot)
        raise RestartError
    if not isinstance(items, View) or items.leading or items.window is not None:
        raise scope.refuse(f"{describe(items)} kept in order")
    return (items.array,)


def _slot(scope: Scope, items: Value, *, tuples: bool) -> str:
    """What a list of tuples that was made here is known by, so far as another kind of thing."""
    if isinstance(items, Rows):
        made = {scope.facts.name(("rows", slot), slot): slot for slot in scope.facts.rows}
        return made.get(items.flat, "")
    if not isinstance(items, View) or items.leading or items.window is not None:
        return ""
    slot = scope.facts.slots[items.array]
    if slot.fixed or not (tuples or slot.layers == ("list", "tuple")):
        return ""
    return items.array


# ----------------------------------------------------------------------- texts


@cache
def _function(name: str, width: int) -> ast.FunctionDef:
    """The function's text for items of so many parts; the same object every time."""
    text, _ = FUNCTIONS[name]
    numbers = range(width)
    new, old = ([f"{word}{n}" for n in numbers] for word in ("new", "old"))
    lists = [f"list{n}" for n in numbers]
    at = {
        place: [f"{one}[{index}]" for one in lists]
        for place, index in {
            "at": "at", "above": "above", "below": "below", "right": "right",
            "middle": "middle", "top": "0", "start": "start",
        }.items()
    }  # fmt: skip
    filled = text.format(
        list="list0",
        old=", ".join(old),
        append_new="; ".join(f"{one}.append({part})" for one, part in zip(lists, new, strict=True)),
        insert_new="; ".join(
            f"{one}.insert(low, {part})" for one, part in zip(lists, new, strict=True)
        ),
        pop_new=_given(new, [f"{one}.pop()" for one in lists]),
        take_top=_given(old, at["top"]),
        take_start=_given(new, at["start"]),
        take_new=_given(old, new),
        put_new=_given(at["at"], new),
        move_above=_given(at["at"], at["above"]),
        move_below=_given(at["at"], at["below"]),
        new_before_above=_before(new, at["above"]),
        below_before_right=_before(at["below"], at["right"]),
        top_before_new=_before(at["top"], new),
        middle_before_new=_before(at["middle"], new),
        new_before_middle=_before(new, at["middle"]),
    )
    (made,) = ast.parse("def f():\n    " + filled.replace("\n", "\n    ")).body
    assert isinstance(made, ast.FunctionDef)
    made.name = name.rpartition(".")[2]
    return made


def _given(targets: Sequence[str], values: Sequence[str]) -> str:
    return "; ".join(f"{t} = {v}" for t, v in zip(targets, values, strict=True))


def _before(left: Sequence[str], right: Sequence[str]) -> str:
    """Whether one tuple is less than another, none of them holding a NaN."""
    (first, other), *rest = zip(left, right, strict=True)
    if not rest:
        return f"{first} < {other}"
    inner = _before([one for one, _ in rest], [two for _, two in rest])
    return f"({first} < {other} or {first} == {other} and {inner})"
