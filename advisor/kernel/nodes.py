"""The statements and expressions of a kernel.

Every expression is typed and free of side effects other than *leaving*: whatever
the fast path cannot do exactly as the original would (an index out of range, an
integer beyond 64 bits, a division by zero, a domain error) leaves the kernel, the
work is thrown away and the original body runs. ``checked`` and ``checks`` say
which operations may still leave; the range analysis turns them off where it can
prove them needless.

Integer arithmetic is Python's (floor division, sign of the modulo, negative
indices), on 64 bits. Float arithmetic is IEEE double in the source's order,
without contraction. A leaving kernel has changed nothing the caller can see.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from advisor.kernel.types import Array, Scalar, Type

DEPTH_LIMIT = 400
"""Levels of calls after which a recursive kernel leaves: Python raises near a thousand."""

# ---------------------------------------------------------------- expressions


@dataclass(frozen=True, slots=True)
class Constant:
    """A literal number; a ``char`` is its code point."""

    value: bool | int | float | complex
    type: Scalar


@dataclass(frozen=True, slots=True)
class Variable:
    """A scalar local, parameter or loop variable."""

    name: str
    type: Scalar


@dataclass(frozen=True, slots=True)
class Load:
    """One element of an array.

    Attributes:
        wraps: which indices may be negative and then count from the end.
        checked: whether each index, after wrapping, may be out of bounds.
    """

    array: str
    indices: tuple[Expression, ...]
    type: Scalar
    wraps: tuple[bool, ...]
    checked: tuple[bool, ...]


@dataclass(frozen=True, slots=True)
class Length:
    """The number of elements of an array along an axis, as an ``int``."""

    array: str
    axis: int
    type: Scalar


@dataclass(frozen=True, slots=True)
class Unary:
    """``-x``, ``+x``, ``~x`` or ``not x``; the operand has the operation's type."""

    operator: Literal["-", "+", "~", "not"]
    operand: Expression
    type: Scalar
    checked: bool = False


BinaryOperator: TypeAlias = Literal["+", "-", "*", "/", "//", "%", "**", "&", "|", "^", "<<", ">>"]


@dataclass(frozen=True, slots=True)
class Binary:
    """Arithmetic with Python's (or NumPy scalars', by ``type.dtype``) meaning.

    Both operands were cast to the type in which the operation is done; for ``/``
    on ints both are ints and the type is float (true division of Python ints,
    leave unless both are exact in a double). ``**`` keeps int exponents of floats
    as casts to float, which is what CPython does. ``checked``: may overflow
    (ints), divide by zero, be shifted by a negative count, or leave the reals.
    """

    operator: BinaryOperator
    left: Expression
    right: Expression
    type: Scalar
    checked: bool = True


@dataclass(frozen=True, slots=True)
class Compare:
    """``left op right`` on operands of one common type; NaN compares as in IEEE."""

    operator: Literal["<", "<=", ">", ">=", "==", "!="]
    left: Expression
    right: Expression
    type: Scalar


@dataclass(frozen=True, slots=True)
class Logical:
    """Short-circuit ``and`` / ``or`` of bools."""

    operator: Literal["and", "or"]
    left: Expression
    right: Expression
    type: Scalar


@dataclass(frozen=True, slots=True)
class IfElse:
    """``then if test else other``; only the chosen one is evaluated."""

    test: Expression
    then: Expression
    other: Expression
    type: Scalar


@dataclass(frozen=True, slots=True)
class Intrinsic:
    """A call of a function every back end knows; names are Python's own.

    ``abs``, ``round`` (one argument: to int, half to even), ``int`` (of a float:
    truncation, leaves beyond 64 bits or for NaN), ``bool``, ``min``/``max`` (two
    arguments of one type; the first wins ties, as in Python), ``divmod`` is
    desugared, ``math.sqrt`` and its family (leave on a domain error or when a
    finite argument overflows to infinity, as CPython raises), ``np.sqrt`` and its
    family on scalars (no error, but leave where NumPy would warn), ``real``,
    ``imag``, ``conjugate``, ``math.floor``, ``math.ceil``, ``math.trunc`` (to int),
    ``math.gcd``, ``math.isnan`` …
    """

    name: str
    arguments: tuple[Expression, ...]
    type: Scalar


@dataclass(frozen=True, slots=True)
class Cast:
    """An exact or correctly rounded widening (bool→int→float→complex), as CPython does it."""

    operand: Expression
    type: Scalar


LIBRARY = ("numpy_sum", "numpy_dot")
"""Functions every kernel may call, on float64 numbers that lie in a row.

``numpy_sum(a, at, count)`` adds up ``count`` elements from ``at`` on, in the pairs in which
``np.sum`` adds them up; ``numpy_dot(a, at, step, b, at, step, count)`` is the product of two
rows of elements, each so many apart, by the loop of NumPy's own ``matmul``. A place in an
array of several axes counts from its first element, in row-major order.
"""


