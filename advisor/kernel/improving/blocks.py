"""Change a kernel block by block: a pass says what becomes of one run of statements."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from advisor.kernel import nodes
from advisor.kernel.nodes import For, Statement

Block = tuple[Statement, ...]
Change = Callable[[Block], Block]


def within(statement: Statement, change: Change) -> Statement:
    """The statement with each of its blocks changed; itself if none was."""
    match statement:
        case For(body=body, orelse=orelse) | nodes.While(body=body, orelse=orelse):
            new = change(body), change(orelse)
            same = new[0] is body and new[1] is orelse
            return statement if same else replace(statement, body=new[0], orelse=new[1])
        case nodes.If(then=then, other=other):
            new = change(then), change(other)
            same = new[0] is then and new[1] is other
            return statement if same else replace(statement, then=new[0], other=new[1])
        case _:
            return statement


def inside_out(block: Sequence[Statement], change: Change) -> Block:
    """The block changed, after the blocks of its statements."""

    def deep(statements: Block) -> Block:
        return change(tuple(within(statement, deep) for statement in statements))

    return deep(tuple(block))
