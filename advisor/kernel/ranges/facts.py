"""Inequalities between integers that hold at one point of a kernel.

A fact says that a sum of multiples is not negative. It speaks of the values that
variables really have, so it may only be taken from operations that are exact.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field

from advisor.kernel import nodes, walking
from advisor.kernel.affine import Affine, affine
from advisor.kernel.nodes import Expression

WORD = 1 << 63
LONGEST = 1 << 31
"""No array has more elements along an axis: borders decline it, and kernels leave."""

_STEPS = 300  # of one proof
_DEPTH = 6


@dataclass(slots=True)
class Facts:
    """What is known; grows by ``assume`` and shrinks by ``forget``, but for what is steady."""

    known: list[Affine] = field(default_factory=list)
    steady: tuple[Affine, ...] = ()  # facts of names that never change
    pending: list[Affine] = field(default_factory=list)
    """What holds once the kernel has looked whether anything went wrong so far."""

    def copy(self) -> Facts:
        """Facts that can go their own way."""
        return Facts(list(self.known), self.steady, list(self.pending))

    def expect(self, fact: Affine) -> None:
        """Assume a fact from the next checkpoint on."""
        if fact.terms:
            self.pending.append(fact)

    def check(self) -> None:
        """The kernel looks whether anything went wrong: what was expected holds from here on."""
        for fact in self.pending:
            self.assume(fact)
        self.pending.clear()

    def assume(self, fact: Affine | None) -> None:
        """Take for granted that ``fact`` is not negative."""
        if fact is not None and fact.terms and fact not in self.known:
            self.known.append(fact)

    def forget(self, names: AbstractSet[str]) -> None:
        """Drop what is known of variables and of arrays' lengths."""
        self.known = [fact for fact in self.known if not mentions(fact, names)]
        self.pending = [fact for fact in self.pending if not mentions(fact, names)]

    def move(self, name: str, by: Affine) -> None:
        """Follow a variable that has moved on ``by`` so much, which does not mention it."""
        self.known = list(_moved(self.known, name, by))
        self.pending = list(_moved(self.pending, name, by))

    def proves(self, goal: Affine | None) -> bool:
        """Whether ``goal`` is surely not negative."""
        return goal is not None and _Proof([*self.known, *self.steady]).holds(goal, _DEPTH)


def _moved(facts: Iterable[Affine], name: str, by: Affine) -> Iterator[Affine]:
    for fact in facts:
        if not mentions(fact.without(name), {name}):
            yield fact.plus(by, -fact.factor(name))


class _Proof:
    """One search: subtract facts from the goal until what is left speaks for itself."""

    def __init__(self, facts: list[Affine]) -> None:
        self._facts, self._steps = facts, _STEPS

    def holds(self, goal: Affine, depth: int, scale: int = 1) -> bool:
        """Whether an integer is not negative of which ``goal`` is at most so many times it."""
        self._steps -= 1
        if _least(goal) > -scale:
            return True
        if not depth or self._steps < 0:
            return False
        return any(self.holds(rest, depth - 1, scale * by) for rest, by in self._reduced(goal))

    def _reduced(self, goal: Affine) -> Iterator[tuple[Affine, int]]:
        """A multiple of the goal less one of a fact that has a term in common with it."""
        for term, factor in goal.terms.items():
            for fact in self._facts:
                other = fact.terms.get(term, 0)
                if other * factor > 0:
                    scaled = Affine().plus(goal, abs(other))
                    yield scaled.plus(fact, -abs(factor)), abs(other)


def _least(sum_of: Affine) -> int:
    """The least value by the nature of its terms alone."""
    least = sum_of.constant
    for term, factor in sum_of.terms.items():
        low, high = bounds(term)
        least += factor * (low if factor > 0 else high)
    return least


def bounds(term: Expression) -> tuple[int, int]:
    """The values a term can have, whatever happens."""
    match term:
        case nodes.Length():
            return 0, LONGEST
        case nodes.Binary(operator="%", right=nodes.Constant(value=int() as by)) if by > 0:
            return 0, by - 1
        case nodes.Cast(operand) if operand.type.kind == "bool":
            return 0, 1
        case nodes.Binary(operator="*", left=left, right=right) if left == right:
            return 0, WORD - 1
        case _:
            return -WORD, WORD - 1


def mentions(fact: Affine, names: AbstractSet[str]) -> bool:
    """Whether a fact speaks of any of these variables or arrays."""
    for term in fact.terms:
        for part in walking.within(term):
            name = part.array if isinstance(part, nodes.Length) else getattr(part, "name", "")
            if name in names:
                return True
    return False


def exact(node: Expression) -> bool:
    """Whether its value is what the integers say: nothing in it may overflow or be re-read."""
    for part in walking.within(node):
        if isinstance(part, nodes.Load | nodes.CallFunction | nodes.Intrinsic):
            return False
        if isinstance(part, nodes.Binary | nodes.Unary) and part.checked:
            return False
    return node.type.kind == "int"


def value(node: Expression) -> Affine | None:
    """An exact integer expression as a sum of multiples."""
    return affine(node) if exact(node) else None


def hoped_value(node: Expression) -> Affine | None:
    """An integer expression as a sum, if nothing in it goes wrong, which a checkpoint tells."""
    for part in walking.within(node):
        if isinstance(part, nodes.Load | nodes.CallFunction | nodes.Intrinsic):
            return None
        if isinstance(part, nodes.Binary) and part.operator not in ("+", "-", "*"):
            return None
    return affine(node) if node.type.kind == "int" else None


def index_value(node: Expression) -> Affine | None:
    """An index as a sum, even if an operation on the way may wrap around.

    If the sum is in bounds, then so is what the machine computes: it is the same number
    modulo 2**64.
    """
    parts = list(walking.within(node))
    if any(isinstance(p, nodes.Load | nodes.CallFunction | nodes.Intrinsic) for p in parts):
        return None
    sum_of = affine(node)
    return sum_of if all(exact(term) for term in sum_of.terms) else None


def implied(test: Expression, *, holds: bool) -> Iterator[Affine]:
    """What a test says about integers when it holds, or when it does not."""
    match test:
        case nodes.Unary(operator="not", operand=operand):
            yield from implied(operand, holds=not holds)
        case nodes.Logical(operator, left, right) if (operator == "and") == holds:
            yield from implied(left, holds=holds)
            yield from implied(right, holds=holds)
        case nodes.Compare(operator, left, right):
            first, second = value(left), value(right)
            if first is not None and second is not None:
                yield from _compared(operator if holds else _OPPOSITE[operator], first, second)


_OPPOSITE = {"<": ">=", ">=": "<", ">": "<=", "<=": ">", "==": "!=", "!=": "=="}


def _compared(operator: str, left: Affine, right: Affine) -> Iterator[Affine]:
    if operator in ("<", "<=", "=="):
        yield right.plus(left, -1).plus(Affine(-(operator == "<")))
    if operator in (">", ">=", "=="):
        yield left.plus(right, -1).plus(Affine(-(operator == ">")))


def equal(left: Affine, right: Affine) -> Iterable[Affine]:
    """The two facts that say two sums are the same."""
    return left.plus(right, -1), right.plus(left, -1)
