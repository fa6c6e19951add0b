"""One of two values, by a test made at run time: numbers, arrays or None."""

from __future__ import annotations

from advisor.kernel.nodes import (
    Constant,
    Expression,
    IfElse,
)
from advisor.kernel.types import CHAR, INT, Scalar
from advisor.lowering.promotion import cast, widest
from advisor.lowering.scope import Scope
from advisor.lowering.settling import widened
from advisor.lowering.values import (
    NONE,
    Member,
    Mixed,
    NoneValue,
    Number,
    Text,
    Value,
    code,
)


def choose(scope: Scope, test: Expression, then: Value, other: Value) -> Value:
    """``then if test else other`` for values that are known already."""
    if isinstance(test, Constant):
        return then if test.value else other
    if isinstance(then, NoneValue) or isinstance(other, NoneValue):
        return _choose_none(scope, test, then, other)
    then, other = (_letter(value) for value in (then, other))
    if not isinstance(then, Number | Mixed) or not isinstance(other, Number | Mixed):
        if then == other:
            return then
        raise scope.refuse("a choice between things that are not numbers")
    if isinstance(then, Number) and isinstance(other, Number) and then.type == other.type:
        chosen = IfElse(test, then.expression, other.expression, then.type)
        return Number(chosen, then.type, then.small and other.small)
    return _choose_mixed(scope, test, then, other)


def _letter(value: Value) -> Value:
    """A text of one character as that character."""
    if isinstance(value, Text) and len(value.text) == 1:
        return Number(Constant(ord(value.text), CHAR), CHAR)
    return value


def _choose_mixed(
    scope: Scope, test: Expression, then: Number | Mixed, other: Number | Mixed
) -> Value:
    members = frozenset(_all_members(then) | _all_members(other))
    storage = widest(m for m in members if isinstance(m, Scalar))
    expressions = (_held(scope, then, storage), _held(scope, other, storage))
    tag = IfElse(test, _tag(then), _tag(other), INT)
    return Mixed(IfElse(test, expressions[0], expressions[1], storage), tag, members)


def _held(scope: Scope, value: Number | Mixed, storage: Scalar) -> Expression:
    if isinstance(value, Number):
        return widened(scope, value, storage)
    return cast(value.expression, storage)


def _all_members(value: Number | Mixed) -> frozenset[Member]:
    return frozenset({value.type}) if isinstance(value, Number) else frozenset(value.members)


def _tag(value: Number | Mixed) -> Expression:
    return Constant(code(value.type), INT) if isinstance(value, Number) else value.tag


def _choose_none(scope: Scope, test: Expression, then: Value, other: Value) -> Value:
    if isinstance(then, NoneValue) and isinstance(other, NoneValue):
        return then
    flip = isinstance(then, NoneValue)
    present = other if flip else then
    if not isinstance(present, Number | Mixed):
        raise scope.refuse("a choice between None and something that is not a number")
    none = Constant(code(NONE), INT)
    tags = (none, _tag(present)) if flip else (_tag(present), none)
    members: frozenset[Member] = frozenset({*_all_members(present), NONE})
    return Mixed(present.expression, IfElse(test, tags[0], tags[1], INT), members)
