"""What can be said of a loop as a whole, and of what changes in it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from advisor.kernel import nodes, walking
from advisor.kernel.affine import Affine
from advisor.kernel.nodes import Expression, For, Function, Statement
from advisor.kernel.ranges.facts import value
from advisor.kernel.types import BOOL, INT, Array

COUNTED = 64
"""A counter that grows by at most this much at a time takes years to overflow."""


@dataclass(slots=True)
class Loop:
    """A loop being walked through, whose trips all do everything in it.

    Attributes:
        variable: its variable.
        first: the least value of the variable.
        last: the greatest.
        assigned: names that change in it.
        goals: what must hold for all its trips, in terms of what holds before it.
    """

    variable: str
    first: Affine
    last: Affine
    assigned: frozenset[str]
    goals: list[Affine] = field(default_factory=list)


def changed(body: Sequence[Statement]) -> frozenset[str]:
    """Variables that a block assigns, and arrays whose extents it may change."""
    names: set[str] = set()
    for statement in walking.statements(body):
        match statement:
            case nodes.Assign(name):
                names.add(name)
            case nodes.For(variable):
                names.add(variable)
            case nodes.New(array) | nodes.Copy(array) | nodes.Append(array) | nodes.Truncate(array):
                names.add(array)
            case nodes.Rebind(targets):
                names.update(targets)
    return frozenset(names)


def counters(function: Function) -> frozenset[str]:
    """Variables that only ever hold a literal or move on by a small step."""
    parameters = {p.name for p in function.parameters}
    found = {name for name, kind in function.locals.items() if not isinstance(kind, Array)}
    for statement in walking.statements(function.body):
        match statement:
            case nodes.Assign(name, nodes.Constant(value=int() as start)) if abs(start) < 1 << 53:
                continue
            case nodes.Assign(
                name, nodes.Binary("+" | "-", nodes.Variable(again), nodes.Constant(value=by))
            ) if name == again and abs(by) <= COUNTED:
                continue
            case nodes.Assign(name) | nodes.For(name):
                found.discard(name)
    return frozenset(found - parameters)


def tallies(function: Function) -> frozenset[str]:
    """Arrays of ints whose elements only ever hold a literal or move on by a small step."""
    parameters = {p.name for p in function.parameters}
    found = {
        name
        for name, kind in function.locals.items()
        if isinstance(kind, Array) and kind.element.storage == "int64" and name not in parameters
    }
    for statement in walking.statements(function.body):
        match statement:
            case (
                nodes.New(array, _, value)
                | nodes.Append(array, value)
                | nodes.Store(array, _, value)
            ):
                if value is not None and not _tallies(array, value):
                    found.discard(array)
            case nodes.Copy(array):
                found.discard(array)
            case nodes.Rebind(targets):
                found -= set(targets)
    for node in walking.expressions(function.body):
        if isinstance(node, nodes.CallFunction):
            found -= {a.name for a in node.arguments if isinstance(a, nodes.ArrayName)}
    return frozenset(found)


def _tallies(array: str, value: Expression) -> bool:
    match value:
        case nodes.Constant(value=int() as start):
            return abs(start) < 1 << 53
        case nodes.Binary("+" | "-", nodes.Load(again), nodes.Constant(value=int() as by)):
            return again == array and abs(by) <= COUNTED
    return False


def span(start: Expression, stop: Expression, step: Expression) -> tuple[Affine, Affine] | None:
    """The least and the greatest value of a loop's variable."""
    first, last = value(start), value(stop)
    if first is None or last is None or not isinstance(step, nodes.Constant):
        return None
    if step.value.real > 0:
        return first, last.plus(Affine(-1))
    return last.plus(Affine(1)), first


def least_over(goal: Affine, loop: Loop) -> Affine:
    """The least value of a goal over all trips of a loop."""
    factor = goal.factor(loop.variable)
    rest = goal.without(loop.variable)
    return rest.plus(loop.first if factor > 0 else loop.last, factor) if factor else rest


def may_skip(loop: For) -> bool:
    """Whether a trip may end before all of it was done, or the loop before its last trip."""
    jumps = nodes.Break | nodes.Continue | nodes.Return
    return any(isinstance(statement, jumps) for statement in walking.statements(loop.body))


def negative(sum_of: Affine) -> Expression:
    """The test ``sum < 0``."""
    total: Expression = nodes.Constant(sum_of.constant, INT)
    for term, factor in sum_of.terms.items():
        part = term
        if abs(factor) != 1:
            part = nodes.Binary("*", term, nodes.Constant(abs(factor), INT), INT)
        total = nodes.Binary("+" if factor > 0 else "-", total, part, INT)
    return nodes.Compare("<", total, nodes.Constant(0, INT), BOOL)
