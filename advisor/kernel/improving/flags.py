"""Decide before a loop, or at its first trip, what a flag would decide at every trip.

Before::

    some = False
    for i in range(n):
        if not some: best, some = xs[i], True
        elif xs[i] < best: best = xs[i]
    if not some: leave

After::

    if not 0 < n: leave
    i = 0
    best = xs[i]
    for i in range(1, n):
        if xs[i] < best: best = xs[i]

A companion that tells a value's type is a flag too::

    kind = 4; …; if 0 < n: kind = 5
    if kind != 5: leave              # becomes: if not 0 < n: leave
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from advisor.kernel import nodes, walking
from advisor.kernel.affine import reads
from advisor.kernel.improving.blocks import Block, inside_out
from advisor.kernel.improving.shapes import ONE, assigned, is_plain, is_still, plus
from advisor.kernel.nodes import Expression, For, Function, Statement
from advisor.kernel.types import BOOL

Known = dict[str, nodes.Constant]


def settle_flags(function: Function) -> Function:
    """The function with flags decided early, and without scalars that nobody reads."""
    body = inside_out(function.body, _settled)
    return replace(function, body=_without_unread(replace(function, body=body)))


def _settled(block: Block) -> Block:
    known: Known = {}
    result: list[Statement] = []
    rest = list(block)
    while rest:
        taken, new = _step(rest, known)
        for statement in new:
            _learn(statement, known)
        result += new
        del rest[:taken]
    return tuple(result) if tuple(result) != block else block


def _step(rest: Sequence[Statement], known: Known) -> tuple[int, Sequence[Statement]]:
    """How many statements were taken from the front, and what stands for them."""
    match rest:
        case [
            nodes.If(test, (nodes.Assign(name, nodes.Constant() as value),), ()),
            nodes.If(
                nodes.Compare("!=", nodes.Variable(tested), nodes.Constant() as wanted),
                (nodes.Leave(),) as leave,
                (),
            ) as last,
            *_,
        ] if name == tested and value == wanted and known.get(name, wanted) != wanted:
            if name in reads(test):
                return 1, rest[:1]
            missing = nodes.Unary("not", test, BOOL)
            set_so = nodes.Assign(name, value, last.line)
            return 2, (replace(last, test=missing, then=leave), set_so)
        case [
            For() as loop,
            nodes.If(nodes.Unary("not", nodes.Variable(flag)), (nodes.Leave(),), ()) as nothing,
            *_,
        ] if flag in known and known[flag].value is False:
            peeled = tuple(_peeled(loop, flag, nothing))
            return (2, peeled) if peeled else (1, rest[:1])
    return 1, rest[:1]


def _learn(statement: Statement, known: Known) -> None:
    for name in assigned([statement]):
        known.pop(name, None)
    if isinstance(statement, nodes.Assign) and isinstance(statement.value, nodes.Constant):
        known[statement.name] = statement.value


def _peeled(loop: For, flag: str, nothing: nodes.If) -> Iterator[Statement]:
    """The loop's first trip, which raises the flag, by itself; nothing if it cannot be told."""
    still = all(is_still(e, assigned(loop.body)) for e in (loop.start, loop.stop))
    first = tuple(_with_flag(loop.body, flag, raised=False))
    if not (is_plain(loop) and still and _raises(loop, flag)):
        return
    later = tuple(_with_flag(loop.body, flag, raised=True))
    runs = nodes.Compare("<", loop.start, loop.stop, BOOL)
    yield replace(nothing, test=nodes.Unary("not", runs, BOOL))
    yield nodes.Assign(loop.variable, loop.start, loop.line)
    yield from first
    yield replace(loop, start=plus(loop.start, ONE), body=later)


def _raises(loop: For, flag: str) -> bool:
    """Whether the flag is only ever asked at the top of the body, and raised where it was down."""
    asked = [s for s in loop.body if _asks(s, flag)]
    if len(asked) != 1 or not isinstance(asked[0], nodes.If):
        return False
    (choice,) = asked
    assert isinstance(choice, nodes.If)
    raising = [
        s for s in walking.statements(loop.body) if isinstance(s, nodes.Assign) and s.name == flag
    ]
    others = [s for s in loop.body if s is not choice]
    quiet = not any(_mentions(s, flag) for s in (*others, *choice.other))
    return (
        quiet
        and len(raising) == 1
        and raising[0] in choice.then
        and (
            raising[0].value == nodes.Constant(True, BOOL)  # noqa: FBT003 # a literal's value
        )
        and sum(_mentions(s, flag) for s in choice.then) == 1
    )


def _asks(statement: Statement, flag: str) -> bool:
    match statement:
        case nodes.If(nodes.Unary("not", nodes.Variable(name))):
            return name == flag
    return False


def _mentions(statement: Statement, flag: str) -> bool:
    read = any(
        isinstance(e, nodes.Variable) and e.name == flag for e in walking.expressions([statement])
    )
    return read or flag in assigned([statement])


def _with_flag(block: Block, flag: str, *, raised: bool) -> Iterator[Statement]:
    for statement in block:
        if _asks(statement, flag):
            assert isinstance(statement, nodes.If)
            yield from statement.other if raised else statement.then
        else:
            yield statement


def _without_unread(function: Function) -> Block:
    """The body without assignments to scalars that nothing reads."""
    read = {
        part.name for part in walking.expressions(function.body) if isinstance(part, nodes.Variable)
    }
    kept = read | {parameter.name for parameter in function.parameters}

    def change(block: Block) -> Block:
        left = tuple(s for s in block if not _is_idle(s, kept))
        return left if len(left) != len(block) else block

    return inside_out(function.body, change)


def _is_idle(statement: Statement, kept: set[str]) -> bool:
    match statement:
        case nodes.Assign(name, value):
            return name not in kept and not _may_leave(value)
        case _:
            return False


def _may_leave(value: Expression) -> bool:
    return not isinstance(value, nodes.Constant | nodes.Variable)
