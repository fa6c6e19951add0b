"""Write a function of a kernel as whole-array statements.

Before: ``for i in range(n): out[i] = a[i] * b[i]``.
After: ``out[:n] = a[:n] * b[:n]``, and what stays a loop as the loop it was.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from advisor.backend import UnsuitableError
from advisor.kernel import liveness, nodes, walking
from advisor.kernel.affine import Affine, affine, reads
from advisor.kernel.naming import Names
from advisor.kernel.nodes import Expression, For, Function, Statement
from advisor.kernel.sharing import shared_names, slot
from advisor.kernel.types import Array, Scalar
from advisor.vectorising.expressions import Expressions, Span, Value, convert, storage
from advisor.vectorising.planning import Axis, summand, varying

_INDENT = "    "
_MOST_ELEMENTS = "2**25"
_RESERVED = frozenset(
    {"np", "math", "Leave", "magnitude", "len", "range", "float", "int", "bool", "abs", "max"}
    | {"min", "round", "list", "next", "enumerate"}
)


@dataclass(frozen=True, slots=True)
class Written:
    """A function as text.

    Attributes:
        arguments: its arguments' names, one for each parameter.
        lines: its body.
        rounding: whether it may differ from the original in the last bits.
        imports: modules it uses besides NumPy.
        magnitudes: whether it calls ``magnitude``.
    """

    arguments: tuple[str, ...]
    lines: tuple[str, ...]
    rounding: bool
    imports: tuple[str, ...]
    magnitudes: bool


def write(function: Function, axes: dict[int, Axis], *, in_order: bool) -> Written:
    """The function with those loops as axes.

    ``in_order`` adds up one number after the other, as the original does: identical,
    but slower than NumPy's own sum.

    Raises:
        UnsuitableError: something in it has no whole-array form.
    """
    _refuse_types(function)
    writer = _Writer(function, axes, in_order=in_order)
    lines = tuple(writer.body())
    return Written(
        tuple(writer.names[p.name] for p in function.parameters),
        lines,
        writer.expressions.rounding,
        tuple(sorted(writer.expressions.imports)),
        any("magnitude(" in line for line in lines),
    )


def _refuse_types(function: Function) -> None:
    for name, kind in walking.types(function).items():
        element = kind.element if isinstance(kind, Array) else kind
        if (element.kind, element.storage) not in _KNOWN:
            raise UnsuitableError(f"{name} holds {element.dtype or element.kind} values")


_KNOWN = {("bool", "bool"), ("int", "int64"), ("int", "uint8"), ("float", "float64")}


@dataclass(slots=True)
class _Mask:
    """The condition under which statements count, along the axes it was made in."""

    name: str
    rank: int


class _Writer:
    """Writes one function."""

    def __init__(self, function: Function, axes: dict[int, Axis], *, in_order: bool) -> None:
        self.function, self.axes, self.in_order = function, axes, in_order
        self.names = Names(_RESERVED)
        self.names.settle(p.name for p in function.parameters)
        self.lines: list[str] = []
        self.indent = 0
        self.mask: _Mask | None = None
        self.unsteady: frozenset[str] = frozenset()
        self.sums: frozenset[str] = frozenset()
        self.looping = False  # whether a loop that stayed one is around, inside an axis
        self.nest: Sequence[Statement] = ()
        self.expressions = Expressions(self.names, walking.types(function), self.emit)
        self.temporaries = 0

    def body(self) -> list[str]:
        """The lines of the body."""
        shared = shared_names(self.function)
        given = [p.name for p in self.function.parameters if isinstance(p.type, Array)]
        if shared & set(given):
            listed = "".join(f"{self.names[name]}, " for name in given)
            self.emit(f"{self.names['.given']} = ({listed.strip()})")
        self.block(self.function.body)
        if not self.function.body or not isinstance(self.function.body[-1], nodes.Return):
            self.emit(self.answer(()))
        return self.lines

    def emit(self, line: str) -> None:
        """Add a line."""
        self.lines.append(_INDENT * self.indent + line)

    @contextmanager
    def indented(self) -> Iterator[None]:
        """A block; ``pass`` stands in it if nothing else does."""
        before = len(self.lines)
        self.indent += 1
        yield
        if len(self.lines) == before:
            self.emit("pass")
        self.indent -= 1

    # -------------------------------------------------------------- statements

    def block(self, statements: Sequence[Statement]) -> None:
        for statement in statements:
            self.expressions.seen.clear()
            if self.expressions.depth:
                self.along(statement)
            else:
                self.plain(statement)

    def plain(self, statement: Statement) -> None:
        """A statement outside all axes."""
        code = self.expressions.text
        match statement:
            case nodes.Assign(name, value):
                self.emit(f"{self.names[name]} = {code(value).code}")
            case nodes.Store(value=value):
                self.emit(f"{self.expressions.place(statement).code} = {code(value).code}")
            case nodes.Append(array, value):
                self.emit(f"{self.names[array]}.append({code(value).code})")
            case For():
                self.loop(statement)
            case nodes.While(test, body, orelse):
                self.emit(f"while {code(test).code}:")
                self.rest_of_loop(body, orelse)
            case nodes.If():
                self.branch(statement)
            case nodes.Return(values):
                self.emit(self.answer(values))
            case _:
                self.simple(statement)

    def simple(self, statement: Statement) -> None:
        """A statement without parts, or one that makes or renames arrays."""
        match statement:
            case nodes.Break():
                self.emit("break")
            case nodes.Continue():
                self.emit("continue")
            case nodes.Leave():
                self.emit("raise Leave")
            case nodes.New(array, shape, fill):
                self.emit(f"{self.names[array]} = {self.new(array, shape, fill)}")
            case nodes.Copy(array, source):
                self.emit(f"{self.names[array]} = {self.names[source]}.copy()")
            case nodes.Rebind(targets, sources):
                sides = (", ".join(self.names[n] for n in side) for side in (targets, sources))
                self.emit(" = ".join(sides))

    def new(self, array: str, shape: Sequence[Expression], fill: Expression | None) -> str:
        """A fresh array or growable list."""
        kind = self.expressions.types[array]
        assert isinstance(kind, Array)
        if kind.growable:
            return "[]"
        extents = [self.expressions.text(extent).code for extent in shape]
        size = extents[0] if len(extents) == 1 else f"({', '.join(extents)})"
        if fill is None:
            return f"np.empty({size}, np.{storage(kind.element)})"
        return f"np.full({size}, {self.expressions.text(fill).code}, np.{storage(kind.element)})"

    def branch(self, statement: nodes.If) -> None:
        """A choice that is the same for all trips."""
        self.emit(f"if {self.expressions.text(statement.test).code}:")
        with self.indented():
            self.block(statement.then)
        if statement.other:
            self.emit("else:")
            with self.indented():
                self.block(statement.other)

    def answer(self, values: Sequence[Expression | nodes.ArrayName]) -> str:
        """The return: each result, arrays with the number of the parameter they are or -1."""
        items: list[str] = []
        for value, kind in zip(values, self.function.results, strict=True):
            if isinstance(value, nodes.ArrayName):
                assert isinstance(kind, Array)
                items += self.array_answer(value.name, kind)
            else:
                assert isinstance(kind, Scalar)
                items.append(f"{convert(kind)}({self.expressions.text(value).code})")
        for parameter in self.function.parameters:
            if parameter.written and isinstance(parameter.type, Scalar):
                items.append(f"{convert(parameter.type)}({self.names[parameter.name]})")
        return f"return ({', '.join(items)}{',' if len(items) == 1 else ''})"

    def array_answer(self, array: str, kind: Array) -> Iterator[str]:
        name = self.names[array]
        own = self.expressions.types[array]
        if isinstance(own, Array) and own.growable:
            yield f"np.array({name}, np.{storage(kind.element)})"
        else:
            yield name
        shared = shared_names(self.function)
        if array in shared and any(p.name in shared for p in self.function.parameters):
            given = self.names[".given"]
            yield f"next((n for n, one in enumerate({given}) if one is {name}), -1)"
        else:
            yield str(slot(self.function, array))

    # ------------------------------------------------------------------- loops

    def loop(self, loop: For) -> None:
        """A loop outside all axes: the outermost axis of a nest, or one that stays."""
        axis = self.axes.get(id(loop))
        if axis is not None:
            self.nest = [loop]
            self.unsteady = varying(loop, self.axes)
            self.expressions.written = self.unsteady
            self.expressions.ranks = {}
            self.span(axis)
            return
        bounds = [self.expressions.text(e).code for e in (loop.start, loop.stop, loop.step)]
        self.emit(f"for {self.names[loop.variable]} in range({_range(bounds)}):")
        self.rest_of_loop(loop.body, loop.orelse)

    def rest_of_loop(self, body: Sequence[Statement], orelse: Sequence[Statement]) -> None:
        with self.indented():
            self.block(body)
        if orelse:
            self.emit("else:")
            with self.indented():
                self.block(orelse)

    def span(self, axis: Axis) -> None:
        """The statements of a loop that becomes an axis, if it makes any trip."""
        loop, expressions = axis.loop, self.expressions
        start = self.steady(loop.start, f"{loop.variable}.start", loop.body)
        stop = self.steady(loop.stop, f"{loop.variable}.stop", loop.body)
        assert isinstance(loop.step, nodes.Constant)
        step = int(loop.step.value.real)
        trips = stop.plus(start, -1)
        guarded = bool(trips.terms) or trips.constant <= 0
        if guarded:
            self.emit(f"if {expressions.sum(stop)} > {expressions.sum(start)}:")
            self.indent += 1
        rank = expressions.depth + 1
        span = Span(loop.variable, start, stop, step, rank, len(self.lines))
        before = self.sums
        self.sums |= axis.sums
        expressions.spans.append(span)
        if rank > 1:
            size = " * ".join(self.count(s) for s in expressions.spans)
            expressions.leave_unless(f"{size} <= {_MOST_ELEMENTS}")
        self.block(loop.body)
        expressions.spans.pop()
        expressions.ranks = {n: r for n, r in expressions.ranks.items() if r < rank}
        self.sums = before
        self.furnish(span, self.indent)
        if len(self.lines) == span.place:
            self.emit("pass")
        if guarded:
            self.indent -= 1

    def steady(self, bound: Expression, hidden: str, body: Sequence[Statement]) -> Affine:
        """A bound as a sum that means the same throughout the body."""
        value = affine(bound)
        changed = {s.name for s in walking.statements(body) if isinstance(s, nodes.Assign)}
        plain = all(isinstance(term, nodes.Variable | nodes.Length) for term in value.terms)
        if plain and not changed & {*value.reads()}:
            return value
        self.emit(f"{self.names[hidden]} = {self.expressions.text(bound).code}")
        return Affine(0, {nodes.Variable(hidden, Scalar("int")): 1})

    def furnish(self, span: Span, indent: int) -> None:
        """Put what was wanted of an axis where it begins."""
        sum_of = self.expressions.sum
        start, stop = sum_of(span.start), sum_of(span.stop)
        added = []
        if "count" in span.wanted:
            count = f"len(range({_range([start, stop, str(span.step)])}))"
            if span.step == 1:
                count = sum_of(span.stop.plus(span.start, -1))
            added.append(f"{self.names[f'{span.variable}.count']} = {count}")
        if "values" in span.wanted:
            values = f"np.arange({_range([start, stop, str(span.step)])})"
            added.append(f"{self.names[f'{span.variable}.values']} = {values}")
        self.lines[span.place : span.place] = [_INDENT * indent + line for line in added]

    def count(self, span: Span) -> str:
        """The variable with the number of trips of an axis."""
        span.wanted.add("count")
        return self.names[f"{span.variable}.count"]

    # -------------------------------------------------------------- along axes

    def along(self, statement: Statement) -> None:
        """A statement for all trips of the axes around it."""
        match statement:
            case nodes.Assign(name, value):
                self.assign(name, value)
            case nodes.Store():
                self.store(statement)
            case nodes.Append(array, value):
                flat = self.flat(self.expressions.text(value))
                self.emit(f"{self.names[array]}.extend({flat}.tolist())")
            case nodes.If(test, then, other):
                self.choose(statement, test, then, other)
            case nodes.Leave():
                self.leave()
            case For():
                self.inner_loop(statement)
            case _:
                raise UnsuitableError(f"{type(statement).__name__} in every trip of a loop")

    def assign(self, name: str, value: Expression) -> None:
        if name in self.sums:
            self.add_up(name)
            return
        written = self.expressions.text(value)
        target = self.names[name]
        if name not in self.unsteady:
            self.emit(f"{target} = {written.code}")
            return
        code = written.code
        ranks, depth = self.expressions.ranks, self.expressions.depth
        if self.mask is not None and ranks.get(name) == depth:
            code = f"np.where({self.masked()}, {code}, {target})"
        elif not written.rank:
            code = f"np.broadcast_to({code}, {self.shape()})"
        self.emit(f"{target} = {code}")
        ranks[name] = depth

    def store(self, statement: nodes.Store) -> None:
        value = self.expressions.text(statement.value).code
        view = self.expressions.view(statement)
        if self.mask is not None:
            if view is None:
                raise UnsuitableError("a store at computed places under a condition")
            self.emit(f"np.copyto({view.code}, {value}, where={self.masked()})")
            return
        place = self.expressions.place(statement).code
        self.emit(f"{place}{'' if place.endswith(']') else '[...]'} = {value}")

    def choose(
        self,
        statement: nodes.If,
        test: Expression,
        then: Sequence[Statement],
        other: Sequence[Statement],
    ) -> None:
        """A choice: by a mask where it differs between trips."""
        if not self.unsteady & {*reads(test)}:
            self.branch(statement)
            return
        condition = self.expressions.text(test)
        outer = self.mask
        self.temporaries += 1
        name = self.names[f".mask{self.temporaries}"]
        within = f"{self.masked()} & " if outer else ""
        level = 9 if outer else 0  # how tightly & binds
        code = condition.within(level + 1)
        code = code if condition.rank else f"np.broadcast_to({code}, {self.shape()})"
        self.emit(f"{name} = {within}{code}")
        self.mask = _Mask(name, self.expressions.depth)
        self.block(then)
        if other:
            self.mask = outer
            otherwise = self.names[f".otherwise{self.temporaries}"]
            within = f"{self.masked()} & " if outer else ""
            self.emit(f"{otherwise} = {within}~{name}")
            self.mask = _Mask(otherwise, self.expressions.depth)
            self.block(other)
        self.mask = outer

    def leave(self) -> None:
        if self.mask is None:
            self.emit("raise Leave")
            return
        self.emit(f"if {self.masked()}.any():")
        self.emit(f"{_INDENT}raise Leave")

    def inner_loop(self, loop: For) -> None:
        axis = self.axes.get(id(loop))
        if axis is not None:
            self.span(axis)
            return
        before = self.looping
        self.looping = True
        exposed = liveness.flow(loop.body).exposed & self.unsteady
        for name in sorted(exposed):
            # The loop is written once, for its first trip and all others alike.
            if self.expressions.ranks.get(name, 0) == 0 and name in self.assigned(loop):
                self.emit(
                    f"{self.names[name]} = np.broadcast_to({self.names[name]}, {self.shape()})"
                )
                self.expressions.ranks[name] = self.expressions.depth
        bounds = [self.expressions.text(e).code for e in (loop.start, loop.stop, loop.step)]
        self.emit(f"for {self.names[loop.variable]} in range({_range(bounds)}):")
        self.rest_of_loop(loop.body, loop.orelse)
        self.looping = before

    def assigned(self, loop: For) -> set[str]:
        """Scalars that a loop's body assigns."""
        return {s.name for s in walking.statements(loop.body) if isinstance(s, nodes.Assign)}

    # -------------------------------------------------------------------- sums

    def add_up(self, name: str) -> None:
        """``total += …`` over all axes at once."""
        found = summand(self.nest, name)
        assert found is not None
        value, subtracted = found
        flat = self.flat(self.expressions.text(value))
        kind = self.expressions.types[name]
        assert isinstance(kind, Scalar)
        target = self.names[name]
        if kind.kind == "int":
            size = " * ".join(self.count(span) for span in self.expressions.spans)
            bound = f"abs({target}) + {self.expressions.magnitude(value)} * {size}"
            self.expressions.leave_unless(f"{bound} < 2**63")
            self.emit(f"{target} {'-' if subtracted else '+'}= int({flat}.sum())")
            return
        if self.in_order:
            sign = "-" if subtracted else ""
            self.emit(
                f"{target} = {convert(kind)}(np.cumsum(np.append({target}, {sign}{flat}))[-1])"
            )
            return
        self.expressions.rounding = True
        self.emit(f"{target} {'-' if subtracted else '+'}= {convert(kind)}({flat}.sum())")

    def flat(self, value: Value) -> str:
        """One number for each trip that counts, in the order of the trips."""
        full = f"np.broadcast_to({value.code}, {self.shape()})"
        if self.expressions.depth == 1 and value.rank:
            full = value.within(14)
        if self.mask is None:
            return full if self.expressions.depth == 1 else f"{full}.ravel()"
        return f"{full}[np.broadcast_to({self.masked()}, {self.shape()})]"

    def masked(self) -> str:
        """The mask at the depth at hand."""
        assert self.mask is not None
        return self.expressions.lifted(self.mask.name, self.mask.rank).code

    def shape(self) -> str:
        """The shape of the axes around."""
        counts = [self.count(span) for span in self.expressions.spans]
        return f"({', '.join(counts)}{',' if len(counts) == 1 else ''})"


def _range(bounds: Sequence[str]) -> str:
    """The shortest way to say a range."""
    start, stop, step = bounds
    if step != "1":
        return f"{start}, {stop}, {step}"
    return stop if start == "0" else f"{start}, {stop}"
