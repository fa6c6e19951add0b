"""NumPy: loops whose trips need nothing of each other, done for whole arrays at once."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace

from advisor.backend import Backend, FastPath, UnsuitableError
from advisor.kernel import nodes, ranges, walking
from advisor.kernel.nodes import Function, Kernel
from advisor.vectorising.along import Style
from advisor.vectorising.counting import counted
from advisor.vectorising.deciding import rounding_decides
from advisor.vectorising.drafting import draft
from advisor.vectorising.inlining import inlined
from advisor.vectorising.planning import plan
from advisor.vectorising.turning import forwards
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
    whole = ranges.optimise(replace(kernel, functions=(counted(inlined(kernel)),)))
    for name, why, written in _variants(forwards(whole.entry)):
        yield draft(kernel, stem, name, why, written)


_REFUSED = "a float that would be rounded otherwise decides something"


def _variants(function: Function) -> Iterator[tuple[str, str, Written]]:
    axes = plan(function)
    if not axes:
        raise UnsuitableError("every loop of it needs in each trip what earlier ones did")
    whole, in_order = Style(), Style(in_order=True)
    written = write(function, axes, whole)
    decides = rounding_decides(function, axes, whole)
    if not decides:
        yield "numpy", "Whole arrays at once instead of one number after the other.", written
    ordered = write(function, axes, in_order)
    if ordered.lines != written.lines and not rounding_decides(function, axes, in_order):
        why = "Whole arrays at once, and sums in the order of the original."
        yield "numpy in order", why, ordered
    elif decides:
        raise UnsuitableError(_REFUSED)
    multiplied = plan(function, products=True)
    by_product = any(axis.product for axis in multiplied.values())
    if by_product and not rounding_decides(function, multiplied, whole):
        why = "Sums of products as products of matrices, which add up in an order of their own."
        with suppress(UnsuitableError):  # then the forms above are all there are
            yield "numpy products", why, write(function, multiplied, whole)
    by_rows = plan(function, outermost_stays=True)
    fewer = by_rows and by_rows.keys() != axes.keys()
    if fewer and not rounding_decides(function, by_rows, whole):
        why = "A row at a time, which needs less memory than whole arrays."
        yield "numpy by rows", why, write(function, by_rows, whole)


BACKEND = Backend(needs=("numpy",), drafts=drafts)
