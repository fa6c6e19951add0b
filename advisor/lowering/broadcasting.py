"""Operators and functions on whole arrays, as recipes for the items of what NumPy would make.

Before: ``x + dt * v``.
After: at each position k, ``x[k] + dt * v[k]``; the kernel leaves where extents differ, also
where NumPy would repeat an axis of one item.

Each item is worked out as NumPy's scalars are, so that the kernel leaves where NumPy would
warn or an integer would wrap around. Left out is what NumPy rounds in a way of its own on
arrays: products of complex numbers.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Literal

from advisor.kernel.nodes import (
    BinaryOperator,
    Compare,
    Constant,
    Expression,
    IfElse,
    Intrinsic,
    Logical,
    Unary,
    Variable,
)
from advisor.kernel.types import BOOL, FLOAT, Scalar
from advisor.lowering import library
from advisor.lowering.arithmetic import binary, negative
from advisor.lowering.arrays import ONE, ZERO
from advisor.lowering.builtin import absolute
from advisor.lowering.comparing import COMPARISONS, compare
from advisor.lowering.errors import UnsupportedError
from advisor.lowering.literals import constant
from advisor.lowering.naming import freeze_number
from advisor.lowering.parts import is_array, recipe
from advisor.lowering.promotion import (
    NUMPY_BOOL,
    NUMPY_FLOAT,
    cast,
    common,
    is_settled,
    promote,
)
from advisor.lowering.scope import Scope
from advisor.lowering.settling import describe, settle
from advisor.lowering.values import Mixed, Number, Value
from advisor.lowering.wholes import Computed, Position

_Work = Callable[[list[Number]], Number]


def spread(scope: Scope, values: Sequence[Value], kind: Scalar, work: _Work) -> Computed:
    """What ``work`` makes of the items of arrays and numbers, whose extents must agree."""
    operands = [_steady(scope, value, n) for n, value in enumerate(values)]
    extents = agreed(scope, [operand.shape for operand in operands])

    def item(position: Position) -> Number:
        return work([one.item(_inner(one, position, extents)) for one in operands])

    reads = tuple(read for operand in operands for read in operand.reads)
    return Computed(extents, kind, item, reads)


def _steady(scope: Scope, value: Value, place: int) -> Computed:
    """A recipe; a number that takes work is worked out once, before the loop."""
    if not isinstance(value, Number) or isinstance(value.expression, Constant | Variable):
        return recipe(scope, value)
    key = (id(scope.site), place, repr(value.expression))
    return recipe(scope, freeze_number(scope, value, "factor", key))


def agreed(scope: Scope, shapes: Sequence[tuple[Expression, ...]]) -> tuple[Expression, ...]:
    """The extents that arrays have in common, the last axes against each other."""
    found: list[Expression] = []
    for back in range(1, max(map(len, shapes)) + 1):
        extents = [one[-back] for one in shapes if len(one) >= back]
        several = [extent for extent in extents if extent != ONE]
        for other in several[1:]:
            if other != several[0]:
                test = Compare("!=", other, several[0], BOOL)
                scope.leave_if(test, "arrays of different shapes")
        found.insert(0, several[0] if several else ONE)
    return tuple(found)


def _inner(operand: Computed, position: Position, extents: tuple[Expression, ...]) -> Position:
    """The position in an operand with fewer axes, or axes of one item."""
    missing = len(position) - len(operand.shape)
    pairs = zip(operand.shape, position[missing:], extents[missing:], strict=True)
    return tuple(ZERO if own == ONE != extent else at for own, at, extent in pairs)


def _types(scope: Scope, values: Sequence[Value]) -> list[Scalar]:
    recipes = [recipe(scope, value) for value in values]
    kinds = [one.type for one in recipes]
    if not all(one.shape for one in recipes) and not all(map(is_settled, kinds)):
        raise scope.refuse("a narrow array beside a number before NumPy 2")
    return kinds


def operate(scope: Scope, operator: BinaryOperator, left: Value, right: Value) -> Computed:
    """``left operator right`` where one of them is an array."""
    kinds = _types(scope, (left, right))
    if operator == "**":
        return _power(scope, left, right, kinds)
    try:
        operation, kind = promote(operator, *kinds)
    except UnsupportedError as error:
        raise scope.refuse(error.construct) from None
    if operation.kind == "complex" and operator in ("*", "/"):
        raise scope.refuse("a product of arrays of complex numbers")
    return spread(scope, (left, right), kind, lambda n: settle(scope, binary(scope, operator, *n)))


def array_binary(scope: Scope, operator: BinaryOperator, left: Value, right: Value) -> Computed:
    """``operate`` on whatever stands there."""
    sides = [settle(scope, side) if isinstance(side, Mixed) else side for side in (left, right)]
    for side in sides:
        if not isinstance(side, Number) and not is_array(scope, side):
            raise scope.refuse(f"the operator {operator} on an array and {describe(side)}")
    return operate(scope, operator, *sides)


def _power(scope: Scope, base: Value, exponent: Value, kinds: list[Scalar]) -> Computed:
    """``base ** exponent``: squares and roots by themselves, others by NumPy's own loops."""
    power = exponent.constant if isinstance(exponent, Number) else None
    kind = kinds[0]
    if kind.kind == "int" and isinstance(power, int) and power >= 0:
        return spread(
            scope, (base, exponent), kind, lambda n: settle(scope, binary(scope, "**", *n))
        )
    if kind.dtype not in (None, "float64") or kinds[1].kind not in ("int", "float"):
        raise scope.refuse(f"a power of an array of {kind.dtype} numbers")
    if power == 2:  # noqa: PLR2004 # a square
        return _square(scope, base, kind)
    if power == 0.5:  # noqa: PLR2004 # a root
        return apply(scope, "numpy.sqrt", (base,))
    if isinstance(exponent, Number) and power is None:
        _leave_for_special_powers(scope, exponent)
    if power in (-1, 0, 1):
        raise scope.refuse(f"an array to the power {power}")
    return _by_numpy(scope, "numpy.power", (base, exponent))


