"""Loops that look for the smallest or the largest: only the trip that wins has to be made.

Before: ``for i in range(n): if x[i] < best: best, where = x[i], i``.
After: the first place of the smallest element, by ``argmin``, and that one trip.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from advisor.kernel import dependences, nodes, rebuilding, walking
from advisor.kernel.affine import affine, reads
from advisor.kernel.nodes import Assign, Expression, For, If, Statement
from advisor.vectorising.expressions import is_rounded
from advisor.vectorising.products import uncast

_PLAIN = nodes.Constant | nodes.Variable | nodes.Load | nodes.Length | nodes.Cast
"""What has a value wherever its subscripts are in bounds."""


@dataclass(frozen=True, slots=True)
class Extreme:
    """What a loop does that keeps the best of something, the first of equals.

    Attributes:
        before: what each trip works out first, for itself.
        value: what is compared with the best so far.
        largest: whether the largest is kept, else the smallest.
        then: what a trip does that wins: a test against the best so far, and what it keeps.
    """

    before: tuple[Assign, ...]
    value: Expression
    largest: bool
    then: If


def extreme_of(loop: For, live: frozenset[str]) -> Extreme | None:
    """The search for the best that a loop is, if it is one; ``live`` is read after it."""
    if not loop.body or not dependences.is_closed(loop):
        return None
    *first, last = _without_copies(loop.body)
    before = tuple(one for one in first if isinstance(one, Assign))
    then = _choice(last)
    found = _compared(then) if then else None
    if then is None or found is None or len(before) < len(first):
        return None
    best, value, largest = found
    kept = {one.name for one in walking.statements(then.then) if isinstance(one, Assign)}
    asked = {*reads(value)}.union(*(reads(one.value) for one in before))
    alone = dependences.carried_scalars(loop, live) <= kept and not kept & asked
    exact = not any(map(is_rounded, walking.expressions(loop.body)))
    unsteady = dependences.assigned(loop.body) - {loop.variable}
    if alone and exact and all(_keeps(one, best, value, kept, unsteady) for one in then.then):
        return Extreme(before, value, largest, then)
    return None


def _without_copies(block: Sequence[Statement]) -> tuple[Statement, ...]:
    """The statements without names that only stand for another one, which keeps its value.

    Before: ``known = best; best = x if x < known else known``.
    """
    *before, last = block
    assigned = [one.name for one in before if isinstance(one, Assign)]
    copies = {
        one.name: known
        for one in before
        if isinstance(one, Assign) and isinstance(known := uncast(one.value), nodes.Variable)
        if known.name not in assigned and assigned.count(one.name) == 1
    }

    def change(node: Expression) -> Expression:
        return copies.get(node.name, node) if isinstance(node, nodes.Variable) else node

    rest = [one for one in before if not (isinstance(one, Assign) and one.name in copies)]
    return rebuilding.block((*rest, last), change)


def _choice(last: Statement) -> If | None:
    """What the loop ends with, as a test and what is kept if it holds."""
    match last:
        case If(other=()):
            return last
        case Assign(name, nodes.IfElse(test, then, other)):
            known = uncast(other)
            if isinstance(known, nodes.Variable) and known.name == name:
                return If(test, (Assign(name, then, last.line),), line=last.line)
    return None


def _compared(then: If) -> tuple[str, Expression, bool] | None:
    """The name of the best so far, what it is compared with, and whether larger is better."""
    assigned = {one.name for one in then.then if isinstance(one, Assign)}
    match then.test:
        case nodes.Compare("<" | ">" as operator, left, right):
            larger = operator == ">"
            for value, best, better in ((left, right, larger), (right, left, not larger)):
                known = uncast(best)
                if isinstance(known, nodes.Variable) and known.name in assigned:
                    return known.name, value, better
    return None


def _keeps(
    one: Statement, best: str, value: Expression, kept: set[str], unsteady: frozenset[str]
) -> bool:
    """Whether a trip that wins keeps the value, and nothing that hangs on earlier winners."""
    if not isinstance(one, Assign) or value.type.storage not in ("int64", "float64"):
        return False
    if uncast(one.value) == uncast(value):
        return True
    return one.name != best and not kept & {*reads(one.value)} and _total(one.value, unsteady)


def _total(node: Expression, unsteady: frozenset[str]) -> bool:
    """Whether an expression has a value whatever trip asks for it, if slices of it do."""
    for part in walking.within(node):
        if not isinstance(part, _PLAIN):
            return False
        if isinstance(part, nodes.Load):
            terms = [term for index in part.indices for term in affine(index).terms]
            if any(isinstance(term, nodes.Load) or unsteady & {*reads(term)} for term in terms):
                return False
    return True
