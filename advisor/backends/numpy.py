"""NumPy: loops whose trips need nothing of each other, done for whole arrays at once."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace

from advisor.backend import Backend, FastPath, UnsuitableError
from advisor.kernel import nodes, ranges, walking
from advisor.kernel.nodes import Function, Kernel
from advisor.kernel.reordering import decided_by_floats
from advisor.vectorising.along import Style
from advisor.vectorising.drafting import draft
from advisor.vectorising.inlining import inlined
from advisor.vectorising.planning import plan
from advisor.vectorising.writing import Written, write


def drafts(kernel: Kernel, stem: str) -> Iterator[FastPath]:
    """The kernel in whole-array form, as far as its loops allow.

    Raises:
        UnsuitableError: no loop of it can be done as a whole, or it is given a list that grows.
    """
    for output in kernel.outputs:
        raise UnsuitableError(f"{output.parameter} grows or is replaced")
    if any(
        isinstance(s, nodes.Truncate | nodes.Sort)
        for function in kernel.functions
        for s in walking.statements(function.body)
    ):
        raise UnsuitableError("a list is sorted or shrinks")
    whole = ranges.optimise(replace(kernel, functions=(inlined(kernel),)))
    for name, why, written in _variants(whole.entry):
        yield draft(kernel, stem, name, why, written)


def _variants(function: Function) -> Iterator[tuple[str, str, Written]]:
    axes = plan(function)
    if not axes:
        raise UnsuitableError("every loop of it needs in each trip what earlier ones did")
    whole = write(function, axes, Style())
    yield "numpy", "Whole arrays at once instead of one number after the other.", whole
    ordered = write(function, axes, Style(in_order=True))
    if ordered.lines != whole.lines:
        why = "Whole arrays at once, and sums in the order of the original."
        yield "numpy in order", why, ordered
    multiplied = plan(function, products=not decided_by_floats(function.body))
    if any(axis.product for axis in multiplied.values()):
        why = "Sums of products as products of matrices, which add up in an order of their own."
        with suppress(UnsuitableError):  # then the forms above are all there are
            yield "numpy products", why, write(function, multiplied, Style())
    by_rows = plan(function, outermost_stays=True)
    if by_rows and by_rows.keys() != axes.keys():
        why = "A row at a time, which needs less memory than whole arrays."
        yield "numpy by rows", why, write(function, by_rows, Style())


BACKEND = Backend(needs=("numpy",), drafts=drafts)
