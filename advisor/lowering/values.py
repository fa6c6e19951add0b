"""What an expression stands for while it is lowered.

Much of Python's convenience is known before the loop runs: that ``zip(p, q)`` walks
two arrays, that ``row`` is the third row of ``grid``, that ``math`` is a module. Such
things stay here, as values of the compiler; only numbers become kernel expressions.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from advisor.kernel.nodes import Constant, Expression
from advisor.kernel.types import INT, Layer, Scalar
from advisor.lowering.wholes import Cells, Computed, Part, Window

Member: TypeAlias = Scalar | Literal["none", "unassigned", "array"]
"""One thing a name may hold: a number of some type, ``None``, nothing yet, or what else it
is known to be (an array, a tuple)."""

NONE: Literal["none"] = "none"
UNASSIGNED: Literal["unassigned"] = "unassigned"
ARRAY: Literal["array"] = "array"

_DTYPES = (
    *("bool", "int8", "int16", "int32", "int64", "uint8", "uint16", "uint32"),
    *("float32", "float64", "complex64", "complex128"),
)
_PLAIN = (UNASSIGNED, NONE, ARRAY, "bool", "int", "word", "float", "complex", "char")


def code(member: Member) -> int:
    """The number that stands for a member in a name's companion variable."""
    if isinstance(member, str):
        return _PLAIN.index(member)
    if member.dtype is None:
        return _PLAIN.index(member.kind)
    return len(_PLAIN) + _DTYPES.index(member.dtype)


@dataclass(frozen=True, slots=True)
class Number:
    """One number of a known type.

    Attributes:
        type: what Python would hold.
        small: an int that is surely within ±2**53, so that a double holds it exactly.
    """

    expression: Expression
    type: Scalar
    small: bool = False

    @property
    def constant(self) -> bool | int | float | complex | None:
        """Its value, if it is a literal."""
        return self.expression.value if isinstance(self.expression, Constant) else None


@dataclass(frozen=True, slots=True)
class Mixed:
    """A number whose type is known only at run time, with a companion that tells.

    ``expression`` has the machine type that holds every member exactly; ``tag`` is an
    int, the ``code`` of the member it is.
    """

    expression: Expression
    tag: Expression
    members: frozenset[Member]


@dataclass(frozen=True, slots=True)
class NoneValue:
    """``None``."""


@dataclass(frozen=True, slots=True)
class View:
    """An array, or a row of one, or a slice along its first remaining axis.

    Attributes:
        array: the kernel's name of the whole array.
        leading: the indices of the row, within bounds, each a constant or a variable.
        window: of a slice, each part a constant or a variable.
        copied: a slice of a list, which Python copies: the array must not change while
            the view is used.
        origin: the slice it came from, if it can be made a list of its own there.
    """

    array: str
    leading: tuple[Expression, ...] = ()
    window: Window | None = None
    copied: bool = False
    origin: object = None


@dataclass(frozen=True, slots=True)
class TupleValue:
    """A tuple (or list display) of values, known item by item."""

    items: tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class TupleBinding:
    """A tuple in a name: its items live in names of their own."""

    keys: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Rows:
    """A list of equally long rows that grows, laid out in one array of numbers.

    Attributes:
        flat: the array.
        width: the variable that holds the length of a row.
        count: the variable that holds the number of rows.
        layer: what a row is.
    """

    flat: str
    width: str
    count: str
    layer: Layer


@dataclass(frozen=True, slots=True)
class Table:
    """A dict or set that was made here, laid out in arrays.

    Attributes:
        keys: an array for each part of a key, in the order in which keys came.
        values: the array of values; "" for a set.
        index: where each key lies.
        site: what made it.
        missing: what a key that is not there gives, for a ``defaultdict`` or ``Counter``.
        counts: a ``Counter``, into which such a key is not put.
    """

    keys: tuple[str, ...]
    values: str
    index: str
    site: object
    missing: Number | None = None
    counts: bool = False


@dataclass(frozen=True, slots=True)
class Queue:
    """A list of tuples, or a deque, that was made here.

    Attributes:
        name: what it is known by in every pass.
        arrays: an array for each part of an item.
        tuples: whether an item is a tuple.
        front: the variable that holds where the first item is.
        most: how many items it may hold, for a deque that says so.
    """

    name: str
    arrays: tuple[str, ...]
    tuples: bool
    front: str
    most: Number | None = None


