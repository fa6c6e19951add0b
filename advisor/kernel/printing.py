"""Print a kernel's expressions and statements in the syntax of Python and its dialects.

Cython and Numba both read Python's grammar; they differ in what an operation means, in
how an array is reached and in how a kernel leaves. Those differences are facts of a
`Dialect`; the shape of the text is decided here once.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple, Protocol, assert_never

from advisor.kernel import nodes
from advisor.kernel.nodes import Expression, Statement
from advisor.kernel.types import Scalar

# How tightly Python's syntax binds; an operand that binds less is put in parentheses.
_CHOICE, _OR, _AND, _NOT, _COMPARE, _UNARY, _ATOM = 0, 1, 2, 3, 4, 11, 13
_BINARY = {
    "|": 5, "^": 6, "&": 7, "<<": 8, ">>": 8, "+": 9, "-": 9, "*": 10, "/": 10, "//": 10, "%": 10,
}  # fmt: skip
INDENT = "    "
MARK = "\0"
"""Begins a line that a dialect replaces once the whole function is printed."""


class Text(NamedTuple):
    """Printed code, and how tightly its outermost operator binds."""

    code: str
    binds: int = _ATOM

    def within(self, level: int) -> str:
        """The code as an operand of something that binds at ``level``."""
        return self.code if self.binds >= level else f"({self.code})"


class Dialect(Protocol):
    """What differs between two ways of writing the same kernel."""

    def name(self, name: str) -> str:
        """A variable or array."""

    def constant(self, value: complex, kind: Scalar) -> str:
        """A literal; binds like an atom."""

    def element(self, array: str, indices: Sequence[str]) -> str:
        """One element, by indices that are in bounds."""

    def length(self, array: str, axis: int) -> str:
        """An array's extent."""

    def call(self, operation: str, arguments: Sequence[str]) -> str:
        """An operation that Python's syntax does not say exactly enough: ``add``, ``at``."""

    def cast(self, operand: str, source: Scalar, target: Scalar) -> str:
        """A widening; binds like an atom."""

    def invoke(self, function: str, arguments: Sequence[str]) -> str:
        """A call of another function of the kernel."""

    def whole(self, array: str) -> str:
        """An array as an argument."""

    def flat(self, array: str) -> str:
        """The elements of an array as an argument, without their shape."""

    def remark(self, line: int) -> str:
        """A comment, if wanted, that names a line of the source."""

    def statement(self, node: Statement, printer: Printer) -> Iterator[str] | None:
        """Lines for a statement this dialect writes its own way, else ``None``."""


