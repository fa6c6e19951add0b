"""Openers for what Python itself brings: containers, functions, buffers, iterators."""

from __future__ import annotations

import array
import collections
import datetime as dt
import decimal
import fractions
import functools
import io
import re
import threading
import types
import uuid
import weakref
from typing import Any

import numpy as np

from advisor.equality.opening import Opened, Opener

ATOMS: frozenset[type] = frozenset(
    {bool, int, str, bytes, type(None), type(Ellipsis), type(NotImplemented), types.CodeType}
)
"""Types whose equal values nothing can tell apart (identity aside)."""

_PLAIN = (ATOMS | {float}) - {types.CodeType}

VALUES = ATOMS | {
    float,
    complex,
    tuple,
    frozenset,
    range,
    slice,
    decimal.Decimal,
    fractions.Fraction,
    dt.date,
    dt.datetime,
    dt.time,
    dt.timedelta,
    dt.timezone,
    uuid.UUID,
    types.BuiltinFunctionType,
    types.MethodType,
    types.MappingProxyType,
    re.Pattern,
}
"""Types whose identity is no behaviour: nothing can be changed through them."""


def is_plain_sequence(items: list[Any] | tuple[Any, ...]) -> bool:
    """Whether all elements are floats, or all are atoms of one type."""
    kinds = set(map(type, items))
    return len(kinds) <= 1 and kinds <= _PLAIN


def _sequence(items: list[Any] | tuple[Any, ...]) -> Opened:
    """A list or tuple: at the speed of C when all its elements are of one plain type."""
    kinds = set(map(type, items))
    if len(kinds) == 1:
        (kind,) = kinds
        if kind is float or kind is complex:
            return Opened((kind,), floats=np.array(items, dtype=kind))
        if kind in _PLAIN:
            return Opened((kind, len(items), tuple(items)))
    return Opened((len(items),), [(f"[{i}]", item) for i, item in enumerate(items)])


def open_list(value: list[Any]) -> Opened:
    """A list or an instance of a subclass of list, as a list."""
    return _sequence(value if type(value) is list else list(list.__iter__(value)))


def open_tuple(value: tuple[Any, ...]) -> Opened:
    """A tuple or named tuple."""
    return _sequence(value if type(value) is tuple else tuple(tuple.__iter__(value)))


def _label(key: object) -> str:
    return f"[{key!r}]" if type(key) in (str, int, float, bool, type(None)) else "[…]"


def open_dict(value: dict[Any, Any]) -> Opened:
    """Keys in their order, then values."""
    items = list(dict.items(value))
    keys = _sequence([key for key, _ in items])
    return Opened(
        (len(items), *keys.facts),
        (
            *((f" key {label}", key) for label, key in keys.parts),
            *([] if keys.floats is None else [(" keys", keys.floats)]),
            *((_label(key), item) for key, item in items),
        ),
    )


def _sort_key(value: Any) -> Any:
    """Where an element of a set sorts; elements of the same rank are the same or not at all."""
    kind = type(value)
    if kind is tuple or kind is frozenset:
        ranks = [_sort_key(item) for item in value]
        return (kind.__name__, str(ranks if kind is tuple else sorted(ranks)))
    if kind in ATOMS or kind in VALUES:
        return (kind.__qualname__, repr(value))
    return (kind.__qualname__, "")


def open_set(value: set[Any] | frozenset[Any]) -> Opened:
    """The elements, ordered by what they are; their iteration order is compared apart."""
    plain = set if isinstance(value, set) else frozenset
    elements: list[Any] = list(plain.__iter__(value))  # type: ignore[arg-type]
    ranked = sorted(((_sort_key(e), i) for i, e in enumerate(elements)), key=lambda pair: pair[0])
    return Opened(
        (len(elements),), [(f" element {rank[1][:30]}", elements[i]) for rank, i in ranked]
    )


def open_atom(value: Any) -> Opened:
    """A value that equals another of its type when nothing can tell them apart."""
    return Opened((value,))


def open_float(value: float) -> Opened:
    """A float or complex number."""
    return Opened(floats=np.array([value]))


def open_by_repr(value: Any) -> Opened:
    """A value whose repr says everything: Decimal, UUID, pattern and so on."""
    return Opened((repr(value),))


def _open_datetime(value: Any) -> Opened:
    return Opened((repr(value), getattr(value, "fold", 0)), [(".tzinfo", value.tzinfo)])


def _open_fraction(value: fractions.Fraction) -> Opened:
    return Opened((value.numerator, value.denominator))


def _open_range(value: range | slice) -> Opened:
    ends = (value.start, value.stop, value.step)
    return Opened(parts=list(zip((".start", ".stop", ".step"), ends, strict=True)))


def _cell(cell: types.CellType) -> Any:
    try:
        return cell.cell_contents
    except ValueError:
        return "<empty cell>"


def _open_cell(value: types.CellType) -> Opened:
    return Opened(parts=[(" contents", _cell(value))])


