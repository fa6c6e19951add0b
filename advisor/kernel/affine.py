"""Subscripts as sums of multiples: ``2*i + n - 1``.

Only such subscripts can be compared: whether two of them ever name the same element,
and in which order.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from advisor.kernel import nodes, walking
from advisor.kernel.nodes import Expression


@dataclass(frozen=True, slots=True)
class Affine:
    """``constant`` plus each term times its factor.

    A term is a variable, or any other expression that is taken as it stands.
    """

    constant: int = 0
    terms: Mapping[Expression, int] = field(default_factory=dict)

    def plus(self, other: Affine, factor: int = 1) -> Affine:
        """The sum of this and ``factor`` times the other."""
        terms = dict(self.terms)
        for term, number in other.terms.items():
            terms[term] = terms.get(term, 0) + factor * number
        kept = {term: number for term, number in terms.items() if number}
        return Affine(self.constant + factor * other.constant, kept)

    def factor(self, variable: str) -> int:
        """How often a variable is in it, as a term of its own."""
        return sum(n for t, n in self.terms.items() if _is_variable(t, variable))

    def without(self, variable: str) -> Affine:
        """The rest, without that variable's own term."""
        kept = {t: n for t, n in self.terms.items() if not _is_variable(t, variable)}
        return Affine(self.constant, kept)

    def reads(self) -> Iterator[str]:
        """Names of the scalars and arrays its terms depend on."""
        for term in self.terms:
            yield from reads(term)


def affine(node: Expression) -> Affine:
    """An integer expression as a sum of multiples."""
    match node:
        case nodes.Constant(value=bool() | int() as value):
            return Affine(int(value))
        case nodes.Cast(operand, kind) if {operand.type.kind, kind.kind} <= {"int", "bool"}:
            return affine(operand)
        case nodes.Unary(operator="-", operand=operand):
            return Affine().plus(affine(operand), -1)
        case nodes.Binary(operator="+" | "-" as operator, left=left, right=right):
            return affine(left).plus(affine(right), 1 if operator == "+" else -1)
        case nodes.Binary(operator="*", left=left, right=right):
            first, second = affine(left), affine(right)
            if not first.terms:
                return Affine().plus(second, first.constant)
            if not second.terms:
                return Affine().plus(first, second.constant)
    return Affine(0, {node: 1})


def reads(node: Expression) -> Iterator[str]:
    """Names of the scalars and arrays an expression reads; a length is none."""
    for part in walking.within(node):
        match part:
            case nodes.Variable(name):
                yield name
            case nodes.Load(array):
                yield array
            case nodes.CallFunction(_, arguments):
                yield from (a.name for a in arguments if isinstance(a, nodes.ArrayName))


def _is_variable(term: Expression, name: str) -> bool:
    return isinstance(term, nodes.Variable) and term.name == name
