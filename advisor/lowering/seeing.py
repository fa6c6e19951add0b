"""From observed values to the types at the kernel's border.

A call that was really made decides; whatever else comes later is the guard's business.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

from advisor.kernel.types import CHAR, INT, WORD, Array, Kind, Layer, Scalar, Type
from advisor.lowering.errors import UnsupportedError
from advisor.observing import Seen
from advisor.profiling.recording import Call

_WORD = 1 << 63
_NUMBERS = ("bool", "int", "float", "complex")
_DTYPE_KINDS: dict[str, Kind] = {
    "bool": "bool",
    "int8": "int",
    "int16": "int",
    "int32": "int",
    "int64": "int",
    "uint8": "int",
    "uint16": "int",
    "uint32": "int",
    "float32": "float",
    "float64": "float",
    "complex128": "complex",
}


def is_dtype(name: str) -> bool:
    """Whether arrays of a dtype of that name are known."""
    return name in _DTYPE_KINDS


def dtype_scalar(name: str) -> Scalar:
    """The scalar one element of an ndarray of that dtype is.

    Raises:
        UnsupportedError: the kernel has no such machine type.
    """
    if name not in _DTYPE_KINDS:
        raise UnsupportedError(f"an array of dtype {name}")
    return Scalar(_DTYPE_KINDS[name], name)


def type_of(seen: Seen) -> Type:
    """The kernel type of what was seen.

    Raises:
        UnsupportedError: it has none; the construct says what it is.
    """
    if seen.kind in _NUMBERS:
        if isinstance(seen.value, int) and not -_WORD <= seen.value < _WORD:
            if not 0 <= seen.value < 2 * _WORD:
                raise UnsupportedError("an integer beyond 64 bits")
            return WORD
        return Scalar(cast("Kind", seen.kind))
    if seen.kind == "scalar":
        return dtype_scalar(seen.name)
    if seen.kind == "ndarray":
        return _ndarray(seen)
    if seen.kind == "str":
        return Array(CHAR, ("str",))
    if seen.kind == "bytes":
        return Array(INT, ("bytes",))
    if seen.kind in ("list", "tuple"):
        return _nest(seen)
    raise UnsupportedError(_name(seen))


def _name(seen: Seen) -> str:
    if seen.kind == "NoneType":
        return "a None argument"
    article = "an" if seen.kind[0] in "aeiou" else "a"
    return f"{article} {seen.kind}" + (f" of class {seen.name}" if seen.kind == "object" else "")


def _ndarray(seen: Seen) -> Array:
    if not seen.shape:
        raise UnsupportedError("an array without axes")
    if not seen.plain:
        raise UnsupportedError("an array that is strided, read-only or in Fortran order")
    return Array(dtype_scalar(seen.name), tuple("ndarray" for _ in seen.shape))


def _nest(seen: Seen) -> Array:
    if not seen.items:
        raise UnsupportedError(f"an empty {seen.kind} of unknown element type")
    kinds = {_inner(item) for item in seen.items}
    if len(kinds) > 1:
        raise UnsupportedError(f"a {seen.kind} that mixes types")
    inner = kinds.pop()
    layer = cast("Layer", seen.kind)
    if isinstance(inner, Scalar):
        return Array(inner, (layer,))
    if seen.shape is None or len(seen.shape) != inner.ndim + 1:
        raise UnsupportedError(f"a {seen.kind} with rows of different lengths")
    return Array(inner.element, (layer, *inner.layers))


def _inner(seen: Seen) -> Type:
    kind = type_of(seen)
    if isinstance(kind, Array) and kind.layers[-1] in ("str", "bytes", "ndarray"):
        raise UnsupportedError(f"a list of {seen.kind} values")
    return kind


def heaviest_first(calls: Sequence[Call]) -> list[Call]:
    """The calls that took longest first, those that raised last."""
    return sorted(calls, key=lambda call: (bool(call.raised), -call.seconds))


def first_typed(seens: Sequence[Seen]) -> Type:
    """The type of the first that has one.

    Raises:
        UnsupportedError: none has one; the reason is the first one's.
    """
    reasons: list[UnsupportedError] = []
    for seen in seens:
        try:
            return type_of(seen)
        except UnsupportedError as error:
            reasons.append(error)
    raise reasons[0]


def shape_of(seen: Seen, kind: Array) -> tuple[int, ...]:
    """The extents seen, one per axis; zeros where there is nothing to tell."""
    if seen.shape is not None and len(seen.shape) == kind.ndim:
        return seen.shape
    return (seen.length or 0,) + (0,) * (kind.ndim - 1)
