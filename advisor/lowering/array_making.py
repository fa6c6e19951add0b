"""Arrays made from displays, lists and ranges, or of another type.

Before: ``np.array([x, y, z])``.
After: a new array of three, and three stores.
"""

from __future__ import annotations

import ast
from collections.abc import Sequence
from functools import reduce

from advisor.kernel.nodes import ArrayName, Constant, Expression
from advisor.kernel.types import INT, Scalar
from advisor.lowering.arrays import ZERO, element, layer, length, rank
from advisor.lowering.broadcasting import agreed, spread
from advisor.lowering.counting import as_range, range_source
from advisor.lowering.creation import new
from advisor.lowering.making import fill, fresh, made
from advisor.lowering.naming import evaluate_all
from advisor.lowering.numpy_creation import dtype_of
from advisor.lowering.parts import is_array, part_of, recipe, rest_of
from advisor.lowering.promotion import cast, common
from advisor.lowering.scope import Scope
from advisor.lowering.seeing import dtype_scalar
from advisor.lowering.settling import describe, settle
from advisor.lowering.storing import converted, put
from advisor.lowering.values import Number, TupleValue, Value, View
from advisor.lowering.wholes import Computed, Position

_NATURAL = {"bool": "bool", "int": "int64", "float": "float64", "complex": "complex128"}


def natural(scope: Scope, kinds: Sequence[Scalar]) -> Scalar:
    """The type of an array of such numbers."""
    if any(kind.kind == "char" for kind in kinds):
        raise scope.refuse("an array of strings")
    return reduce(common, (dtype_scalar(kind.dtype or _NATURAL[kind.kind]) for kind in kinds))


def display(scope: Scope, node: ast.expr) -> Value:
    """A display item by item, whatever else as it is."""
    if isinstance(node, ast.List | ast.Tuple):
        return TupleValue(tuple(evaluate_all(scope, node.elts, lambda one: display(scope, one))))
    return scope.operand(node)


def array(scope: Scope, values: Sequence[Value], node: ast.Call) -> Value:
    """``np.array`` of a display, or a copy of an array or of a list of numbers."""
    options = {str(keyword.arg): keyword.value for keyword in node.keywords}
    if set(options) - {"dtype"} or not 1 <= len(values) <= 1 + 1:
        raise scope.refuse("np.array with such arguments")
    given = [scope.evaluate(options["dtype"])] if options else list(values[1:])
    dtype = dtype_of(scope, given[0]) if given else None
    if isinstance(values[0], TupleValue):
        return _from_display(scope, values[0], dtype, id(node))
    source = _listed(scope, values[0])
    copied = source if dtype is None else as_type(scope, source, dtype)
    return made(scope, copied, node, scope.target)


def array_as_it_is(scope: Scope, values: Sequence[Value], node: ast.Call) -> Value:
    """``np.asarray``: an array is handed back as it is."""
    plain = len(values) == 1 and not node.keywords
    return values[0] if plain and is_array(scope, values[0]) else array(scope, values, node)


def _from_display(scope: Scope, value: TupleValue, dtype: str | None, key: object) -> View:
    if value.items and all(is_array(scope, item) for item in value.items):
        return _stacked(scope, value.items, dtype, key)
    rows = [item.items if isinstance(item, TupleValue) else (item,) for item in value.items]
    nested = all(isinstance(item, TupleValue) for item in value.items)
    flat = [settle(scope, item) for row in rows for item in row]
    if not flat or len(set(map(len, rows))) > 1:
        raise scope.refuse("np.array of no numbers, or of rows of different lengths")
    if not nested:
        return filled(scope, flat, key, dtype)
    kind = dtype_scalar(dtype) if dtype else natural(scope, [number.type for number in flat])
    slot = fresh(scope, kind, 2, key)
    new(scope, slot, (Constant(len(rows), INT), Constant(len(rows[0]), INT)))
    for place, number in enumerate(flat):
        at = divmod(place, len(rows[0]))
        put(scope, slot, tuple(Constant(n, INT) for n in at), number)
    return View(slot)


def _stacked(scope: Scope, rows: Sequence[Value], dtype: str | None, key: object) -> View:
    """``np.array([a, b])`` of arrays of one shape, one after the other."""
    sources = [recipe(scope, row) for row in rows]
    if len({len(source.shape) for source in sources}) > 1:
        raise scope.refuse("np.array of arrays of different shapes")
    extents = agreed(scope, [source.shape for source in sources])
    kind = dtype_scalar(dtype) if dtype else natural(scope, [source.type for source in sources])
    reads = [read for source in sources for read in source.reads]
    slot = fresh(scope, kind, len(extents) + 1, key, reads)
    new(scope, slot, (Constant(len(rows), INT), *extents))
    whole = part_of(scope, View(slot))
    for n, source in enumerate(sources):
        fill(scope, rest_of(whole, Constant(n, INT)), source, (key, n))
    return View(slot)


def filled(scope: Scope, items: Sequence[Value], key: object, dtype: str | None = None) -> View:
    """An array of one axis with these items."""
    numbers = [settle(scope, item) for item in items]
    kind = dtype_scalar(dtype) if dtype else natural(scope, [number.type for number in numbers])
    slot = fresh(scope, kind, 1, key)
    new(scope, slot, (Constant(len(numbers), INT),))
    for place, number in enumerate(numbers):
        put(scope, slot, (Constant(place, INT),), number)
    return View(slot)


def _listed(scope: Scope, value: Value) -> Computed:
    if is_array(scope, value):
        return recipe(scope, value)
    if not isinstance(value, View) or layer(scope, value) not in ("list", "tuple"):
        raise scope.refuse(f"np.array of {describe(value)}")
    view, axes = value, rank(scope, value)
    members = scope.facts.slots[view.array].elements
    if len(members) != 1:
        raise scope.refuse("np.array of a list that mixes types")
    kind = natural(scope, tuple(members))
    whole = View(view.array, view.leading)

    def item(position: Position) -> Number:
        found: Value = view
        for at in position:
            assert isinstance(found, View)
            found = element(scope, found, at)
        return Number(cast(settle(scope, found).expression, kind), kind)

    inner: list[Expression] = []
    for _ in range(axes - 1):
        row = element(scope, whole, ZERO)
        assert isinstance(row, View)
        inner.append(length(row).expression)
        whole = row
    shape = (length(view).expression, *inner)
    return Computed(shape, kind, item, (ArrayName(view.array),))


def as_type(scope: Scope, value: Value, dtype: str) -> Computed:
    """``value.astype(dtype)``, converted as an assignment converts."""
    kind = dtype_scalar(dtype)
    if recipe(scope, value).type.kind == "complex" and kind.kind != "complex":
        raise scope.refuse("a conversion of complex numbers")

    def convert(numbers: list[Number]) -> Number:
        return Number(converted(scope, kind, numbers[0]), kind)

    return spread(scope, (value,), kind, convert)


def arange(scope: Scope, values: Sequence[Value], node: ast.Call) -> Value:
    """``np.arange`` of whole numbers."""
    if node.keywords or not 1 <= len(values) <= 3:  # noqa: PLR2004 # start, stop, step
        raise scope.refuse("np.arange with such arguments")
    numbers = [settle(scope, value) for value in values]
    if any(number.type.kind != "int" for number in numbers):
        raise scope.refuse("np.arange of other than whole numbers")
    over = range_source(scope, as_range(scope, numbers), id(node))
    kind = dtype_scalar("int64")

    def item(position: Position) -> Number:
        return Number(cast(settle(scope, over.item(position[0])).expression, kind), kind)

    return Computed((over.count,), kind, item)
