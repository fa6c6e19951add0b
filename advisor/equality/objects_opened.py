"""Find the opener for any value; take apart objects of classes written in Python.

Such an object is its attributes, its slots, and what it is besides as an instance
of ``list``, ``float``, ``ndarray``… Anything else is asked how it would be pickled;
what cannot say so cannot be compared.
"""

from __future__ import annotations

import types
from collections.abc import Iterator
from functools import cache
from typing import Any

import numpy as np

from advisor.equality import builtins_opened, science_opened
from advisor.equality.arrays_opened import open_array, open_dtype, open_masked, open_scalar
from advisor.equality.builtins_opened import OPENERS
from advisor.equality.opening import Opened, Opener
from advisor.equality.outcome import Drained, Raised

_HEAP_TYPE = 1 << 9
_METHODS_IN_C = (
    types.WrapperDescriptorType,
    types.MethodDescriptorType,
    types.ClassMethodDescriptorType,
)


def open_value(value: Any) -> Opened:
    """Take a value apart; never raises."""
    try:
        kind: Any = type(value)
        return opener_for(kind)(value)
    except Exception as error:  # noqa: BLE001 - what cannot be looked at counts as different
        return Opened(unknown=f"cannot be looked at: {type(error).__name__}: {error}")


def is_value(kind: type) -> bool:
    """Whether instances cannot be changed, so that their identity is no behaviour."""
    return kind in builtins_opened.VALUES or issubclass(kind, np.generic | np.dtype)


@cache
def opener_for(kind: type) -> Opener:
    """The opener for instances of ``kind``."""
    known = OPENERS.get(kind) or _RECORDS.get(kind)
    if known is not None:
        return known
    if issubclass(kind, BaseException):
        return _open_exception
    return (
        _numpy_opener(kind)
        or science_opened.opener_for(kind)
        or (_open_object if _written_in_python(kind) else _open_by_pickling)
    )


def _numpy_opener(kind: type) -> Opener | None:
    if kind is np.ndarray or kind is np.memmap:
        return open_array
    if kind is np.ma.MaskedArray:
        return open_masked
    if issubclass(kind, np.dtype):
        return open_dtype
    if issubclass(kind, np.generic):
        return open_scalar
    return None


def _solid_base(kind: type) -> type:
    """The first class in the line that is not written in Python."""
    return next(c for c in kind.__mro__ if not from_class_statement(c))


@cache
def from_class_statement(kind: type) -> bool:
    """Whether a class is written in Python: one written in C has methods in C of its own."""
    return bool(kind.__flags__ & _HEAP_TYPE) and not any(
        isinstance(value, _METHODS_IN_C) and value.__objclass__ is kind
        for value in vars(kind).values()
    )


def _written_in_python(kind: type) -> bool:
    """Whether attributes, slots and a known base are all there is to an instance."""
    if not from_class_statement(kind):
        return False
    solid = _solid_base(kind)
    return solid is object or solid in _PAYLOADS


_PAYLOADS: dict[type, Opener] = {
    list: builtins_opened.open_list,
    tuple: builtins_opened.open_tuple,
    dict: builtins_opened.open_dict,
    set: builtins_opened.open_set,
    frozenset: builtins_opened.open_set,
    int: lambda value: Opened((int.__int__(value),)),
    float: lambda value: Opened(parts=[("", float.__float__(value))]),
    complex: lambda value: Opened(parts=[("", complex.__complex__(value))]),
    str: lambda value: Opened((str.__str__(value),)),
    bytes: lambda value: Opened((bytes.__getitem__(value, slice(None)),)),
    np.ndarray: open_array,
    np.ma.MaskedArray: open_masked,
}


def _open_object(value: Any) -> Opened:
    solid = _solid_base(type(value))
    inner = Opened() if solid is object else _PAYLOADS[solid](value)
    attributes = list(attributes_of(value))
    return Opened(
        (*inner.facts, tuple(name for name, _ in attributes)),
        [*inner.parts, *((f".{name}", item) for name, item in attributes)],
        inner.floats,
        inner.memory,
    )


def attributes_of(value: Any) -> Iterator[tuple[str, Any]]:
    """What is in its slots and in its ``__dict__``, in order."""
    for kind in type(value).__mro__:
        if from_class_statement(kind):
            for name, slot in vars(kind).items():
                if isinstance(slot, types.MemberDescriptorType):
                    try:
                        yield name, slot.__get__(value)
                    except AttributeError:
                        continue  # an unset slot is as good as none
    try:
        attributes = object.__getattribute__(value, "__dict__")
    except AttributeError:
        return
    yield from attributes.items()


def _open_raised(value: Raised) -> Opened:
    return Opened(parts=[(f".{name}", getattr(value, name)) for name in value.__slots__])


def _open_drained(value: Drained) -> Opened:
    items = [(f"[{i}]", item) for i, (item, _) in enumerate(value.items)]
    copies = [(f"[{i}] when it was yielded", copy) for i, (_, copy) in enumerate(value.items)]
    ending = [(".returned", value.returned), (".raised", value.raised), (".kind", value.kind)]
    return Opened((len(items), value.begun, value.cut), [*items, *copies, *ending])


_RECORDS: dict[type, Opener] = {Raised: _open_raised, Drained: _open_drained}


def _open_exception(value: BaseException) -> Opened:
    return Opened(
        (value.__suppress_context__,),
        [
            (".args", value.args),
            (".__cause__", value.__cause__),
            (".__context__", value.__context__),
            *((f".{name}", item) for name, item in attributes_of(value)),
        ],
    )


_REDUCED = ("callable", "arguments", "state", "items", "pairs")


def _open_by_pickling(value: Any) -> Opened:
    """As its ``__reduce_ex__`` says; nothing is known of one that reduces to a mere name."""
    try:
        reduced = value.__reduce_ex__(4)
    except TypeError as error:
        return Opened(unknown=str(error))
    if isinstance(reduced, str):
        return Opened(unknown=f"a {type(value).__name__} known only by its name {reduced}")
    parts = [
        (f"'s {label}", tuple(part) if label in ("items", "pairs") and part is not None else part)
        for label, part in zip(_REDUCED, reduced, strict=False)
    ]
    return Opened((len(parts),), parts)
