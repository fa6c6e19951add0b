"""Tests: comparisons in chains, and/or, conditional expressions, each operand only in its turn."""

from __future__ import annotations

import ast
from collections.abc import Callable
from typing import Literal

from advisor.kernel.nodes import (
    Assign,
    Compare,
    Constant,
    Expression,
    If,
    Logical,
    Unary,
    Variable,
)
from advisor.kernel.types import BOOL
from advisor.lowering.broadcasting import compared
from advisor.lowering.choices import choose
from advisor.lowering.comparing import COMPARISONS, compare, truth
from advisor.lowering.control import branch, refine
from advisor.lowering.errors import UnassignedError
from advisor.lowering.generators import hidden_key, iterable, test_of
from advisor.lowering.literals import FALSE, constant
from advisor.lowering.naming import assign, evaluate_all, freeze, is_now, read
from advisor.lowering.parts import is_array
from advisor.lowering.sameness import compare_tuples, equal, equal_text, is_list, is_text, is_tuple
from advisor.lowering.scope import Scope
from advisor.lowering.searches import contains
from advisor.lowering.settling import is_member
from advisor.lowering.values import (
    NONE,
    Mixed,
    NoneValue,
    Number,
    Perhaps,
    Record,
    Text,
    Value,
    View,
)


def compare_expression(scope: Scope, node: ast.Compare) -> Value:
    """A chain; each middle operand is evaluated once.

    Before: ``a < f(x) <= b``.
    After: ``t = f(x)``; ``a < t and t <= b``.
    """
    testing = scope.testing is node
    scope.testing = None
    if len(node.ops) == 1:
        return _compare_two(scope, node.ops[0], node.left, node.comparators[0], testing=testing)
    left = freeze(scope, scope.evaluate(node.left), "left", (id(node), 0))

    def rest(position: int, left: Value) -> Expression:
        right = scope.evaluate(node.comparators[position])
        right = freeze(scope, right, "middle", (id(node), position + 1))
        operator = COMPARISONS.get(type(node.ops[position]))
        if operator is None:
            raise scope.refuse("a chain with in or is")
        outcome = compare(scope, operator, left, right, testing=testing)
        if outcome.type.dtype and not testing:
            raise scope.refuse("a chained comparison of NumPy numbers as a value")
        test = truth(scope, outcome)
        if position + 1 == len(node.ops):
            return test
        return lazily(
            scope, test, lambda: rest(position + 1, right), (id(node), position), shortcut="and"
        )

    return Number(rest(0, left), BOOL)


def _compare_two(
    scope: Scope, operator: ast.cmpop, left: ast.expr, right: ast.expr, *, testing: bool
) -> Value:
    if isinstance(operator, ast.Is | ast.IsNot):
        return _identity(scope, left, right, negated=isinstance(operator, ast.IsNot))
    if isinstance(operator, ast.In | ast.NotIn):
        item = scope.evaluate(left)
        found = contains(scope, item, iterable(scope, right), right)
        if isinstance(operator, ast.In):
            return found
        return Number(Unary("not", found.expression, BOOL), BOOL)
    first, second = evaluate_all(scope, [left, right], scope.operand)
    symbol = COMPARISONS[type(operator)]
    if is_array(scope, first) or is_array(scope, second):
        return compared(scope, symbol, first, second)
    if symbol in ("==", "!=") and is_list(scope, first) and is_list(scope, second):
        same = equal(scope, first, second, (id(left), id(right)))
        return Number(same if symbol == "==" else Unary("not", same, BOOL), BOOL)
    if is_tuple(scope, first) and is_tuple(scope, second):
        return Number(compare_tuples(scope, symbol, first, second), BOOL)
    for one, other in ((first, second), (second, first)):
        if symbol in ("==", "!=") and isinstance(one, View) and isinstance(other, Text):
            same = equal_text(scope, one, other.text) if is_text(scope, one) else FALSE
            return Number(same if symbol == "==" else Unary("not", same, BOOL), BOOL)
    return compare(scope, symbol, first, second, testing=testing)


def _identity(scope: Scope, left: ast.expr, right: ast.expr, *, negated: bool) -> Number:
    if not isinstance(right, ast.Constant) or right.value is not None:
        return _same_object(scope, left, right, negated=negated)
    key = scope.frame.locals.get(left.id, "") if isinstance(left, ast.Name) else ""
    binding = (scope.state or {}).get(key)
    if isinstance(binding, Perhaps) and NONE in binding.others:
        test = is_now(scope, key, NONE)
        return Number(Unary("not", test, BOOL) if negated else test, BOOL)
    value = scope.evaluate(left)
    if isinstance(value, Mixed) and NONE in value.members:
        test = is_member(value, NONE)
        return Number(Unary("not", test, BOOL) if negated else test, BOOL)
    return constant(isinstance(value, NoneValue) != negated)


