"""Elements of arrays: writing and appending, converted as Python or NumPy does."""

from __future__ import annotations

from collections.abc import Sequence

from advisor.kernel.nodes import (
    Append,
    Constant,
    Expression,
    Intrinsic,
    Logical,
    Store,
    Unary,
)
from advisor.kernel.types import BOOL, FLOAT, INT, WORD, Scalar
from advisor.lowering.arrays import is_mixed, places_of, plus, rank, times, within
from advisor.lowering.comparing import character, truth_of_number
from advisor.lowering.errors import RestartError
from advisor.lowering.facts import KIND
from advisor.lowering.integers import fit
from advisor.lowering.naming import freeze_number
from advisor.lowering.promotion import cast
from advisor.lowering.scope import Scope
from advisor.lowering.settling import narrow, present, settle, widened
from advisor.lowering.slicing import eagerly
from advisor.lowering.values import Mixed, NoneValue, Number, Text, Value, View, code
from advisor.lowering.words import as_word


def store(scope: Scope, view: View, indices: Sequence[Number], value: Value) -> None:
    """``view[i, j, …] = value`` for one element."""
    eagerly(scope, view)
    if len(indices) != rank(scope, view):
        raise scope.refuse("an assignment to a whole row")
    if scope.facts.slots[view.array].layers[-1] in ("tuple", "str", "bytes"):
        raise scope.refuse(f"an assignment into a {scope.facts.slots[view.array].layers[-1]}")
    if view.window is not None:
        place = within(scope, view, indices[0], ("store", repr(indices[0])))
        start, _, step = view.window
        places: tuple[Expression, ...] = (*view.leading, plus(start, times(place, step)))
        places += tuple(index.expression for index in indices[1:])
        wraps: tuple[bool, ...] = (False,) + (True,) * (len(indices) - 1)
    else:
        places, wraps = places_of(scope, view, indices)
    put(scope, view.array, places, value, wraps=wraps, checked=(True,) * len(wraps))


def put(
    scope: Scope,
    array: str,
    indices: tuple[Expression, ...],
    value: Value,
    *,
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
    if slot.fixed or view.leading or view.window is not None or slot.layers != ("list",):
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
        return converted(scope, scope.array(array).element, settle(scope, value)), None
    if slot.fixed:
        return _exactly(scope, scope.array(array).element, value), None
    if isinstance(value, Text):
        value = character(scope, value)
    number = _word(scope, array, value) or settle(scope, value)
    scope.declare(array, slot.layers, frozenset({number.type}))
    held = widened(scope, number, scope.array(array).element)
    return held, (Constant(code(number.type), KIND) if is_mixed(scope, array) else None)


def _word(scope: Scope, array: str, value: Value) -> Number | None:
    """The element of a list that comes to hold ints of 64 bits without a sign, and only such.

    Raises:
        RestartError: that shows here.
    """
    if not isinstance(value, Number) or value.type not in (INT, BOOL, WORD):
        return None
    if array not in scope.facts.words:
        if value.type != WORD:
            return None
        scope.facts.words.add(array)
        scope.facts.slots[array].elements = frozenset()
        raise RestartError
    return Number(as_word(scope, value), WORD)


def _exactly(scope: Scope, element: Scalar, value: Value) -> Expression:
    """A list that came from outside keeps the one type its elements have."""
    if isinstance(value, Mixed):
        known = present(scope, value)
        if isinstance(known, Mixed) and element in known.members:
            return narrow(scope, known, element).expression
        value = known
    number = settle(scope, value)
    if number.type != element:
        raise scope.refuse(f"storing {_named(number.type)} into a list of {_named(element)}")
    return number.expression


def _named(kind: Scalar) -> str:
    return f"np.{kind.dtype}" if kind.dtype else kind.kind


def converted(scope: Scope, element: Scalar, value: Number) -> Expression:
    """A number as an element of an ndarray, as NumPy's assignment converts it."""
    number = value
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
    rounded = freeze_number(
        scope, Number(cast(number.expression, single), single), "single", repr(number.expression)
    ).expression
    finite = Intrinsic("math.isfinite", (cast(number.expression, FLOAT),), BOOL)
    infinite = Unary("not", Intrinsic("math.isfinite", (cast(rounded, FLOAT),), BOOL), BOOL)
    scope.leave_if(Logical("and", finite, infinite, BOOL), "a number beyond float32")
    return rounded
