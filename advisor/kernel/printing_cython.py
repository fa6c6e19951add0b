"""Print a kernel's functions as typed Cython without Python objects.

An array is a pointer and its extents (``grid``, ``grid_n0``, ``grid_n1``). What cannot
be done exactly sets ``bad``; a function looks at it before each loop, at each test of a
``while`` and at its end, so that the work in a loop stays free of branches.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from advisor.kernel import arrays_cython, nodes, watching_cython
from advisor.kernel.idioms_cython import whole_powers
from advisor.kernel.naming import Names
from advisor.kernel.nodes import Function, Statement
from advisor.kernel.pieces import library
from advisor.kernel.printing import INDENT, MARK, Printer, is_constant
from advisor.kernel.sharing import slot
from advisor.kernel.storage import c_type
from advisor.kernel.types import Array, Scalar, Type


@dataclass(slots=True)
class Uses:
    """What the printed code turned out to need."""

    pieces: set[str] = field(default_factory=set)
    storages: set[str] = field(default_factory=set)
    arena: bool = False


@dataclass(slots=True)
class CythonDialect:
    """How Cython writes one function's operations."""

    function: Function
    entry: bool
    names: Names
    uses: Uses
    types: Mapping[str, Type]
    shared: frozenset[str]  # arrays whose name changes hands
    small: Mapping[str, int]  # arrays on the stack, with their sizes
    wide: frozenset[int]  # loops for vector units, by id
    temporaries: dict[str, str] = field(default_factory=dict)  # further variables: name → C type
    bad: bool = False
    arena: bool = False
    rare: frozenset[int] = frozenset()  # choices that seldom hold, by id
    checked: frozenset[str] = frozenset()  # functions after whose calls ``bad`` is looked at
    restricted: bool = False  # whether no two arrays it is given are the same
    in_wide: bool = False  # whether what is printed stands in such a loop
    last_line: int = 0

    # ------------------------------------------------------------- expressions

    def name(self, name: str) -> str:
        """A variable or the pointer of an array."""
        return self.names[name]

    def constant(self, value: complex, kind: Scalar) -> str:
        """A C literal."""
        if kind.kind == "complex":
            self.uses.pieces.add("complex_of")
            number = complex(value)
            parts = (self._double(part) for part in (number.real, number.imag))
            return f"complex_of({', '.join(parts)})"
        if isinstance(value, bool) or kind.kind == "bool":
            return str(bool(value))
        if kind.kind == "float":
            assert not isinstance(value, complex)
            return self._double(float(value))
        assert isinstance(value, int)
        if kind.kind == "word":
            return f"{value}ULL"
        if abs(value) < 1 << 31:
            return str(value)
        # Without its suffix Cython takes a long literal for a Python object.
        return f"{value}LL" if value > -(1 << 63) else f"({value + 1}LL - 1)"

    def _double(self, value: float) -> str:
        if math.isnan(value):
            return "NAN"
        return repr(value) if math.isfinite(value) else f"{'-' if value < 0 else ''}INFINITY"

    def element(self, array: str, indices: Sequence[str]) -> str:
        """The element at its offset: ``grid[i * grid_n1 + j]``."""
        offset = indices[0]
        for axis, index in enumerate(indices[1:], start=1):
            offset = f"{_factor(offset)} * {self.length(array, axis)} + {_summand(index)}"
        return f"{self.names[array]}[{offset}]"

    def length(self, array: str, axis: int) -> str:
        """The variable that holds an extent."""
        return self.names[f"{array}.n{axis}"]

    def call(self, operation: str, arguments: Sequence[str]) -> str:
        """A call of a C helper, which reports to ``bad`` where it can fail."""
        if self.in_wide and operation in _WIDE:
            operation = f"wide_{operation}"
        self.uses.pieces.add(operation)
        if reports(operation):
            self.bad = True
            arguments = [*arguments, f"&{self.names['.bad']}"]
        return f"{operation}({', '.join(arguments)})"

    def cast(self, operand: str, source: Scalar, target: Scalar) -> str:
        """A C cast: ``<double>count``."""
        if target.kind == "complex" and source.kind != "complex":
            self.uses.pieces.add("complex_of")
            return f"complex_of({operand}, 0.0)"
        return f"<{c_type(target)}>{operand}"

    def invoke(self, function: str, arguments: Sequence[str]) -> str:
        """A call of a helper of the kernel."""
        self.bad = True
        name = self.names[f"{function}()"]
        return f"{name}({', '.join([*arguments, '&' + self.names['.bad']])})"

    def whole(self, array: str) -> str:
        """An array as arguments: its pointer and extents."""
        kind = self.types[array]
        assert isinstance(kind, Array)
        extents = [self.length(array, axis) for axis in range(kind.ndim)]
        return ", ".join([self.names[array], *extents])

    def flat(self, array: str) -> str:
        """The pointer of an array."""
        return self.names[array]

    # -------------------------------------------------------------- statements

    def remark(self, line: int) -> str:
        """A comment that names the source line, once for each."""
        if not line or line == self.last_line:
            return ""
        self.last_line = line
        return f"  # line {line}"

    def statement(self, node: Statement, printer: Printer) -> Iterator[str] | None:
        """Lines for what C's loops and arrays need."""
        match node:
            case nodes.For():
                return self._for(node, printer)
            case nodes.While():
                return self._while(node, printer)
            case nodes.If(test, then) if id(node) in self.rare:
                head = f"if {self.call('seldom', [printer.expression(test)])}:"
                return iter([head, *printer.block(then)])
            case nodes.Assign(value=nodes.CallFunction(function)) if function in self.checked:
                return self._descend(node, printer)
            case nodes.Return():
                return self._return(node, printer)
            case nodes.Leave(reason):
                first, *rest = self.give_up()
                return iter([f"{first}  # {' '.join(reason.split())}", *rest])
            case nodes.New():
                return arrays_cython.new(self, node, printer)
            case nodes.Append():
                return arrays_cython.append(self, node, printer)
            case nodes.Truncate(array, length):
                return iter([f"{self.length(array, 0)} = {printer.expression(length)}"])
            case nodes.Sort():
                return arrays_cython.sort(self, node)
            case nodes.Copy():
                return arrays_cython.copy(self, node)
            case nodes.Rebind():
                return arrays_cython.rebind(self, node)
        return None

    def give_up(self) -> list[str]:
        """The statements that leave the kernel."""
        return ["return 1"] if self.entry else [f"{self.names['.left']}[0] = 1", "return 0"]

    def check(self) -> Iterator[str]:
        """Leave if anything was not exact so far."""
        yield f"if {self.names['.bad']}:"
        yield from (INDENT + line for line in self.give_up())

    def _for(self, node: nodes.For, printer: Printer) -> Iterator[str]:
        yield CHECKPOINT
        powers = whole_powers(node)
        if powers is not None:
            helper, array, count = powers
            yield self.call(helper, [self.names[array], printer.expression(count)])
            return
        self.in_wide = id(node) in self.wide
        yield from self._stepped(node, printer)
        self.in_wide = False

    def _stepped(self, node: nodes.For, printer: Printer) -> Iterator[str]:
        if is_constant(node.step, 1) or is_constant(node.step, -1):
            yield from self._watched(node, list(printer.loop(printer.head(node), node)), printer)
        elif isinstance(node.step, nodes.Constant):
            stop = self.call("reach", [printer.expression(node.stop)])
            start, step = printer.expression(node.start), printer.expression(node.step)
            head = f"for {self.names[node.variable]} in range({start}, {stop}, {step}):"
            yield from self._watched(node, list(printer.loop(head, node)), printer)
        else:
            yield from self._for_any_step(node, printer)

    def _watched(self, node: nodes.For, lines: list[str], printer: Printer) -> Iterator[str]:
        """A loop that leaves soon where something in it went wrong."""
        if watching_cython.brief(node) or not watching_cython.can_fail(lines, self.names[".bad"]):
            yield from lines
        elif watching_cython.divisible(node):
            roles = ("block", "block_stop", "end")
            start, stop, end = (
                self.temporary(f"{node.variable}.{role}", "long long") for role in roles
            )
            names = (start, stop, end)
            yield from watching_cython.in_blocks(node, lines, printer, names, CHECKPOINT)
        else:
            yield lines[0]
            yield INDENT + CHECKPOINT
            yield from lines[1:]

    def _for_any_step(self, node: nodes.For, printer: Printer) -> Iterator[str]:
        variable = node.variable
        trip, start, step = (
            self.temporary(f"{variable}.{role}", "long long") for role in ("trip", "start", "step")
        )
        bounds = [printer.expression(bound) for bound in (node.start, node.step, node.stop)]
        yield f"{start}, {step} = {bounds[0]}, {bounds[1]}"
        head = f"for {trip} in range({self.call('trips', [start, bounds[2], step])}):"
        first, second, *rest = printer.loop(head, node)
        yield first
        yield INDENT + CHECKPOINT
        yield f"{INDENT}{self.names[variable]} = {start} + {trip} * {step}"
        yield second
        yield from rest

    def _while(self, node: nodes.While, printer: Printer) -> Iterator[str]:
        test = printer.text(node.test).within(3)
        yield CHECKPOINT
        yield from printer.loop(f"while {test}{ALSO_GOOD}:", node)

    def _descend(self, node: nodes.Assign, printer: Printer) -> Iterator[str]:
        """A recursion that went wrong deep down must not go on branching, nor a loop of parts."""
        yield f"{self.names[node.name]} = {printer.expression(node.value)}"
        yield from self.check()

    def _return(self, node: nodes.Return, printer: Printer) -> Iterator[str]:
        if not self.entry:
            answer = self.temporary(".answer", _result_type(self.function))
            yield f"{answer} = {printer.expressions(node.values)[0]}"
            yield REPORT
            yield f"return {answer}"
            return
        for position, value in enumerate(node.values):
            yield from self._result(position, value, printer)
        yield from self.attributes()
        yield f"return {self.names['.bad']} != 0"

    def _result(
        self, position: int, value: nodes.Expression | nodes.ArrayName, printer: Printer
    ) -> Iterator[str]:
        result = self.names[f".result{position}"]
        if not isinstance(value, nodes.ArrayName):
            yield f"{result}[0] = {printer.expression(value)}"
            return
        kind = self.types[value.name]
        assert isinstance(kind, Array)
        yield f"{result}.data = {self.names[value.name]}"
        for axis in range(kind.ndim):
            yield f"{result}.shape[{axis}] = {self.length(value.name, axis)}"
        yield f"{result}.slot = {self.slot(value.name)}"

    def attributes(self) -> Iterator[str]:
        """Hand back the numbers the region assigns to attributes."""
        for parameter in self.function.parameters:
            if parameter.written and isinstance(parameter.type, Scalar):
                yield f"{self.names[parameter.name + '.out']}[0] = {self.names[parameter.name]}"

    def slot(self, array: str) -> str:
        """Which parameter the array is, or -1: a literal or a variable."""
        if array in self.shared:
            return self.temporary(f"{array}.slot", "int", str(slot(self.function, array)))
        return str(slot(self.function, array))

    def temporary(self, name: str, kind: str, value: str = "0") -> str:
        """A further variable of the function."""
        self.temporaries[self.names[name]] = f"{kind} {self.names[name]} = {value}"
        return self.names[name]


