"""Elements and rows of arrays: reading, writing, lengths.

A row or a slice is never made: ``row = grid[i]`` remembers the array and the index,
and ``row[j]`` becomes ``grid[i, j]``.
"""

from __future__ import annotations

from collections.abc import Sequence

from advisor.kernel.nodes import (
    Append,
    Binary,
    Cast,
    Compare,
    Constant,
    Expression,
    IfElse,
    Intrinsic,
    Length,
    Load,
    Logical,
    Store,
    Unary,
)
from advisor.kernel.types import BOOL, FLOAT, INT, Array, Scalar
from advisor.lowering.arithmetic import fit, truth_of_number
from advisor.lowering.promotion import cast
from advisor.lowering.scope import KIND, Scope
from advisor.lowering.values import Mixed, NoneValue, Number, Value, View, code

ZERO = Constant(0, INT)
ONE = Constant(1, INT)


def plus(left: Expression, right: Expression | int) -> Expression:
    """``left + right`` of indices that surely fit."""
    right = Constant(right, INT) if isinstance(right, int) else right
    if isinstance(left, Constant) and isinstance(right, Constant):
        return Constant(int(left.value.real) + int(right.value.real), INT)
    if isinstance(right, Constant) and right.value == 0:
        return left
    if isinstance(left, Constant) and left.value == 0:
        return right
    if isinstance(right, Constant) and right.value.real < 0:
        return Binary("-", left, Constant(-int(right.value.real), INT), INT, checked=False)
    return Binary("+", left, right, INT, checked=False)


def times(left: Expression, factor: int) -> Expression:
    """``left * factor`` of indices that surely fit."""
    if factor == 1:
        return left
    if isinstance(left, Constant):
        return Constant(int(left.value.real) * factor, INT)
    return Binary("*", left, Constant(factor, INT), INT, checked=False)


def minus(left: Expression, right: Expression) -> Expression:
    """``left - right`` of indices that surely fit."""
    if isinstance(right, Constant):
        return plus(left, -int(right.value.real))
    return Binary("-", left, right, INT, checked=False)


def rank(scope: Scope, view: View) -> int:
    """The number of axes of a view."""
    return len(scope.facts.slots[view.array].layers) - len(view.leading)


def layer(scope: Scope, view: View) -> str:
    """What Python holds there: ``list``, ``tuple``, ``ndarray``, ``str`` or ``bytes``."""
    return scope.facts.slots[view.array].layers[len(view.leading)]


def length(view: View) -> Number:
    """``len(view)``."""
    if view.window is not None:
        return Number(view.window[1], INT, small=True)
    return Number(Length(view.array, len(view.leading), INT), INT, small=True)


def index_of(scope: Scope, value: Value) -> Number:
    """A value as an index."""
    number = scope.settle(value)
    if number.type.kind not in ("int", "bool") or number.type == Scalar("bool", "bool"):
        raise scope.refuse(f"an index of type {number.type.dtype or number.type.kind}")
    return Number(cast(number.expression, INT), INT, number.small)


def element(scope: Scope, view: View, position: Expression) -> Value:
    """The item at a position that is surely within bounds."""
    if view.window is not None:
        start, _, step = view.window
        position = plus(start, times(position, step))
        view = View(view.array, view.leading)
    if rank(scope, view) > 1:
        return View(view.array, (*view.leading, position))
    return _load(scope, view.array, (*view.leading, position), (False,), (False,))


def _load(
    scope: Scope,
    array: str,
    indices: tuple[Expression, ...],
    wraps: tuple[bool, ...],
    checked: tuple[bool, ...],
) -> Value:
    """An element; ``wraps`` and ``checked`` are for the last indices, the others are safe."""
    safe = (False,) * (len(indices) - len(wraps))
    flags = (*safe, *wraps), (*safe, *checked)
    kind = scope.array(array)
    load = Load(array, indices, kind.element, *flags)
    members = scope.facts.slots[array].elements
    if len(members) == 1:
        return Number(load, kind.element, small=_is_small(kind.element))
    tag = Load(scope.kinds(array), indices, KIND, *flags)
    return Mixed(load, Cast(tag, INT), frozenset(members))


def _is_small(kind: Scalar) -> bool:
    return kind.kind == "int" and kind.dtype not in (None, "int64", "uint64")


