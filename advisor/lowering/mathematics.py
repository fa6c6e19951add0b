"""Functions of ``math`` and ``cmath`` that take more than plain numbers.

Before: ``math.dist(p, q)`` on two points; after: ``math.hypot(p[0] - q[0], p[1] - q[1])``,
where the kernel leaves unless both have two coordinates (or three).
"""

from __future__ import annotations

import ast
from collections.abc import Callable

from advisor.kernel.nodes import (
    Cast,
    Compare,
    Constant,
    Expression,
    IfElse,
    Intrinsic,
    Logical,
)
from advisor.kernel.types import BOOL, COMPLEX, FLOAT, INT
from advisor.lowering import library
from advisor.lowering.arithmetic import binary
from advisor.lowering.arrays import element, length, rank
from advisor.lowering.comparing import compare
from advisor.lowering.generators import hidden_key, iterable, iterate
from advisor.lowering.literals import constant
from advisor.lowering.naming import assign, evaluate_all, freeze_number, read
from advisor.lowering.promotion import cast
from advisor.lowering.scope import Scope
from advisor.lowering.settling import describe, settle
from advisor.lowering.values import Number, TupleValue, Value, View


def call(scope: Scope, name: str, node: ast.Call) -> Value:
    """A call of one of ``FUNCTIONS``."""
    return FUNCTIONS[name](scope, node)


def _arguments(scope: Scope, node: ast.Call, count: int) -> list[Value]:
    if len(node.args) != count or node.keywords:
        raise scope.refuse(f"{ast.unparse(node.func)} with such arguments")
    return evaluate_all(scope, node.args)


def _dist(scope: Scope, node: ast.Call) -> Value:
    first, second = _arguments(scope, node, 2)
    sides = [_coordinates(scope, side) for side in (first, second)]
    known = [side.items for side in sides if isinstance(side, TupleValue)]
    if len(known) == 2:  # noqa: PLR2004 # both points
        if len(known[0]) != len(known[1]):
            raise scope.refuse("math.dist of points with different numbers of coordinates")
        return _length_of(scope, sides, len(known[0]))
    counts = [_count(side) for side in sides]
    other = Compare("!=", counts[0], counts[1], BOOL)
    scope.leave_if(other, "points with different numbers of coordinates")
    if known:
        return _length_of(scope, sides, len(known[0]))
    plane, space = (Compare("==", counts[0], Constant(n, INT), BOOL) for n in (2, 3))
    either = Logical("or", plane, space, BOOL)
    scope.leave_if(_negated(either), "math.dist of points with other than 2 or 3 coordinates")
    two, three = (_length_of(scope, sides, n).expression for n in (2, 3))
    return Number(IfElse(plane, two, three, FLOAT), FLOAT)


def _negated(test: Expression) -> Expression:
    return Compare("==", Cast(test, INT), Constant(0, INT), BOOL)


def _coordinates(scope: Scope, value: Value) -> View | TupleValue:
    if isinstance(value, View) and rank(scope, value) == 1:
        return value
    if isinstance(value, TupleValue):
        return value
    raise scope.refuse(f"math.dist of {describe(value)}")


def _count(side: View | TupleValue) -> Expression:
    if isinstance(side, TupleValue):
        return Constant(len(side.items), INT)
    return length(side).expression


def _length_of(scope: Scope, sides: list[View | TupleValue], count: int) -> Number:
    differences = [
        binary(scope, "-", *(_coordinate(scope, side, n) for side in sides)) for n in range(count)
    ]
    return library.hypot(scope, differences)


def _coordinate(scope: Scope, side: View | TupleValue, n: int) -> Number:
    value = (
        side.items[n] if isinstance(side, TupleValue) else element(scope, side, Constant(n, INT))
    )
    return Number(cast(settle(scope, value).expression, FLOAT), FLOAT)


