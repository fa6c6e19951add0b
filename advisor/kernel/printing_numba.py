"""Print a kernel's functions as Python for Numba.

Numba's own arithmetic wraps around, divides by zero and reads past the end in silence;
so everything that may go wrong is a call of a helper that raises ``Leave``.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from advisor.kernel import nodes, walking
from advisor.kernel.naming import Names
from advisor.kernel.nodes import Function, Kernel, Statement
from advisor.kernel.pieces import library
from advisor.kernel.printing import INDENT, Printer
from advisor.kernel.sharing import shared_names, slot
from advisor.kernel.types import Array, Scalar, Type

_ENTRY = ".entry()"
_OWN = frozenset(
    [
        "np",
        "math",
        "njit",
        "Leave",
        "working",
        "cache",
        "chain",
        "range",
        "float",
        "int",
        "bool",
        "complex",
        "abs",
    ]
)


@dataclass(slots=True)
class NumbaDialect:
    """How one function's operations are written for Numba."""

    function: Function
    entry: bool
    names: Names
    pieces: set[str]
    types: Mapping[str, Type]
    shared: frozenset[str]
    last_line: int = 0

    def name(self, name: str) -> str:
        """A variable or array."""
        return self.names[name]

    def constant(self, value: complex, kind: Scalar) -> str:
        """A literal."""
        if isinstance(value, bool) or kind.kind == "bool":
            return str(bool(value))
        if kind.kind == "complex":
            number = complex(value)
            return f"complex({self._double(number.real)}, {self._double(number.imag)})"
        if kind.kind == "float":
            assert not isinstance(value, complex)
            return self._double(float(value))
        assert isinstance(value, int)
        if kind.kind == "word":
            return f"np.uint64({value})"
        return str(value) if value > -(1 << 63) else f"({value + 1} - 1)"

    def _double(self, value: float) -> str:
        if math.isnan(value):
            return "math.nan"
        return repr(value) if math.isfinite(value) else f"{'-' if value < 0 else ''}math.inf"

    def element(self, array: str, indices: Sequence[str]) -> str:
        """The element: ``grid[i, j]``."""
        return f"{self.names[array]}[{', '.join(indices)}]"

    def length(self, array: str, axis: int) -> str:
        """An extent; a growing list has a counter."""
        if self._array(array).growable:
            return self.names[f"{array}.used"]
        return f"{self.names[array]}.shape[{axis}]"

    def _array(self, name: str) -> Array:
        kind = self.types[name]
        assert isinstance(kind, Array)
        return kind

    def call(self, operation: str, arguments: Sequence[str]) -> str:
        """A call of a helper."""
        self.pieces.add(operation)
        return f"{operation}({', '.join(arguments)})"

    def cast(self, operand: str, source: Scalar, target: Scalar) -> str:
        """A conversion: ``float(count)``."""
        if target.kind == "word":
            return f"np.int64({operand}).view(np.uint64)"
        if source.kind == "word" and target.kind == "int":
            return f"np.uint64({operand}).view(np.int64)"
        plain = {"bool": "bool", "int64": "np.int64", "float64": "float", "complex128": "complex"}
        operand = operand[1:-1] if _bracketed(operand) else operand
        return f"{plain.get(target.storage, f'np.{target.storage}')}({operand})"

    def invoke(self, function: str, arguments: Sequence[str]) -> str:
        """A call of a helper of the kernel."""
        return f"{self.names[function + '()']}({', '.join(arguments)})"

    def whole(self, array: str) -> str:
        """An array as an argument."""
        return self.names[array]

    def flat(self, array: str) -> str:
        """An array of one axis with the same elements."""
        return self.names[array] + (".ravel()" if self._array(array).ndim > 1 else "")

    def remark(self, line: int) -> str:
        """A comment that names the source line, once for each."""
        if not line or line == self.last_line:
            return ""
        self.last_line = line
        return f"  # line {line}"

    def statement(self, node: Statement, printer: Printer) -> Iterator[str] | None:
        """Lines for what concerns arrays and the end."""
        match node:
            case nodes.Return():
                return iter([self._return(node, printer)])
            case nodes.Leave(reason):
                return iter([f"raise Leave  # {' '.join(reason.split())}"])
            case nodes.New():
                return self._new(node, printer)
            case nodes.Append():
                return self._append(node, printer)
            case nodes.Truncate(array, length):
                return iter([f"{self.length(array, 0)} = {printer.expression(length)}"])
            case nodes.Sort(array, descending):
                arguments = [self.names[array], self.length(array, 0), str(descending)]
                return iter([self.call("sort_numbers", arguments)])
            case nodes.Copy(array, source):
                return self._copy(array, source)
            case nodes.Rebind():
                return self._rebind(node)
        return None

    def _return(self, node: nodes.Return, printer: Printer) -> str:
        if not self.entry:
            return f"return {printer.expressions(node.values)[0]}"
        values: list[str] = []
        for value in node.values:
            if isinstance(value, nodes.ArrayName):
                values.extend(self._array_result(value.name))
            else:
                values.append(printer.expression(value))
        return self.finish(values)

    def _array_result(self, array: str) -> Iterator[str]:
        """The array, and the number of the parameter it is or -1."""
        used = f"[: {self.length(array, 0)}]" if self._array(array).growable else ""
        yield self.names[array] + used
        varies = array in self.shared
        yield self.names[f"{array}.slot"] if varies else str(slot(self.function, array))

    def finish(self, values: Sequence[str] = ()) -> str:
        """The return of the entry: results, then the attributes assigned."""
        attributes = [
            self.names[p.name]
            for p in self.function.parameters
            if p.written and isinstance(p.type, Scalar)
        ]
        everything = [*values, *attributes]
        return f"return ({', '.join(everything)},)" if everything else "return None"

    def _new(self, node: nodes.New, printer: Printer) -> Iterator[str]:
        kind, name = self._array(node.array), self.names[node.array]
        dtype = f"np.{numpy_dtype(kind.element)}"
        if kind.growable:
            yield f"{name} = np.empty(16, {dtype})"
            yield f"{self.length(node.array, 0)} = 0"
        else:
            extents = [self.call("extent", [printer.expression(n)]) for n in node.shape]
            shape = extents[0] if len(extents) == 1 else f"({', '.join(extents)})"
            if node.fill is None:
                yield f"{name} = np.empty({shape}, {dtype})"
            else:
                yield f"{name} = np.full({shape}, {printer.expression(node.fill)}, {dtype})"
        yield from self._fresh_slot(node.array)

    def _fresh_slot(self, array: str) -> Iterator[str]:
        if array in self.shared:
            yield f"{self.names[f'{array}.slot']} = -1"

    def _append(self, node: nodes.Append, printer: Printer) -> Iterator[str]:
        name, used = self.names[node.array], self.length(node.array, 0)
        yield f"if {used} == len({name}):"
        yield f"{INDENT}{name} = {self.call('grown', [name])}"
        yield f"{name}[{used}] = {printer.expression(node.value)}"
        yield f"{used} += 1"

    def _copy(self, array: str, source: str) -> Iterator[str]:
        yield f"{self.names[array]} = {self.names[source]}.copy()"
        if self._array(array).growable and array != source:
            yield f"{self.length(array, 0)} = {self.length(source, 0)}"
        yield from self._fresh_slot(array)

    def _rebind(self, node: nodes.Rebind) -> Iterator[str]:
        keys = ["", ".slot", *([".used"] if self._array(node.targets[0]).growable else [])]
        for key in keys:
            sides = (
                ", ".join(self.names[name + key] for name in side)
                for side in (node.targets, node.sources)
            )
            yield " = ".join(sides)