def is_mixed(scope: Scope, array: str) -> bool:
    """Whether elements of several types live in the array."""
    return len(scope.facts.slots[array].elements) > 1


def _flags(scope: Scope, view: View, index: Number, axis: int) -> tuple[Expression, bool]:
    """An index with negative literals turned to positive ones, and whether it may wrap."""
    if isinstance(index.expression, Constant):
        if index.expression.value.real >= 0:
            return index.expression, False
        extent = Length(view.array, axis, INT)
        return plus(extent, int(index.expression.value.real)), False
    return index.expression, not _is_counter(scope, index.expression)


def _is_counter(scope: Scope, expression: Expression) -> bool:
    name = getattr(expression, "name", None)
    return name in scope.counters


def subscript(scope: Scope, view: View, indices: Sequence[Number], node: object) -> Value:
    """``view[i, j, …]`` with the user's own indices, wrapping and checked."""
    if len(indices) > rank(scope, view):
        raise scope.refuse("more indices than the array has axes")
    if view.window is not None:
        first = _within(scope, view, indices[0], (node, "slice"))
        row = element(scope, view, first)
        return row if len(indices) == 1 else _rest(scope, row, indices[1:], node)
    if len(indices) < rank(scope, view):
        for depth, index in enumerate(indices):
            position = _within(scope, view, index, (id(node), depth))
            view = View(view.array, (*view.leading, position))
        return view
    expressions, wraps = _places(scope, view, indices)
    return _load(scope, view.array, expressions, wraps, (True,) * len(wraps))


def _rest(scope: Scope, row: Value, indices: Sequence[Number], node: object) -> Value:
    if not isinstance(row, View):
        raise scope.refuse("an index into a number")
    return subscript(scope, row, indices, node)


def _places(
    scope: Scope, view: View, indices: Sequence[Number]
) -> tuple[tuple[Expression, ...], tuple[bool, ...]]:
    first = len(view.leading)
    pairs = [_flags(scope, view, index, first + n) for n, index in enumerate(indices)]
    return (*view.leading, *(pair[0] for pair in pairs)), tuple(pair[1] for pair in pairs)


def _within(scope: Scope, view: View, index: Number, node: object) -> Expression:
    """The index, made non-negative and checked now, in a variable of its own."""
    extent = length(view).expression
    if isinstance(index.expression, Constant):
        value = int(index.expression.value.real)
        place = index.expression if value >= 0 else plus(extent, value)
    else:
        place = index.expression
    if _is_counter(scope, place):
        below: Expression = Compare(">=", place, extent, BOOL)
        scope.leave_if(below, "an index out of range")
        return place
    if not isinstance(index.expression, Constant):
        taken = scope.freeze_number(Number(place, INT), "at", (node, "raw")).expression
        wrapped = IfElse(Compare("<", taken, ZERO, BOOL), plus(taken, extent), taken, INT)
        place = scope.freeze_number(Number(wrapped, INT), "row", node).expression
    elif not isinstance(place, Constant):
        place = scope.freeze_number(Number(place, INT), "row", node).expression
    beyond: Expression = Compare(">=", place, extent, BOOL)
    if not isinstance(place, Constant):
        beyond = Logical("or", Compare("<", place, ZERO, BOOL), beyond, BOOL)
    scope.leave_if(beyond, "an index out of range")
    return place


# --------------------------------------------------------------------- writing


def store(scope: Scope, view: View, indices: Sequence[Number], value: Value) -> None:
    """``view[i, j, …] = value`` for one element."""
    if len(indices) != rank(scope, view):
        raise scope.refuse("an assignment to a whole row")
    if scope.facts.slots[view.array].layers[-1] in ("tuple", "str", "bytes"):
        raise scope.refuse(f"an assignment into a {scope.facts.slots[view.array].layers[-1]}")
    if view.window is not None:
        place = _within(scope, view, indices[0], ("store", repr(indices[0])))
        start, _, step = view.window
        places: tuple[Expression, ...] = (*view.leading, plus(start, times(place, step)))
        places += tuple(index.expression for index in indices[1:])
        wraps: tuple[bool, ...] = (False,) + (True,) * (len(indices) - 1)
    else:
        places, wraps = _places(scope, view, indices)
    put(scope, view.array, places, value, wraps, (True,) * len(wraps))


