"""The types a kernel's names may have.

Only what a machine handles well: numbers, and arrays of them. What the caller
holds (a list of lists, a tuple, an ndarray) is remembered per axis, so that the
border can read it and give back the very same kind of thing.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

Kind: TypeAlias = Literal["bool", "int", "word", "float", "complex", "char"]
"""``char`` is a Python ``str`` of length one, held as its code point; ``word`` a Python ``int``
from 0 to 2**64 - 1, as generators and hashes keep it under a mask."""

Layer: TypeAlias = Literal["list", "tuple", "ndarray", "str", "bytes"]
"""What the caller holds along one axis."""

_STORAGE: dict[Kind, str] = {
    "bool": "bool",
    "int": "int64",
    "word": "uint64",
    "float": "float64",
    "complex": "complex128",
    "char": "uint32",
}


@dataclass(frozen=True, slots=True)
class Scalar:
    """One number.

    Attributes:
        kind: what arithmetic it follows.
        dtype: the NumPy dtype name if it is a NumPy scalar (``np.float64`` has
            other rules than ``float``: no ZeroDivisionError, warnings instead,
            and the result of arithmetic is a NumPy scalar again); ``None`` for
            Python's own number.
    """

    kind: Kind
    dtype: str | None = None

    @property
    def storage(self) -> str:
        """The NumPy name of the machine type that holds it, such as ``int64``."""
        return self.dtype or _STORAGE[self.kind]


@dataclass(frozen=True, slots=True)
class Array:
    """A rectangular array of one scalar type, C-contiguous inside the kernel.

    Attributes:
        element: what one element is when it is read.
        layers: what the caller holds along each axis, outermost first:
            ``("list", "tuple")`` is a list of equally long tuples,
            ``("ndarray", "ndarray")`` a 2-D ndarray.
        growable: a 1-D local list that the kernel appends to.
    """

    element: Scalar
    layers: tuple[Layer, ...]
    growable: bool = False

    @property
    def ndim(self) -> int:
        """The number of axes."""
        return len(self.layers)


Type: TypeAlias = Scalar | Array

BOOL = Scalar("bool")
INT = Scalar("int")
WORD = Scalar("word")
FLOAT = Scalar("float")
COMPLEX = Scalar("complex")
CHAR = Scalar("char")