def _prod(scope: Scope, node: ast.Call) -> Value:
    options = {option.arg: option.value for option in node.keywords}
    if len(node.args) != 1 or not set(options) <= {"start"}:
        raise scope.refuse("math.prod with such arguments")
    key = hidden_key(scope, node, "product")
    start = scope.evaluate(options["start"]) if options else constant(1)
    assign(scope, key, start)

    def multiply(item: Value) -> None:
        assign(scope, key, binary(scope, "*", read(scope, key, "product"), settle(scope, item)))

    iterate(scope, iterable(scope, node.args[0]), node, multiply)
    return read(scope, key, "product")


def _isclose(scope: Scope, node: ast.Call) -> Value:
    """As CPython has it: equal, or finite and near by one of the tolerances."""
    options = {option.arg: option.value for option in node.keywords}
    if len(node.args) != 2 or not set(options) <= {"rel_tol", "abs_tol"}:  # noqa: PLR2004 # a and b
        raise scope.refuse("math.isclose with such arguments")
    given = evaluate_all(scope, [*node.args, *options.values()])
    numbers = [settle(scope, value) for value in given]
    if any(number.type.kind in ("complex", "char") for number in numbers):
        raise scope.refuse("math.isclose of a complex number or string")
    parts = [
        freeze_number(scope, Number(cast(n.expression, FLOAT), FLOAT), "near", (id(node), at))
        for at, n in enumerate(numbers)
    ]
    limits = dict(zip(options, parts[2:], strict=True))
    relative = limits.get("rel_tol", constant(1e-9))
    absolute = limits.get("abs_tol", constant(0.0))
    for limit in (relative, absolute):
        scope.leave_if(compare(scope, "<", limit, constant(0.0)).expression, "a negative tolerance")
    return _near(scope, parts[0], parts[1], (relative, absolute), node)


def _near(
    scope: Scope, a: Number, b: Number, limits: tuple[Number, Number], node: ast.AST
) -> Number:
    def size(value: Value) -> Number:
        return Number(Intrinsic("abs", (settle(scope, value).expression,), FLOAT), FLOAT)

    relative, absolute = limits
    apart = size(binary(scope, "-", b, a))
    apart = freeze_number(scope, apart, "apart", (id(node), "apart"))
    bounds = [*(size(binary(scope, "*", relative, side)) for side in (b, a)), absolute]
    near: Expression = compare(scope, "<=", apart, bounds[0]).expression
    for bound in bounds[1:]:
        near = Logical("or", near, compare(scope, "<=", apart, bound).expression, BOOL)
    for side in (a, b):
        finite = Compare("==", Cast(_infinite(side), INT), Constant(0, INT), BOOL)
        near = Logical("and", finite, near, BOOL)
    same = compare(scope, "==", a, b).expression
    return Number(Logical("or", same, near, BOOL), BOOL)


def _infinite(number: Number) -> Expression:
    return Intrinsic("math.isinf", (number.expression,), BOOL)


def _complex_exponential(scope: Scope, node: ast.Call) -> Value:
    (value,) = _arguments(scope, node, 1)
    number = settle(scope, value)
    if number.type.dtype or number.type.kind == "char":
        raise scope.refuse(f"cmath.exp of a {number.type.dtype or 'string'}")
    return Number(Intrinsic("cmath.exp", (cast(number.expression, COMPLEX),), COMPLEX), COMPLEX)


def _phase(scope: Scope, node: ast.Call) -> Value:
    (value,) = _arguments(scope, node, 1)
    number = settle(scope, value)
    if number.type != COMPLEX:
        raise scope.refuse("cmath.phase of other than a complex number")
    parts = [Intrinsic(part, (number.expression,), FLOAT) for part in ("imag", "real")]
    return Number(Intrinsic("math.atan2", tuple(parts), FLOAT), FLOAT)


FUNCTIONS: dict[str, Callable[[Scope, ast.Call], Value]] = {
    "math.dist": _dist,
    "math.prod": _prod,
    "math.isclose": _isclose,
    "cmath.exp": _complex_exponential,
    "cmath.phase": _phase,
}
