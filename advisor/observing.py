"""What a value looked like, in few words: the bridge from recorded calls to types.

Made in the process that runs the user's program and read in ours, so it holds
names and numbers only, never a value of the user's own classes. Looking must not
change the program: nothing here runs code of a user's class, neither its
``__len__`` nor its properties nor its ``__eq__``.
"""

from __future__ import annotations

import sys
import types
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain, islice
from typing import Any, TypeVar

_Value = TypeVar("_Value")


@dataclass(frozen=True, slots=True)
class Seen:
    """The observed type of one value.

    Attributes:
        kind: ``type(value).__name__`` for built-in types (``int``, ``float``, ``bool``,
            ``complex``, ``str``, ``bytes``, ``NoneType``, ``list``, ``tuple``, ``dict``,
            ``set``, ``range``, ``generator``, ``function``, ``builtin``, ``module``, ``type``);
            ``ndarray`` and ``scalar`` for NumPy arrays and scalars; ``object`` otherwise;
            ``mixed`` for a place in a tuple that held several (its ``items``).
        name: dtype name for ``ndarray`` and ``scalar``; the qualified name of a function,
            module, class, or of an object's class.
        items: for a list or set the *distinct* observed types of its elements; for a
            tuple one per position; for a dict (keys…) and (values…) as two tuples'
            worth of list-like Seens; for an object its numeric attributes.
        names: attribute names that go with ``items`` for an object.
        length: ``len(value)`` where it has one.
        shape: the ndarray's shape, or the shape of a rectangular nest of lists or
            tuples down to its scalars.
        value: the value itself for int, float, bool, complex, and short str.
        plain: an ndarray that is C-contiguous, aligned, in native byte order and
            writeable; a nest of lists without shared rows; ``True`` for others.
    """

    kind: str
    name: str = ""
    items: tuple[Seen, ...] = ()
    names: tuple[str, ...] = ()
    length: int | None = None
    shape: tuple[int, ...] | None = None
    value: bool | int | float | complex | str | None = None
    plain: bool = True


_NUMBERS = frozenset({"bool", "int", "float", "complex"})
_SCALARS = _NUMBERS | {"scalar", "str"}
_DEPTH = 8  # levels of containers looked into; a list that holds itself ends there
_ENOUGH = 4_000_000  # elements of one level; more would cost seconds
_OBJECTS = 10_000  # objects of one class in a container
_POSITIONS = 64  # a longer tuple is described as a list would be
_LONGEST_TEXT = 200
_LARGEST_INTEGER = 1024  # bits
_HEAP_TYPE = 1 << 9  # CPython's flag of classes made at run time

# Read through the metaclass's own descriptors, which no user's class can override.
_module_of: Callable[[type], object] = type.__dict__["__module__"].__get__
_qualname_of: Callable[[type], str] = type.__dict__["__qualname__"].__get__
_flags_of: Callable[[type], int] = type.__dict__["__flags__"].__get__
_bases_of: Callable[[type], tuple[type, ...]] = type.__dict__["__mro__"].__get__
_contents_of: Callable[[type], Mapping[str, object]] = type.__dict__["__dict__"].__get__


def observe(value: object) -> Seen:
    """What ``value`` looks like.

    Lists and the like are looked at whole, in C, up to a few million elements; of
    larger ones only that many. Elements are described by their types, without values.
    """
    return _observe(value, _DEPTH)


def attributes(value: object) -> dict[str, object]:
    """The instance attributes of ``value``, in its ``__dict__`` and its slots."""
    found: dict[str, object] = {}
    for base in reversed(_bases_of(type(value))):
        for name, member in _contents_of(base).items():
            if type(member) is types.MemberDescriptorType and _flags_of(base) & _HEAP_TYPE:
                try:
                    found[name] = member.__get__(value)
                except AttributeError:  # a slot that was never set
                    continue
            elif name == "__dict__" and type(member) is types.GetSetDescriptorType:
                found |= member.__get__(value)
    return found


def _observe(value: object, depth: int) -> Seen:
    if type(value) is tuple and len(value) <= _POSITIONS and depth:
        items = tuple(_observe(item, depth - 1) for item in value)
        shape = _shape(len(items), items)
        return Seen("tuple", "", items, (), len(items), shape, None, all(i.plain for i in items))
    (seen,) = _distinct((value,), depth)
    if seen.kind == "object" and depth:
        inner = min(depth - 1, 2)
        return _with_attributes(seen, [(n, _observe(item, inner)) for n, item in _own(value)])
    if seen.kind == "scalar" and type(value).__module__ == "numpy":
        value = value.item()  # type: ignore[attr-defined]  # only NumPy's own scalars come here
    return replace(seen, value=_short(value)) if seen.kind in _SCALARS else seen


