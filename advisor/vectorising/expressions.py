"""Write expressions over whole arrays, as NumPy reads them.

What differs between the trips of an axis is an array with one dimension for each axis
around it; what is alike for all of them is a plain Python number. The text raises or
leaves wherever an element would have done so, and sometimes where none would have:
then the original statements run.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from advisor.backend import UnsuitableError
from advisor.kernel import nodes
from advisor.kernel.affine import Affine, affine
from advisor.kernel.naming import Names
from advisor.kernel.nodes import Expression
from advisor.kernel.types import Array, Scalar, Type

_ATOM, _POWER, _UNARY, _TIMES, _PLUS, _AND, _XOR, _OR, _COMPARE, _NOT = (
    14, 13, 12, 11, 10, 9, 8, 7, 6, 5,
)  # fmt: skip
_CHOICE = 0
_BINDS = {
    "**": _POWER, "*": _TIMES, "/": _TIMES, "//": _TIMES, "%": _TIMES, "+": _PLUS, "-": _PLUS,
    "&": _AND, "^": _XOR, "|": _OR,
}  # fmt: skip
_EXACT_INTEGERS = "2**53"
_WORD = "2**63"

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


class Value(NamedTuple):
    """Written code: its rank (0 for one number, else the number of axes), and how it binds."""

    code: str
    rank: int = 0
    binds: int = _ATOM

    def within(self, level: int) -> str:
        """The code as an operand of something that binds at ``level``."""
        return self.code if self.binds >= level else f"({self.code})"


@dataclass(slots=True)
class Span:
    """An axis that is being written: its loop and what runs along it.

    ``place`` is where lines can be put that are found to be needed later.
    """

    variable: str
    start: Affine
    stop: Affine
    step: int
    rank: int
    place: int
    wanted: set[str] = field(default_factory=set)


@dataclass(slots=True)
class Expressions:
    """Writes expressions in the surroundings at hand.

    Attributes:
        names: how the kernel's names are printed.
        types: the type of every name.
        emit: adds a line before the statement being written.
        spans: the axes around it, outermost first.
        ranks: the rank of each scalar that differs along axes.
        rounding: whether anything written may differ in the last bits.
        imports: modules the code uses.
    """

    names: Names
    types: Mapping[str, Type]
    emit: Callable[[str], None]
    spans: list[Span] = field(default_factory=list)
    ranks: dict[str, int] = field(default_factory=dict)
    written: frozenset[str] = frozenset()
    rounding: bool = False
    imports: set[str] = field(default_factory=set)
    seen: set[str] = field(default_factory=set)

    @property
    def depth(self) -> int:
        """The number of axes around the statement being written."""
        return len(self.spans)

    # ------------------------------------------------------------------ leaves

    def text(self, node: Expression) -> Value:
        """The code of an expression."""
        match node:
            case nodes.Constant(value, kind):
                return _constant(value, kind)
            case nodes.Variable(name):
                return self.variable(name)
            case nodes.Load():
                return self.load(node)
            case nodes.Length(array, axis):
                return Value(self.length(array, axis))
            case nodes.Unary():
                return self.unary(node)
            case nodes.Binary():
                return self.binary(node)
            case nodes.Compare(operator, left, right):
                return self.joined(f" {operator} ", (left, right), _COMPARE)
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
        span = next((s for s in self.spans if s.variable == name), None)
        if span is not None:
            span.wanted.add("values")
            return self.lifted(self.names[f"{name}.values"], span.rank)
        rank = self.ranks.get(name, 0)
        return self.lifted(self.names[name], rank) if rank else Value(self.names[name])

    def lifted(self, code: str, rank: int) -> Value:
        """An array of an outer rank with a dimension for each axis further in."""
        missing = self.depth - rank
        subscript = f"[..., {', '.join(['None'] * missing)}]" if missing else ""
        return Value(f"{code}{subscript}", self.depth)

    def length(self, array: str, axis: int) -> str:
        """An extent."""
        kind = self.types[array]
        assert isinstance(kind, Array)
        return (
            f"len({self.names[array]})" if kind.growable else f"{self.names[array]}.shape[{axis}]"
        )

    # -------------------------------------------------------------- operations

    def joined(self, operator: str, operands: Sequence[Expression], level: int) -> Value:
        """Operands with a left-binding operator between them."""
        first, *others = (self.text(operand) for operand in operands)
        looser = level + 1 if level == _COMPARE else level
        code = operator.join([first.within(looser), *(o.within(level + 1) for o in others)])
        return Value(code, max(v.rank for v in (first, *others)), level)

    def unary(self, node: nodes.Unary) -> Value:
        """``-x``, ``+x``, ``~x`` or ``not x``."""
        operand = self.text(node.operand)
        if node.operator == "+":
            return operand
        if not operand.rank:
            space, level = (" ", _NOT) if node.operator == "not" else ("", _UNARY)
            return Value(f"{node.operator}{space}{operand.within(level)}", 0, level)
        if node.operator == "not":
            return Value(f"~{operand.within(_UNARY)}", operand.rank, _UNARY)
        self.fits(node)
        return Value(f"{node.operator}{operand.within(_UNARY)}", operand.rank, _UNARY)

    def binary(self, node: nodes.Binary) -> Value:
        """Arithmetic."""
        level = _BINDS.get(node.operator)
        if level is None:
            raise UnsuitableError(f"the operator {node.operator}")
        if node.type.kind == "int" and node.type.storage != "int64":
            raise UnsuitableError(f"arithmetic on {node.type.storage}")
        value = self.joined(f" {node.operator} ", (node.left, node.right), level)
        if node.operator == "**":
            value = self.power(node, value)
        if not value.rank:
            return value
        if node.operator in ("//", "%"):
            self.check_division(node)
        if node.type.kind == "int":
            self.fits(node)
        elif node.left.type.kind in ("int", "bool"):  # true division of integers
            for operand in (node.left, node.right):
                self.leave_unless(f"{self.magnitude(operand)} <= {_EXACT_INTEGERS}")
        return value

    def power(self, node: nodes.Binary, value: Value) -> Value:
        """``x**y``; binds to the right, unlike its neighbours."""
        left, right = self.text(node.left), self.text(node.right)
        if node.type.kind != "float":
            raise UnsuitableError("powers of integers")
        self.rounding |= value.rank > 0
        return Value(f"{left.within(_ATOM)}**{right.within(_UNARY)}", value.rank, _POWER)

    def check_division(self, node: nodes.Binary) -> None:
        """Floor division of arrays is Python's only for integers and a positive constant."""
        divisor = node.right
        while isinstance(divisor, nodes.Cast):
            divisor = divisor.operand
        positive = isinstance(divisor, nodes.Constant) and divisor.value.real > 0
        if node.type.kind != "int" or not positive:
            raise UnsuitableError(f"{node.operator} of whole arrays")

    def logical(self, node: nodes.Logical) -> Value:
        """``and`` and ``or``; of whole arrays both sides are always worked out."""
        left, right = self.text(node.left), self.text(node.right)
        rank = max(left.rank, right.rank)
        if not rank:
            level = 2 if node.operator == "or" else 3
            return Value(f"{left.within(level)} {node.operator} {right.within(level)}", 0, level)
        level, sign = (_AND, "&") if node.operator == "and" else (_OR, "|")
        return Value(f"{left.within(level)} {sign} {right.within(level + 1)}", rank, level)

    def choice(self, node: nodes.IfElse) -> Value:
        """``a if test else b``; of whole arrays both are always worked out."""
        test, then, other = (self.text(part) for part in (node.test, node.then, node.other))
        rank = max(test.rank, then.rank, other.rank)
        if rank:
            return Value(f"np.where({test.code}, {then.code}, {other.code})", rank)
        code = f"{then.within(1)} if {test.within(1)} else {other.within(1)}"
        return Value(code, 0, _CHOICE)

    def intrinsic(self, node: nodes.Intrinsic) -> Value:
        """A function; whole arrays have another one."""
        values = [self.text(argument) for argument in node.arguments]
        rank = max((value.rank for value in values), default=0)
        codes = [value.code for value in values]
        module, _, name = node.name.rpartition(".")
        if not rank:
            if module not in ("", "math", "np"):
                raise UnsuitableError(f"{node.name}()")
            self.imports |= {module} - {"", "np"}
            return Value(f"{node.name}({', '.join(codes)})")
        if node.name in ("min", "max"):
            operator = "<" if name == "min" else ">"
            first, second = (value.within(_COMPARE + 1) for value in values)
            return Value(f"np.where({second} {operator} {first}, {codes[1]}, {codes[0]})", rank)
        if node.name == "abs" and node.type.kind in ("int", "float"):
            self.fits(node)
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
        self.rounding = True
        return known[name]

    def cast(self, value: Value, source: Scalar, target: Scalar) -> Value:
        """A widening; between Python's and NumPy's floats it changes no bit."""
        if value.rank:
            if source.storage == target.storage:
                return value
            return Value(f"{value.within(_ATOM)}.astype(np.{storage(target)})", value.rank)
        return value if source == target else Value(f"{convert(target)}({value.code})")

    # ---------------------------------------------------------------- integers

    def fits(self, node: Expression) -> None:
        """Leave where whole-array arithmetic on integers might go beyond 64 bits."""
        if node.type.kind == "int" and getattr(node, "checked", True):
            self.leave_unless(f"{self.magnitude(node)} < {_WORD}")

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

    # ----------------------------------------------------------------- leaving

    def leave_unless(self, condition: str) -> None:
        """A line that leaves if a condition on plain numbers fails; once is enough."""
        if condition not in self.seen:
            self.seen.add(condition)
            self.emit(f"if not {condition}:")
            self.emit("    raise Leave")

    # ---------------------------------------------------------------- elements

    def load(self, node: nodes.Load) -> Value:
        """Elements: one, a slice, or those at computed places."""
        place = self.place(node)
        if place.rank:
            return place
        kind = self.types[node.array]
        assert isinstance(kind, Array)
        plain = kind.growable or kind.element.dtype
        return place if plain else Value(f"{convert(kind.element)}({place.code})")

    def place(self, node: nodes.Load | nodes.Store) -> Value:
        """The subscripted array, to be read or assigned."""
        view = self.view(node)
        if view is not None:
            return view
        texts = [self.text(index) for index in node.indices]
        rank = max(text.rank for text in texts)
        return Value(f"{self.names[node.array]}[{', '.join(t.code for t in texts)}]", rank)

    def view(self, node: nodes.Load | nodes.Store) -> Value | None:
        """The subscripted array as a view of its memory; ``None`` if it is not one."""
        if self.growable(node.array) and self.depth:
            raise UnsuitableError("a list that grows is read as a whole")
        subscripts = [affine(index) for index in node.indices]
        moving = [[s for s in self.spans if index.factor(s.variable)] for index in subscripts]
        rests = [self.rest(index, along) for index, along in zip(subscripts, moving, strict=True)]
        for axis, index in enumerate(subscripts):
            self.check_bounds(node, axis, index, moving[axis], steady=rests[axis] is not None)
        used = [span.rank for along in moving for span in along]
        forward = all(
            subscripts[axis].factor(span.variable) > 0
            for axis, along in enumerate(moving)
            for span in along
        )
        single = all(len(along) <= 1 for along in moving) and len(set(used)) == len(used)
        if not used or None in rests or not single or not forward:
            return None
        return self.slices(node, subscripts, moving, used)

    def growable(self, array: str) -> bool:
        """Whether it is a list that is appended to."""
        kind = self.types[array]
        return isinstance(kind, Array) and kind.growable

    def rest(self, index: Affine, along: Sequence[Span]) -> Affine | None:
        """A subscript without the axes it moves along; ``None`` if it still moves."""
        for span in along:
            index = index.without(span.variable)
        return None if any(self.moves(name) for name in index.reads()) else index

    def moves(self, name: str) -> bool:
        """Whether a name differs along the axes at hand."""
        spans = any(span.variable == name for span in self.spans)
        return spans or bool(self.ranks.get(name)) or (bool(self.spans) and name in self.written)

    def check_bounds(
        self,
        node: nodes.Load | nodes.Store,
        axis: int,
        index: Affine,
        along: Sequence[Span],
        *,
        steady: bool,
    ) -> None:
        """Leave where a slice would begin before the array or end behind it.

        A single number or an array as a subscript raises by itself, except where it counts
        from the end.
        """
        if not self.depth or not steady:
            if self.depth and node.wraps[axis] and node.array in self.written:
                raise UnsuitableError("a computed subscript into an array that is written")
            return
        low = high = index
        for span in along:
            factor = index.factor(span.variable)
            ends = (span.start, self.last(span))
            low = low.without(span.variable).plus(ends[factor < 0], factor)
            high = high.without(span.variable).plus(ends[factor > 0], factor)
        if node.wraps[axis] and not (not low.terms and low.constant >= 0):
            self.leave_unless(f"{self.sum(low)} >= 0")
        if node.checked[axis]:
            extent = Affine(0, {nodes.Length(node.array, axis, Scalar("int")): 1})
            room = extent.plus(high, -1)
            if room.terms or room.constant < 1:
                self.leave_unless(f"{self.sum(high)} < {self.length(node.array, axis)}")

    def last(self, span: Span) -> Affine:
        """The last value an axis takes."""
        if span.step == 1:
            return span.stop.plus(Affine(-1))
        span.wanted.add("count")
        count = nodes.Variable(f"{span.variable}.count", Scalar("int"))
        return span.start.plus(Affine(-1, {count: 1}), span.step)

    def slices(
        self,
        node: nodes.Load | nodes.Store,
        subscripts: Sequence[Affine],
        moving: Sequence[Sequence[Span]],
        used: Sequence[int],
    ) -> Value:
        """A view with one dimension for each axis."""
        places = [
            self.slice(index, along[0]) if along else self.sum(index)
            for index, along in zip(subscripts, moving, strict=True)
        ]
        dimensions = sorted(used)
        ordered = list(used) == dimensions
        missing = [rank for rank in range(dimensions[0], self.depth + 1) if rank not in dimensions]
        if ordered and missing:
            return Value(
                f"{self.names[node.array]}[{', '.join(self.spread(places, used))}]", self.depth
            )
        code = f"{self.names[node.array]}[{', '.join(places)}]"
        if not ordered:
            order = ", ".join(str(list(used).index(rank)) for rank in dimensions)
            code += ".T" if len(used) == 2 else f".transpose({order})"  # noqa: PLR2004
        if missing:
            kept = [
                ":" if r in dimensions else "None" for r in range(dimensions[0], self.depth + 1)
            ]
            code += f"[{', '.join(kept)}]"
        return Value(code, self.depth)

    def spread(self, places: Sequence[str], used: Sequence[int]) -> Iterator[str]:
        """Subscripts with ``None`` for each axis the array does not run along."""
        ranks = iter(used)
        before = None
        for place in places:
            if ":" in place:
                rank = next(ranks)
                if before is not None:
                    yield from ["None"] * (rank - before - 1)
                before = rank
            yield place
        assert before is not None
        yield from ["None"] * (self.depth - before)

    def slice(self, index: Affine, span: Span) -> str:
        """``start:stop`` of one dimension."""
        factor = index.factor(span.variable)
        rest = index.without(span.variable)
        start = rest.plus(span.start, factor)
        stop = rest.plus(self.last(span), factor).plus(Affine(1))
        step = factor * span.step
        first = "" if start == Affine() and step == 1 else self.sum(start)
        return f"{first}:{self.sum(stop)}" + (f":{step}" if step != 1 else "")

    def sum(self, value: Affine) -> str:
        """A sum of multiples as text."""
        parts = []
        for term, factor in value.terms.items():
            code = self.text(term).within(_TIMES)
            size = code if abs(factor) == 1 else f"{abs(factor)} * {code}"
            parts.append(("-" if factor < 0 else "+", size))
        parts.sort()  # "+" comes before "-"
        if value.constant or not parts:
            parts.append(("-" if value.constant < 0 else "+", str(abs(value.constant))))
        text = "".join(f" {sign} {size}" for sign, size in parts)
        return text[3:] if text.startswith(" + ") else f"-{text[3:]}"


def storage(kind: Scalar) -> str:
    """NumPy's name of the type that holds it."""
    return "bool_" if kind.storage == "bool" else kind.storage


def convert(kind: Scalar) -> str:
    """What makes a number of that very type."""
    if kind.dtype:
        return f"np.{storage(kind)}"
    return {"bool": "bool", "int": "int", "float": "float"}[kind.kind]


def _constant(value: complex, kind: Scalar) -> Value:
    if kind.kind == "float":
        assert not isinstance(value, complex)
        number = float(value)
        if not math.isfinite(number):
            return Value(f'float("{number}")')
        return Value(repr(number), 0, _UNARY if number < 0 else _ATOM)
    code = repr(bool(value)) if kind.kind == "bool" else repr(int(value.real))
    return Value(code, 0, _UNARY if code.startswith("-") else _ATOM)
