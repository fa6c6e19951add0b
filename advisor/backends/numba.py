"""Numba: the kernel compiled when it is first called, in a module that is loaded only then."""

from __future__ import annotations

import hashlib
from collections.abc import Container, Iterator
from dataclasses import replace

from advisor.backend import Backend, FastPath, UnsuitableError
from advisor.borders.calling import module_name
from advisor.borders.numba import border
from advisor.borders.templates import template
from advisor.borders.warning import warns
from advisor.kernel import nodes, ranges, rebuilding, walking
from advisor.kernel.cheapening import cheapen
from advisor.kernel.nodes import Expression, Kernel
from advisor.kernel.pieces import choose, library
from advisor.kernel.printing import intrinsic
from advisor.kernel.printing_numba import numpy_dtype, print_functions
from advisor.kernel.types import Array, Scalar, Type

_HELPER = "@njit"
_INFERRED = "@njit(cache=True)"


def drafts(kernel: Kernel, stem: str) -> Iterator[FastPath]:
    """The kernel with inferred types, and with its signature spelt out.

    Raises:
        UnsuitableError: Numba would do something in it another way than Python.
    """
    refuse(kernel)
    kernel = cheapen(ranges.optimise(kernel))
    quiet = replace(kernel, functions=tuple(map(_watched, kernel.functions)))
    quiet = quiet if warns(kernel) else kernel
    eager = f'@njit("{signature(kernel)}", cache=True)'
    at_once = "Compiled for one signature as soon as it is loaded."
    first = _draft(quiet, stem, "numba", _INFERRED, "Compiled to machine code at its first call.")
    second = _draft(quiet, stem, "numba eager", eager, at_once)
    yield replace(first, kernel=kernel)
    yield replace(second, kernel=kernel, twin=first.name)


def _draft(kernel: Kernel, stem: str, name: str, decorator: str, why: str) -> FastPath:
    module = module_name(stem, kernel, "numba")
    text, entry, origins = source(kernel, decorator)
    fast = f"_{kernel.entry.name}_fast"
    prelude = template("numba_loader.py.j2").render(fast=fast, module=module, entry=entry)
    return FastPath(
        name=name,
        why=why,
        call=f"{fast}()({', '.join(origins)})",
        imports=("import functools",),
        prelude=prelude,
        companions=((f"{module}.py", text),),
    )


def source(kernel: Kernel, decorator: str) -> tuple[str, str, tuple[str, ...]]:
    """The module's text, the name of its function and where its arguments come from."""
    pieces: set[str] = set()
    entry_name = kernel.entry.name
    functions = print_functions(kernel, pieces, _HELPER, decorator)
    crossing = border(kernel, functions[-1].split("def ")[1].split("(")[0], pieces)
    chosen = [
        piece.text
        for file in ("arithmetic.py", "border.py")
        for piece in choose(file, pieces & set(library(file)))
    ]
    text = template("numba.py.j2").render(
        what=f"{entry_name}()",
        imports=_imports(crossing.imports),
        known=crossing.known,
        made_from=crossing.made_from,
        pieces=chosen,
        functions=functions,
        arguments=", ".join(crossing.arguments),
        wrapper=crossing.lines,
        entry="ENTRY",
    )
    entry = f"{entry_name}_{hashlib.sha256(text.encode()).hexdigest()[:8]}"
    return text.replace("ENTRY", entry), entry, crossing.origins


def _imports(own: tuple[str, ...]) -> list[str]:
    return [
        "import math",
        "from itertools import chain",
        *own,
        "",
        "import numpy as np",
        "from numba import njit",
        "from numba.core.errors import NumbaError",
    ]


def signature(kernel: Kernel) -> str:
    """The entry's argument types as Numba spells them."""
    types = [_spelt(p.type) for p in kernel.entry.parameters]
    return f"({', '.join(types)}{',' if len(types) == 1 else ''})"


def _spelt(kind: Type) -> str:
    if isinstance(kind, Scalar):
        return numpy_dtype(kind).replace("bool_", "boolean")
    axes = ", ".join([":"] * (kind.ndim - 1) + ["::1"])
    return f"{numpy_dtype(kind.element).replace('bool_', 'boolean')}[{axes}]"


# ------------------------------------------------------------------- warnings


