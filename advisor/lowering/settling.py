"""Values whose type is known only at run time, made into numbers of one type."""

from __future__ import annotations

import ast
from collections.abc import Mapping

from advisor.kernel.nodes import Compare, Constant, Expression, Intrinsic
from advisor.kernel.types import BOOL, INT, WORD, Scalar
from advisor.lowering.errors import UnassignedError
from advisor.lowering.promotion import cast
from advisor.lowering.scope import Scope
from advisor.lowering.values import (
    NONE,
    UNASSIGNED,
    Member,
    Mixed,
    NoneValue,
    Number,
    Opaque,
    TupleValue,
    Value,
    View,
    code,
)
from advisor.lowering.wholes import Cells, Computed, Part

_EXACT = 1 << 53


def number_of(scope: Scope, node: ast.expr) -> Number:
    """Lower an expression that must be a number of one type."""
    return settle(scope, scope.evaluate(node))


def widened(scope: Scope, value: Number, storage: Scalar) -> Expression:
    """The number in a wider machine type; leaves where a double cannot hold the int."""
    if storage.kind in ("float", "complex") and value.type.kind == "int":
        require_small(scope, value)
    return cast(value.expression, storage)


def require_small(scope: Scope, value: Number) -> None:
    """Leave unless the int is within ±2**53."""
    expression = value.expression
    if value.small or (isinstance(expression, Constant) and abs(expression.value) <= _EXACT):
        return
    wide = cast(expression, INT)
    for operator, bound in (("<", -_EXACT), (">", _EXACT)):
        test = Compare(operator, wide, Constant(bound, INT), BOOL)  # type: ignore[arg-type] # literals above
        scope.leave_if(test, "an integer that a double cannot hold exactly")


def is_member(value: Mixed, member: Member) -> Expression:
    """Whether the value is that member now."""
    return Compare("==", value.tag, Constant(code(member), INT), BOOL)


def present(scope: Scope, value: Mixed) -> Mixed | Number:
    """The value as a number; leaves where it is ``None`` or not assigned."""
    for member in (UNASSIGNED, NONE):
        if member in value.members:
            scope.leave_if(is_member(value, member), f"a value is {member}")
    numbers = frozenset(m for m in value.members if isinstance(m, Scalar))
    if not numbers:
        raise UnassignedError("None")
    if len(numbers) > 1:
        return Mixed(value.expression, value.tag, numbers)
    (kind,) = numbers
    return Number(as_member(value, kind), kind)


def as_member(value: Mixed, member: Scalar) -> Expression:
    """The value as that member, which it is; an int held in a double is exact."""
    if member.kind in ("int", "bool") and value.expression.type.kind == "float":
        return cast(Intrinsic("int", (value.expression,), INT), member)
    return cast(value.expression, member)


def settle(scope: Scope, value: Value) -> Number:
    """A number of one type; leaves where it is not the likeliest one."""
    if isinstance(value, Mixed):
        value = present(scope, value)
    if isinstance(value, Mixed):
        return narrow(scope, value, max(value.members, key=code))
    if not isinstance(value, Number):
        raise scope.refuse(f"{describe(value)} where a number is expected")
    return within_63_bits(scope, value) if value.type == WORD else value


def within_63_bits(scope: Scope, value: Number) -> Number:
    """A word as an ordinary int; leaves where it is none."""
    bits = cast(value.expression, INT)
    scope.leave_if(Compare("<", bits, Constant(0, INT), BOOL), "an integer beyond 63 bits")
    return Number(bits, INT)


def narrow(scope: Scope, value: Mixed, member: Member) -> Number:
    """The value as one of its members; leaves where it is another."""
    assert isinstance(member, Scalar)
    test = Compare("!=", value.tag, Constant(code(member), INT), BOOL)
    scope.leave_if(test, f"a value is not the {member.kind} it was expected to be")
    return Number(as_member(value, member), member)


def describe(value: Value) -> str:
    """A value in the reader's words."""
    names: Mapping[type, str] = {
        View: "an array or list",
        Part: "a part of an array",
        Computed: "an array",
        Cells: "the items of an array",
        TupleValue: "a tuple",
        NoneValue: "None",
        Opaque: "something that is no number",
    }
    if type(value) in names:
        return names[type(value)]
    text = getattr(value, "name", "") or getattr(value, "text", "")
    return f"{type(value).__name__.lower()} {text}".strip()


def members_of(value: Mixed | Number) -> list[Scalar]:
    """The numbers a value may be."""
    if isinstance(value, Number):
        return [value.type]
    return [member for member in value.members if isinstance(member, Scalar)]
