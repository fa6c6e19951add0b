"""Cython: the kernel as typed C, built ahead of time, so that it starts in milliseconds."""

from __future__ import annotations

import hashlib
import re
import sys
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import chain
from textwrap import dedent, indent
from typing import TypedDict

from advisor.backend import Backend, FastPath, UnsuitableError
from advisor.borders.calling import module_name
from advisor.borders.cython import Border, border
from advisor.borders.templates import template
from advisor.borders.warning import warns
from advisor.kernel import nodes, walking
from advisor.kernel.functions_cython import print_functions
from advisor.kernel.improving import hasten, settle
from advisor.kernel.nodes import Kernel
from advisor.kernel.parting import Parted, part
from advisor.kernel.pieces import Piece, choose, library, signatures
from advisor.kernel.printing_cython import Uses
from advisor.kernel.reordering import reorder
from advisor.kernel.storage import C_TYPES
from advisor.kernel.types import Array

_INEXACT = (
    "pow",
    "exp",
    "exp2",
    "expm1",
    "log",
    "log1p",
    "log2",
    "log10",
    "sin",
    "cos",
    "tan",
    "asin",
    "acos",
    "atan",
    "sinh",
    "cosh",
    "tanh",
    "asinh",
    "acosh",
    "atanh",
    "atan2",
    "erf",
    "erfc",
    "cbrt",
    "hypot",
    "fmod",
)
"""The optimiser would work these out for constants, and round otherwise than the library."""
_FLAGS = (
    "-O3",
    "-march=native",
    "-ffp-contract=off",  # a fused multiply-add rounds once where Python rounds twice
    "-fno-math-errno",  # we look at results, not at errno
    "-fwrapv",
)
"""For gcc and clang; none of them may change a result."""


_REORDERING = ("-fassociative-math", "-fno-signed-zeros", "-fno-trapping-math")
"""Free the order of additions; ``reordering`` makes kernels in which nothing else changes."""


def drafts(kernel: Kernel, stem: str) -> Iterator[FastPath]:
    """The kernel as one extension module; if it is a sum also with its terms in another order."""
    refuse(kernel)
    settled = settle(kernel)
    kernel = hasten(settled)
    yield FastPath(
        name="cython",
        why="Compiled to C with the types it was seen to get; it loads in milliseconds.",
        kernel=settled,
        **_files(kernel, module_name(stem, kernel), ()),
    )
    parted = part(settled)
    if parted is not None:
        yield FastPath(
            name="cython parallel",
            why="The same, with the trips of a loop that need nothing of each other on all cores.",
            kernel=settled,
            parallel=True,
            **_files(_hastened(parted), module_name(stem, kernel, "parallel"), (), parted.parts),
        )
    reordered = reorder(kernel)
    if reordered is not None:
        yield FastPath(
            name="cython reordered",
            why="Compiled to C that adds several terms at once, in another order.",
            rounding=True,
            kernel=reordered,
            **_files(reordered, module_name(stem, kernel, "reordered"), _REORDERING),
        )


class _Files(TypedDict):
    call: str
    imports: tuple[str, ...]
    companions: tuple[tuple[str, str], ...]


def _hastened(parted: Parted) -> Kernel:
    """Each part as fast as the whole kernel would be."""
    *helpers, entry = hasten(parted.kernel).functions
    for place, function in enumerate(helpers):
        if function.name in parted.parts:
            alone = replace(parted.kernel, functions=(*helpers[:place], function))
            helpers[place] = hasten(alone).entry
    return replace(parted.kernel, functions=(*helpers, entry))


def _files(
    kernel: Kernel, module: str, more_flags: tuple[str, ...], parts: tuple[str, ...] = ()
) -> _Files:
    text, entry, crossing = source(kernel, module, more_flags, parts=parts)
    fast = f"_{kernel.entry.name}_fast"
    return _Files(
        call=f"{fast} and {fast}({', '.join(crossing.origins)})",
        imports=(_import(module, entry, fast),),
        companions=((f"{module}.pyx", text),),
    )


def source(
    kernel: Kernel,
    module: str,
    more_flags: tuple[str, ...] = (),
    others: Sequence[Kernel] = (),
    parts: Sequence[str] = (),
) -> tuple[str, str, Border]:
    """The module's text, the name of its function and the border of that.

    ``parts`` are functions of the kernel that are shared out among the cores.
    ``others`` are more kernels of the same signature, for which it has a function each, by the
    name of their entry; no function of theirs may be named like another one.
    """
    uses = Uses()
    printed = [print_functions(each, uses, parts) for each in (*others, kernel)]
    crossings = [
        border(each, functions[-1], uses)
        for each, functions in zip((*others, kernel), printed, strict=True)
    ]
    functions, crossing = list(chain.from_iterable(printed)), crossings[-1]
    uses.pieces.add("processor_fits")
    pieces = [
        piece
        for file in ("arithmetic.h", "border.h")
        for piece in choose(file, uses.pieces & set(library(file)))
    ]
    c_code = "\n\n".join([*_array_types(uses), *(piece.text for piece in pieces)])
    code = [
        *(line for function in functions for line in function.lines),
        *(line for each in crossings for line in each.lines),
    ]
    words = set(re.findall(r"\w+", "\n".join((*code, *crossing.imports, "processor_fits"))))
    declared = [
        s
        for p in pieces
        for s in signatures(p)
        if s.split("(")[0].split("*")[-1].split()[-1] in words
    ]
    text = template("cython.pyx.j2").render(
        what=f"{kernel.entry.name}()",
        file=f"{module}.pyx",
        flags=" ".join((*flags(c_code), *more_flags)),
        threads=bool(parts),
        imports=crossing.imports,
        c_code=c_code,
        declarations=[
            *_types(uses, pieces),
            *(s for s in declared if not _touches_objects(s)),
        ],
        crossings=[*_object_types(pieces), *(s for s in declared if _touches_objects(s))],
        functions=[
            *("\n".join(function.lines) for function in functions),
            *map(_wrapper, others, crossings),
        ],
        unseen=", ".join(functions[-1].declared) if warns(kernel) else "",
        attributes="\n\n".join(p.text for p in choose("border.py", crossing.readers)),
        made_from=crossing.made_from,
        arguments=", ".join(crossing.arguments),
        wrapper=crossing.lines,
        entry="ENTRY",
    )
    digest = hashlib.sha256(text.encode()).hexdigest()[:8]
    entry = f"{kernel.entry.name}_{digest}"
    return text.replace("ENTRY", entry), entry, crossing


