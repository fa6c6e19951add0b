"""Arithmetic on whole arrays: what an expression computes, and how numexpr writes it.

Only what cannot run foreign code, given that each variable is a plain array or
number, is understood: the operators, and the functions of NumPy named here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import libcst as cst

from advisor import flow
from advisor.surroundings import Surroundings

# NumPy's function → numexpr's.
_FUNCTIONS = {
    "sin": "sin",
    "cos": "cos",
    "tan": "tan",
    "arcsin": "arcsin",
    "arccos": "arccos",
    "arctan": "arctan",
    "sinh": "sinh",
    "cosh": "cosh",
    "tanh": "tanh",
    "exp": "exp",
    "expm1": "expm1",
    "log": "log",
    "log10": "log10",
    "log1p": "log1p",
    "sqrt": "sqrt",
    "abs": "abs",
    "absolute": "abs",
}
_CONSTANTS = {"pi": "3.141592653589793", "e": "2.718281828459045"}
_OPERATORS = {
    cst.Add: ("+", 1),
    cst.Subtract: ("-", 1),
    cst.Multiply: ("*", 2),
    cst.Divide: ("/", 2),
    cst.Power: ("**", 4),
}
_NUMPY = ("np", "numpy")

# Functions that can answer with a finite number where an argument is not finite.
_HIDING = frozenset({"exp", "expm1", "arctan", "tanh"})


@dataclass(frozen=True, slots=True)
class Expression:
    """An element-wise expression.

    Attributes:
        names: its variables, in the order of their first mention.
        operations: how many operators and functions it applies.
        numexpr: it as numexpr reads it, every literal a float.
        hidden: parts (as numexpr reads them) that could leave the finite numbers
            without the result showing it: divisors and the like.
    """

    names: tuple[str, ...]
    operations: int
    numexpr: str
    hidden: tuple[str, ...]


def read(node: cst.BaseExpression, around: Surroundings) -> Expression | None:
    """What ``node`` computes element by element, or ``None`` if it does anything else."""
    reader = _Reader(around)
    text = reader.text(node, 0)
    if text is None:
        return None
    return Expression(
        tuple(dict.fromkeys(reader.names)),
        reader.operations,
        text,
        tuple(dict.fromkeys(reader.hidden)),
    )


@dataclass(frozen=True, slots=True)
class Place:
    """A statement that assigns or returns an element-wise expression.

    Attributes:
        value: the expression, ``read`` what it computes.
        target: the variable it is assigned to; "" if it is returned.
    """

    block: cst.IndentedBlock
    position: int
    value: cst.BaseExpression
    target: str
    read: Expression


def places(
    function: cst.FunctionDef, around: Surroundings, blocks: Iterable[cst.IndentedBlock]
) -> Iterator[Place]:
    """The statements of ``blocks`` whose element-wise expression may be one of arrays."""
    for block in blocks:
        for position, statement in enumerate(block.body):
            match statement:
                case cst.SimpleStatementLine(body=[cst.Return(value=value)]) if value:
                    target = ""
                case cst.SimpleStatementLine(
                    body=[
                        cst.Assign(
                            targets=[cst.AssignTarget(target=cst.Name(value=target))], value=value
                        )
                    ]
                ):
                    pass
                case _:
                    continue
            expression = read(value, around)
            if expression is not None and _of_arrays(value, expression, function, around):
                yield Place(block, position, value, target, expression)


def _of_arrays(
    value: cst.BaseExpression,
    expression: Expression,
    function: cst.FunctionDef,
    around: Surroundings,
) -> bool:
    """Is there a sign that some variable of the expression is an array?"""
    if any(may_be_array(name, function, around) for name in expression.names):
        return True
    watched = around.seen is not None and all(name in around.seen for name in expression.names)
    return _calls_numpy(value, around) and not watched


def may_be_array(
    name: str,
    function: cst.FunctionDef,
    around: Surroundings,
    visited: frozenset[str] = frozenset(),
) -> bool:
    """Has ``name`` been seen as an array, or computed from one, or not been watched at all?"""
    loops = (node for node in flow.walk(function) if isinstance(node, cst.For))
    if any(name in flow.names(loop.target) for loop in loops):
        return False
    if around.seen is not None and name in around.seen:
        return around.may_be(name, "ndarray")
    values = list(_values(name, function))
    if not values:
        unknown = around.seen is None and around.modules is None
        return unknown and name not in flow.bound(function.body)
    if name in visited:
        return False
    return any(
        _calls_numpy(value, around)
        or any(
            may_be_array(other, function, around, visited | {name}) for other in flow.free(value)
        )
        for value in values
    )


def _values(name: str, function: cst.FunctionDef) -> Iterator[cst.BaseExpression]:
    for node in flow.walk(function.body):
        match node:
            case cst.Assign(
                targets=[cst.AssignTarget(target=cst.Name(value=target))], value=value
            ) if target == name:
                yield value
            case _:
                pass


def _calls_numpy(value: cst.BaseExpression, around: Surroundings) -> bool:
    return any(
        isinstance(node, cst.Attribute)
        and isinstance(node.value, cst.Name)
        and around.is_module(node.value.value, "numpy", _NUMPY)
        for node in flow.walk(value)
    )


class _Reader:
    """Reads one expression, collecting what ``Expression`` holds."""

    def __init__(self, around: Surroundings) -> None:
        self.around = around
        self.names: list[str] = []
        self.hidden: list[str] = []
        self.operations = 0

    def text(self, node: cst.BaseExpression, tightness: int) -> str | None:
        """``node`` as numexpr reads it, in parentheses if it binds weaker than ``tightness``."""
        match node:
            case cst.Name(value=name) if name not in _FUNCTIONS and name not in {"True", "False"}:
                self.names.append(name)
                return name
            case cst.Integer() | cst.Float():
                return _literal(node)
            case cst.Attribute(value=cst.Name(value=module), attr=cst.Name(value=name)):
                return _CONSTANTS.get(name) if self._is_numeric_module(module) else None
            case cst.UnaryOperation(operator=cst.Minus()):
                inner = self.text(node.expression, 3)
                return None if inner is None else _wrapped(f"-{inner}", tightness, 3)
            case cst.BinaryOperation():
                return self._operation(node, tightness)
            case cst.Call(func=cst.Attribute(value=cst.Name(value=module), attr=attribute)):
                numpy = self.around.is_module(module, "numpy", _NUMPY)
                return self._call(node, attribute.value) if numpy else None
            case _:
                return None

    def _is_numeric_module(self, name: str) -> bool:
        return any(
            self.around.is_module(name, module, names)
            for module, names in (("numpy", _NUMPY), ("math", ("math",)))
        )

    def _operation(self, node: cst.BinaryOperation, tightness: int) -> str | None:
        if type(node.operator) not in _OPERATORS:
            return None
        symbol, binding = _OPERATORS[type(node.operator)]
        power = symbol == "**"
        self.operations += 1
        left = self.text(node.left, binding + power)
        if power and isinstance(node.right, cst.Integer):
            right: str | None = node.right.value
        else:
            right = self.text(node.right, 3 if power else binding + 1)
        if left is None or right is None:
            return None
        if (symbol == "/" or power) and not _is_number(node.right):
            self._hide(right, node.right)
        if power and not _is_number(node.right):
            self._hide(left, node.left)
        if power and isinstance(node.right, cst.UnaryOperation):
            self._hide(left, node.left)  # x ** -2 is a division
        space = "" if power else " "
        return _wrapped(f"{left}{space}{symbol}{space}{right}", tightness, binding)

    def _call(self, node: cst.Call, name: str) -> str | None:
        match node.args:
            case [cst.Arg(keyword=None, star="", value=argument)] if name in _FUNCTIONS:
                self.operations += 1
                text = self.text(argument, 0)
                if text is not None and name in _HIDING:
                    self._hide(text, argument)
                return None if text is None else f"{_FUNCTIONS[name]}({text})"
            case _:
                return None

    def _hide(self, text: str, node: cst.BaseExpression) -> None:
        """Note a part whose overflow the result may not show; a variable cannot overflow."""
        bare = node.expression if isinstance(node, cst.UnaryOperation) else node
        if not isinstance(bare, cst.Name):
            self.hidden.append(text)


def _is_number(node: cst.BaseExpression) -> bool:
    if isinstance(node, cst.UnaryOperation):
        return _is_number(node.expression)
    return isinstance(node, cst.Integer | cst.Float)


def _literal(node: cst.Integer | cst.Float) -> str | None:
    """The literal as a float: numexpr would divide two ints as C does."""
    value = node.evaluated_value
    return repr(float(value)) if abs(value) <= 1 << 53 or isinstance(value, float) else None


def _wrapped(text: str, tightness: int, binding: int) -> str:
    return f"({text})" if binding < tightness else text
