"""Follow a remainder from trip to trip instead of dividing on each.

Before::

    for t in range(n):
        angle = k * t % n

After::

    if 0 < n:
        rest = k * 0 % n
        step = k % n
        gap = n - step
        for t in range(n):
            angle = rest
            rest = rest - gap if rest >= gap else rest + step

A division takes as long as ten additions. Nothing here can overflow: every value lies between
nought and the divisor.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from advisor.kernel import nodes, rebuilding, walking
from advisor.kernel.improving.blocks import Block, inside_out
from advisor.kernel.improving.shapes import (
    ONE,
    ZERO,
    assigned,
    fresh,
    is_plain,
    is_still,
    minus,
    plus,
    with_locals,
)
from advisor.kernel.nodes import Expression, For, Function, Statement
from advisor.kernel.types import BOOL, INT, Type


def follow_remainders(function: Function) -> Function:
    """The function with remainders that move on by the same step on every trip."""
    follower = _Follower(function)
    body = inside_out(function.body, follower.block)
    return with_locals(function, body, follower.made.items()) if follower.made else function


@dataclass(slots=True)
class _Follower:
    function: Function
    made: dict[str, Type] = field(default_factory=dict)

    def block(self, block: Block) -> Block:
        """The block with its loops changed."""
        new = tuple(self._statement(statement) for statement in block)
        return block if new == block else new

    def _statement(self, statement: Statement) -> Statement:
        if not (isinstance(statement, For) and is_plain(statement)):
            return statement
        if not is_still(statement.start, frozenset()):
            return statement
        steps = {
            node: slope
            for part in statement.body
            for node in _surely_done(part)
            if isinstance(node, nodes.Binary) and (slope := _slope(node, statement)) is not None
        }
        return self._followed(statement, steps) if steps else statement

    def _followed(self, loop: For, steps: dict[nodes.Binary, Expression]) -> Statement:
        begin: list[Statement] = []
        move: list[Statement] = []
        rests: dict[Expression, Expression] = {}

        def at_start(node: Expression) -> Expression:
            return loop.start if node == nodes.Variable(loop.variable, INT) else node

        for node, slope in steps.items():
            rest = rests[node] = self._name("rest")
            first = rebuilding.expression(node, at_start)
            begin.append(nodes.Assign(rest.name, first, loop.line))
            if slope == ZERO:
                continue
            step, gap = self._name("step"), self._name("gap")
            begin.append(nodes.Assign(step.name, replace(node, left=slope), loop.line))
            begin.append(nodes.Assign(gap.name, minus(node.right, step), loop.line))
            around = nodes.Compare(">=", rest, gap, BOOL)
            later = nodes.IfElse(around, minus(rest, gap), plus(rest, step), INT)
            move.append(nodes.Assign(rest.name, later, loop.line))
        body = rebuilding.block(loop.body, lambda node: rests.get(node, node))
        runs = nodes.Compare("<", loop.start, loop.stop, BOOL)
        return nodes.If(runs, (*begin, replace(loop, body=(*body, *move))), (), loop.line)

    def _name(self, role: str) -> nodes.Variable:
        name = fresh(self.function, role, self.made)
        self.made[name] = INT
        return nodes.Variable(name, INT)


def _surely_done(statement: Statement) -> Iterator[Expression]:
    """What a statement works out however its tests come out."""
    match statement:
        case nodes.Assign(value=value):
            yield from _surely_within(value)
        case nodes.Store(indices=indices, value=value):
            for each in (*indices, value):
                yield from _surely_within(each)
        case nodes.If(test):
            yield from _surely_within(test)


def _surely_within(node: Expression) -> Iterator[Expression]:
    match node:
        case nodes.IfElse(test):
            yield from _surely_within(test)
        case nodes.Logical(left=left):
            yield from _surely_within(left)
        case _:
            yield node
            for part in walking.operands(node):
                yield from _surely_within(part)


def _slope(node: nodes.Binary, loop: For) -> Expression | None:
    """By how much what is divided grows from trip to trip, if that is told exactly."""
    changing = assigned(loop.body) | {loop.variable}
    if node.operator != "%" or node.type != INT or not is_still(node.right, changing):
        return None
    if any(isinstance(p, nodes.Binary | nodes.Unary) and p.checked for p in walking.within(node)):
        return None
    if isinstance(node.right, nodes.Constant) and _is_power_of_two(node.right.value):
        return None
    return _growth(node.left, loop.variable, changing)


def _growth(node: Expression, variable: str, changing: frozenset[str]) -> Expression | None:
    """What is added by one step of the variable: a literal, or a factor that stands there."""
    match node:
        case nodes.Variable(name) if name == variable:
            return ONE
        case _ if is_still(node, changing):
            return ZERO
        case nodes.Binary("+" | "-" as operator, left, right):
            first, second = (_growth(side, variable, changing) for side in (left, right))
            if second == ZERO:
                return first
            if operator == "+" and first == ZERO:
                return second
            if first == ZERO and second == ONE:
                return nodes.Constant(-1, INT)
        case nodes.Binary("*", left, right):
            if left == nodes.Variable(variable, INT) and is_still(right, changing):
                return right
            if right == nodes.Variable(variable, INT) and is_still(left, changing):
                return left
    return None


def _is_power_of_two(value: complex) -> bool:
    return isinstance(value, int) and value > 0 and value & (value - 1) == 0
