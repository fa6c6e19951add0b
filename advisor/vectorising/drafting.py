"""A module with a whole-array function behind its border, as a fast path of a script."""

from __future__ import annotations

import hashlib

from advisor.backend import FastPath
from advisor.borders.calling import module_name
from advisor.borders.numba import border
from advisor.borders.templates import template
from advisor.kernel.nodes import Kernel
from advisor.kernel.pieces import choose, library
from advisor.vectorising.writing import Written


def draft(
    kernel: Kernel, stem: str, name: str, why: str, written: Written, *, threads: int = 0
) -> FastPath:
    """The fast path called ``name``; numexpr runs in ``threads``, or in all there are.

    Raises:
        UnsuitableError: a parameter or result has no form at the border.
    """
    module = module_name(stem, kernel, *name.split())
    text, entry, origins = _source(kernel, written, threads)
    fast = f"_{kernel.entry.name}_fast"
    return FastPath(
        name=name,
        why=why,
        call=f"{fast}()({', '.join(origins)})",
        imports=("import functools",),
        prelude=template("numba_loader.py.j2").render(fast=fast, module=module, entry=entry),
        companions=((f"{module}.py", text),),
        rounding=written.rounding,
    )


def _source(kernel: Kernel, written: Written, threads: int) -> tuple[str, str, tuple[str, ...]]:
    """The module's text, the name of its function and where its arguments come from."""
    pieces: set[str] = set()
    name = kernel.entry.name
    crossing = border(kernel, "quietly", pieces, compiled=False)
    chosen = [piece.text for piece in choose("border.py", pieces & set(library("border.py")))]
    text = template("numpy.py.j2").render(
        what=f"{name}()",
        imports=_imports(chosen, crossing.imports, written),
        known=crossing.known,
        made_from=crossing.made_from,
        pieces=chosen,
        calls=written.calls,
        run=f"{name}_arrays",
        parameters=", ".join(written.arguments),
        lines=written.lines,
        threads=threads,
        arguments=", ".join(crossing.arguments),
        wrapper=crossing.lines,
        entry="ENTRY",
    )
    entry = f"{name}_{hashlib.sha256(text.encode()).hexdigest()[:8]}"
    return text.replace("ENTRY", entry), entry, crossing.origins


def _imports(pieces: list[str], own: tuple[str, ...], written: Written) -> list[str]:
    chain = any("chain." in piece for piece in pieces)
    return [
        *(f"import {module}" for module in sorted(written.imports)),
        *(["from itertools import chain"] if chain else []),
        *own,
        "",
        *(["import numexpr as ne"] if written.evaluates else []),
        "import numpy as np",
    ]