def _leave_for_special_powers(scope: Scope, exponent: Number) -> None:
    """NumPy does some powers of an array another way."""
    for special in (-1.0, 0.0, 0.5, 1.0, 2.0):
        scope.leave_if(
            compare(scope, "==", exponent, constant(special), testing=True).expression,
            "a power that NumPy has a short way for",
        )


def _square(scope: Scope, base: Value, kind: Scalar) -> Computed:
    site = id(scope.site)

    def square(numbers: list[Number]) -> Number:
        kept = freeze_number(scope, numbers[0], "base", (site, "base"))
        return settle(scope, binary(scope, "*", kept, kept))

    return spread(scope, (base,), kind, square)


def negated(scope: Scope, operator: str, value: Value) -> Computed:
    """``-value``, ``+value`` or ``~value``."""
    kind = recipe(scope, value).type
    if operator == "~" and kind.kind == "bool":
        return spread(scope, (value,), kind, lambda n: _inverted(n[0]))
    return spread(scope, (value,), kind, lambda n: negative(scope, operator, n[0]))


def _inverted(number: Number) -> Number:
    test = Unary("not", cast(number.expression, BOOL), BOOL)
    return Number(cast(test, NUMPY_BOOL), NUMPY_BOOL)


def compared(scope: Scope, symbol: str, left: Value, right: Value) -> Computed:
    """``left < right`` and the other comparisons, item by item."""
    assert symbol in COMPARISONS.values()
    _types(scope, (left, right))
    return spread(scope, (left, right), NUMPY_BOOL, lambda n: compare(scope, symbol, *n))


def apply(scope: Scope, name: str, values: Sequence[Value]) -> Computed:
    """A function of one or two numbers, such as ``np.sqrt``, on each item."""
    kinds = _types(scope, values)
    two = name in _EXTREMES or name in _OPERATORS
    if two and len(values) != 1 + 1:
        raise scope.refuse(f"{name} with {len(values)} arguments")
    if name in _EXTREMES:
        return extreme(scope, _EXTREMES[name], values)
    if name in _OPERATORS:
        return operate(scope, _OPERATORS[name], *values)
    if name == "numpy.square":
        return _square(scope, values[0], kinds[0])
    if name in ("numpy.abs", "numpy.absolute"):
        return spread(scope, values, kinds[0], lambda n: settle(scope, absolute(scope, [*n])))
    return _by_numpy(scope, name, values)


