"""Walk over a kernel with what is known at each point, and drop the checks that need not be.

A check dropped wrongly would read memory that is not ours, so a fact is used only as long
as nothing it speaks of is assigned, and is taken only from exact operations: an addition
that overflows goes on with a wrong value until the next checkpoint.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import TypeVar

from advisor.kernel import nodes
from advisor.kernel.affine import Affine
from advisor.kernel.nodes import Expression, For, Function, Kernel, Statement
from advisor.kernel.ranges import widths
from advisor.kernel.ranges.extents import Extents, steady
from advisor.kernel.ranges.facts import (
    LONGEST,
    WORD,
    Facts,
    equal,
    hoped_value,
    implied,
    index_value,
    mentions,
    value,
)
from advisor.kernel.ranges.keeping import guesses, not_negative
from advisor.kernel.ranges.loops import (
    COUNTED,
    Loop,
    changed,
    counters,
    least_over,
    may_skip,
    negative,
    span,
    tallies,
)
from advisor.kernel.types import BOOL, INT, Array

_ATTEMPTS = 100  # walks through a loop with a guess, of one function

_Walked = TypeVar("_Walked")
_ENDS = nodes.Return | nodes.Leave | nodes.Break | nodes.Continue


def optimise(kernel: Kernel) -> Kernel:
    """The kernel without the checks that cannot fail."""
    return replace(kernel, functions=tuple(_optimised(f) for f in kernel.functions))


def _optimised(function: Function) -> Function:
    growing = (n for n, k in function.locals.items() if isinstance(k, Array) and k.growable)
    function, extents = steady(function)
    pass_ = _Pass(counters(function) | tallies(function), frozenset(growing), extents)
    for name in {name for names in extents.values() for name in names}:
        extent = Affine(0, {nodes.Variable(name, INT): 1})
        pass_.facts.steady += (extent, Affine(LONGEST).plus(extent, -1))
    return replace(function, body=pass_.block(function.body))


@dataclass(slots=True)
class _Pass:
    """One walk over one function."""

    counters: frozenset[str]  # variables, and arrays of them
    growing: frozenset[str]
    extents: Extents
    facts: Facts = field(default_factory=Facts)
    loop: Loop | None = None  # the innermost one, while what is walked is done on every trip
    guesses: list[Affine] = field(default_factory=list)  # held so far of the loops around
    attempts: int = 0  # at a loop with guesses

    # -------------------------------------------------------------- statements

    def block(self, statements: Sequence[Statement]) -> tuple[Statement, ...]:
        """The statements, each with what it must have in front of it."""
        return tuple(new for statement in statements for new in self.statement(statement))

    def statement(self, node: Statement) -> Iterator[Statement]:
        """What becomes of one statement."""
        match node:
            case nodes.Assign(name, expression):
                new = self.expression(expression)
                yield replace(node, value=new)
                self._assigned(name, new)
            case nodes.Store():
                wraps, checked = self._flags(node)
                indices = tuple(self.expression(index) for index in node.indices)
                new = self.expression(node.value)
                yield replace(node, indices=indices, value=new, wraps=wraps, checked=checked)
            case nodes.For():
                yield from self._for(node)
            case nodes.While():
                yield self._while(node)
            case nodes.If():
                yield self._if(node)
            case nodes.Return(values):
                new_values = tuple(
                    v if isinstance(v, nodes.ArrayName) else self.expression(v) for v in values
                )
                yield replace(node, values=new_values)
            case nodes.New():
                yield self._new(node)
            case nodes.Append():
                yield replace(node, value=self.expression(node.value))
                self.facts.forget({node.array})
            case nodes.Truncate():
                yield replace(node, length=self.expression(node.length))
                self.facts.forget({node.array})
            case nodes.Copy(array):
                self.facts.forget({array})
                yield node
            case nodes.Rebind(targets):
                self.facts.forget(set(targets))
                yield node
            case _:
                yield node

    def _assigned(self, name: str, new: Expression) -> None:
        """What is known after ``name = new``."""
        variable = Affine(0, {nodes.Variable(name, INT): 1})
        sum_of = value(new)
        bits = widths.width(new, self.facts) if new.type == INT else None
        kept = [fact for fact in self.guesses if self._lasts(fact, name, sum_of)]
        step = Affine() if sum_of is None else sum_of.plus(variable, -1)
        if sum_of is not None and not mentions(step, {name}):
            self.facts.move(name, step)
        else:
            self.facts.forget({name})
            self._learn(name, new)
        self.guesses = kept
        for fact in (*kept, *(() if bits is None else widths.bounded(name, bits))):
            self.facts.assume(fact)

    def _lasts(self, guess: Affine, name: str, new: Affine | None) -> bool:
        """Whether a guess still holds when a variable gets a new value."""
        if not mentions(guess, {name}):
            return True
        rest = guess.without(name)
        return new is not None and self.facts.proves(rest.plus(new, guess.factor(name)))

    def _learn(self, name: str, new: Expression) -> None:
        """What ``name = new`` says of the variable by itself."""
        if new.type.kind != "int":
            return
        variable = Affine(0, {nodes.Variable(name, INT): 1})
        match new:
            case nodes.IfElse(nodes.Compare("<" | "<=", left, right), then, other) if (
                (then, other) == (left, right)  # the lesser of two
            ):
                sides = [value(side) for side in (left, right)]
                positive = [side is not None and self.facts.proves(side) for side in sides]
                for side in sides:
                    if side is not None and not mentions(side, {name}):
                        self.facts.assume(side.plus(variable, -1))
                if all(positive):
                    self.facts.assume(variable)
            case nodes.Binary("%", _, right) if self._is_positive(right):
                divisor = value(right)
                if divisor is not None and not mentions(divisor, {name}):
                    self.facts.assume(variable)
                    self.facts.assume(divisor.plus(variable, -1).plus(Affine(-1)))
            case nodes.Binary("//", left, nodes.Constant(value=int() as by)) if by > 0:
                whole, times = value(left), Affine(0, {nodes.Variable(name, INT): by})
                if whole is not None and not mentions(whole, {name}):
                    self.facts.assume(whole.plus(times, -1))
                    self.facts.assume(times.plus(whole, -1).plus(Affine(by - 1)))
            case _:
                self._assigned_sum(name, new)

    def _assigned_sum(self, name: str, new: Expression) -> None:
        variable = Affine(0, {nodes.Variable(name, INT): 1})
        same, hoped = value(new), hoped_value(new)
        if same is not None and not mentions(same, {name}):
            for fact in equal(variable, same):
                self.facts.assume(fact)
        elif hoped is not None and not mentions(hoped, {name}):
            for fact in equal(variable, hoped):
                self.facts.expect(fact)

    def _is_positive(self, node: Expression) -> bool:
        exact = value(node)
        return exact is not None and self.facts.proves(exact.plus(Affine(-1)))

    def _new(self, node: nodes.New) -> Statement:
        shape = tuple(self.expression(extent) for extent in node.shape)
        fill = None if node.fill is None else self.expression(node.fill)
        self.facts.forget({node.array})
        # The shape of a list that grows is but what it may come to.
        for axis, extent in enumerate(() if node.array in self.growing else shape):
            same, hoped = value(extent), hoped_value(extent)
            length = Affine(0, {nodes.Length(node.array, axis, INT): 1})
            if same is not None and not mentions(same, {node.array}):
                for fact in equal(length, same):
                    self.facts.assume(fact)
            elif hoped is not None and not mentions(hoped, {node.array}):
                for fact in equal(length, hoped):
                    self.facts.expect(fact)
        return replace(node, shape=shape, fill=fill)

    def _if(self, node: nodes.If) -> Statement:
        test = self.expression(node.test)
        outer, before = self.loop, self.facts
        self.loop = None
        then, after_then = self._branch(before, node.then, test, holds=True)
        other, after_other = self._branch(before, node.other, test, holds=False)
        self.loop = outer
        ends = [bool(b) and isinstance(b[-1], _ENDS) for b in (node.then, node.other)]
        if ends[0]:
            self.facts = after_other
        elif ends[1]:
            self.facts = after_then
        else:
            both = [fact for fact in after_then.known if fact in after_other.known]
            self.facts = Facts(both, before.steady)
            self.facts.pending = [f for f in after_then.pending if f in after_other.pending]
        return replace(node, test=test, then=then, other=other)

    def _branch(
        self, before: Facts, body: Sequence[Statement], test: Expression, *, holds: bool
    ) -> tuple[tuple[Statement, ...], Facts]:
        self.facts = before.copy()
        for fact in implied(test, holds=holds):
            self.facts.assume(fact)
        return self.block(body), self.facts

    def _while(self, node: nodes.While) -> Statement:
        self.facts.check()
        outer, self.loop = self.loop, None
        inside = changed(node.body)

        def trip() -> tuple[Expression, tuple[Statement, ...]]:
            test = self.expression(node.test)
            for fact in implied(test, holds=True):
                self.facts.assume(fact)
            return test, self.block(node.body)

        (test, body), self.facts = self._tried(node.body, inside, trip, ())
        orelse = self.block(node.orelse)
        self.facts.forget(changed(node.orelse))
        self.loop = outer
        return replace(node, test=test, body=body, orelse=orelse)

    def _tried(
        self,
        body: Sequence[Statement],
        inside: frozenset[str],
        trip: Callable[[], _Walked],
        begun: Sequence[Affine],
    ) -> tuple[_Walked, Facts]:
        """Walk through a loop's trip, guessing what lasts until all that was guessed does.

        What holds only once the loop has ``begun`` is not among the facts for after it.
        """
        before = self.facts
        entered = before.copy()
        for fact in begun:
            entered.assume(fact)
        always = guesses(before.known, body, inside)
        inwards = tuple(fact for fact in not_negative(body, inside) if entered.proves(fact))
        while True:
            self.attempts += bool(always or inwards)
            if self.attempts > _ATTEMPTS:
                always = inwards = ()
            self.facts = before.copy()
            self.facts.forget(inside)
            for fact in always:
                self.facts.assume(fact)
            after = self.facts.copy()
            for fact in inwards:
                self.facts.assume(fact)
            around = self.guesses
            self.guesses = [*around, *always, *inwards]
            walked = trip()
            held = self.guesses
            self.guesses = [guess for guess in around if guess in held]
            if all(guess in held for guess in (*always, *inwards)):
                return walked, after
            always = tuple(guess for guess in always if guess in held)
            inwards = tuple(guess for guess in inwards if guess in held)

    # ------------------------------------------------------------------- loops

    def _for(self, node: For) -> Iterator[Statement]:
        self.facts.check()
        start, stop, step = (self.expression(e) for e in (node.start, node.stop, node.step))
        before = self.facts.copy()
        inside = changed(node.body) | {node.variable}
        around = self.loop
        extent = span(start, stop, step)

        def trip() -> tuple[Loop | None, tuple[Statement, ...]]:
            self.loop = own = self._entered(node, extent, inside)
            return own, self.block(node.body)

        begun = () if extent is None else (extent[1].plus(extent[0], -1),)
        (own, body), after = self._tried(node.body, inside, trip, begun)
        self.facts, self.loop = before, around
        if own is not None:
            yield from self._place(own, node)
        self.facts.forget(inside)
        for fact in after.known:
            self.facts.assume(fact)
        outer, self.loop = self.loop, None
        orelse = self.block(node.orelse)
        self.loop = outer
        self.facts.forget(changed(node.orelse))
        yield replace(node, start=start, stop=stop, step=step, body=body, orelse=orelse)

    def _entered(
        self, node: For, extent: tuple[Affine, Affine] | None, inside: frozenset[str]
    ) -> Loop | None:
        """Take in what is known of a loop's variable; the loop if all trips do all of it."""
        if extent is None or node.variable in changed(node.body):
            return None
        first, last = extent
        name = Affine(0, {nodes.Variable(node.variable, INT): 1})
        steady = [not mentions(bound, inside) for bound in extent]
        if steady[0]:
            self.facts.assume(name.plus(first, -1))
        if steady[1]:
            self.facts.assume(last.plus(name, -1))
        return (
            Loop(node.variable, first, last, inside) if all(steady) and not may_skip(node) else None
        )

    def _place(self, own: Loop, node: For) -> Iterator[Statement]:
        """Hand a loop's goals to the loop around it, or test them here in front of it."""
        for goal in own.goals:
            if self._secure(goal):
                continue
            runs = negative(own.first.plus(own.last, -1).plus(Affine(-1)))
            test = nodes.Logical("and", runs, negative(goal), BOOL)
            leave = nodes.Leave("an index out of bounds", node.line)
            yield nodes.If(self.expression(test), (leave,), (), node.line)

    def _secure(self, *goals: Affine) -> bool:
        """Prove the goals or have them tested before the innermost loop; all of them or none."""
        open_goals = [goal for goal in goals if not self.facts.proves(goal)]
        if not open_goals:
            return True
        loop = self.loop
        if loop is None:
            return False
        least = [least_over(goal, loop) for goal in open_goals]
        if any(mentions(g, loop.assigned) or (not g.terms and g.constant < 0) for g in least):
            return False
        loop.goals.extend(g for g in least if g not in loop.goals)
        for goal in open_goals:
            self.facts.assume(goal)  # for the rest of the trip: it was tested before the loop
        return True

    # ------------------------------------------------------------- expressions

    def expression(self, node: Expression) -> Expression:
        """The expression without the checks that cannot fail."""
        match node:
            case nodes.Load():
                wraps, checked = self._flags(node)
                indices = tuple(self.expression(index) for index in node.indices)
                return replace(node, indices=indices, wraps=wraps, checked=checked)
            case nodes.Binary(left=left, right=right):
                new = replace(node, left=self.expression(left), right=self.expression(right))
                return widths.folded(replace(new, checked=False)) if self._fits(new) else new
            case nodes.Unary(operand=operand):
                negated = replace(node, operand=self.expression(operand))
                return replace(negated, checked=False) if self._fits(negated) else negated
            case nodes.Compare(left=left, right=right):
                return replace(node, left=self.expression(left), right=self.expression(right))
            case nodes.Logical(operator, left, right):
                first = self.expression(left)
                second = self._aside(right, first, holds=operator == "and")
                return replace(node, left=first, right=second)
            case nodes.IfElse(test, then, other):
                new_test = self.expression(test)
                decided = self._decided(new_test)
                if decided is not None:
                    return self.expression(then if decided else other)
                return replace(
                    node,
                    test=new_test,
                    then=self._aside(then, new_test, holds=True),
                    other=self._aside(other, new_test, holds=False),
                )
            case nodes.Cast(operand=operand):
                return replace(node, operand=self.expression(operand))
            case nodes.Intrinsic(arguments=numbers):
                return replace(node, arguments=tuple(map(self.expression, numbers)))
            case nodes.CallFunction(arguments=arguments):
                passed = tuple(
                    a if isinstance(a, nodes.ArrayName) else self.expression(a) for a in arguments
                )
                return replace(node, arguments=passed)
        return node

    def _decided(self, test: Expression) -> bool | None:
        """How a test of exact integers surely comes out."""
        if not isinstance(test, nodes.Compare):
            return None
        for holds in (True, False):
            facts = tuple(implied(test, holds=holds))
            if facts and all(self.facts.proves(fact) for fact in facts):
                return holds
        return None

    def _aside(self, node: Expression, test: Expression, *, holds: bool) -> Expression:
        """An operand that is evaluated only if the test came out so."""
        facts, loop = self.facts, self.loop
        self.facts, self.loop = facts.copy(), None
        for fact in implied(test, holds=holds):
            self.facts.assume(fact)
        new = self.expression(node)
        self.facts, self.loop = facts, loop
        return new

    def _fits(self, node: nodes.Binary | nodes.Unary) -> bool:
        """Whether an integer operation surely stays within 64 bits."""
        if not node.checked or node.type.kind != "int":
            return False
        if isinstance(node, nodes.Binary) and node.operator in ("//", "%"):
            if isinstance(node.right, nodes.Constant):
                return node.right.value not in (0, -1)
            return self._is_positive(node.right)
        if self._counts(node) or widths.fits(node, self.facts):
            return True
        if node.operator not in ("+", "-", "*"):
            return False
        return self._is_short(node) or self._is_product_of_places(node)

    def _is_short(self, node: nodes.Binary | nodes.Unary) -> bool:
        total = index_value(node)
        if total is None:
            return False
        highest = Affine(WORD - 1).plus(total, -1)
        return self.facts.proves(highest) and self.facts.proves(total.plus(Affine(WORD)))

    def _is_product_of_places(self, node: nodes.Binary | nodes.Unary) -> bool:
        """Whether both factors lie within what a place in an array can be, either way."""
        if not (isinstance(node, nodes.Binary) and node.operator == "*"):
            return False
        factors = [value(factor) for factor in (node.left, node.right)]
        most = Affine(LONGEST)
        if not all(
            factor is not None
            and self.facts.proves(most.plus(factor, -1))
            and self.facts.proves(most.plus(factor))
            for factor in factors
        ):
            return False
        product = Affine(0, {replace(node, checked=False): 1})
        self.facts.assume(Affine(LONGEST**2).plus(product, -1))
        self.facts.assume(Affine(LONGEST**2).plus(product))
        if all(self.facts.proves(factor) for factor in factors):
            self.facts.assume(product)
        return True

    def _counts(self, node: nodes.Binary | nodes.Unary) -> bool:
        match node:
            case nodes.Binary(
                "+" | "-",
                nodes.Variable(name) | nodes.Load(name),
                nodes.Constant(value=int() as by),
            ):
                return name in self.counters and abs(by) <= COUNTED
        return False

    def _is_rest(self, index: Expression, array: str, axis: int) -> bool:
        """Whether it is a rest of a division by no more than the array's extent."""
        match index:
            case nodes.Binary("%", _, right) if self._is_positive(right):
                divisor = value(right)
                extent = Affine(0, {self._extent(array, axis): 1})
                return divisor is not None and self._secure(extent.plus(divisor, -1))
        return False

    def _extent(self, array: str, axis: int) -> Expression:
        """What stands for an array's extent: its own length, or that of its group."""
        if array in self.extents:
            return nodes.Variable(self.extents[array][axis], INT)
        return nodes.Length(array, axis, INT)

    def _flags(self, node: nodes.Load | nodes.Store) -> tuple[tuple[bool, ...], tuple[bool, ...]]:
        """Which indices still may wrap or must be checked."""
        wraps, checked = list(node.wraps), list(node.checked)
        for axis, index in enumerate(node.indices):
            if not (wraps[axis] or checked[axis]):
                continue
            if checked[axis] and self._is_rest(index, node.array, axis):
                wraps[axis] = checked[axis] = False
                continue
            low = index_value(index)
            if low is None:
                continue
            high = Affine(-1, {self._extent(node.array, axis): 1}).plus(low, -1)
            # An index that may count from the end seldom does where its bounds are not literal.
            if checked[axis] and self._secure(low, high):
                wraps[axis] = checked[axis] = False
            elif self.facts.proves(low):
                wraps[axis] = False
        return tuple(wraps), tuple(checked)
