"""Print a kernel as plain Python: the dialect that says what every other one must mean.

It is slow and needs nothing but ``advisor.kernel.reference``; the front end is tested by
running it beside the original function.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from advisor.kernel import nodes
from advisor.kernel.nodes import Function, Kernel, Statement
from advisor.kernel.printing import INDENT, Printer
from advisor.kernel.types import Array, Scalar


@dataclass(frozen=True, slots=True)
class PythonDialect:
    """How one function's operations are written; its arrays are ``reference.Block``."""

    function: Function
    entry: bool

    def name(self, name: str) -> str:
        """A variable or array keeps its name, out of the way of ours."""
        return f"{name}_" if name in _RESERVED else name

    def constant(self, value: complex, kind: Scalar) -> str:
        """A literal."""
        if kind.kind == "complex":
            number = complex(value)
            return f"complex({_double(number.real)}, {_double(number.imag)})"
        if kind.kind == "float":
            assert not isinstance(value, complex)
            return _double(float(value))
        return repr(bool(value) if kind.kind == "bool" else value)

    def element(self, array: str, indices: Sequence[str]) -> str:
        """One element: ``grid[i, j]``."""
        return f"{self.name(array)}[{', '.join(indices)}{',' * (len(indices) == 1)}]"

    def length(self, array: str, axis: int) -> str:
        """An extent."""
        return f"{self.name(array)}.shape[{axis}]"

    def call(self, operation: str, arguments: Sequence[str]) -> str:
        """A function of ``reference``."""
        return f"reference.{operation}({', '.join(arguments)})"

    def cast(self, operand: str, source: Scalar, target: Scalar) -> str:
        """A widening."""
        convert = {"float32": "reference.single", "complex128": "complex"}.get(target.storage)
        plain = {
            "bool": "bool",
            "int": "reference.signed" if source.kind == "word" else "int",
            "word": "reference.unsigned",
            "char": "int",
            "float": "float",
            "complex": "complex",
        }
        return f"{convert or plain[target.kind]}({operand})"

    def invoke(self, function: str, arguments: Sequence[str]) -> str:
        """A call of a helper of the kernel."""
        return f"{function}_kernel({', '.join(arguments)})"

    def whole(self, array: str) -> str:
        """An array as an argument."""
        return self.name(array)

    def flat(self, array: str) -> str:
        """The elements of an array as an argument."""
        return f"{self.name(array)}.items"

    def remark(self, line: int) -> str:
        """Nothing: the dialect is not read beside the source."""
        del line
        return ""

    def statement(self, node: Statement, printer: Printer) -> Iterator[str] | None:
        """Lines for what concerns arrays and the end."""
        match node:
            case nodes.Return(values):
                items = ", ".join(printer.expressions(values))
                comma = "," if len(values) == 1 and self.entry else ""
                return iter([f"return ({items}{comma})"])
            case nodes.Leave(reason):
                return iter([f"raise reference.Left({reason!r})"])
            case nodes.New(array, shape, fill):
                extents = [printer.expression(extent) for extent in shape]
                content = "None" if fill is None else printer.expression(fill)
                return iter([self._new(array, extents, content)])
            case nodes.Append(array, value):
                return iter([f"{self.name(array)}.append({printer.expression(value)})"])
            case nodes.Truncate(array, length):
                return iter([f"{self.name(array)}.truncate({printer.expression(length)})"])
            case nodes.Sort(array, descending):
                return iter([f"{self.name(array)}.sort({descending})"])
            case nodes.Copy(array, source):
                return iter([f"{self.name(array)} = {self.name(source)}.copy()"])
            case nodes.Rebind(targets, sources):
                sides = (", ".join(map(self.name, side)) for side in (targets, sources))
                return iter([" = ".join(sides)])
        return None

    def _new(self, array: str, shape: Sequence[str], fill: str) -> str:
        kind = self.function.locals[array]
        if isinstance(kind, Array) and kind.growable:
            return f"{self.name(array)} = reference.growing({shape[0]})"
        return f"{self.name(array)} = reference.new(({', '.join(shape)},), {fill})"


_RESERVED = frozenset({"reference", "math", "float", "int", "bool", "complex", "range"})


def _double(value: float) -> str:
    if math.isnan(value):
        return "math.nan"
    return repr(value) if math.isfinite(value) else f"{'-' if value < 0 else ''}math.inf"


def as_python(kernel: Kernel) -> str:
    """The kernel as a module's text; its functions are named ``<name>_kernel``.

    The entry returns a tuple of results, or raises ``reference.Left``.
    """
    parts = ["import math\n\nfrom advisor.kernel import reference\n"]
    parts += ["\n".join(_function(f, entry=f is kernel.entry)) + "\n" for f in kernel.functions]
    return "\n\n".join(parts)


def _function(function: Function, *, entry: bool) -> Iterator[str]:
    dialect = PythonDialect(function, entry)
    parameters = ", ".join(dialect.name(p.name) for p in function.parameters)
    yield f"def {function.name}_kernel({parameters}):"
    if function.doc:
        yield f'{INDENT}"""{function.doc}"""'
    yield from Printer(dialect).block(function.body)