def _by_numpy(scope: Scope, name: str, values: Sequence[Value]) -> Computed:
    """A function that NumPy's own loops work out."""
    kinds = _types(scope, values)
    if not any(kind.kind == "float" for kind in kinds) or any(
        kind.dtype not in (None, "float64") for kind in kinds
    ):
        raise scope.refuse(f"{name} of an array of {kinds[0].dtype or kinds[0].kind} numbers")
    result = NUMPY_BOOL if name in _TESTS else NUMPY_FLOAT
    return spread(scope, values, result, lambda n: library.call(scope, name, [*n]))


def chosen(scope: Scope, test: Value, then: Value, other: Value) -> Computed:
    """``np.where(test, then, other)``: both sides in their common type."""
    kinds = _types(scope, (then, other))
    if recipe(scope, test).type.kind != "bool":
        raise scope.refuse("np.where of other than a mask")
    kind = common(*kinds)

    site = id(scope.site)

    def choose(items: list[Number]) -> Number:
        # NumPy works both sides out: what it would warn of must not be skipped.
        sides = _kept(scope, items[1:], kind, site)
        return Number(IfElse(cast(items[0].expression, BOOL), sides[0], sides[1], kind), kind)

    return spread(scope, (test, then, other), kind, choose)


def extreme(scope: Scope, symbol: Literal["<", ">"], values: Sequence[Value]) -> Computed:
    """``np.maximum`` or ``np.minimum``, item by item.

    Which of a zero and a negative zero is taken hangs on how many are looked at together, and
    a NaN among them is taken as it is: the kernel leaves for both.
    """
    kinds = _types(scope, values)
    kind, site = common(*kinds), id(scope.site)

    def choose(items: list[Number]) -> Number:
        sides = _kept(scope, items, kind, (site, symbol))
        if kind.kind == "float":
            leave_if_unordered(scope, *sides)
        beyond = Compare(symbol, sides[0], sides[1], BOOL)
        return Number(IfElse(beyond, sides[0], sides[1], kind), kind)

    if kind.kind not in ("int", "float"):
        raise scope.refuse(f"the extremes of arrays of {kind.dtype} numbers")
    return spread(scope, values, kind, choose)


def _kept(scope: Scope, numbers: Sequence[Number], kind: Scalar, key: object) -> list[Expression]:
    """The numbers in one type, each in a variable."""
    wide = [Number(cast(number.expression, kind), kind) for number in numbers]
    return [
        freeze_number(scope, number, "side", (key, at)).expression for at, number in enumerate(wide)
    ]


def leave_if_unordered(scope: Scope, left: Expression, right: Expression) -> None:
    """Leave where one is a NaN, or one is zero and the other negative zero."""
    ordered = Logical("or", Compare("<", left, right, BOOL), Compare(">", left, right, BOOL), BOOL)
    signs = [
        Intrinsic("math.copysign", (Constant(1.0, FLOAT), cast(side, FLOAT)), FLOAT)
        for side in (left, right)
    ]
    same = Logical(
        "and", Compare("==", left, right, BOOL), Compare("==", signs[0], signs[1], BOOL), BOOL
    )
    alike = Logical("or", ordered, same, BOOL)
    scope.leave_if(Unary("not", alike, BOOL), "a NaN or a negative zero among extremes")


_TESTS = ("numpy.isnan", "numpy.isinf", "numpy.isfinite")
_EXTREMES: dict[str, Literal["<", ">"]] = {"numpy.maximum": ">", "numpy.minimum": "<"}
_OPERATORS: dict[str, BinaryOperator] = {
    "numpy.add": "+",
    "numpy.subtract": "-",
    "numpy.multiply": "*",
    "numpy.divide": "/",
    "numpy.true_divide": "/",
    "numpy.floor_divide": "//",
    "numpy.mod": "%",
    "numpy.power": "**",
}
