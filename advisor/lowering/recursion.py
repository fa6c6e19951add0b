"""Kernel functions for helpers that call themselves or return from inside a loop.

Each is made for the types of its arguments. Its first parameter counts down how deep
calls may still go: Python raises ``RecursionError`` near a thousand, so the kernel
leaves well before and lets the original body raise it or not.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from advisor.kernel.nodes import Function
from advisor.kernel.types import Scalar, Type
from advisor.lowering.facts import Facts
from advisor.lowering.scope import Scope

DEPTH = "depth"


@dataclass(slots=True)
class Instance:
    """A kernel function in the making.

    Attributes:
        source: the helper's name.
        types: of its arguments.
        result: what it returns, as soon as that is known.
        nothing: it returns ``None``; the kernel function answers 0.
        handed: the parameter whose array it hands back, as ``return a`` after work in
            place; the kernel function answers 0.
        globals: globals it reads, handed to it after its arguments.
        function: the finished function.
    """

    name: str
    source: str
    types: tuple[Type, ...]
    facts: Facts = field(default_factory=Facts)
    result: Scalar | None = None
    nothing: bool = False
    handed: int | None = None
    globals: list[str] = field(default_factory=list)
    function: Function | None = None
    busy: bool = False


def instance_of(scope: Scope, source: str, types: tuple[Type, ...]) -> Instance:
    """The kernel function for a helper and argument types, lowered as far as can be now."""
    instances: dict[object, object] = scope.unit.instances
    key = (source, types)
    if key not in instances:
        taken = {made.name for made in instances.values() if isinstance(made, Instance)}
        name, number = source, 1
        while name in {*taken, scope.unit.tree.name}:
            number += 1
            name = f"{source}_{number}"
        instances[key] = Instance(name, source, types)
    instance = instances[key]
    assert isinstance(instance, Instance)
    if not instance.busy and instance.function is None:
        lower: Callable[[Scope, Instance], None] = scope.unit.lower_instance
        lower(scope, instance)
    return instance