@dataclass(frozen=True, slots=True)
class Records:
    """A list of objects whose numeric attributes lie in arrays.

    Attributes:
        name: the parameter.
        fields: each attribute with its array.
        width: of the tuples, if it is a list of tuples of several types.
    """

    name: str
    fields: tuple[tuple[str, str], ...]
    width: int | None = None


@dataclass(frozen=True, slots=True)
class Opaque:
    """Something that is handed on and never looked at, such as a name in a tuple of numbers."""


@dataclass(frozen=True, slots=True)
class Record:
    """One object of such a list, by its position, a constant or a variable."""

    records: Records
    index: Expression


@dataclass(frozen=True, slots=True)
class Text:
    """A string literal."""

    text: str


@dataclass(frozen=True, slots=True)
class RangeValue:
    """``range(start, stop, step)``; bounds are evaluated, the step is not zero."""

    start: Number
    stop: Number
    step: Number


@dataclass(frozen=True, slots=True)
class Zipped:
    """``zip(…)``, ``enumerate(…)`` or ``reversed(…)`` of walkable values."""

    kind: Literal["zip", "enumerate", "reversed"]
    items: tuple[Value, ...]
    start: Number = Number(Constant(0, INT), INT, small=True)


@dataclass(frozen=True, slots=True)
class Generator:
    """A comprehension not yet walked, in the names it stands in."""

    node: ast.GeneratorExp | ast.ListComp
    frame: Frame


@dataclass(frozen=True, slots=True)
class Library:
    """A module, or a function in one, by its full name: ``math``, ``numpy.sqrt``."""

    name: str


@dataclass(frozen=True, slots=True)
class Helper:
    """A function of the project that is compiled along; a method with its object."""

    name: str
    owner: ObjectValue | None = None


@dataclass(frozen=True, slots=True)
class Closure:
    """A function or lambda made inside the region, which reads names around it."""

    node: ast.FunctionDef | ast.Lambda
    frame: Frame


@dataclass(frozen=True, slots=True)
class ObjectValue:
    """An object whose numeric attributes go in and come out."""

    name: str


@dataclass(frozen=True, slots=True)
class Dice:
    """A random generator, by the expression that reaches it."""

    origin: str


@dataclass(frozen=True, slots=True)
class Method:
    """``value.name`` where it is about to be called."""

    owner: Value
    name: str


@dataclass(frozen=True, slots=True)
class Perhaps:
    """A name that is an array or tuple on some paths, ``None`` or nothing yet on others."""

    binding: View | Rows | Record | TupleBinding
    others: frozenset[Member]


@dataclass(frozen=True, slots=True)
class Unusable:
    """A name that holds something the kernel has no form for, and why.

    ``origin`` is the slice that would have to be made a list of its own.
    """

    construct: str
    origin: object = None


@dataclass(frozen=True, slots=True)
class Scalars:
    """A name that lives in a kernel variable, with what it may hold here."""

    members: frozenset[Member]


Value: TypeAlias = (
    Number
    | Mixed
    | NoneValue
    | View
    | Part
    | Computed
    | Cells
    | Rows
    | Table
    | Queue
    | Records
    | Record
    | Opaque
    | TupleValue
    | Text
    | RangeValue
    | Zipped
    | Generator
    | Library
    | Helper
    | Closure
    | ObjectValue
    | Dice
    | Method
)
Static: TypeAlias = (
    View
    | Part
    | Rows
    | Table
    | Queue
    | Records
    | Record
    | Opaque
    | TupleBinding
    | Text
    | RangeValue
    | Library
    | Helper
    | Closure
    | ObjectValue
    | Dice
    | Number
    | Perhaps
    | Unusable
)
Binding: TypeAlias = Scalars | Static
"""What one name holds."""


@dataclass(frozen=True, slots=True)
class Frame:
    """The names of one function (or comprehension) while it is lowered.

    Attributes:
        locals: each local name's key in the state, which is its name in the kernel.
        path: the calls that led here, so that every copy of a helper has own names.
        helper: the helper's name, or "" in the region itself.
        finish: what ``return`` does.
    """

    locals: Mapping[str, str]
    path: tuple[int, ...]
    helper: str
    finish: Callable[[Value], None] = field(compare=False)