_WIDE = ("add", "subtract")
CHECKPOINT, REPORT, ALSO_GOOD = MARK + "checkpoint", MARK + "report", MARK + "also good"
"""Places where ``bad`` is looked at, if the function turns out to have it."""


def settle_checks(dialect: CythonDialect, lines: Iterator[str]) -> Iterator[str]:
    """Write out the places where ``bad`` is looked at, or leave them out."""
    bad, left = dialect.names[".bad"], dialect.names[".left"]
    for line in list(lines):  # all of them first: only then is known whether there is a ``bad``
        place = len(line) - len(line.lstrip(" "))
        if line.endswith(CHECKPOINT):
            if dialect.bad:
                yield from (line[:place] + check for check in dialect.check())
        elif line.endswith(REPORT):
            if dialect.bad:
                yield f"{line[:place]}{left}[0] |= {bad}"
        else:
            yield line.replace(ALSO_GOOD, f" and not {bad}" if dialect.bad else "")


def reports(operation: str) -> bool:
    """Whether a C helper has a ``bad`` to report to."""
    for file in ("arithmetic.h", "border.h"):
        piece = library(file).get(operation)
        if piece is not None:
            found = re.search(rf"\b{operation}\(([^)]*)\)", piece.text)
            return found is not None and "*bad" in found[1]
    raise KeyError(operation)


def _result_type(function: Function) -> str:
    kind = function.results[0]
    assert isinstance(kind, Scalar)
    return c_type(kind)


def _factor(code: str) -> str:
    return code if re.fullmatch(r"\w+(\([\w, &]*\))?", code) else f"({code})"


def _summand(code: str) -> str:
    return code if re.fullmatch(r"[\w +*&,-]+|\w+\([^()]*\)", code) else f"({code})"
