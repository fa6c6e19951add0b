"""Write a function of a kernel as whole-array statements.

Before: ``for i in range(n): out[i] = a[i] * b[i]``.
After: ``out[:n] = a[:n] * b[:n]``, and what stays a loop as the loop it was.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from advisor.backend import UnsuitableError
from advisor.kernel import nodes, walking
from advisor.kernel.naming import Names
from advisor.kernel.nodes import Expression, For, Function, Statement
from advisor.kernel.sharing import shared_names, slot
from advisor.kernel.types import Array, Scalar
from advisor.vectorising.along import Along, Style
from advisor.vectorising.expressions import Expressions
from advisor.vectorising.page import Page, range_of
from advisor.vectorising.planning import Axis
from advisor.vectorising.scope import Scope, convert, storage

_HELPERS = ("magnitude", "tame")
_RESERVED = frozenset(
    {"np", "ne", "math", "Leave", *_HELPERS, "len", "range", "float", "int", "bool", "abs", "max"}
    | {"min", "round", "list", "next", "enumerate"}
)
_KNOWN = {("bool", "bool"), ("int", "int64"), ("int", "uint8"), ("float", "float64")}
_GIVEN = ".given"


@dataclass(frozen=True, slots=True)
class Written:
    """A function as text.

    Attributes:
        arguments: its arguments' names, one for each parameter.
        lines: its body.
        rounding: whether it may differ from the original in the last bits.
        imports: modules it uses besides NumPy.
        calls: which of ``magnitude`` and ``tame`` it calls.
        evaluates: whether it calls numexpr.
    """

    arguments: tuple[str, ...]
    lines: tuple[str, ...]
    rounding: bool
    imports: tuple[str, ...]
    calls: frozenset[str]
    evaluates: bool


def write(function: Function, axes: dict[int, Axis], style: Style) -> Written:
    """The function with those loops as axes.

    Raises:
        UnsuitableError: something in it has no whole-array form.
    """
    for name, kind in walking.types(function).items():
        element = kind.element if isinstance(kind, Array) else kind
        if (element.kind, element.storage) not in _KNOWN:
            raise UnsuitableError(f"{name} holds {element.dtype or element.kind} values")
    writer = _Writer(function, axes, style)
    writer.body()
    return Written(
        tuple(writer.names[p.name] for p in function.parameters),
        tuple(writer.page.lines),
        writer.scope.rounding,
        tuple(sorted(writer.scope.imports)),
        frozenset(h for h in _HELPERS if any(f"{h}(" in line for line in writer.page.lines)),
        writer.along.evaluating.used,
    )


class _Writer:
    """Writes what stands outside all axes."""

    def __init__(self, function: Function, axes: dict[int, Axis], style: Style) -> None:
        self.function, self.axes = function, axes
        self.page, self.names = Page(), Names(_RESERVED)
        self.names.settle(p.name for p in function.parameters)
        self.scope = Scope(self.names, walking.types(function), self.page.emit)
        self.expressions = Expressions(self.scope)
        self.along = Along(self.page, self.expressions, axes, style)
        arrays = {p.name for p in function.parameters if isinstance(p.type, Array)}
        self.shared = shared_names(function)
        self.hands_change = bool(self.shared & arrays)

    def body(self) -> None:
        """The whole body."""
        if self.hands_change:
            given = [p.name for p in self.function.parameters if isinstance(p.type, Array)]
            listed = " ".join(f"{self.names[name]}," for name in given)
            self.page.emit(f"{self.names[_GIVEN]} = ({listed})")
        self.block(self.function.body)
        ends = self.function.body and isinstance(self.function.body[-1], nodes.Return)
        if not (ends or self.function.results):  # with results it ends in a return, or never
            self.page.emit(self.answer(()))

    def code(self, node: Expression) -> str:
        """An expression."""
        return self.expressions.text(node).code

    def block(self, statements: Sequence[Statement]) -> None:
        """Statements."""
        for statement in statements:
            self.scope.seen.clear()
            self.statement(statement)

    def statement(self, statement: Statement) -> None:
        """A statement outside all axes."""
        match statement:
            case nodes.Assign(name, value):
                self.page.emit(f"{self.names[name]} = {self.code(value)}")
            case nodes.Store(value=value):
                place = self.expressions.elements.place(statement).code
                self.page.emit(f"{place} = {self.code(value)}")
            case For():
                self.loop(statement)
            case nodes.While(test, body, orelse):
                self.parts(f"while {self.code(test)}:", body, orelse)
            case nodes.If(test, then, other):
                self.parts(f"if {self.code(test)}:", then, other)
            case nodes.Return(values):
                self.page.emit(self.answer(values))
            case _:
                self.page.emit(self.simple(statement))

    def parts(self, head: str, body: Sequence[Statement], other: Sequence[Statement]) -> None:
        """A statement with a block, and perhaps an ``else``."""
        with self.page.block(head):
            self.block(body)
        if other:
            with self.page.block("else:"):
                self.block(other)

    def loop(self, loop: For) -> None:
        """The outermost axis of a nest, or a loop that stays one."""
        axis = self.axes.get(id(loop))
        if axis is not None:
            self.along.write(axis)
            return
        bounds = [self.code(bound) for bound in (loop.start, loop.stop, loop.step)]
        head = f"for {self.names[loop.variable]} in range({range_of(bounds)}):"
        self.parts(head, loop.body, loop.orelse)

    def simple(self, statement: Statement) -> str:
        """A statement without parts, or one that makes or renames arrays."""
        match statement:
            case nodes.Break():
                return "break"
            case nodes.Continue():
                return "continue"
            case nodes.Append(array, value):
                return f"{self.names[array]}.append({self.code(value)})"
            case nodes.New(array, shape, fill):
                return f"{self.names[array]} = {self.new(array, shape, fill)}"
            case nodes.Copy(array, source):
                return f"{self.names[array]} = {self.names[source]}.copy()"
            case nodes.Rebind(targets, sources):
                sides = (", ".join(self.names[n] for n in side) for side in (targets, sources))
                return " = ".join(sides)
            case _:
                return "raise Leave"

    def new(self, array: str, shape: Sequence[Expression], fill: Expression | None) -> str:
        """A fresh array or growable list."""
        kind = self.scope.types[array]
        assert isinstance(kind, Array)
        if kind.growable:
            return "[]"
        extents = [self.code(extent) for extent in shape]
        size = extents[0] if len(extents) == 1 else f"({', '.join(extents)})"
        if fill is None:
            return f"np.empty({size}, np.{storage(kind.element)})"
        return f"np.full({size}, {self.code(fill)}, np.{storage(kind.element)})"

    # ----------------------------------------------------------------- results

    def answer(self, values: Sequence[Expression | nodes.ArrayName]) -> str:
        """The return: each result, arrays with the number of the parameter they are or -1."""
        items: list[str] = []
        for value, kind in zip(values, self.function.results, strict=True):
            if isinstance(value, nodes.ArrayName):
                assert isinstance(kind, Array)
                items += self.array_answer(value.name, kind)
            else:
                assert isinstance(kind, Scalar)
                items.append(f"{convert(kind)}({self.code(value)})")
        for parameter in self.function.parameters:
            if parameter.written and isinstance(parameter.type, Scalar):
                items.append(f"{convert(parameter.type)}({self.names[parameter.name]})")
        return f"return ({', '.join(items)}{',' if len(items) == 1 else ''})"

    def array_answer(self, array: str, kind: Array) -> Iterator[str]:
        """An array, and the number of the parameter it is."""
        name = self.names[array]
        yield (
            f"np.array({name}, np.{storage(kind.element)})" if self.scope.growable(array) else name
        )
        if self.hands_change and array in self.shared:
            yield f"next((n for n, one in enumerate({self.names[_GIVEN]}) if one is {name}), -1)"
        else:
            yield str(slot(self.function, array))
