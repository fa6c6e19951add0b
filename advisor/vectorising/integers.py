"""Whole-array arithmetic on integers wraps round in silence: leave before it could.

The largest absolute values of what goes in bound what comes out.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from advisor.backend import UnsuitableError
from advisor.kernel import nodes
from advisor.kernel.nodes import Expression
from advisor.vectorising.scope import Scope, Value

_EXACT_INTEGERS = "2**53"
_WORD = "2**63"


@dataclass(frozen=True, slots=True)
class Integers:
    """Writes the conditions under which integers stay what they are."""

    scope: Scope
    text: Callable[[Expression], Value]

    def check(self, node: nodes.Binary) -> None:
        """Leave where arithmetic of whole arrays would not be Python's."""
        if node.operator in ("//", "%"):
            _check_division(node)
        if node.type.kind == "int":
            self.fits(node)
        elif node.left.type.kind in ("int", "bool"):  # true division of integers
            for operand in (node.left, node.right):
                self.scope.leave_unless(f"{self.magnitude(operand)} <= {_EXACT_INTEGERS}")

    def fits(self, node: Expression) -> None:
        """Leave where whole-array arithmetic on integers might go beyond 64 bits."""
        if node.type.kind == "int" and getattr(node, "checked", True):
            self.scope.leave_unless(f"{self.magnitude(node)} < {_WORD}")

    def magnitude(self, node: Expression) -> str:
        """A bound on the absolute value of an integer expression, as a Python number."""
        match node:
            case nodes.Constant(value=value):
                return str(abs(int(value.real)))
            case nodes.Cast(operand=operand):
                return self.magnitude(operand)
            case nodes.Unary(operator="-" | "+", operand=operand):
                return self.magnitude(operand)
            case nodes.Binary(operator="+" | "-", left=left, right=right):
                return f"({self.magnitude(left)} + {self.magnitude(right)})"
            case nodes.Binary(operator="*", left=left, right=right):
                return f"{self.magnitude(left)} * {self.magnitude(right)}"
            case nodes.Binary(operator="//" | "%", left=left, right=right):
                return f"max({self.magnitude(left)}, {self.magnitude(right)})"
            case nodes.IfElse(then=then, other=other):
                return f"max({self.magnitude(then)}, {self.magnitude(other)})"
            case nodes.Intrinsic(name="min" | "max" | "abs", arguments=arguments):
                bounds = [self.magnitude(argument) for argument in arguments]
                return bounds[0] if len(bounds) == 1 else f"max({', '.join(bounds)})"
        if node.type.kind == "bool":
            return "1"
        written = self.text(node)
        return f"magnitude({written.code})" if written.rank else f"abs({written.code})"


def _check_division(node: nodes.Binary) -> None:
    """Floor division of arrays is Python's only for integers and a positive constant."""
    divisor = node.right
    while isinstance(divisor, nodes.Cast):
        divisor = divisor.operand
    positive = isinstance(divisor, nodes.Constant) and divisor.value.real > 0
    if node.type.kind != "int" or not positive:
        raise UnsuitableError(f"{node.operator} of whole arrays")