@dataclass(frozen=True, slots=True)
class Printer:
    """Prints nodes in a dialect."""

    dialect: Dialect

    # ------------------------------------------------------------- expressions

    def expression(self, node: Expression) -> str:
        """The code of an expression, to stand by itself."""
        return self.text(node).code

    def expressions(self, items: Iterable[Expression | nodes.ArrayName]) -> list[str]:
        """The code of arguments."""
        return [
            self.dialect.whole(item.name)
            if isinstance(item, nodes.ArrayName)
            else self.expression(item)
            for item in items
        ]

    def text(self, node: Expression) -> Text:
        """The code of an expression, to stand in another."""
        dialect = self.dialect
        match node:
            case nodes.Constant(value, kind):
                return Text(dialect.constant(value, kind))
            case nodes.Variable(name):
                return Text(dialect.name(name))
            case nodes.Load():
                return Text(self.element(node))
            case nodes.Length(array, axis):
                return Text(dialect.length(array, axis))
            case nodes.Unary():
                return self._unary(node)
            case nodes.Binary():
                return self._binary(node)
            case nodes.Compare(operator, left, right):
                sides = (self.text(side).within(_COMPARE + 1) for side in (left, right))
                return Text(f" {operator} ".join(sides), _COMPARE)
            case nodes.Logical(operator, left, right):
                level = _AND if operator == "and" else _OR
                first, second = self.text(left).within(level), self.text(right).within(level + 1)
                return Text(f"{first} {operator} {second}", level)
            case nodes.IfElse(test, then, other):
                parts = [self.text(part).within(_OR) for part in (then, test, other)]
                return Text("{} if {} else {}".format(*parts), _CHOICE)
            case nodes.Intrinsic(name, arguments):
                operation = intrinsic(node)
                return Text(dialect.call(operation, self.expressions(arguments)))
            case nodes.Cast(operand, kind):
                return self._cast(operand, kind)
            case nodes.CallFunction(function, arguments) if function in nodes.LIBRARY:
                given = [
                    dialect.flat(a.name) if isinstance(a, nodes.ArrayName) else self.expression(a)
                    for a in arguments
                ]
                return Text(dialect.call(function, given))
            case nodes.CallFunction(function, arguments):
                return Text(dialect.invoke(function, self.expressions(arguments)))
            case _:
                assert_never(node)

    def element(self, node: nodes.Load | nodes.Store) -> str:
        """The element that is read or written, its indices checked where they must be."""
        indices = []
        for axis, index in enumerate(node.indices):
            operation = {
                (True, True): "at",
                (False, True): "within",
                (True, False): "from_end",
                (False, False): "",
            }[node.wraps[axis], node.checked[axis]]
            code = self.expression(index)
            if operation:
                length = self.dialect.length(node.array, axis)
                code = self.dialect.call(operation, [code, length])
            indices.append(code)
        return self.dialect.element(node.array, indices)

    def _cast(self, operand: Expression, kind: Scalar) -> Text:
        if (operand.type.kind, operand.type.storage) == (kind.kind, kind.storage):
            return self.text(operand)
        operand_text = self.text(operand).within(_ATOM)
        return Text(self.dialect.cast(operand_text, operand.type, kind))

    def _unary(self, node: nodes.Unary) -> Text:
        if node.operator == "+":
            return self.text(node.operand)
        if node.operator == "not":
            return Text(f"not {self.text(node.operand).within(_NOT)}", _NOT)
        if node.operator == "-" and node.type.kind == "int" and node.checked:
            return Text(self.dialect.call("negate", [self.expression(node.operand)]))
        return Text(f"{node.operator}{self.text(node.operand).within(_UNARY + 1)}", _UNARY)

    def _binary(self, node: nodes.Binary) -> Text:
        product = node.left
        if node.operator == "%" and isinstance(product, nodes.Binary) and overflows(product):
            parts = (product.left, product.right, node.right)
            return Text(self.dialect.call("product_modulo", self.expressions(parts)))
        name = operation(node)
        if name in ("square", "cube", "root"):
            return Text(self.dialect.call(name, [self.expression(node.left)]))
        if name:
            return Text(self.dialect.call(name, self.expressions((node.left, node.right))))
        level = _BINARY[node.operator]
        left, right = self.text(node.left).within(level), self.text(node.right).within(level + 1)
        return Text(f"{left} {node.operator} {right}", level)

    # -------------------------------------------------------------- statements

    def block(self, statements: Sequence[Statement]) -> Iterator[str]:
        """The lines of an indented block; ``pass`` if there are none."""
        empty = True
        for statement in statements:
            for line in self.statement(statement):
                yield INDENT + line
                empty = False
        if empty:
            yield INDENT + "pass"

    def statement(self, node: Statement) -> Iterator[str]:
        """The lines of a statement; the first says which line of the source it was."""
        remark = self.dialect.remark(node.line)
        own = self.dialect.statement(node, self)
        for line in self._statement(node) if own is None else own:
            if line.startswith(MARK):
                yield line
            else:
                yield line + remark
                remark = ""

    def _statement(self, node: Statement) -> Iterator[str]:
        match node:
            case nodes.Assign(name, value):
                yield f"{self.dialect.name(name)} = {self.expression(value)}"
            case nodes.Store(value=value):
                yield f"{self.element(node)} = {self.expression(value)}"
            case nodes.For():
                yield from self.loop(self.head(node), node)
            case nodes.While(test):
                yield from self.loop(f"while {self.expression(test)}:", node)
            case nodes.If():
                yield from self._choice(node)
            case nodes.Break():
                yield "break"
            case nodes.Continue():
                yield "continue"
            case _:
                raise TypeError(f"{type(node).__name__} must be written by the dialect")

    def head(self, node: nodes.For) -> str:
        """The line ``for i in range(…):``."""
        start, stop, step = (self.expression(e) for e in (node.start, node.stop, node.step))
        bounds = [start, stop, step]
        if step == self.dialect.constant(1, node.step.type):
            bounds = [stop] if is_constant(node.start, 0) else [start, stop]
        return f"for {self.dialect.name(node.variable)} in range({', '.join(bounds)}):"

    def loop(self, head: str, node: nodes.For | nodes.While) -> Iterator[str]:
        """A loop's lines below its head."""
        yield head
        yield from self.block(node.body)
        if node.orelse:
            yield "else:"
            yield from self.block(node.orelse)

    def _choice(self, node: nodes.If) -> Iterator[str]:
        yield f"if {self.expression(node.test)}:"
        yield from self.block(node.then)
        if len(node.other) == 1 and isinstance(node.other[0], nodes.If):
            first, *rest = self._choice(node.other[0])
            yield f"el{first}"
            yield from rest
        elif node.other:
            yield "else:"
            yield from self.block(node.other)


