"""The C types that hold a kernel's numbers."""

from __future__ import annotations

from advisor.kernel.types import Scalar

C_TYPES = {
    "bool": "unsigned char",
    "int8": "signed char",
    "int16": "short",
    "int32": "int",
    "int64": "long long",
    "uint8": "unsigned char",
    "uint16": "unsigned short",
    "uint32": "unsigned int",
    "uint64": "unsigned long long",
    "float32": "float",
    "float64": "double",
    "complex64": "float complex",
    "complex128": "double complex",
}
"""The C type that holds one element, by storage."""


def c_type(kind: Scalar) -> str:
    """The C type of a scalar variable."""
    return "bint" if kind.kind == "bool" else C_TYPES[kind.storage]