@dataclass(frozen=True, slots=True)
class CallFunction:
    """A call of a function of the kernel or of ``LIBRARY``; arrays are passed by reference."""

    function: str
    arguments: tuple[Expression | ArrayName, ...]
    type: Scalar


@dataclass(frozen=True, slots=True)
class ArrayName:
    """A whole array as an argument."""

    name: str


Expression: TypeAlias = (
    Constant
    | Variable
    | Load
    | Length
    | Unary
    | Binary
    | Compare
    | Logical
    | IfElse
    | Intrinsic
    | Cast
    | CallFunction
)

# ----------------------------------------------------------------- statements


@dataclass(frozen=True, slots=True)
class Assign:
    """``name = value``."""

    name: str
    value: Expression
    line: int = 0


@dataclass(frozen=True, slots=True)
class Store:
    """``array[indices] = value``; the value has the array's storage type."""

    array: str
    indices: tuple[Expression, ...]
    value: Expression
    wraps: tuple[bool, ...]
    checked: tuple[bool, ...]
    line: int = 0


@dataclass(frozen=True, slots=True)
class For:
    """``for variable in range(start, stop, step)``.

    Bounds are evaluated once. The body may assign the variable without changing
    the number of trips; after the loop it holds the last value it was given, and
    is unchanged when there was no trip. ``step`` is never zero (a checked leave
    stands before the loop where it could be).
    """

    variable: str
    start: Expression
    stop: Expression
    step: Expression
    body: tuple[Statement, ...]
    orelse: tuple[Statement, ...] = ()
    line: int = 0


@dataclass(frozen=True, slots=True)
class While:
    """``while test``; a kernel leaves it when the wall of ``checked`` ops was hit."""

    test: Expression
    body: tuple[Statement, ...]
    orelse: tuple[Statement, ...] = ()
    line: int = 0


@dataclass(frozen=True, slots=True)
class If:
    """``if test``."""

    test: Expression
    then: tuple[Statement, ...]
    other: tuple[Statement, ...] = ()
    line: int = 0


@dataclass(frozen=True, slots=True)
class Break:
    """Leave the innermost loop, without its ``else``."""

    line: int = 0


@dataclass(frozen=True, slots=True)
class Continue:
    """Go on with the next trip of the innermost loop."""

    line: int = 0


@dataclass(frozen=True, slots=True)
class Return:
    """Finish the function. In the entry function: one value per result, scalars or arrays."""

    values: tuple[Expression | ArrayName, ...]
    line: int = 0


@dataclass(frozen=True, slots=True)
class Leave:
    """Give the fast path up; the original body will run."""

    reason: str
    line: int = 0


@dataclass(frozen=True, slots=True)
class New:
    """A fresh local array of the given shape; leaves when an extent is negative or too large.

    ``fill`` is ``None`` for "the kernel writes every element before reading it".
    A growable array starts empty and has no shape but its expected capacity.
    """

    array: str
    shape: tuple[Expression, ...]
    fill: Expression | None
    line: int = 0


@dataclass(frozen=True, slots=True)
class Append:
    """``array.append(value)`` on a growable array."""

    array: str
    value: Expression
    line: int = 0


@dataclass(frozen=True, slots=True)
class Truncate:
    """``del array[length:]`` on a growable array; ``length`` is within 0 … its length."""

    array: str
    length: Expression
    line: int = 0


@dataclass(frozen=True, slots=True)
class Sort:
    """``array.sort()`` on an array of one axis, stable; leaves where it holds a NaN."""

    array: str
    descending: bool = False
    line: int = 0


@dataclass(frozen=True, slots=True)
class Copy:
    """``array = source.copy()``: a fresh array of the same shape and content."""

    array: str
    source: str
    line: int = 0


@dataclass(frozen=True, slots=True)
class Rebind:
    """``a, b = b, a`` on whole arrays: names now mean other arrays; nothing is copied."""

    targets: tuple[str, ...]
    sources: tuple[str, ...]
    line: int = 0


Statement: TypeAlias = (
    Assign
    | Store
    | For
    | While
    | If
    | Break
    | Continue
    | Return
    | Leave
    | New
    | Append
    | Truncate
    | Sort
    | Copy
    | Rebind
)

# ------------------------------------------------------------------ functions


@dataclass(frozen=True, slots=True)
class Parameter:
    """One thing that crosses the border into the entry function.

    Attributes:
        name: its name in the kernel.
        origin: the Python expression that fetches it where the region stands:
            ``"points"``, ``"self.grid"``, ``"N"`` for a global constant.
        type: what the guard must find.
        written: an array whose elements the kernel stores to, or an attribute it
            assigns: given back on commit, in place, into the same object.
    """

    name: str
    origin: str
    type: Type
    written: bool = False


