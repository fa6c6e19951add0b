"""Write expressions over whole arrays, as NumPy reads them.

What differs between the trips of an axis is an array with one dimension for each axis
around it; what is alike for all of them is a plain Python number. The text raises or
leaves wherever an element would have done so, and sometimes where none would have:
then the original statements run.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from advisor.backend import UnsuitableError
from advisor.kernel import nodes
from advisor.kernel.nodes import Expression
from advisor.kernel.types import Scalar
from advisor.vectorising.elements import Elements
from advisor.vectorising.integers import Integers
from advisor.vectorising.scope import (
    AND,
    ATOM,
    BINDS,
    CHOICE,
    COMPARE,
    NOT,
    OR,
    POWER,
    UNARY,
    Scope,
    Value,
    convert,
    storage,
)

_OURS = ("round_to", "power_modulo", "char_of", "ascii", "math.hypot_3", "abs_against", "mixed")
"""Operations of kernels that no function of Python's or NumPy's is called like."""
_SAME = {"sqrt": "sqrt", "fabs": "fabs", "isnan": "isnan", "isinf": "isinf", "isfinite": "isfinite"}
"""Functions whose whole-array form gives the same bits as the one for numbers."""
_ROUNDED = {
    "sin": "sin", "cos": "cos", "tan": "tan", "asin": "arcsin", "acos": "arccos",
    "atan": "arctan", "atan2": "arctan2", "sinh": "sinh", "cosh": "cosh", "tanh": "tanh",
    "asinh": "arcsinh", "acosh": "arccosh", "atanh": "arctanh", "exp": "exp", "expm1": "expm1",
    "log": "log", "log2": "log2", "log10": "log10", "log1p": "log1p", "hypot": "hypot",
    "cbrt": "cbrt", "exp2": "exp2",
}  # fmt: skip
"""Functions whose whole-array form may round otherwise."""
_NUMPY_NAMES = {name: name for name in (*_ROUNDED.values(), "abs", "absolute", "power")}


class Expressions:
    """Writes expressions in the surroundings at hand."""

    def __init__(self, scope: Scope) -> None:
        """Write for a scope."""
        self.scope = scope
        self.elements = Elements(scope, self.text)
        self.integers = Integers(scope, self.text)

    # ------------------------------------------------------------------ leaves

    def text(self, node: Expression) -> Value:
        """The code of an expression."""
        match node:
            case nodes.Constant(value, kind):
                return _constant(value, kind)
            case nodes.Variable(name):
                return self.variable(name)
            case nodes.Load():
                return self.elements.load(node)
            case nodes.Length(array, axis):
                return Value(self.scope.length(array, axis))
            case nodes.Unary():
                return self.unary(node)
            case nodes.Binary():
                return self.binary(node)
            case nodes.Compare(operator, left, right):
                return self.joined(f" {operator} ", (left, right), COMPARE)
            case nodes.Logical():
                return self.logical(node)
            case nodes.IfElse():
                return self.choice(node)
            case nodes.Intrinsic():
                return self.intrinsic(node)
            case nodes.Cast(operand, kind):
                return self.cast(self.text(operand), operand.type, kind)
        raise UnsuitableError("a call that is not written out")

    def variable(self, name: str) -> Value:
        """A scalar, or the numbers an axis runs through."""
        span = next((s for s in self.scope.spans if s.variable == name), None)
        if span is not None:
            span.wanted.add("values")
            return self.scope.lifted(self.scope.names[f"{name}.values"], span.rank)
        rank = self.scope.ranks.get(name, 0)
        return (
            self.scope.lifted(self.scope.names[name], rank)
            if rank
            else Value(self.scope.names[name])
        )

    # -------------------------------------------------------------- operations

    def joined(self, operator: str, operands: Sequence[Expression], level: int) -> Value:
        """Operands with a left-binding operator between them."""
        first, *others = (self.text(operand) for operand in operands)
        looser = level + 1 if level == COMPARE else level
        code = operator.join([first.within(looser), *(o.within(level + 1) for o in others)])
        return Value(code, max(v.rank for v in (first, *others)), level)

    def unary(self, node: nodes.Unary) -> Value:
        """``-x``, ``+x``, ``~x`` or ``not x``."""
        operand = self.text(node.operand)
        if node.operator == "+":
            return operand
        if not operand.rank:
            space, level = (" ", NOT) if node.operator == "not" else ("", UNARY)
            return Value(f"{node.operator}{space}{operand.within(level)}", 0, level)
        if node.operator == "not":
            return Value(f"~{operand.within(UNARY)}", operand.rank, UNARY)
        self.integers.fits(node)
        return Value(f"{node.operator}{operand.within(UNARY)}", operand.rank, UNARY)

    def binary(self, node: nodes.Binary) -> Value:
        """Arithmetic."""
        level = BINDS.get(node.operator)
        if level is None:
            raise UnsuitableError(f"the operator {node.operator}")
        if node.type.kind == "int" and node.type.storage != "int64":
            raise UnsuitableError(f"arithmetic on {node.type.storage}")
        value = self.joined(f" {node.operator} ", (node.left, node.right), level)
        if node.operator == "**":
            value = self.power(node, value)
        if value.rank:
            self.integers.check(node)
        return value

    def power(self, node: nodes.Binary, value: Value) -> Value:
        """``x**y``; binds to the right, unlike its neighbours."""
        left, right = self.text(node.left), self.text(node.right)
        if node.type.kind != "float":
            raise UnsuitableError("powers of integers")
        self.scope.rounding |= value.rank > 0
        return Value(f"{left.within(ATOM)}**{right.within(UNARY)}", value.rank, POWER)

    def logical(self, node: nodes.Logical) -> Value:
        """``and`` and ``or``; of whole arrays both sides are always worked out."""
        left, right = self.text(node.left), self.text(node.right)
        rank = max(left.rank, right.rank)
        if not rank:
            level = 2 if node.operator == "or" else 3
            return Value(f"{left.within(level)} {node.operator} {right.within(level)}", 0, level)
        level, sign = (AND, "&") if node.operator == "and" else (OR, "|")
        return Value(f"{left.within(level)} {sign} {right.within(level + 1)}", rank, level)

    def choice(self, node: nodes.IfElse) -> Value:
        """``a if test else b``; of whole arrays both are always worked out."""
        test, then, other = (self.text(part) for part in (node.test, node.then, node.other))
        rank = max(test.rank, then.rank, other.rank)
        if rank:
            return Value(f"np.where({test.code}, {then.code}, {other.code})", rank)
        code = f"{then.within(1)} if {test.within(1)} else {other.within(1)}"
        return Value(code, 0, CHOICE)

    def intrinsic(self, node: nodes.Intrinsic) -> Value:
        """A function; whole arrays have another one."""
        values = [self.text(argument) for argument in node.arguments]
        rank = max((value.rank for value in values), default=0)
        codes = [value.code for value in values]
        module, _, name = node.name.rpartition(".")
        if not rank:
            if module not in ("", "math", "np") or node.name in _OURS:
                raise UnsuitableError(f"{node.name}()")
            self.scope.imports |= {module} - {"", "np"}
            return Value(f"{node.name}({', '.join(codes)})")
        if node.name in ("min", "max"):
            operator = "<" if name == "min" else ">"
            first, second = (value.within(COMPARE + 1) for value in values)
            return Value(f"np.where({second} {operator} {first}, {codes[1]}, {codes[0]})", rank)
        if node.name == "abs" and node.type.kind in ("int", "float"):
            self.integers.fits(node)
            return Value(f"np.abs({codes[0]})", rank)
        return Value(f"np.{self.function(node, module, name)}({', '.join(codes)})", rank)

    def function(self, node: nodes.Intrinsic, module: str, name: str) -> str:
        """NumPy's function for whole arrays."""
        if name in _SAME and module in ("math", "np"):
            return _SAME[name]
        known = _ROUNDED if module == "math" else _NUMPY_NAMES if module == "np" else {}
        if name not in known or node.type.kind != "float" or len(node.arguments) > 2:  # noqa: PLR2004  (log of a base)
            raise UnsuitableError(f"{node.name}() of whole arrays")
        if name == "log" and len(node.arguments) > 1:
            raise UnsuitableError("log() of another base")
        self.scope.rounding = True
        return known[name]

    def cast(self, value: Value, source: Scalar, target: Scalar) -> Value:
        """A widening; between Python's and NumPy's floats it changes no bit."""
        if value.rank:
            if source.storage == target.storage:
                return value
            return Value(f"{value.within(ATOM)}.astype(np.{storage(target)})", value.rank)
        return value if source == target else Value(f"{convert(target)}({value.code})")


def is_rounded(node: Expression) -> bool:
    """Whether an operation's whole-array form may round otherwise than the one for numbers."""
    if isinstance(node, nodes.Binary):
        return node.operator == "**" and node.type.kind == "float"
    if not isinstance(node, nodes.Intrinsic) or node.type.kind != "float":
        return False
    module, _, name = node.name.rpartition(".")
    return bool(module) and name in {*_ROUNDED, *_NUMPY_NAMES} - {*_SAME, "abs", "absolute"}


def _constant(value: complex, kind: Scalar) -> Value:
    if kind.kind == "float":
        assert not isinstance(value, complex)
        number = float(value)
        if not math.isfinite(number):
            return Value(f'float("{number}")')
        return Value(repr(number), 0, UNARY if number < 0 else ATOM)
    code = repr(bool(value)) if kind.kind == "bool" else repr(int(value.real))
    return Value(code, 0, UNARY if code.startswith("-") else ATOM)