def _short(value: object) -> bool | int | float | complex | str | None:
    kind = type(value)
    if kind is bool or kind is float or kind is complex:
        return value  # type: ignore[return-value]  # the line above tells its exact type
    if kind is int and int.bit_length(value) <= _LARGEST_INTEGER:  # type: ignore[arg-type]  # is int
        return value  # type: ignore[return-value]  # is int
    if kind is str and len(value) <= _LONGEST_TEXT:  # type: ignore[arg-type]  # is str
        return value  # type: ignore[return-value]  # is str
    return None


def _distinct(values: Sequence[object], depth: int) -> tuple[Seen, ...]:
    """The distinct types of ``values``; containers of one type become one ``Seen``."""
    kinds = tuple(dict.fromkeys(map(type, values)))
    seen: list[Seen] = []
    for kind in kinds:
        members = values if len(kinds) == 1 else [v for v in values if type(v) is kind]
        seen.extend(_describe(kind, members, depth))
    return tuple(dict.fromkeys(seen))


def _describe(kind: type, members: Sequence[Any], depth: int) -> Iterable[Seen]:
    if kind in _CONTAINERS:
        return [_CONTAINERS[kind](kind.__name__, members, depth)]
    if kind in _NAMED:
        label, name_of = _NAMED[kind]
        return (Seen(label, name_of(member)) for member in members[:_OBJECTS])
    if kind is range:
        lengths = {len(m) if m.stop - m.start < sys.maxsize else None for m in members}
        return [Seen("range", length=lengths.pop() if len(lengths) == 1 else None)]
    if kind in {str, bytes} and len(members) == 1:
        return [Seen(kind.__name__, length=len(members[0]))]
    if _module_of(kind) == "builtins" and not _flags_of(kind) & _HEAP_TYPE:
        return [Seen(kind.__name__)]
    numpy = sys.modules.get("numpy")
    if numpy is not None and (found := _describe_numpy(numpy, kind, members)):
        return found
    if type in _bases_of(kind):
        return (Seen("type", _class_name(member)) for member in members[:_OBJECTS])
    return [_objects(kind, members, depth)]


def _describe_numpy(numpy: types.ModuleType, kind: type, members: Sequence[Any]) -> list[Seen]:
    if kind is getattr(numpy, "ndarray", None):
        return _arrays(members)
    if _module_of(kind) == "numpy" and getattr(numpy, "generic", None) in _bases_of(kind):
        names = dict.fromkeys(member.dtype.name for member in members[:_OBJECTS])
        return [Seen("scalar", name) for name in names]
    if _module_of(kind) == "numpy" and kind.__name__ in {"ufunc", "_ArrayFunctionDispatcher"}:
        return [Seen("builtin", f"numpy.{member.__name__}") for member in members[:_OBJECTS]]
    return []


def _arrays(members: Sequence[Any]) -> list[Seen]:
    groups: dict[tuple[str, int], list[Any]] = {}
    for member in members:
        groups.setdefault((member.dtype.name, member.ndim), []).append(member)
    return [
        Seen(
            "ndarray",
            name,
            length=_common(len(a) if ndim else None for a in group),
            shape=_common(a.shape for a in group),
            plain=len(set(map(id, group))) == len(group) and all(map(_is_plain, group)),
        )
        for (name, ndim), group in groups.items()
    ]


def _is_plain(array: Any) -> bool:
    flags = array.flags
    return bool(flags.c_contiguous and flags.aligned and flags.writeable and array.dtype.isnative)


def _sequences(kind: str, members: Sequence[Sequence[object]], depth: int) -> Seen:
    """Lists or tuples, seen as one: their elements are looked at together, in C."""
    length = _common(map(len, members))
    if not depth:
        return Seen(kind, length=length)
    single = {id(member): member for member in members}
    inner = list(islice(chain.from_iterable(single.values()), _ENOUGH))
    if kind == "tuple" and length is not None and length <= _POSITIONS:
        columns = (inner[i::length] for i in range(length))
        items = tuple(_one(_distinct(column, depth - 1)) for column in columns)
    else:
        items = _distinct(inner, depth - 1)
    return Seen(
        kind,
        items=items,
        length=length,
        shape=None if length is None else _shape(length, items),
        plain=all(i.plain for i in items) and (kind == "tuple" or len(single) == len(members)),
    )


