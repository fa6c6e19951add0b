"""Which arrays of a kernel are small enough to lie on the C stack.

Such an array needs no room from the arena, and the compiler sees that nothing else overlaps it.
"""

from __future__ import annotations

from math import prod

from advisor.kernel import nodes, walking
from advisor.kernel.nodes import Function
from advisor.kernel.types import Array

_LARGEST = 1024  # elements of one array
_IN_ALL = 4096  # elements of all of them


def on_stack(function: Function, shared: frozenset[str]) -> dict[str, int]:
    """The arrays whose every shape is literal and small, each with its greatest size.

    Args:
        function: the one that makes them.
        shared: arrays whose names change hands.
    """
    sizes: dict[str, int] = {}
    barred = {*shared, *(parameter.name for parameter in function.parameters)}
    for statement in walking.statements(function.body):
        match statement:
            case nodes.New(array, shape) if all(isinstance(e, nodes.Constant) for e in shape):
                size = prod(int(e.value.real) for e in shape if isinstance(e, nodes.Constant))
                sizes[array] = max(sizes.get(array, 1), size)
            case nodes.New(array) | nodes.Copy(array):
                barred.add(array)
            case nodes.Return(values):
                barred.update(v.name for v in values if isinstance(v, nodes.ArrayName))
    return _few({a: size for a, size in sizes.items() if a not in barred}, function)


def _few(sizes: dict[str, int], function: Function) -> dict[str, int]:
    kept: dict[str, int] = {}
    for array, size in sorted(sizes.items(), key=lambda pair: pair[1]):
        kind = function.locals[array]
        assert isinstance(kind, Array)
        small = 0 <= size <= _LARGEST and sum(kept.values()) + size <= _IN_ALL
        if small and not kind.growable:
            kept[array] = size
    return kept