@dataclass(frozen=True, slots=True)
class Function:
    """A function of the kernel: typed parameters and locals, canonical body.

    ``locals`` types every name the body assigns, loop variables and local arrays
    included. A helper returns exactly one scalar; the entry returns ``results``.
    """

    name: str
    parameters: tuple[Parameter, ...]
    locals: Mapping[str, Type]
    body: tuple[Statement, ...]
    results: tuple[Type, ...]
    doc: str = ""


@dataclass(frozen=True, slots=True)
class Output:
    """A result that is not handed back but goes into something of the caller's.

    Attributes:
        parameter: the parameter that came from there.
        kind: the new ``"content"`` of the list that came in, or the new value of the
            ``"attribute"`` it was read from.
    """

    parameter: str
    kind: Literal["content", "attribute"]


@dataclass(frozen=True, slots=True)
class Pack:
    """One thing that is handed back, out of one or several of the entry's results.

    Attributes:
        kind: what it is: the ``"plain"`` result, or made of lists: a ``"set"``, a ``"dict"``,
            or ``"rows"``, a list of tuples.
        keys: how many lists its keys are made of, for a dict one of values follows; 1 for
            a plain result.
    """

    kind: Literal["plain", "set", "dict", "rows"]
    keys: int = 1


@dataclass(frozen=True, slots=True)
class Identity:
    """A global the kernel took for granted: ``dist`` must still be what it was.

    Attributes:
        expression: how the region reaches it: ``"dist"``, ``"math.sqrt"``.
        helper: whether it is a function of the project that was compiled along
            (otherwise it is a library function, such as ``math.sqrt``).
        target: for a library function the object it must be, as ``"module.name"``
            (``"math.sqrt"``, ``"builtins.abs"``); ``"None"`` for an argument that must be
            ``None``; empty when ``expression`` says it.
        owner: for a method, ``"Class.method"``, the name of the object it is called on.
    """

    expression: str
    helper: bool
    target: str = ""
    owner: str = ""


@dataclass(frozen=True, slots=True)
class Draws:
    """A random generator the kernel draws from: its state comes in and goes back in arrays.

    Attributes:
        kind: how it draws: as Python's ``"mersenne"`` twister, NumPy's ``"legacy"`` one, or
            ``"pcg"``.
        arrays: the parts of the state (``"words"``, ``"ready"``, ``"spare"``, ``"limbs"``),
            each with the parameter it comes in.
        uses: how the region reaches it: expressions, each with the method that it is, or ""
            where it is the generator itself.
    """

    kind: str
    arrays: Mapping[str, str]
    uses: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class HelperText:
    """A function of the project as it was when it was compiled along.

    Attributes:
        name: where the region stands.
        text: its source; "" for the region's own function, which calls itself.
        defaults: what ``__defaults__`` and ``__kwdefaults__`` must look like, or "" when no
            call rests on them.
        outside: the names that it reads in the file that defines it; ``None`` if it is this.
        owner: for a method, ``"Class.method"``, the name of the object it is called on.
    """

    name: str
    text: str
    defaults: str = ""
    outside: tuple[str, ...] | None = None
    owner: str = ""


@dataclass(frozen=True, slots=True)
class Origin:
    """The Python that a kernel was made from, for as long as the script still says the same.

    Attributes:
        asked: the variable that takes the fast path's answer, above the statements.
        statements: the region's own, dedented.
        helpers: those that were compiled along.
    """

    asked: str
    statements: str
    helpers: tuple[HelperText, ...] = ()


@dataclass(frozen=True, slots=True)
class Kernel:
    """A region in canonical form; the last function is the entry.

    Attributes:
        functions: helpers first, in order of definition before use.
        returns: how the entry's results are handed back by the region: ``"none"``
            (returns None), ``"one"`` (the value itself), ``"tuple"``; a loop
            region always hands back a tuple of its live-out names.
        identities: what the guard must compare by ``is``.
        sizes: for each array parameter, the shape seen in the largest recorded call.
        outputs: what becomes of the entry's last results, which are not handed back.
        packs: what the others are put together to, one by one if there is none.
        draws: the random generators it draws from.
        given: names that are local where the region stands; any other is a global there.
        origin: what must still stand in the script; ``None`` for one that is in none.
    """

    functions: tuple[Function, ...]
    returns: Literal["none", "one", "tuple"]
    identities: tuple[Identity, ...] = ()
    sizes: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    outputs: tuple[Output, ...] = ()
    packs: tuple[Pack, ...] = ()
    draws: tuple[Draws, ...] = ()
    given: tuple[str, ...] = ()
    origin: Origin | None = None

    @property
    def entry(self) -> Function:
        """The function that stands for the region."""
        return self.functions[-1]


def is_array(kind: Type) -> bool:
    """Whether a type is an array's."""
    return isinstance(kind, Array)
