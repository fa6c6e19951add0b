"""numexpr: long expressions over big arrays, computed in blocks that fit into the cache."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from advisor.backend import Backend, FastPath, UnsuitableError
from advisor.kernel import ranges
from advisor.kernel.nodes import Kernel
from advisor.vectorising.along import Style
from advisor.vectorising.counting import counted
from advisor.vectorising.deciding import rounding_decides
from advisor.vectorising.drafting import draft
from advisor.vectorising.inlining import inlined
from advisor.vectorising.planning import plan
from advisor.vectorising.turning import forwards
from advisor.vectorising.writing import write


def drafts(kernel: Kernel, stem: str) -> Iterator[FastPath]:
    """The kernel in whole-array form, its long expressions computed by numexpr.

    Raises:
        UnsuitableError: it has no long expression over whole arrays.
    """
    whole = ranges.optimise(replace(kernel, functions=(counted(inlined(kernel)),)))
    entry, style = forwards(whole.entry), Style(numexpr=True)
    axes = plan(entry)
    written = write(entry, axes, style)
    if not written.evaluates:
        raise UnsuitableError("it has no long expression over whole arrays")
    if rounding_decides(entry, axes, style):
        raise UnsuitableError("a float that would be rounded otherwise decides something")
    why = "The arrays go through the cache once, block by block, without temporaries."
    yield draft(kernel, stem, "numexpr", why, written)
    alone = "The same in one thread, which wins where other cores are busy or arrays are small."
    yield draft(kernel, stem, "numexpr one thread", alone, written, threads=1)


BACKEND = Backend(needs=("numexpr", "numpy"), drafts=drafts)
