"""The sum of numbers as a loop of additions, in the order and with the care of sum()."""

from __future__ import annotations

import ast
import sys

from advisor.kernel.nodes import (
    Compare,
    Intrinsic,
    Logical,
    Variable,
)
from advisor.kernel.types import BOOL, FLOAT
from advisor.lowering.arithmetic import binary
from advisor.lowering.choices import choose
from advisor.lowering.comparing import truth
from advisor.lowering.control import branch
from advisor.lowering.generators import hidden_key, iterate
from advisor.lowering.literals import constant
from advisor.lowering.naming import assign, freeze, freeze_number, read
from advisor.lowering.scope import Scope
from advisor.lowering.settling import describe, is_member, settle
from advisor.lowering.values import (
    Generator,
    Mixed,
    Number,
    Text,
    TupleValue,
    Value,
    View,
)

COMPENSATED = sys.version_info >= (3, 12)


def total(scope: Scope, value: Value, start: Value, node: ast.AST) -> Value:
    """``sum(value, start)``: plain additions from left to right before Python 3.12."""
    key = hidden_key(scope, node, "total")
    low = hidden_key(scope, node, "compensation")
    assign(scope, key, start)
    if COMPENSATED:
        assign(scope, low, constant(0.0))

    def add(item: Value) -> None:
        if isinstance(item, View | TupleValue | Text):
            raise scope.refuse(f"a sum of {describe(item)}")
        number = settle(scope, item) if COMPENSATED else item
        if COMPENSATED and isinstance(number, Number) and number.type == FLOAT:
            _compensated_add(scope, key, low, number, node)
        else:
            assign(scope, key, binary(scope, "+", read(scope, key, "sum"), number))

    iterate(scope, value, node, add)
    if COMPENSATED:
        _add_compensation(scope, key, low)
    so_far = read(scope, key, "sum")
    if isinstance(so_far, Mixed) and not _is_often_empty(value):
        return settle(scope, so_far)  # only a sum of nothing is still the int it began as
    return so_far


def _is_often_empty(value: Value) -> bool:
    """Whether a sum of nothing is likely: over what a filter leaves, or up to an index."""
    if not isinstance(value, Generator):
        return False
    clauses = value.node.generators
    return any(
        clause.ifs or (isinstance(clause.iter, ast.Call) and _is_range(clause.iter))
        for clause in clauses
    )


def _is_range(node: ast.Call) -> bool:
    return isinstance(node.func, ast.Name) and node.func.id == "range"


def _compensated_add(scope: Scope, key: str, low: str, item: Number, node: ast.AST) -> None:
    """One step of Neumaier's summation, as CPython's ``sum`` does it.

    Before: ``total += x``.
    After: ``t = total + x``; ``low += (total - t) + x`` or ``(x - t) + total``; ``total = t``.
    """
    item = freeze_number(scope, item, "item", (id(node), "item"))
    so_far = read(scope, key, "sum")

    def plainly() -> None:
        assign(scope, key, binary(scope, "+", read(scope, key, "sum"), item))

    def with_care() -> None:
        old = Number(Variable(key, FLOAT), FLOAT)
        new = freeze(scope, binary(scope, "+", old, item), "new_total", (id(node), "new"))
        sizes = [Intrinsic("abs", (n.expression,), FLOAT) for n in (old, item)]
        larger = Compare(">=", sizes[0], sizes[1], BOOL)
        one = binary(scope, "+", binary(scope, "-", old, new), item)
        two = binary(scope, "+", binary(scope, "-", item, new), old)
        lost = choose(scope, larger, one, two)
        assign(scope, low, binary(scope, "+", read(scope, low, "sum"), lost))
        assign(scope, key, new)

    if isinstance(so_far, Mixed):
        branch(scope, is_member(so_far, FLOAT), with_care, plainly)
    elif isinstance(so_far, Number) and so_far.type == FLOAT:
        with_care()
    else:
        plainly()


def _add_compensation(scope: Scope, key: str, low: str) -> None:
    lost = settle(scope, read(scope, low, "sum"))
    finite = Intrinsic("math.isfinite", (lost.expression,), BOOL)
    test = Logical("and", truth(scope, lost), finite, BOOL)

    def add() -> None:
        assign(scope, key, binary(scope, "+", read(scope, key, "sum"), lost))

    members = scope.state[key].members if scope.state else frozenset()  # type: ignore[union-attr] # a number
    if FLOAT in members:
        branch(scope, test, add)