def _sets(kind: str, members: Sequence[Iterable[object]], depth: int) -> Seen:
    inner = list(islice(chain.from_iterable(members), _ENOUGH))
    items = _distinct(inner, depth - 1) if depth else ()
    return Seen(kind, items=items, length=_common(map(len, members)))  # type: ignore[arg-type]  # exact sets


def _dicts(kind: str, members: Sequence[dict[object, object]], depth: int) -> Seen:
    length = _common(map(len, members))
    sides = (chain.from_iterable(members), chain.from_iterable(map(dict.values, members)))
    items = tuple(_sequences("list", (list(islice(s, _ENOUGH)),), max(depth - 1, 0)) for s in sides)
    return Seen(kind, items=tuple(replace(i, length=length) for i in items), length=length)


def _objects(kind: type, members: Sequence[object], depth: int) -> Seen:
    seen = Seen("object", _class_name(kind))
    if not depth:
        return seen
    held = [dict(_own(member)) for member in members[:_OBJECTS]]
    shared = [name for name in held[0] if all(name in one for one in held)]
    inner = min(depth - 1, 2)
    columns = [(name, _one(_distinct([one[name] for one in held], inner))) for name in shared]
    return _with_attributes(seen, columns)


def _own(value: object) -> Iterator[tuple[str, object]]:
    return (pair for pair in attributes(value).items() if type(pair[0]) is str)


def _with_attributes(seen: Seen, found: Iterable[tuple[str, Seen]]) -> Seen:
    numeric = [(name, item) for name, item in found if _is_numeric(item)]
    return replace(
        seen, names=tuple(name for name, _ in numeric), items=tuple(item for _, item in numeric)
    )


def _is_numeric(seen: Seen) -> bool:
    if seen.kind in {"list", "tuple"}:
        return seen.shape is not None and all(map(_is_numeric, seen.items))
    if seen.kind == "mixed":
        return all(map(_is_numeric, seen.items))
    return seen.kind in _NUMBERS or seen.kind in {"scalar", "ndarray"}


def _one(seen: tuple[Seen, ...]) -> Seen:
    return seen[0] if len(seen) == 1 else Seen("mixed", items=seen)


def _shape(length: int, items: Sequence[Seen]) -> tuple[int, ...] | None:
    if not length:
        return (0,)
    below = {inner for item in items for inner in _inner_shapes(item)}
    shape = below.pop() if len(below) == 1 else None
    return None if shape is None else (length, *shape)


def _inner_shapes(item: Seen) -> Iterator[tuple[int, ...] | None]:
    if item.kind == "mixed":
        yield from chain.from_iterable(map(_inner_shapes, item.items))
    elif item.kind in _SCALARS:
        yield ()
    else:
        yield item.shape if item.kind in {"list", "tuple"} else None


def _common(values: Iterable[_Value]) -> _Value | None:
    """The value they all are, if they are all the same."""
    distinct = set(values)
    return distinct.pop() if len(distinct) == 1 else None


def _class_name(kind: type) -> str:
    return _dotted(_module_of(kind), _qualname_of(kind))


def _dotted(module: object, name: object) -> str:
    return ".".join(part for part in (module, name) if type(part) is str and part != "builtins")


def _callable_name(member: Any) -> str:
    return _dotted(member.__module__, member.__qualname__)


def _method_name(member: Any) -> str:
    inner = member.__func__
    return _callable_name(inner) if type(inner) is types.FunctionType else ""


def _module_name(member: types.ModuleType) -> str:
    name = types.ModuleType.__getattribute__(member, "__dict__").get("__name__")
    return name if type(name) is str else ""


_CONTAINERS: dict[type, Callable[[str, Sequence[Any], int], Seen]] = {
    list: _sequences,
    tuple: _sequences,
    set: _sets,
    frozenset: _sets,
    dict: _dicts,
}
_NAMED: dict[type, tuple[str, Callable[[Any], str]]] = {
    types.FunctionType: ("function", _callable_name),
    types.BuiltinFunctionType: ("builtin", _callable_name),
    types.MethodType: ("method", _method_name),
    types.ModuleType: ("module", _module_name),
    type: ("type", _class_name),
}