def _watched(function: nodes.Function) -> nodes.Function:
    """NumPy's floats must stay finite, since NumPy would warn otherwise.

    Infinity and NaN survive sums and products, so one look at the end of an expression
    is enough, and one at whatever could swallow them: divisors and comparisons.

    Before: ``u[i] = (a + b) / c``; after: ``u[i] = quiet((a + b) / quiet(c))``.
    """
    body = rebuilding.block(function.body, _watch_swallowers)
    return replace(function, body=tuple(_watch_root(statement) for statement in body))


def _watch_swallowers(node: Expression) -> Expression:
    match node:
        case nodes.Binary(operator="/", right=right) if _computed(right):
            return replace(node, right=_quiet(right))
        case nodes.Compare(left=left, right=right):
            return replace(node, left=_looked_at(left), right=_looked_at(right))
        case nodes.Intrinsic(arguments=arguments):
            return replace(node, arguments=tuple(map(_looked_at, arguments)))
        case nodes.Cast(operand=operand):
            return replace(node, operand=_looked_at(operand))
        case nodes.CallFunction(arguments=arguments):
            return replace(
                node,
                arguments=tuple(
                    a if isinstance(a, nodes.ArrayName) else _looked_at(a) for a in arguments
                ),
            )
    return node


def _watch_root(statement: nodes.Statement) -> nodes.Statement:
    match statement:
        case nodes.Assign(value=value) | nodes.Store(value=value) | nodes.Append(value=value):
            return replace(statement, value=_looked_at(value))
        case nodes.Return(values=values):
            return replace(
                statement,
                values=tuple(
                    v if isinstance(v, nodes.ArrayName) else _looked_at(v) for v in values
                ),
            )
        case nodes.For(body=body, orelse=other) | nodes.While(body=body, orelse=other):
            return replace(
                statement,
                body=tuple(map(_watch_root, body)),
                orelse=tuple(map(_watch_root, other)),
            )
        case nodes.If(then=then, other=other):
            return replace(
                statement,
                then=tuple(map(_watch_root, then)),
                other=tuple(map(_watch_root, other)),
            )
    return statement


def _computed(node: Expression) -> bool:
    return node.type.kind == "float" and not isinstance(node, nodes.Constant)


def _looked_at(node: Expression) -> Expression:
    computes = isinstance(node, nodes.Binary | nodes.Unary | nodes.IfElse | nodes.Intrinsic)
    computes |= isinstance(node, nodes.CallFunction) and node.function in nodes.LIBRARY
    return _quiet(node) if computes and node.type.kind == "float" else node


def _quiet(node: Expression) -> Expression:
    return nodes.Intrinsic("quiet", (node,), node.type)


# -------------------------------------------------------------------- refusals

_NARROW = ("float32", "complex64")


def refuse(kernel: Kernel) -> None:
    """Raise for what Numba does another way than Python.

    Raises:
        UnsuitableError: with the reason.
    """
    if walking.recursive(kernel):
        raise UnsuitableError("it cannot tell how deep Python itself would still recurse")
    for function in kernel.functions:
        for name, kind in walking.types(function).items():
            if isinstance(kind, Array) and kind.growable and name in _parameters(function):
                raise UnsuitableError(f"{name} grows")
    known = library("arithmetic.py")
    for node in walking.all_expressions(kernel):
        if isinstance(node, nodes.CallFunction) and node.function == "numpy_dot":
            raise UnsuitableError("a product of NumPy's, by a loop that it cannot call")
        if isinstance(node, nodes.Intrinsic):
            _refuse_unknown(node, known)
        elif isinstance(node, nodes.Binary | nodes.Unary):
            _refuse_arithmetic(node)


def _parameters(function: nodes.Function) -> set[str]:
    return {parameter.name for parameter in function.parameters}


def _refuse_unknown(node: nodes.Intrinsic, known: Container[str]) -> None:
    if intrinsic(node) not in known:
        raise UnsuitableError(f"{node.name} has no exact form here")


def _refuse_arithmetic(node: nodes.Binary | nodes.Unary) -> None:
    kind = node.type
    if kind.storage in _NARROW or (kind.kind == "int" and kind.storage != "int64"):
        raise UnsuitableError(f"arithmetic on {kind.storage}")
    if kind.kind == "complex" and (kind.dtype or getattr(node, "operator", "") == "**"):
        raise UnsuitableError("complex arithmetic of this kind")


BACKEND = Backend(needs=("numba",), drafts=drafts)
