"""Long expressions over whole arrays for numexpr, which needs no array for each operator.

It never warns or raises. So only what carries an infinity or a NaN through to the
result is handed to it, and a result that holds one is thrown away.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from advisor.kernel import nodes
from advisor.kernel.nodes import Expression
from advisor.vectorising.scope import Scope, Value

_LEAST_OPERATORS = 3  # below that NumPy itself is as good
_FUNCTIONS = {"sqrt": "sqrt", "sin": "sin", "cos": "cos", "log": "log", "log10": "log10"}
"""Functions that answer infinity or NaN with one of the two."""


class _DeclinedError(Exception):
    """Not for numexpr."""


@dataclass(slots=True)
class Evaluating:
    """Hands values to numexpr where that is worth it; ``used`` tells whether it ever was."""

    scope: Scope
    text: Callable[[Expression], Value]
    used: bool = False
    operands: dict[str, str] = field(default_factory=dict)
    operators: int = 0

    def value(self, node: Expression) -> str | None:
        """A variable with the value, computed by numexpr; ``None`` where NumPy will do."""
        self.operands, self.operators = {}, 0
        if node.type.kind != "float":
            return None
        try:
            formula = self.formula(node)
        except _DeclinedError:
            return None
        if self.operators < _LEAST_OPERATORS:
            return None
        self.used = self.scope.rounding = True
        target = self.scope.names[".evaluated"]
        given = ", ".join(f'"{name}": {code}' for code, name in self.operands.items())
        self.scope.emit(f'{target} = ne.evaluate("{formula}", {{{given}}})')
        self.scope.emit(f"if not np.isfinite({target}).all():")
        self.scope.emit("    raise Leave")
        return target

    def formula(self, node: Expression) -> str:
        """The expression as numexpr reads it."""
        match node:
            case nodes.Constant(value=value) if node.type.kind == "float":
                return f"({value!r})"
            case nodes.Cast(operand, kind) if operand.type.storage == kind.storage:
                return self.formula(operand)
            case nodes.Unary(operator="-", operand=operand):
                return f"(-{self.formula(operand)})"
            case nodes.Binary():
                return self.binary(node)
            case nodes.Intrinsic(name, (argument,)):
                module, _, function = name.rpartition(".")
                if module in ("math", "np") and function in _FUNCTIONS:
                    self.operators += 1
                    return f"{_FUNCTIONS[function]}({self.formula(argument)})"
            case nodes.Load() | nodes.Variable() | nodes.Cast():
                return self.operand(node)
        raise _DeclinedError

    def binary(self, node: nodes.Binary) -> str:
        """Arithmetic; only constants may divide, and only small whole powers are taken."""
        self.operators += 1
        left = self.formula(node.left)
        fixed = node.right.value if isinstance(node.right, nodes.Constant) else None
        if node.operator in ("+", "-", "*"):
            return f"({left} {node.operator} {self.formula(node.right)})"
        if node.operator == "/" and fixed:
            return f"({left} / {fixed!r})"
        if node.operator == "**" and fixed in (2.0, 3.0, 4.0):
            return f"({left}**{int(fixed.real)})"
        raise _DeclinedError

    def operand(self, node: Expression) -> str:
        """A name for an array or number that is given to numexpr."""
        if node.type.kind != "float":
            raise _DeclinedError
        code = self.text(node).code
        return self.operands.setdefault(code, f"v{len(self.operands)}")
