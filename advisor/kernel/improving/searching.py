"""Find the least item and its place in one search.

Before (``xs.index(min(xs))``)::

    for i in range(n): best = the lesser of best and xs[i]
    position = -1
    for j in range(n):
        if xs[j] == best: position = j; break
    if position < 0: leave

After::

    for i in range(n): best, position = the lesser of best and xs[i], with its i

The first of equal items is the one that ``min`` returns, and the first that equals it. A NaN
in the first place is returned by ``min`` and found by ``index``, since it is the very object.
"""

from __future__ import annotations

from dataclasses import replace

from advisor.kernel import nodes
from advisor.kernel.improving.blocks import Block, inside_out
from advisor.kernel.nodes import For, Function, Statement
from advisor.kernel.types import INT

_LENGTH = 7  # statements of the two searches


def search_once(function: Function) -> Function:
    """The function with the searches for an extreme and for its place made one."""
    return replace(function, body=inside_out(function.body, _joined))


def _joined(block: Block) -> Block:
    for place in range(len(block) - _LENGTH + 1):
        new = _join(block[place : place + _LENGTH])
        if new is not None:
            return _joined((*block[:place], *new, *block[place + _LENGTH :]))
    return block


def _join(run: Block) -> Block | None:
    match run:
        case (
            nodes.Assign(some, nodes.Constant(False)) as start,
            For(
                index,
                nodes.Constant(0),
                nodes.Length(array, 0),
                nodes.Constant(1),
                (
                    nodes.Assign(item, nodes.Load(array_1, (nodes.Variable(index_1),)) as load),
                    nodes.If() as choice,
                ),
                (),
            ) as loop,
            nodes.If(nodes.Unary("not", nodes.Variable(some_1)), (nodes.Leave(),), ()) as nothing,
            nodes.Assign(sought, nodes.Variable(best)) as take,
            nodes.Assign(position, nodes.Constant(-1)) as unknown,
            nodes.For() as second,
            nodes.If(
                nodes.Compare("<", nodes.Variable(position_1), nodes.Constant(0)),
                (nodes.Leave(),),
                (),
            ),
        ) if (some, array, index, position) == (some_1, array_1, index_1, position_1):
            if not _finds(second, load, sought, position):
                return None
            noted = _noted(
                choice, item, best, some, nodes.Assign(position, nodes.Variable(index, INT))
            )
            if noted is None:
                return None
            first = loop.body[0]
            return start, unknown, replace(loop, body=(first, noted)), nothing, take
    return None


def _finds(loop: For, load: nodes.Load, sought: str, position: str) -> bool:
    """Whether the loop stops at the first item that equals ``sought``."""
    match loop:
        case For(
            index,
            nodes.Constant(0),
            nodes.Length(array, 0),
            nodes.Constant(1),
            (
                nodes.If(
                    nodes.Compare(
                        "==",
                        nodes.Load(array_1, (nodes.Variable(index_1),)),
                        nodes.Variable(wanted),
                    ),
                    (nodes.Assign(name, nodes.Variable(index_2)), nodes.Break()),
                    (),
                ),
            ),
            (),
        ):
            return (
                array == array_1 == load.array
                and index == index_1 == index_2
                and (wanted, name) == (sought, position)
            )
    return False


def _noted(choice: nodes.If, item: str, best: str, some: str, note: Statement) -> nodes.If | None:
    """The choice between the first item and a better one, its place noted with it."""
    match choice:
        case nodes.If(
            nodes.Unary("not", nodes.Variable(some_1)),
            (
                nodes.Assign(best_1, nodes.Variable(item_1)),
                nodes.Assign(some_2, nodes.Constant(True)),
            ) as then,
            (
                nodes.If(
                    nodes.Compare("<" | ">", nodes.Variable(item_2), nodes.Variable(best_2)),
                    (nodes.Assign(best_3, nodes.Variable(item_3)),) as better,
                    (),
                ) as inner,
            ),
        ) if (
            some_1 == some_2 == some
            and {best_1, best_2, best_3} == {best}
            and ({item_1, item_2, item_3} == {item})
        ):
            inner = replace(inner, then=(*better, note))
            return replace(choice, then=(*then, note), other=(inner,))
    return None
