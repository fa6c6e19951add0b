"""Arrays that a kernel makes, grows, copies and exchanges, as Cython.

Room comes from an arena that the border frees. A name that never changes hands uses the
room it had before again; names that do share what none of them holds.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from advisor.kernel import nodes
from advisor.kernel.printing import INDENT, Printer
from advisor.kernel.storage import C_TYPES
from advisor.kernel.types import Array

if TYPE_CHECKING:
    from advisor.kernel.printing_cython import CythonDialect


def _room(dialect: CythonDialect, array: str, count: str) -> Iterator[str]:
    """Lines that point ``array`` at room for so many elements."""
    kind = dialect.types[array]
    dialect.arena = dialect.uses.arena = dialect.bad = True
    own, arena = C_TYPES[kind.element.storage], dialect.names[".arena"]  # type: ignore[union-attr]
    bad = dialect.names[".bad"]
    if array in dialect.shared:
        holders = sorted(dialect.shared)
        held = ", ".join(f"<void*>{dialect.names[name]}" for name in holders)
        dialect.uses.pieces.add("spare")
        room = f"spare({arena}, 1, {count}, sizeof({own}), &{bad}, {len(holders)}, {held})"
    else:
        dialect.uses.pieces.add("fresh")
        room = f"fresh({arena}, {dialect.names[array]}, {count}, sizeof({own}), &{bad})"
    yield f"{dialect.temporary('.room', 'void*', 'NULL')} = {room}"
    yield from dialect.check()


def _point(dialect: CythonDialect, array: str) -> Iterator[str]:
    kind = dialect.types[array]
    assert isinstance(kind, Array)
    own = C_TYPES[kind.element.storage]
    yield f"{dialect.names[array]} = <{own}*>{dialect.names['.room']}"
    if array in dialect.shared:
        yield f"{dialect.slot(array)} = -1"


def _count(dialect: CythonDialect, array: str) -> str:
    kind = dialect.types[array]
    assert isinstance(kind, Array)
    count = dialect.length(array, 0)
    for axis in range(1, kind.ndim):
        count = dialect.call("elements", [count, dialect.length(array, axis)])
    return count


def new(dialect: CythonDialect, node: nodes.New, printer: Printer) -> Iterator[str]:
    """A fresh array, filled if it has to be; a growing one is empty."""
    kind = dialect.types[node.array]
    assert isinstance(kind, Array)
    extents = ", ".join(dialect.length(node.array, axis) for axis in range(kind.ndim))
    if kind.growable:
        wanted = printer.expression(node.shape[0]) if node.shape else "0"
        yield from _room(dialect, node.array, dialect.call("first_room", [wanted]))
        yield from _point(dialect, node.array)
        size = f"sizeof({C_TYPES[kind.element.storage]})"
        room = dialect.call("room_of", [dialect.names[node.array], size])
        yield f"{dialect.names[node.array + '.room']} = {room}"
        yield f"{extents} = 0"
        return
    fill = "" if node.fill is None else printer.expression(node.fill)
    if not isinstance(node.fill, nodes.Constant | None):
        value = dialect.temporary(f"{node.array}.fill", C_TYPES[kind.element.storage])
        yield f"{value} = {fill}"  # before the new array takes its name
        fill = value
    yield f"{extents} = {', '.join(printer.expressions(node.shape))}"
    if node.array not in dialect.small:
        yield from _room(dialect, node.array, _count(dialect, node.array))
        yield from _point(dialect, node.array)
    if fill:
        yield from _fill(dialect, node.array, fill)


def _fill(dialect: CythonDialect, array: str, value: str) -> Iterator[str]:
    at = dialect.temporary(".at", "long long")
    yield f"for {at} in range({_count(dialect, array)}):"
    yield f"{INDENT}{dialect.names[array]}[{at}] = {value}"


def append(dialect: CythonDialect, node: nodes.Append, printer: Printer) -> Iterator[str]:
    """One more element, in twice the room where there is none left."""
    kind = dialect.types[node.array]
    assert isinstance(kind, Array)
    own = C_TYPES[kind.element.storage]
    array, room = (dialect.names[node.array + part] for part in ("", ".room"))
    used = dialect.length(node.array, 0)
    dialect.arena = dialect.uses.arena = dialect.bad = True
    dialect.uses.pieces.add("grown")
    value = dialect.temporary(f"{node.array}.item", own)
    yield f"{value} = {printer.expression(node.value)}"
    yield f"if {used} == {room}:"
    arguments = [
        dialect.names[".arena"],
        array,
        used,
        f"sizeof({own})",
        f"&{dialect.names['.bad']}",
    ]
    yield f"{INDENT}{array} = <{own}*>grown({', '.join(arguments)})"
    yield from (INDENT + line for line in dialect.check())
    size = f"sizeof({own})"
    yield f"{INDENT}{room} = {dialect.call('room_of', [array, size])}"
    yield f"{array}[{used}] = {value}"
    yield f"{used} += 1"


def sort(dialect: CythonDialect, node: nodes.Sort) -> Iterator[str]:
    """An array put in order by a C helper."""
    kind = dialect.types[node.array]
    assert isinstance(kind, Array)
    arguments = [dialect.names[node.array], dialect.length(node.array, 0)]
    operation = f"sort_{kind.element.storage}"
    yield dialect.call(operation, [*arguments, str(int(node.descending))])
    yield from dialect.check()


def copy(dialect: CythonDialect, node: nodes.Copy) -> Iterator[str]:
    """A fresh array with the content of another, which may be the one of that name."""
    kind = dialect.types[node.array]
    assert isinstance(kind, Array)
    own = C_TYPES[kind.element.storage]
    count = _count(dialect, node.source)
    yield from _room(dialect, node.array, count)
    source = dialect.names[node.source]
    yield f"memcpy({dialect.names['.room']}, {source}, <size_t>({count}) * sizeof({own}))"
    targets = [dialect.length(node.array, axis) for axis in range(kind.ndim)]
    sources = [dialect.length(node.source, axis) for axis in range(kind.ndim)]
    yield f"{', '.join(targets)} = {', '.join(sources)}"
    yield from _point(dialect, node.array)
    if kind.growable:
        room = dialect.call("room_of", [dialect.names[node.array], f"sizeof({own})"])
        yield f"{dialect.names[node.array + '.room']} = {room}"


def rebind(dialect: CythonDialect, node: nodes.Rebind) -> Iterator[str]:
    """Names that mean other arrays from here on: pointers and extents change hands."""

    def line(of: Callable[[str], str]) -> str:
        sides = (", ".join(of(name) for name in side) for side in (node.targets, node.sources))
        return " = ".join(sides)

    kind = dialect.types[node.targets[0]]
    assert isinstance(kind, Array)
    yield line(lambda name: dialect.names[name])
    for axis in range(kind.ndim):
        yield line(lambda name, axis=axis: dialect.length(name, axis))  # type: ignore[misc]
    yield line(dialect.slot)
    if kind.growable:
        yield line(lambda name: dialect.names[name + ".room"])
