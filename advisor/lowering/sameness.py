"""Lists that are equal item by item, as a loop that stops at the first difference.

Before::

    done = new == old

After::

    same = len(new) == len(old)
    if same:
        for i in range(0, len(new)):
            if new[i] != old[i]:
                same = False
                break
    done = same

Python compares items by identity first, so that a NaN equals itself where it is the same
object: where two NaNs meet, the kernel leaves.
"""

from __future__ import annotations

from collections.abc import Sequence

from advisor.kernel.nodes import Compare, Constant, Expression, Logical, Unary, Variable
from advisor.kernel.types import BOOL, INT
from advisor.lowering.arrays import element, layer, length
from advisor.lowering.comparing import compare, is_nan, truth
from advisor.lowering.control import branch
from advisor.lowering.generators import stop
from advisor.lowering.iteration import walk
from advisor.lowering.literals import FALSE, TRUE, constant
from advisor.lowering.naming import assign
from advisor.lowering.scope import Scope
from advisor.lowering.values import Mixed, Number, Rows, Text, TupleValue, Value, View, Zipped


def is_list(scope: Scope, value: Value) -> bool:
    """Whether it is compared item by item: a list or tuple of the kernel's, or a row of one."""
    return isinstance(value, View | Rows) and _layer(scope, value) in _COMPARED


_COMPARED = ("list", "tuple", "str", "bytes")


def equal_text(scope: Scope, view: View, text: str) -> Expression:
    """``view == text`` for a piece of a string and a literal."""
    same: Expression = Compare("==", length(view).expression, Constant(len(text), INT), BOOL)
    for n, letter in enumerate(text):
        item = element(scope, view, Constant(n, INT))
        alike = truth(scope, compare(scope, "==", item, Text(letter), testing=True))
        same = Logical("and", same, alike, BOOL)
    return same


def is_text(scope: Scope, value: Value) -> bool:
    """Whether it is a string, or a piece of one."""
    return isinstance(value, View) and _layer(scope, value) == "str"


def is_tuple(scope: Scope, value: Value) -> bool:
    """Whether it is a tuple, known item by item or in an array."""
    return isinstance(value, TupleValue) or (
        isinstance(value, View) and _layer(scope, value) == "tuple"
    )


def compare_tuples(scope: Scope, operator: str, left: Value, right: Value) -> Expression:
    """Two tuples, one of them known item by item; leaves for a NaN, or another length.

    Before: ``(d, k) < (e, l)``; after: ``d < e or d == e and k < l``.
    """
    if operator in ("<=", ">", ">="):
        first, second = (right, left) if operator in ("<=", ">") else (left, right)
        strict = compare_tuples(scope, "<", first, second)
        return strict if operator == ">" else Unary("not", strict, BOOL)
    sides = [_items(scope, one, other) for one, other in ((left, right), (right, left))]
    if len(sides[0]) != len(sides[1]) or not sides[0]:
        if operator == "<":
            raise scope.refuse("an order of tuples of several lengths")
        return TRUE if (len(sides[0]) == len(sides[1])) == (operator == "==") else FALSE
    pairs = list(zip(*sides, strict=True))
    if operator == "<":
        return _before(scope, pairs)
    same, *more = [_alike(scope, one, other) for one, other in pairs]
    for one_more in more:
        same = Logical("and", same, one_more, BOOL)
    return same if operator == "==" else Unary("not", same, BOOL)


def _items(scope: Scope, value: Value, other: Value) -> Sequence[Value]:
    if isinstance(value, TupleValue):
        return value.items
    if not isinstance(value, View) or not isinstance(other, TupleValue):
        raise scope.refuse("an order of two tuples that are not known item by item")
    other_length = Compare("!=", length(value).expression, Constant(len(other.items), INT), BOOL)
    scope.leave_if(other_length, "a tuple of another length")
    return [element(scope, value, Constant(n, INT)) for n in range(len(other.items))]


def _alike(scope: Scope, one: Value, other: Value) -> Expression:
    if is_tuple(scope, one) and is_tuple(scope, other):
        return compare_tuples(scope, "==", one, other)
    for value in (one, other):
        if isinstance(value, Number) and value.type.kind in ("float", "complex"):
            nan = is_nan(value.expression)
            scope.leave_if(nan, "NaN in a tuple that is compared")
        elif isinstance(value, Mixed):
            raise scope.refuse("tuples of several types compared")
    return truth(scope, compare(scope, "==", one, other, testing=True))


def _before(scope: Scope, pairs: Sequence[tuple[Value, Value]]) -> Expression:
    (one, other), *rest = pairs
    alike = _alike(scope, one, other)
    less = truth(scope, compare(scope, "<", one, other, testing=True))
    if not rest:
        return less
    return Logical("or", less, Logical("and", alike, _before(scope, rest), BOOL), BOOL)


def equal(scope: Scope, left: Value, right: Value, key: object) -> Expression:
    """``left == right`` for two lists."""
    assert isinstance(left, View | Rows)
    assert isinstance(right, View | Rows)
    if _layer(scope, left) != _layer(scope, right):
        return FALSE
    same = scope.facts.name((scope.frame.path, key, "same"), "same")
    alike = Compare("==", _size(left), _size(right), BOOL)
    assign(scope, same, Number(alike, BOOL))

    def look(pair: Value) -> None:
        assert isinstance(pair, TupleValue)
        one, other = pair.items
        branch(scope, _differ(scope, one, other, (key, "item")), lambda: differ(one, other))

    def differ(one: Value, other: Value) -> None:
        _leave_if_nans(scope, one, other)
        assign(scope, same, constant(value=False))
        stop(scope)

    items = Zipped("zip", (left, right))
    branch(scope, Variable(same, BOOL), lambda: walk(scope, items, (key, "items"), look))
    return Variable(same, BOOL)


def _differ(scope: Scope, one: Value, other: Value, key: object) -> Expression:
    if is_list(scope, one) and is_list(scope, other):
        return Unary("not", equal(scope, one, other, key), BOOL)
    if not isinstance(one, Number) or not isinstance(other, Number):
        raise scope.refuse("a comparison of lists of other things than numbers")
    return truth(scope, compare(scope, "!=", one, other, testing=True))


def _leave_if_nans(scope: Scope, one: Value, other: Value) -> None:
    floats = [
        value.expression
        for value in (one, other)
        if isinstance(value, Number) and value.type.kind in ("float", "complex")
    ]
    if len(floats) > 1:
        nans = Logical("and", is_nan(floats[0]), is_nan(floats[1]), BOOL)
        scope.leave_if(nans, "a comparison of lists with NaN")


def _layer(scope: Scope, value: View | Rows) -> str:
    return layer(scope, value) if isinstance(value, View) else "list"


def _size(value: View | Rows) -> Expression:
    return length(value).expression if isinstance(value, View) else Variable(value.count, INT)
