"""Parts of ndarrays, axis by axis: ``u[1:-1, j]`` is a start, a count and a step for each axis.

Before: ``u[1:-1, j]``, item k.
After: ``u[1 + k, j]``; nothing is made.
"""

from __future__ import annotations

from collections.abc import Sequence

from advisor.kernel.nodes import ArrayName, Expression, Length, Load
from advisor.kernel.types import INT
from advisor.lowering.arrays import ONE, ZERO, plus, times
from advisor.lowering.scope import Scope
from advisor.lowering.settling import describe
from advisor.lowering.values import Number, Value, View
from advisor.lowering.wholes import Computed, Part, Position, Window


def is_array(scope: Scope, value: Value) -> bool:
    """Whether NumPy works on the value as a whole: an ndarray, a part or something computed."""
    if isinstance(value, Part | Computed):
        return True
    if not isinstance(value, View):
        return False
    slot = scope.facts.slots[value.array]
    return slot.fixed and set(slot.layers[len(value.leading) :]) == {"ndarray"}


def part_of(scope: Scope, value: View | Part) -> Part:
    """An array, row or slice, axis by axis."""
    if isinstance(value, Part):
        return value
    axes: list[Expression | Window] = list(value.leading)
    for axis in range(len(axes), len(scope.facts.slots[value.array].layers)):
        whole: Window = (ZERO, Length(value.array, axis, INT), 1)
        first = axis == len(value.leading) and value.window is not None
        axes.append(value.window if first and value.window is not None else whole)
    order = tuple(range(len(value.leading), len(axes)))
    return Part(value.array, tuple(axes), order)


def simplest(part: Part) -> View | Part:
    """The part as an array, a row or a slice, if it is one."""
    sliced = [axis for axis, taken in enumerate(part.axes) if isinstance(taken, tuple)]
    if not sliced or list(part.order) != list(range(sliced[0], len(part.axes))):
        return part
    if any(not is_whole_axis(part, axis) for axis in sliced[1:]):
        return part
    leading = tuple(taken for taken in part.axes[: sliced[0]] if not isinstance(taken, tuple))
    window = part.axes[sliced[0]]
    whole = is_whole_axis(part, sliced[0])
    return View(part.array, leading, None if whole else window)  # type: ignore[arg-type] # sliced


def is_whole_axis(part: Part, axis: int) -> bool:
    """Whether all of an axis of the array is taken."""
    return part.axes[axis] == (ZERO, Length(part.array, axis, INT), 1)


def shape(part: Part) -> tuple[Expression, ...]:
    """The extents of a part."""
    return tuple(ONE if axis is None else _window(part, axis)[1] for axis in part.order)


def _window(part: Part, axis: int) -> Window:
    taken = part.axes[axis]
    assert isinstance(taken, tuple)
    return taken


def indices(part: Part, position: Position) -> Position:
    """Where in the array an item of the part lies."""
    found = [taken if not isinstance(taken, tuple) else ZERO for taken in part.axes]
    for at, axis in zip(position, part.order, strict=True):
        if axis is not None:
            start, _, step = _window(part, axis)
            found[axis] = plus(start, times(at, step))
    return tuple(found)


def recipe(scope: Scope, value: Value) -> Computed:
    """An array as a recipe for its items; a number has no axes."""
    if isinstance(value, Computed):
        return value
    if isinstance(value, Number):
        return Computed((), value.type, lambda _: value, (value.expression,))
    if not isinstance(value, View | Part):
        raise scope.refuse(f"an operation of NumPy's on {describe(value)}")
    part = part_of(scope, value)
    kind = scope.array(part.array).element
    flags = (False,) * len(part.axes)
    small = kind.kind == "int" and kind.dtype not in ("int64", "uint64")

    def item(position: Position) -> Number:
        return Number(Load(part.array, indices(part, position), kind, flags, flags), kind, small)

    return Computed(shape(part), kind, item, (part, ArrayName(part.array)))


def transposed(scope: Scope, value: View | Part) -> View | Part:
    """``value.T``."""
    part = part_of(scope, value)
    return simplest(Part(part.array, part.axes, part.order[::-1]))


def overlaps(scope: Scope, target: Part, reads: Sequence[object]) -> bool:
    """Whether storing to the target item by item could change what is still to be read."""
    aliases = scope.facts.same(target.array)
    for read in reads:
        array = read.array if isinstance(read, Part) else getattr(read, "name", "")
        if isinstance(read, ArrayName) and any(
            isinstance(other, Part) and other.array == array for other in reads
        ):
            continue
        if array not in aliases:
            continue
        if read != target:
            return True
    return False


def item_of(scope: Scope, part: Part, at: Expression) -> Value:
    """The item or row of a part at a position that is surely within bounds."""
    if len(part.order) == 1:
        return recipe(scope, part).item((at,))
    return simplest(rest_of(part, at))


def rest_of(part: Part, at: Expression) -> Part:
    """The part without its first axis, at a position of that."""
    axes, axis = list(part.axes), part.order[0]
    if axis is not None:
        start, _, step = _window(part, axis)
        axes[axis] = plus(start, times(at, step))
    return Part(part.array, tuple(axes), part.order[1:])