def put(
    scope: Scope,
    array: str,
    indices: tuple[Expression, ...],
    value: Value,
    wraps: tuple[bool, ...] = (),
    checked: tuple[bool, ...] = (),
) -> None:
    """Store a value, converted as Python or NumPy does, with its kind beside it if need be."""
    if isinstance(value, NoneValue):
        raise scope.refuse("None in an array")
    expression, tag = fitted(scope, array, value)
    safe = (False,) * (len(indices) - len(wraps))
    flags = (*safe, *wraps), (*safe, *checked)
    scope.emit(Store(array, indices, expression, *flags, scope.line))
    if tag is not None:
        scope.emit(Store(scope.kinds(array), indices, tag, *flags, scope.line))
    scope.spoil_copies(array)


def append(scope: Scope, view: View, value: Value) -> None:
    """``view.append(value)`` on a list that was made here."""
    slot = scope.facts.slots[view.array]
    if slot.fixed or view.leading or slot.layers != ("list",):
        raise scope.refuse("append to a list that was not made in this function")
    if not slot.growable:
        slot.growable = scope.facts.changed = True
    expression, tag = fitted(scope, view.array, value)
    scope.emit(Append(view.array, expression, scope.line))
    if tag is not None:
        scope.emit(Append(scope.kinds(view.array), tag, scope.line))
    scope.spoil_walks(view.array)


def fitted(scope: Scope, array: str, value: Value) -> tuple[Expression, Expression | None]:
    """A value as an element of the array, and its kind if the array keeps kinds."""
    slot = scope.facts.slots[array]
    if slot.fixed and slot.layers[-1] == "ndarray":
        return _converted(scope, scope.array(array), scope.settle(value)), None
    if slot.fixed:
        return _exactly(scope, scope.array(array).element, value), None
    if isinstance(value, Mixed):
        known = scope.known(value)
    elif isinstance(value, Number):
        known = value
    else:
        known = scope.settle(value)
    members = {known.type} if isinstance(known, Number) else set(known.members)
    scope.declare(array, slot.layers, frozenset(members))  # type: ignore[arg-type] # known() has numbers only
    storage = scope.array(array).element
    if isinstance(known, Number):
        held, tag = scope.hold(known, storage), Constant(code(known.type), KIND)
    else:
        held, tag = cast(known.expression, storage), Cast(known.tag, KIND)
    return held, (tag if is_mixed(scope, array) else None)


def _exactly(scope: Scope, element: Scalar, value: Value) -> Expression:
    """A list that came from outside keeps the one type its elements have."""
    if isinstance(value, Mixed):
        known = scope.known(value)
        if isinstance(known, Mixed) and element in known.members:
            return scope.narrow(known, element).expression
        value = known
    number = scope.settle(value)
    if number.type != element:
        raise scope.refuse(f"storing {_named(number.type)} into a list of {_named(element)}")
    return number.expression


def _named(kind: Scalar) -> str:
    return f"np.{kind.dtype}" if kind.dtype else kind.kind


def _converted(scope: Scope, array: Array, value: Number) -> Expression:
    """A number as an element of an ndarray, as NumPy's assignment converts it."""
    element, number = array.element, value
    if number.type == element:
        return number.expression
    if "char" in (number.type.kind, element.kind):
        raise scope.refuse("a string in an array")
    if number.type.kind == "complex" and element.kind != "complex":
        raise scope.refuse("a complex number in an array of reals")
    if element.kind == "bool":
        return cast(truth_of_number(scope, number), element)
    if element.kind == "int":
        if number.type.kind == "float":
            number = Number(Intrinsic("int", (cast(number.expression, FLOAT),), INT), INT)
        return fit(scope, number, element.dtype or "int64").expression
    if element.dtype == "float32":
        return _to_single(scope, number)
    return cast(number.expression, element)


def _to_single(scope: Scope, number: Number) -> Expression:
    """NumPy warns when a finite double becomes infinite in single precision."""
    single = Scalar("float", "float32")
    rounded = scope.freeze_number(
        Number(cast(number.expression, single), single), "single", repr(number.expression)
    ).expression
    finite = Intrinsic("math.isfinite", (cast(number.expression, FLOAT),), BOOL)
    infinite = Unary("not", Intrinsic("math.isfinite", (cast(rounded, FLOAT),), BOOL), BOOL)
    scope.leave_if(Logical("and", finite, infinite, BOOL), "a number beyond float32")
    return rounded
