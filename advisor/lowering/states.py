"""What holds at one point of a program, and where two paths meet."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeAlias

from advisor.lowering.values import UNASSIGNED, Binding, Scalars, Unusable

State: TypeAlias = Mapping[str, Binding]
"""What each name holds at one point of the program; ``None`` where no path arrives."""


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
    if Scalars(frozenset({UNASSIGNED})) in (left, right):
        return Unusable("an array or tuple that may not be assigned yet")
    return Unusable("a name that means different arrays or kinds of value on different paths")