def _same_object(scope: Scope, left: ast.expr, right: ast.expr, *, negated: bool) -> Number:
    """``a is b`` for two objects of one list, which are all different."""
    first, second = evaluate_all(scope, [left, right])
    if not (isinstance(first, Record) and isinstance(second, Record)):
        raise scope.refuse("is with anything but None")
    if first.records != second.records:
        return constant(negated)
    operator: Literal["!=", "=="] = "!=" if negated else "=="
    return Number(Compare(operator, first.index, second.index, BOOL), BOOL)


def lazily(
    scope: Scope,
    test: Expression,
    other: Callable[[], Expression],
    key: tuple[object, ...],
    *,
    shortcut: str,
) -> Expression:
    """``test and other()`` or ``test or other()``; the second only where Python evaluates it.

    Before: ``a and b`` where b needs statements.
    After: ``t = a``; ``if t:`` those statements; ``t = b``.
    """
    wanted = shortcut == "and"
    if isinstance(test, Constant):
        return other() if bool(test.value) == wanted else test
    before = scope.state
    with scope.block() as statements:
        second = other()
    scope.merge(before, scope.state)
    if not statements:
        return Logical("and" if wanted else "or", test, second, BOOL)
    name = scope.facts.name((scope.frame.path, key, "lazy"), "decided")
    assign(scope, name, Number(test, BOOL))
    decided = Variable(name, BOOL)
    further = (*statements, Assign(name, second, scope.line))
    condition: Expression = decided if wanted else Unary("not", decided, BOOL)
    scope.emit(If(condition, further, (), scope.line))
    return decided


def logical_expression(scope: Scope, node: ast.BoolOp) -> Value:
    """``a and b and c``: as a test when all are bools, else one of the values themselves."""
    wanted = isinstance(node.op, ast.And)
    if scope.testing is node:
        scope.testing = None
        return Number(_test_chain(scope, node, 0, wanted=wanted), BOOL)
    return _value_chain(scope, node, 0, wanted=wanted)


def _test_chain(scope: Scope, node: ast.BoolOp, position: int, *, wanted: bool) -> Expression:
    test = test_of(scope, node.values[position])
    if position + 1 == len(node.values):
        return test

    def rest() -> Expression:
        refine(scope, node.values[position], holds=wanted)
        return _test_chain(scope, node, position + 1, wanted=wanted)

    shortcut = "and" if wanted else "or"
    return lazily(scope, test, rest, (id(node), position), shortcut=shortcut)


def _value_chain(scope: Scope, node: ast.BoolOp, position: int, *, wanted: bool) -> Value:
    value = scope.evaluate(node.values[position])
    if position + 1 == len(node.values):
        return value
    value = freeze(scope, value, "first", (id(node), position))
    test = truth(scope, value)
    key = hidden_key(scope, node.values[position], "chosen")
    assign(scope, key, value)

    def rest() -> None:
        refine(scope, node.values[position], holds=wanted)
        assign(scope, key, _value_chain(scope, node, position + 1, wanted=wanted))

    branch(scope, test if wanted else Unary("not", test, BOOL), rest)
    return read(scope, key, "and" if wanted else "or")


def conditional_expression(scope: Scope, node: ast.IfExp) -> Value:
    """``a if c else b``; only the chosen one is evaluated."""
    test = test_of(scope, node.test)
    if isinstance(test, Constant):
        return scope.evaluate(node.body if test.value else node.orelse)
    before = scope.state
    try:
        simple = _conditional_value(scope, node, test)
    except UnassignedError:
        simple = None
    scope.state = before
    if simple is not None:
        return simple
    return _conditional_statement(scope, node, test)


def _conditional_value(scope: Scope, node: ast.IfExp, test: Expression) -> Value | None:
    """The choice as an expression, if neither side needs statements."""
    before = scope.state
    with scope.block() as statements:
        refine(scope, node.test, holds=True)
        then = scope.evaluate(node.body)
        scope.state = before
        refine(scope, node.test, holds=False)
        other = scope.evaluate(node.orelse)
        scope.state = before
        if not statements:
            chosen = choose(scope, test, then, other)
    return None if statements else chosen


def _conditional_statement(scope: Scope, node: ast.IfExp, test: Expression) -> Value:
    key = hidden_key(scope, node, "chosen")

    def side(value: ast.expr, *, holds: bool) -> Callable[[], None]:
        def action() -> None:
            refine(scope, node.test, holds=holds)
            assign(scope, key, scope.evaluate(value))

        return action

    branch(scope, test, side(node.body, holds=True), side(node.orelse, holds=False))
    return read(scope, key, "a conditional expression")
