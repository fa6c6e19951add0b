"""Arrays that are worked on as a whole: parts of an array, and what is computed from them.

NumPy makes an array for every step of ``u[2:] - 2 * u[1:-1] + u[:-2]``. Here such an
expression stays a recipe for one item, which is worked out where the items are used: by the
loop that stores them, or adds them up.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeAlias

from advisor.kernel.nodes import ArrayName, Expression
from advisor.kernel.types import Scalar

if TYPE_CHECKING:
    from advisor.lowering.values import Number

Window: TypeAlias = tuple[Expression, Expression, int | Expression]
"""Where a slice starts, how many items it has, and its step."""

Position: TypeAlias = tuple[Expression, ...]
"""Where an item lies, axis by axis, within bounds."""


@dataclass(frozen=True, slots=True)
class Part:
    """A part of an ndarray that is no row or slice of rows: a column, a block, a transpose.

    Attributes:
        array: the kernel's name of the whole array.
        axes: for each axis of the array an index within bounds, or the items taken.
        order: for each axis of the part the axis of the array, or ``None`` for a new one.
    """

    array: str
    axes: tuple[Expression | Window, ...]
    order: tuple[int | None, ...]


@dataclass(frozen=True, slots=True)
class Computed:
    """An array that NumPy would make: a recipe for its items, used at once or not at all.

    Attributes:
        shape: its extents.
        type: the type of an item, an ndarray's; Python's own for a number, which has no axes.
        item: the item at a position; may emit statements.
        reads: the parts and whatever else the items are made from.
    """

    shape: tuple[Expression, ...]
    type: Scalar
    item: Callable[[Position], Number] = field(compare=False)
    reads: tuple[Part | ArrayName | Expression, ...] = ()


@dataclass(frozen=True, slots=True)
class Run:
    """Numbers that lie in a row in an array, one after the other or so many apart.

    Attributes:
        array: the array.
        start: the place of the first, counted in row-major order.
        count: how many there are.
        step: how many places the next one is on.
    """

    array: str
    start: Expression
    count: Expression
    step: Expression


@dataclass(frozen=True, slots=True)
class Cells:
    """The positions of an array, or its items, in row-major order, to be walked over.

    Attributes:
        shape: the extents.
        array: the array whose items are walked over with ``.flat``; ``None`` for positions.
    """

    shape: tuple[Expression, ...]
    array: Part | None = None
