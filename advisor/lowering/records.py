"""Lists of objects with numeric attributes, or of tuples of several types: an array for each.

Before: ``for p in particles: p.x += p.vx * dt``.
After: ``for i in range(n): particles_x[i] = particles_x[i] + particles_vx[i] * dt``.

The border gathers an attribute of all objects as a list, declines unless the objects are all
different ones that can be read without running code of theirs, and puts back what changed.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from advisor.kernel.nodes import Expression
from advisor.kernel.types import INT, Array, Scalar, Type
from advisor.lowering.arrays import element, within
from advisor.lowering.errors import UnsupportedError
from advisor.lowering.naming import freeze_number
from advisor.lowering.outside import declare_fixed
from advisor.lowering.scope import Scope
from advisor.lowering.seeing import type_of
from advisor.lowering.storing import put
from advisor.lowering.values import Number, Opaque, Record, Records, TupleValue, Value, View
from advisor.observing import Seen

EACH = "*"
"""Stands for every item of a list in the origin of an array: ``particles.*.x``."""


def declare(scope: Scope, name: str, seen: Seen, types: dict[str, Type]) -> Records | None:
    """The arrays for a list of objects that was seen; ``None`` if it is none."""
    if seen.kind != "list" or len(seen.items) != 1:
        return None
    (each,) = seen.items
    if each.kind == "object":
        numeric = list(_numeric(each))
    elif each.kind == "tuple" and _differ(each):
        numeric = list(_columns(each))
    else:
        return None
    fields: list[tuple[str, str]] = []
    for attribute, inner in numeric:
        path = f"{name}.{EACH}.{attribute}"
        key = scope.facts.name(("attribute", path), f"{name}_{attribute}")
        kind = types.setdefault(key, inner)
        assert isinstance(kind, Array)
        scope.unit.seen.setdefault(key, replace(seen, items=(), shape=(seen.length or 0,)))
        scope.gathered[path] = key
        declare_fixed(scope, key, kind)
        fields.append((attribute, key))
    width = len(each.items) if each.kind == "tuple" else None
    return Records(name, tuple(fields), width) if fields else None


def _differ(each: Seen) -> bool:
    """Whether the tuples are no rows of an array: their items are of several types."""
    known = each.length is not None and len(each.items) == each.length
    return known and len({(item.kind, item.name) for item in each.items}) > 1


def _columns(each: Seen) -> Iterable[tuple[str, Array]]:
    """The columns that hold numbers, named by their place and the width of a tuple."""
    for place, inner in enumerate(each.items):
        try:
            kind = type_of(inner)
        except UnsupportedError:
            continue
        if isinstance(kind, Scalar) and kind.dtype is None and kind.kind != "char":
            yield f"{place}of{len(each.items)}", Array(kind, ("list",))


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


def at(scope: Scope, records: Records, index: Expression) -> Record | TupleValue:
    """The object or tuple at a position that is surely within bounds."""
    if records.width is None:
        return Record(records, index)
    columns = {int(name.split("of")[0]): key for name, key in records.fields}
    return TupleValue(
        tuple(
            element(scope, View(columns[place]), index) if place in columns else Opaque()
            for place in range(records.width)
        )
    )


def item(scope: Scope, records: Records, index: Number, node: object) -> Record | TupleValue:
    """``particles[index]`` with the user's own index."""
    place = within(scope, View(records.fields[0][1]), index, (id(node), "object"))
    return at(scope, records, place)


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
