"""Guess what every trip of a loop keeps true.

What is known of a variable when a loop begins is lost where the loop assigns it, unless each
assignment keeps it: ``k >= 0`` before ``while k < n`` outlives ``k = k + step`` where
``step >= 0``. The walk tries a guess out and takes it back where an assignment does not.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet

from advisor.kernel import nodes, walking
from advisor.kernel.affine import Affine
from advisor.kernel.nodes import Statement
from advisor.kernel.ranges.facts import mentions
from advisor.kernel.types import INT


def guesses(
    known: Iterable[Affine], body: Sequence[Statement], changed: AbstractSet[str]
) -> tuple[Affine, ...]:
    """Those of the known facts that speak of one variable that the body assigns, and may last."""
    signs = dict(_directions(body, changed))
    return tuple(fact for fact in known if _may_last(fact, signs, changed))


def not_negative(body: Sequence[Statement], changed: AbstractSet[str]) -> Iterator[Affine]:
    """That the integers a body assigns in no step downwards are not negative."""
    for name, signs in _directions(body, changed):
        if -1 not in signs:
            yield Affine(0, {nodes.Variable(name, INT): 1})


def _directions(
    body: Sequence[Statement], changed: AbstractSet[str]
) -> Iterator[tuple[str, frozenset[int]]]:
    """For each integer that only assignments change the signs of its steps; 0 is any change."""
    values: dict[str, list[nodes.Expression]] = {}
    others: set[str] = set()
    for statement in walking.statements(body):
        match statement:
            case nodes.Assign(name, new):
                values.setdefault(name, []).append(new)
            case nodes.For(variable):
                others.add(variable)
    for name, news in values.items():
        if name in changed and name not in others and all(new.type == INT for new in news):
            yield name, frozenset(_sign(name, new) for new in news)


def _sign(name: str, new: nodes.Expression) -> int:
    match new:
        case nodes.Binary(
            "+" | "-" as operator, nodes.Variable(again), nodes.Constant(value=by)
        ) if again == name and by.real > 0:
            return 1 if operator == "+" else -1
    return 0


def _may_last(fact: Affine, signs: dict[str, frozenset[int]], changed: AbstractSet[str]) -> bool:
    names = [
        term.name for term in fact.terms if isinstance(term, nodes.Variable) and term.name in signs
    ]
    if len(names) != 1:
        return False
    (name,) = names
    upwards = fact.factor(name) > 0
    if (-1 if upwards else 1) in signs[name]:
        return False
    return not mentions(fact.without(name), changed)