def _code_facts(code: types.CodeType) -> tuple[Any, ...]:
    constants = tuple(
        _code_facts(c) if isinstance(c, types.CodeType) else (type(c), repr(c))
        for c in code.co_consts
    )
    return (
        code.co_code,
        constants,
        code.co_names,
        code.co_varnames,
        code.co_freevars,
        code.co_flags,
        code.co_argcount,
        code.co_kwonlyargcount,
        code.co_posonlyargcount,
        code.co_qualname,
    )


def _open_function(value: types.FunctionType) -> Opened:
    """By what it does and holds, wherever it was defined."""
    cells = zip(value.__code__.co_freevars, value.__closure__ or (), strict=True)
    return Opened(
        (value.__name__, value.__qualname__, value.__doc__, _code_facts(value.__code__)),
        [
            (".__defaults__", value.__defaults__),
            (".__kwdefaults__", value.__kwdefaults__),
            (".__dict__", value.__dict__),
            *((f"'s {name}", cell) for name, cell in cells),
        ],
    )


def _open_method(value: types.MethodType) -> Opened:
    return Opened(parts=[(".__func__", value.__func__), (".__self__", value.__self__)])


def _open_builtin(value: types.BuiltinFunctionType) -> Opened:
    owner = value.__self__
    if owner is None or isinstance(owner, types.ModuleType):
        return Opened((value.__module__, value.__qualname__))
    return Opened((value.__qualname__,), [(".__self__", owner)])


def _open_cached(value: Any) -> Opened:
    """A function under ``functools.lru_cache``: how full its cache is can be asked."""
    return Opened(tuple(value.cache_info()), [(".__wrapped__", value.__wrapped__)])


def _open_memoryview(value: memoryview) -> Opened:
    return Opened((value.format, value.shape, value.readonly, value.tobytes()))


def _open_array(value: array.array[Any]) -> Opened:
    if value.typecode in "fd":
        return Opened((value.typecode,), floats=np.array(value))
    return Opened((value.typecode, value.tobytes()))


def _open_buffer(value: io.BytesIO | io.StringIO) -> Opened:
    if value.closed:
        return Opened(("closed",))
    return Opened((value.getvalue(), value.tell()))


def _open_file(value: Any) -> Opened:
    where = None if value.closed or not value.seekable() else value.tell()
    return Opened((value.name, value.mode, value.closed, where))


def _open_reference(value: weakref.ref[Any]) -> Opened:
    return Opened(parts=[("()", value())])


def _open_property(value: property) -> Opened:
    return Opened(
        (value.__doc__,), [(".fget", value.fget), (".fset", value.fset), (".fdel", value.fdel)]
    )


def _open_wrapper(value: staticmethod[..., Any] | classmethod[Any, ..., Any]) -> Opened:
    return Opened(parts=[(".__func__", value.__func__)])


def _open_slot(value: types.MemberDescriptorType | types.GetSetDescriptorType) -> Opened:
    return Opened((value.__name__,))


def _open_deque(value: collections.deque[Any]) -> Opened:
    return Opened((value.maxlen,), [(f"[{i}]", item) for i, item in enumerate(value)])


def _open_defaultdict(value: collections.defaultdict[Any, Any]) -> Opened:
    opened = open_dict(value)
    return Opened(opened.facts, [(".default_factory", value.default_factory), *opened.parts])


OPENERS: dict[type, Opener] = {
    **dict.fromkeys(ATOMS, open_atom),
    types.CodeType: lambda code: Opened(_code_facts(code)),
    float: open_float,
    complex: open_float,
    bytearray: lambda value: Opened((bytes(value),)),
    list: open_list,
    tuple: open_tuple,
    dict: open_dict,
    set: open_set,
    frozenset: open_set,
    range: _open_range,
    slice: _open_range,
    decimal.Decimal: open_by_repr,
    fractions.Fraction: _open_fraction,
    dt.date: open_by_repr,
    dt.timedelta: open_by_repr,
    dt.timezone: open_by_repr,
    dt.datetime: _open_datetime,
    dt.time: _open_datetime,
    uuid.UUID: open_by_repr,
    re.Pattern: lambda value: Opened((value.pattern, value.flags)),
    types.CellType: _open_cell,
    types.FunctionType: _open_function,
    types.MethodType: _open_method,
    types.BuiltinFunctionType: _open_builtin,
    types.MappingProxyType: lambda value: Opened(parts=[("", dict(value))]),
    type(functools.cache(len)): _open_cached,
    memoryview: _open_memoryview,
    array.array: _open_array,
    io.BytesIO: _open_buffer,
    io.StringIO: _open_buffer,
    io.TextIOWrapper: _open_file,
    io.BufferedReader: _open_file,
    io.BufferedWriter: _open_file,
    weakref.ref: _open_reference,
    property: _open_property,
    staticmethod: _open_wrapper,
    classmethod: _open_wrapper,
    types.MemberDescriptorType: _open_slot,
    types.GetSetDescriptorType: _open_slot,
    types.WrapperDescriptorType: _open_slot,
    types.MethodDescriptorType: _open_slot,
    type(threading.Lock()): lambda value: Opened((value.locked(),)),
    type(threading.RLock()): lambda _value: Opened(),
    collections.deque: _open_deque,
    collections.defaultdict: _open_defaultdict,
}
