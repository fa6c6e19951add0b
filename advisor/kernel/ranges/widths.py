"""How many bits an integer that is not negative takes: what masks and shifts tell.

``y = words[k] & 0xFFFFFFFF`` is within 32 bits whatever the word was, so that ``y << 7`` is
within 39, and neither can leave 64. An operation that may still overflow tells nothing.
"""

from __future__ import annotations

from collections.abc import Mapping

from advisor.kernel import nodes
from advisor.kernel.affine import Affine
from advisor.kernel.nodes import Expression
from advisor.kernel.ranges.facts import Facts
from advisor.kernel.types import INT

MOST = 63
"""Bits that a machine word has for a number that is not negative."""


def width(node: Expression, facts: Facts) -> int | None:
    """The bits a number surely fits in, being no less than zero; ``None`` if nobody knows."""
    match node:
        case nodes.Constant(value=int() as value) if 0 <= value < 1 << MOST:
            return value.bit_length()
        case nodes.Cast(operand) if operand.type.kind == "bool":
            return 1
        case nodes.Variable(name) if node.type == INT:
            return _known(facts).get(name)
        case nodes.Binary(operator, left, right) if node.type == INT:
            if node.checked and operator not in ("&", "|", "^"):
                return None
            return of_operation(operator, left, right, facts)
    return None


def of_operation(operator: str, left: Expression, right: Expression, facts: Facts) -> int | None:
    """The bits of ``left operator right``, if it is done with as many as it takes."""
    one, two = width(left, facts), width(right, facts)
    if operator == "&":
        return min((side for side in (one, two) if side is not None), default=None)
    if operator == "%" and isinstance(right, nodes.Constant) and two:
        return (int(right.value.real) - 1).bit_length()
    if one is None or two is None:
        return None
    match operator, right:
        case (("|" | "^"), _):
            return max(one, two)
        case "+", _:
            return max(one, two) + 1
        case "*", _:
            return one + two
        case ">>", nodes.Constant(value=int() as by) if 0 <= by <= MOST:
            return max(0, one - by)
        case "<<", nodes.Constant(value=int() as by) if 0 <= by <= MOST:
            return one + by
    return None


def fits(node: nodes.Binary | nodes.Unary, facts: Facts) -> bool:
    """Whether the operation surely stays within 64 bits, by the bits of its operands."""
    if node.type != INT:
        return False
    if isinstance(node, nodes.Unary):
        return node.operator == "-" and width(node.operand, facts) is not None
    match node:
        case nodes.Binary(">>", _, nodes.Constant(value=int() as by)):
            return 0 <= by <= MOST
        case nodes.Binary("+" | "*" | "<<" as operator, left, right):
            bits = of_operation(operator, left, right, facts)
            return bits is not None and bits <= MOST
    return False


def folded(node: nodes.Binary) -> Expression:
    """A shift of a literal as the literal it makes, for which compilers take a narrower type."""
    match node:
        case nodes.Binary(
            "<<", nodes.Constant(value=int() as value), nodes.Constant(value=int() as by)
        ):
            return nodes.Constant(value << by, INT)
    return node


def bounded(name: str, bits: int) -> tuple[Affine, Affine]:
    """The facts that a variable is not negative and within so many bits."""
    variable = nodes.Variable(name, INT)
    return Affine(0, {variable: 1}), Affine((1 << bits) - 1, {variable: -1})


def _known(facts: Facts) -> Mapping[str, int]:
    """For each variable between zero and a number the bits of that."""
    lowest: set[str] = set()
    most: dict[str, int] = {}
    for fact in facts.known:
        match list(fact.terms.items()):
            case [(nodes.Variable(name), 1)] if fact.constant <= 0:
                lowest.add(name)
            case [(nodes.Variable(name), -1)] if fact.constant >= 0:
                bits = fact.constant.bit_length()
                most[name] = min(bits, most.get(name, bits))
    return {name: bits for name, bits in most.items() if name in lowest and bits <= MOST}