def _wrapper(kernel: Kernel, crossing: Border) -> str:
    body = indent("\n".join(crossing.lines), "    ")
    return f"def {kernel.entry.name}({', '.join(crossing.arguments)}):\n{body}"


def _array_types(uses: Uses) -> Iterator[str]:
    for storage in sorted(uses.storages):
        yield f"typedef {C_TYPES[storage]} *restrict {storage}_array;"


_STRUCTS = {
    "in_parts": (
        "ctypedef void (*Part)(long long start, long long stop, void* given, long* left)"
        " noexcept nogil"
    ),
    "grid": "ctypedef struct Grid:\n    void* data\n    long long[4] shape\n    int slot",
    "border": ("ctypedef struct Border:\n    void* data\n    long long[4] shape\n    void* origin"),
    "arenas": "ctypedef struct Block:\n    pass\nctypedef struct Arena:\n    Block* first",
}
_OBJECT_TYPES = {
    "take_nest": "ctypedef int (*RowReader)(object row, long long length, void *to)",
    "box": "ctypedef object (*Box)(const void *value)",
}


def _types(uses: Uses, pieces: Sequence[Piece]) -> Iterator[str]:
    yield "ctypedef int Kernel"
    for storage in sorted(uses.storages):
        yield f"ctypedef {C_TYPES[storage]}* {storage}_array"
    for piece in pieces:
        yield from _STRUCTS.get(piece.name, "").splitlines()


def _declares(signature: str) -> str:
    """The name of the function that a C signature declares."""
    return str(re.findall(r"\w+", signature.partition("(")[0])[-1])


def _touches_objects(signature: str) -> bool:
    return re.search(r"\b(?:object|RowReader|Box)\b", signature) is not None


def _object_types(pieces: Sequence[Piece]) -> Iterator[str]:
    for piece in pieces:
        yield from _OBJECT_TYPES.get(piece.name, "").splitlines()


def flags(c_code: str) -> tuple[str, ...]:
    """The compiler's options for a module."""
    used = (name for name in _INEXACT if re.search(rf"\b{name}\(", c_code))
    return (*_FLAGS, *(f"-fno-builtin-{name}" for name in used))


def _import(module: str, entry: str, fast: str) -> str:
    return dedent(f"""\
        try:
            from {module} import {entry} as {fast}
        except ImportError:  # not built, or from another version: the original statements run
            {fast} = None
        """)


def refuse(kernel: Kernel) -> None:
    """Raise for what has no exact form in C.

    Raises:
        UnsuitableError: with the reason.
    """
    for function in kernel.functions:
        for name, kind in walking.types(function).items():
            if isinstance(kind, Array) and kind.ndim > len("xyzt"):
                raise UnsuitableError(f"{name} has more than four axes")
        makes_arrays = any(
            isinstance(s, nodes.New | nodes.Copy | nodes.Append)
            for s in walking.statements(function.body)
        )
        if makes_arrays and function is not kernel.entry:
            raise UnsuitableError(f"the helper {function.name} makes arrays of its own")
    for parameter in kernel.entry.parameters:
        if isinstance(parameter.type, Array) and parameter.type.growable:
            raise UnsuitableError(f"{parameter.name} grows")
    for node in walking.all_expressions(kernel):
        _refuse_arithmetic(node)


def _refuse_arithmetic(node: nodes.Expression) -> None:
    if not isinstance(node, nodes.Binary | nodes.Unary):
        return
    kind = node.type
    if kind.kind == "int" and kind.storage != "int64":
        raise UnsuitableError(f"arithmetic on {kind.storage}")
    if kind.storage == "float32" and node.operator in ("**", "//", "%"):
        raise UnsuitableError(f"{node.operator} on float32")
    if kind.kind == "complex" and (kind.storage != "complex128" or sys.version_info >= (3, 14)):
        raise UnsuitableError("complex arithmetic of this kind")
    if kind.kind == "complex" and kind.dtype and node.operator in ("/", "**"):
        raise UnsuitableError(f"{node.operator} on NumPy's complex numbers")


BACKEND = Backend(needs=("Cython", "setuptools"), drafts=drafts, tools=("gcc",))