def is_constant(node: Expression, value: complex) -> bool:
    """Whether an expression is this literal, whatever type it was cast to."""
    if isinstance(node, nodes.Cast):
        return is_constant(node.operand, value)
    return isinstance(node, nodes.Constant) and node.value == value


_INTEGER = {
    "+": "add", "-": "subtract", "*": "multiply", "<<": "shift_left", ">>": "shift_right",
}  # fmt: skip
_INTEGER_ALWAYS = {
    "//": "floor_divide", "%": "modulo", "/": "true_divide", "**": "power",
}  # fmt: skip
_FLOAT = {"//": "float_floor_divide", "%": "float_modulo", "**": "float_power"}
_FLOAT_POWERS = {2.0: "square", 3.0: "cube", 0.5: "root"}
_COMPLEX = {"*": "complex_multiply", "/": "complex_divide", "**": "complex_power"}


def overflows(node: nodes.Binary) -> bool:
    """Whether it is a product of ints that may leave 64 bits."""
    return node.operator == "*" and node.checked and node.type.kind == "int"


def operation(node: nodes.Binary) -> str:
    """The name of a binary operation, or "" where the dialects' own operator is exact."""
    kind = node.left.type.kind
    if kind in ("int", "bool", "char"):
        if node.operator in _INTEGER and node.checked:
            return _INTEGER[node.operator]
        return _INTEGER_ALWAYS.get(node.operator, "")
    if kind == "complex":
        return _COMPLEX.get(node.operator, "")
    if node.operator == "**":
        power = next((p for p in _FLOAT_POWERS if is_constant(node.right, p)), None)
        return _FLOAT["**"] if power is None else _FLOAT_POWERS[power]
    if node.operator == "/":
        if isinstance(node.right, nodes.Constant) and node.right.value != 0:
            return ""
        narrow = "_float32" if node.type.storage == "float32" else ""
        return f"divide{narrow}" if node.checked else ""
    return _FLOAT.get(node.operator, "")


def intrinsic(node: nodes.Intrinsic) -> str:
    """The name of an operation that a function of Python's becomes, by its argument's kind."""
    kind = node.arguments[0].type.kind if node.arguments else "float"
    plain = node.name.replace(".", "_")
    if node.name in ("abs", "min", "max", "round", "int", "bool", "round_to"):
        return f"{kind}_{plain}"
    return "complex_of" if plain == "complex" else plain
