"""Write a nest of loops that become axes: each statement once, for all trips together."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, replace

from advisor.backend import UnsuitableError
from advisor.kernel import liveness, nodes, walking
from advisor.kernel.affine import Affine, affine, reads
from advisor.kernel.nodes import Expression, For, Statement
from advisor.kernel.types import Scalar
from advisor.vectorising.adding import Adding
from advisor.vectorising.contracting import Contracting
from advisor.vectorising.evaluating import Evaluating
from advisor.vectorising.expressions import Expressions
from advisor.vectorising.finding import Finding
from advisor.vectorising.masking import Masking
from advisor.vectorising.page import INDENT, Page, range_of
from advisor.vectorising.planning import Axis, summand, varying
from advisor.vectorising.scope import AND, MOST_ELEMENTS, Span, Value


@dataclass(frozen=True, slots=True)
class Style:
    """How whole arrays are computed.

    Attributes:
        in_order: add numbers up one after the other, as the original does: identical, but
            slower than NumPy's own sum.
        numexpr: hand long expressions to it.
    """

    in_order: bool = False
    numexpr: bool = False


class Along:
    """Writes one nest."""

    def __init__(
        self, page: Page, expressions: Expressions, axes: dict[int, Axis], style: Style
    ) -> None:
        """Write on a page, in a style."""
        self.page, self.expressions, self.axes, self.style = page, expressions, axes, style
        self.masking = Masking(page, expressions.scope)
        self.adding = Adding(page, expressions, self.masking)
        self.contracting = Contracting(expressions)
        self.finding = Finding(page, expressions)
        self.evaluating = Evaluating(expressions.scope, expressions.text)
        self.scope, self.names = expressions.scope, expressions.scope.names
        self.nest: Sequence[Statement] = ()
        self.sums: frozenset[str] = frozenset()
        self.scattered: frozenset[int] = frozenset()

    def write(self, axis: Axis) -> None:
        """The nest whose outermost loop that axis is."""
        self.nest = [axis.loop]
        self.scope.unsteady = varying(axis.loop, self.axes)
        self.scope.ranks = {}
        self.span(axis)

    # -------------------------------------------------------------------- axes

    def span(self, axis: Axis) -> None:
        """The statements of a loop that becomes an axis, if it makes any trip."""
        loop, scope = axis.loop, self.scope
        start = self.steady(loop.start, f"{loop.variable}.start", loop.body)
        stop = self.steady(loop.stop, f"{loop.variable}.stop", loop.body)
        assert isinstance(loop.step, nodes.Constant)
        trips = stop.plus(start, -1)
        sum_of = self.expressions.elements.sum
        certain = not trips.terms and trips.constant > 0
        some = f"{sum_of(stop)} > {sum_of(start)}"
        if axis.product and axis.product.between and not certain:
            self.scope.leave_unless(some)
            certain = True
        with nullcontext() if certain else self.page.block(f"if {some}:"):
            step, place = int(loop.step.value.real), len(self.page.lines)
            span = Span(loop.variable, start, stop, step, scope.depth + 1, place)
            with self.within(span, axis):
                if span.rank > 1 and not axis.product:
                    size = " * ".join(scope.count(one) for one in scope.spans)
                    scope.leave_unless(f"{size} <= {MOST_ELEMENTS}")
                self.body(axis)
            self.furnish(span)

    def body(self, axis: Axis) -> None:
        """What a loop does, for all its trips."""
        if axis.extreme is not None:
            self.block(axis.extreme.before)
            values = self.masking.flat(self.expressions.text(axis.extreme.value))
            self.finding.write(axis.extreme, self.scope.spans[-1], values)
        elif axis.product is None:
            self.block(axis.loop.body)
        elif isinstance(axis.loop.body[-1], For):
            self.span(replace(axis, loop=axis.loop.body[-1]))
        elif self.masking.mask is None:
            self.contracting.write(axis.product)
        else:
            raise UnsuitableError("sums of products under a condition")

    @contextmanager
    def within(self, span: Span, axis: Axis) -> Iterator[None]:
        """What is written meanwhile stands along one more axis."""
        scope, sums, scattered = self.scope, self.sums, self.scattered
        self.sums |= axis.sums
        self.scattered |= axis.scattered
        scope.spans.append(span)
        yield
        scope.spans.pop()
        scope.ranks = {name: rank for name, rank in scope.ranks.items() if rank < span.rank}
        self.sums, self.scattered = sums, scattered

    def steady(self, bound: Expression, hidden: str, body: Sequence[Statement]) -> Affine:
        """A bound as a sum that means the same throughout the body."""
        value = affine(bound)
        plain = all(isinstance(term, nodes.Variable | nodes.Length) for term in value.terms)
        if plain and not _assigned(body) & {*value.reads()}:
            return value
        self.page.emit(f"{self.names[hidden]} = {self.expressions.text(bound).code}")
        return Affine(0, {nodes.Variable(hidden, Scalar("int")): 1})

    def furnish(self, span: Span) -> None:
        """Put what was wanted of an axis where it begins."""
        sum_of = self.expressions.elements.sum
        run = range_of([sum_of(span.start), sum_of(span.stop), str(span.step)])
        added = []
        if "count" in span.wanted:
            trips = sum_of(span.stop.plus(span.start, -1))
            count = trips if span.step == 1 else f"len(range({run}))"
            added.append(f"{self.names[f'{span.variable}.count']} = {count}")
        if "values" in span.wanted:
            added.append(f"{self.names[f'{span.variable}.values']} = np.arange({run})")
        indent = INDENT * self.page.indent
        self.page.lines[span.place : span.place] = [indent + line for line in added]

    # -------------------------------------------------------------- statements

    def block(self, statements: Sequence[Statement]) -> None:
        """Statements, one after the other, each for all trips."""
        for statement in statements:
            self.scope.seen.clear()
            self.statement(statement)

    def statement(self, statement: Statement) -> None:
        """A statement for all trips of the axes around it."""
        match statement:
            case nodes.Assign(name, value) if name in self.sums:
                self.add_up(name)
            case nodes.Assign(name, value):
                self.assign(name, value)
            case nodes.Store() if id(statement) in self.scattered:
                self.adding.scatter(statement)
            case nodes.Store():
                self.store(statement)
            case nodes.Append(array, value):
                flat = self.masking.flat(self.value(value))
                self.page.emit(f"{self.names[array]}.extend({flat}.tolist())")
            case nodes.If(test) if self.scope.unsteady & {*reads(test)}:
                self.masked_branches(statement)
            case nodes.If():
                self.branches(statement)
            case nodes.Leave():
                self.leave()
            case For():
                self.loop(statement)
            case _:
                raise UnsuitableError(f"{type(statement).__name__} in every trip of a loop")

    def assign(self, name: str, value: Expression) -> None:
        """A scalar: one for each trip where it differs, else one for all."""
        written, target, depth = self.value(value), self.names[name], self.scope.depth
        code = written.code
        if name in self.scope.unsteady:
            if self.masking.mask is not None and self.scope.ranks.get(name) == depth:
                code = f"np.where({self.masking.code()}, {code}, {target})"
            elif not written.rank:
                code = f"np.broadcast_to({code}, {self.scope.shape()})"
            self.scope.ranks[name] = depth
        self.page.emit(f"{target} = {code}")

    def value(self, node: Expression) -> Value:
        """The value of a statement, computed by numexpr where that is wanted and pays."""
        if not (self.style.numexpr and self.scope.unsteady & {*reads(node)}):
            return self.expressions.text(node)
        evaluated = self.evaluating.value(node)
        if evaluated is None:
            return self.expressions.text(node)
        return Value(evaluated, self.scope.depth)

    def store(self, statement: nodes.Store) -> None:
        """Elements, those of all trips that count."""
        value = self.value(statement.value).code
        view = self.expressions.elements.view(statement)
        if self.masking.mask is None:
            place = self.expressions.elements.place(statement).code
            self.page.emit(f"{place}{'' if place.endswith(']') else '[...]'} = {value}")
            return
        if view is None:
            raise UnsuitableError("a store at computed places under a condition")
        self.page.emit(f"np.copyto({view.code}, {value}, where={self.masking.code()})")

    def branches(self, statement: nodes.If) -> None:
        """A choice that is the same for all trips."""
        with self.page.block(f"if {self.expressions.text(statement.test).code}:"):
            self.block(statement.then)
        if statement.other:
            with self.page.block("else:"):
                self.block(statement.other)

    def masked_branches(self, statement: nodes.If) -> None:
        """A choice that differs between trips: both branches, each where it counts."""
        test = self.expressions.text(statement.test)
        masking = self.masking
        code = test.within(AND + 1 if masking.mask else 0)
        if not test.rank:
            code = f"np.broadcast_to({code}, {self.scope.shape()})"
        outer = masking.mask
        holds = masking.narrow("mask", code)
        self.block(statement.then)
        if statement.other:
            masking.mask = outer
            masking.narrow("otherwise", f"~{holds.name}")
            self.block(statement.other)
        masking.mask = outer

    def leave(self) -> None:
        """Leave if any trip would."""
        if self.masking.mask is None:
            self.page.emit("raise Leave")
        else:
            with self.page.block(f"if {self.masking.code()}.any():"):
                self.page.emit("raise Leave")

    def loop(self, loop: For) -> None:
        """A loop further in: another axis, or one that stays and runs for all trips together."""
        axis = self.axes.get(id(loop))
        if axis is not None:
            self.span(axis)
            return
        carried = liveness.flow(loop.body).exposed & self.scope.unsteady & _assigned(loop.body)
        for name in sorted(carried):
            # The loop is written once, for its first trip and all others alike.
            if not self.scope.ranks.get(name, 0):
                code = f"np.broadcast_to({self.names[name]}, {self.scope.shape()})"
                self.page.emit(f"{self.names[name]} = {code}")
                self.scope.ranks[name] = self.scope.depth
        bounds = [self.expressions.text(e).code for e in (loop.start, loop.stop, loop.step)]
        with self.page.block(f"for {self.names[loop.variable]} in range({range_of(bounds)}):"):
            self.block(loop.body)
        if loop.orelse:
            raise UnsuitableError("an else of a loop inside another")

    def add_up(self, name: str) -> None:
        """``total += …`` over all axes at once."""
        found = summand(self.nest, name)
        assert found is not None
        term, subtracted = found
        terms, sign = self.value(term), "-" if subtracted else "+"
        if term.type.kind == "float" and self.style.in_order:
            self.adding.in_order(name, terms, sign)
        else:
            bound = self.adding.bound(term) if term.type.kind == "int" else ""
            self.adding.total(name, terms, sign, bound)


def _assigned(body: Sequence[Statement]) -> set[str]:
    return {s.name for s in walking.statements(body) if isinstance(s, nodes.Assign)}
