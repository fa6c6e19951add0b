"""NumPy: loops whose trips need nothing of each other, done for whole arrays at once."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, replace

from advisor.backend import Backend, FastPath, UnsuitableError
from advisor.borders.calling import guarded_call, module_name
from advisor.borders.numba import border
from advisor.borders.templates import template
from advisor.kernel import ranges
from advisor.kernel.nodes import Function, Kernel
from advisor.kernel.pieces import choose, library
from advisor.vectorising.inlining import inlined
from advisor.vectorising.planning import Axis, plan
from advisor.vectorising.writing import Written, write


@dataclass(frozen=True, slots=True)
class _Variant:
    """One way to write it."""

    name: str
    why: str
    written: Written


def drafts(kernel: Kernel, stem: str) -> Iterator[FastPath]:
    """The kernel in whole-array form, as far as its loops allow.

    Raises:
        UnsuitableError: no loop of it can be done as a whole.
    """
    whole = replace(kernel, functions=(inlined(kernel),))
    for variant in _variants(ranges.optimise(whole).entry):
        module = module_name(stem, kernel, *variant.name.split())
        text, entry, origins = _source(kernel, variant.written)
        fast = f"_{kernel.entry.name}_fast"
        yield FastPath(
            name=variant.name,
            why=variant.why,
            call=guarded_call(kernel, f"{fast}()", origins),
            imports=("import functools",),
            prelude=template("numba_loader.py.j2").render(fast=fast, module=module, entry=entry),
            companions=((f"{module}.py", text),),
            rounding=variant.written.rounding,
        )


def _variants(function: Function) -> Iterator[_Variant]:
    axes = plan(function)
    if not axes:
        raise UnsuitableError("every loop of it needs in each trip what earlier ones did")
    whole = write(function, axes, in_order=False)
    yield _Variant("numpy", "Whole arrays at once instead of one number after the other.", whole)
    if _adds_up(axes):
        ordered = write(function, axes, in_order=True)
        why = "Whole arrays at once, and sums in the order of the original."
        if ordered.lines != whole.lines:
            yield _Variant("numpy in order", why, ordered)
    by_rows = plan(function, outermost_stays=True)
    if by_rows.keys() != axes.keys() and by_rows:
        why = "A row at a time, which needs less memory than whole arrays."
        yield _Variant("numpy by rows", why, write(function, by_rows, in_order=False))


def _adds_up(axes: dict[int, Axis]) -> bool:
    return any(axis.sums for axis in axes.values())


def _source(kernel: Kernel, written: Written) -> tuple[str, str, tuple[str, ...]]:
    """The module's text, the name of its function and where its arguments come from."""
    pieces: set[str] = set()
    name = kernel.entry.name
    crossing = border(kernel, "quietly", pieces, compiled=False)
    chosen = [piece.text for piece in choose("border.py", pieces & set(library("border.py")))]
    text = template("numpy.py.j2").render(
        what=f"{name}()",
        imports=_imports(chosen, crossing.imports, written),
        pieces=chosen,
        magnitudes=written.magnitudes,
        run=f"{name}_arrays",
        parameters=", ".join(written.arguments),
        lines=written.lines,
        arguments=", ".join(crossing.arguments),
        wrapper=crossing.lines,
        entry="ENTRY",
    )
    entry = f"{name}_{hashlib.sha256(text.encode()).hexdigest()[:8]}"
    return text.replace("ENTRY", entry), entry, crossing.origins


def _imports(pieces: list[str], own: tuple[str, ...], written: Written) -> list[str]:
    chain = any("chain." in piece for piece in pieces)
    plain = {f"import {module}" for module in written.imports}
    return [
        *sorted(plain),
        *(["from itertools import chain"] if chain else []),
        *own,
        "",
        "import numpy as np",
    ]


BACKEND = Backend(needs=("numpy",), drafts=drafts)
