"""Branches: what holds after an ``if``, and what its test tells about ``None``."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from advisor.kernel.nodes import Constant, Expression, If
from advisor.lowering.errors import UnassignedError, UnsupportedError
from advisor.lowering.scope import Scope
from advisor.lowering.states import State
from advisor.lowering.values import NONE, Binding, Perhaps, Scalars, Value


def attempt(scope: Scope, action: Callable[[], None]) -> bool:
    """Do it; where it reads what no path has assigned, the kernel leaves instead.

    Returns whether it could be done.
    """
    mark = len(scope.statements)
    if scope.state is None:
        return True
    depths = len(scope.breaks), len(scope.continues)
    around = scope.counters, scope.walks, scope.target
    try:
        action()
    except UnassignedError as error:
        del scope.statements[mark:]
        del scope.breaks[depths[0] :], scope.continues[depths[1] :]
        scope.counters, scope.walks, scope.target = around
        scope.leave(f"{error} is not assigned")
        return False
    return True


def learn_from(scope: Scope, state: State, bodies: Iterable[Sequence[ast.stmt]]) -> None:
    """Lower statements only for what they tell, such as the elements of a list that is empty.

    Before: ``while stack and stack[-1] < x: …`` comes before ``stack.append(x)``, which
    says what the stack holds.
    """

    def nowhere(_: Value) -> None:
        scope.state = None

    outer, line, facts = scope.state, scope.line, scope.facts
    heads, changed, known = dict(facts.heads), facts.changed, facts.learnt()
    for body in bodies:
        scope.state = state
        scope.breaks.append([])
        scope.continues.append([])
        with scope.block(), scope.within(replace(scope.frame, finish=nowhere)):
            try:
                scope.execute(body)
            except UnsupportedError:  # perhaps only for what is not known yet
                scope.counters = scope.walks = frozenset()
        scope.breaks.pop()
        scope.continues.pop()
    scope.state, scope.line = outer, line
    # What holds at a loop's head is learnt only where the loop is really come to.
    facts.heads = heads
    facts.changed = changed or known != facts.learnt()


def branch(
    scope: Scope,
    test: Expression,
    then: Callable[[], None],
    other: Callable[[], None] | None = None,
) -> None:
    """``if test: then() else: other()``; a test known now keeps one side only."""
    if isinstance(test, Constant):
        side = then if test.value else other
        if side is not None:
            attempt(scope, side)
        return
    before, line = scope.state, scope.line
    with scope.block() as first:
        attempt(scope, then)
    after = scope.state
    scope.state = before
    with scope.block() as second:
        if other is not None:
            attempt(scope, other)
    scope.merge(after, scope.state)
    scope.line = line
    scope.emit(If(test, tuple(first), tuple(second), line))


def refine(scope: Scope, test: ast.expr, *, holds: bool) -> None:
    """Keep in mind what a test has told: after ``x is not None`` x is a number."""
    if isinstance(test, ast.UnaryOp) and isinstance(test.op, ast.Not):
        refine(scope, test.operand, holds=not holds)
    elif isinstance(test, ast.BoolOp):
        if isinstance(test.op, ast.And) == holds:
            for part in test.values:
                refine(scope, part, holds=holds)
    elif isinstance(test, ast.Compare):
        _refine_none(scope, test, holds=holds)


def without_none(binding: Perhaps) -> Binding:
    """What a name is where it is not ``None``."""
    others = binding.others - {NONE}
    return Perhaps(binding.binding, others) if others else binding.binding


def _refine_none(scope: Scope, test: ast.Compare, *, holds: bool) -> None:
    (operator, right), left = (test.ops[0], test.comparators[0]), test.left
    if not isinstance(operator, ast.Is | ast.IsNot) or not isinstance(left, ast.Name):
        return
    if not isinstance(right, ast.Constant) or right.value is not None or len(test.ops) > 1:
        return
    key = scope.frame.locals.get(left.id)
    binding = (scope.state or {}).get(key or "")
    is_none = isinstance(operator, ast.Is) == holds
    if isinstance(binding, Perhaps) and scope.state is not None:
        known = Scalars(frozenset({NONE})) if is_none else without_none(binding)
        scope.state = {**scope.state, key or "": known}
    if key is None or not isinstance(binding, Scalars):
        return
    members = binding.members & {NONE} if is_none else binding.members - {NONE}
    if members and scope.state is not None:
        scope.state = {**scope.state, key: Scalars(members)}
