"""Lists of objects with numeric attributes: one array for each attribute.

Before: ``for p in particles: p.x += p.vx * dt``.
After: ``for i in range(n): particles_x[i] = particles_x[i] + particles_vx[i] * dt``.

The border gathers an attribute of all objects as a list, declines unless the objects are all
different ones that can be read without running code of theirs, and puts back what changed.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from advisor.kernel.types import INT, Array, Scalar, Type
from advisor.lowering.arrays import element, within
from advisor.lowering.errors import UnsupportedError
from advisor.lowering.naming import freeze_number
from advisor.lowering.outside import declare_fixed
from advisor.lowering.scope import Scope
from advisor.lowering.seeing import type_of
from advisor.lowering.storing import put
from advisor.lowering.values import Number, Record, Records, Value, View
from advisor.observing import Seen

EACH = "*"
"""Stands for every item of a list in the origin of an array: ``particles.*.x``."""


def declare(scope: Scope, name: str, seen: Seen, types: dict[str, Type]) -> Records | None:
    """The arrays for a list of objects that was seen; ``None`` if it is none."""
    if seen.kind != "list" or len(seen.items) != 1 or seen.items[0].kind != "object":
        return None
    fields: list[tuple[str, str]] = []
    for attribute, inner in _numeric(seen.items[0]):
        path = f"{name}.{EACH}.{attribute}"
        key = scope.facts.name(("attribute", path), f"{name}_{attribute}")
        kind = types.setdefault(key, inner)
        assert isinstance(kind, Array)
        scope.unit.seen.setdefault(key, replace(seen, items=(), shape=(seen.length or 0,)))
        scope.gathered[path] = key
        declare_fixed(scope, key, kind)
        fields.append((attribute, key))
    return Records(name, tuple(fields)) if fields else None


def _numeric(seen: Seen) -> Iterable[tuple[str, Array]]:
    for attribute, inner in zip(seen.names, seen.items, strict=True):
        try:
            kind = type_of(inner)
        except UnsupportedError:
            continue
        if isinstance(kind, Scalar) and kind.dtype is None and kind.kind != "char":
            yield attribute, Array(kind, ("list",))
        elif isinstance(kind, Array) and set(kind.layers) == {"list"}:
            yield attribute, Array(kind.element, ("list", *kind.layers))


def item(scope: Scope, records: Records, index: Number, node: object) -> Record:
    """``particles[index]`` with the user's own index."""
    return Record(records, within(scope, View(records.fields[0][1]), index, (id(node), "object")))


def _field(scope: Scope, record: Record, name: str) -> str:
    for attribute, key in record.records.fields:
        if attribute == name:
            return key
    raise scope.refuse(f"the attribute {name} of the objects in {record.records.name}")


def attribute_of(scope: Scope, record: Record, name: str) -> Value:
    """``particle.name``."""
    return element(scope, View(_field(scope, record, name)), record.index)


def set_attribute(scope: Scope, record: Record, name: str, value: Value) -> None:
    """``particle.name = value``."""
    array = _field(scope, record, name)
    if len(scope.facts.slots[array].layers) > 1:
        raise scope.refuse(f"another list for the attribute {name}")
    put(scope, array, (record.index,), value)


def detached(scope: Scope, record: Record, node: object) -> Record:
    """The object under a second name, with an index of its own."""
    own = freeze_number(scope, Number(record.index, INT, small=True), "at", (node, "object"))
    return Record(record.records, own.expression)
