"""Which arrays of a function may come to stand under another name."""

from __future__ import annotations

from advisor.kernel import nodes, walking
from advisor.kernel.nodes import Function
from advisor.kernel.types import Array


def slot(function: Function, array: str) -> int:
    """The position of an array among the function's array parameters; -1 for a local one."""
    arrays = [p.name for p in function.parameters if isinstance(p.type, Array)]
    return arrays.index(array) if array in arrays else -1


def shared_names(function: Function) -> frozenset[str]:
    """Arrays whose name may come to mean another array, or that share theirs with one."""
    parameters = {p.name for p in function.parameters}
    shared: set[str] = set()
    for statement in walking.statements(function.body):
        match statement:
            case nodes.Rebind(targets, sources):
                shared.update(targets, sources)
            case nodes.Copy(array, source) if array == source or array in parameters:
                shared.add(array)
            case nodes.New(array) if array in parameters:
                shared.add(array)
    return frozenset(shared)