def numpy_dtype(element: Scalar) -> str:
    """The name of the dtype in NumPy's namespace."""
    return "bool_" if element.storage == "bool" else element.storage


def _bracketed(code: str) -> bool:
    """Whether one pair of parentheses holds all of it."""
    depth = 0
    for position, letter in enumerate(code):
        depth += {"(": 1, ")": -1}.get(letter, 0)
        if depth == 0:
            return code.startswith("(") and position == len(code) - 1
    return False


def print_functions(kernel: Kernel, pieces: set[str], helper: str, entry: str) -> list[str]:
    """The kernel's functions as text, the entry last, with the decorators of each kind."""
    given = Names(_OWN | frozenset(library("arithmetic.py")) | frozenset(library("border.py")))
    given.given[_ENTRY] = given[f"{kernel.entry.name}_kernel"]
    for function in kernel.functions[:-1]:  # a recursive region calls a helper of its own name
        given.given[f"{function.name}()"] = given[function.name]
    return [
        f"{entry if function is kernel.entry else helper}\n"
        + "\n".join(_print(kernel, function, given, pieces))
        for function in kernel.functions
    ]


def _print(kernel: Kernel, function: Function, given: Names, pieces: set[str]) -> Iterator[str]:
    names = Names(given.reserved | set(given.given.values()))
    names.given.update((key, name) for key, name in given.given.items() if key.endswith("()"))
    types = walking.types(function)
    names.settle(types)
    entry = function is kernel.entry
    dialect = NumbaDialect(function, entry, names, pieces, types, shared_names(function))
    parameters = ", ".join(names[p.name] for p in function.parameters)
    body = list(Printer(dialect).block(function.body))
    yield f"def {names[_ENTRY if entry else f'{function.name}()']}({parameters}):"
    if function.doc:
        yield f'{INDENT}"""{function.doc}"""'
    yield from (INDENT + line for line in _beginnings(dialect))
    yield from body
    if entry and not (function.body and isinstance(function.body[-1], nodes.Return | nodes.Leave)):
        yield INDENT + dialect.finish()


def _beginnings(dialect: NumbaDialect) -> Iterator[str]:
    """Numba wants every variable assigned on every path."""
    parameters = {p.name for p in dialect.function.parameters}
    zero = {"bool": "False", "int": "0", "char": "np.uint32(0)", "float": "0.0", "complex": "0j"}
    zero["word"] = "np.uint64(0)"
    for name, kind in dialect.function.locals.items():
        if name in parameters:
            continue
        if isinstance(kind, Scalar):
            yield f"{dialect.names[name]} = {zero[kind.kind]}"
        else:
            shape = "0" if kind.ndim == 1 else f"({', '.join(['0'] * kind.ndim)})"
            yield f"{dialect.names[name]} = np.empty({shape}, np.{numpy_dtype(kind.element)})"
            if kind.growable:
                yield f"{dialect.length(name, 0)} = 0"
    for name in sorted(dialect.shared):
        yield f"{dialect.names[name + '.slot']} = {slot(dialect.function, name)}"
