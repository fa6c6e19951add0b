"""What holds at one point of a program, and where two paths meet."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeAlias

from advisor.lowering.values import (
    NONE,
    UNASSIGNED,
    Binding,
    Perhaps,
    Record,
    Rows,
    Scalars,
    TupleBinding,
    Unusable,
    View,
)

State: TypeAlias = Mapping[str, Binding]
"""What each name holds at one point of the program; ``None`` where no path arrives."""


_DIFFERENT = "a name that means different arrays or kinds of value on different paths"


def join(left: State | None, right: State | None) -> State | None:
    """What holds where two paths meet."""
    if left is None or right is None:
        return right if left is None else left
    keys = {**left, **right}
    return {key: join_bindings(left.get(key), right.get(key)) for key in keys}


def join_bindings(left: Binding | None, right: Binding | None) -> Binding:
    """What a name may hold where two paths meet; a missing one is not assigned yet."""
    left, right = (
        left or Scalars(frozenset({UNASSIGNED})),
        right or Scalars(frozenset({UNASSIGNED})),
    )
    if left == right:
        return left
    if isinstance(left, Scalars) and isinstance(right, Scalars):
        return Scalars(left.members | right.members)
    if isinstance(left, Unusable):
        return left
    if isinstance(right, Unusable):
        return right
    return _perhaps(left, right) or _perhaps(right, left) or Unusable(_DIFFERENT)


def _perhaps(one: Binding, other: Binding) -> Binding | None:
    """An array or tuple on one path, and that or ``None`` or nothing on the other."""
    binding = one.binding if isinstance(one, Perhaps) else one
    if not isinstance(binding, View | Rows | Record | TupleBinding):
        return None
    others = one.others if isinstance(one, Perhaps) else frozenset()
    if isinstance(other, Scalars) and other.members <= {NONE, UNASSIGNED}:
        return Perhaps(binding, others | other.members)
    if isinstance(other, Perhaps) and other.binding == binding:
        return Perhaps(binding, others | other.others)
    return None
