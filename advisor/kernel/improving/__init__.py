"""Rework a kernel for speed, keeping every bit: passes from kernel to kernel, in their order.

Each scalar still takes its values in the source's order. What moves is which of several
independent scalars is worked on next, and where things lie in memory.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from advisor.kernel import ranges
from advisor.kernel.cheapening import cheapen
from advisor.kernel.improving.bounds import name_bounds, put_bounds_back
from advisor.kernel.improving.carrying import carry
from advisor.kernel.improving.flags import settle_flags
from advisor.kernel.improving.holding import hold
from advisor.kernel.improving.lanes import spread_lanes
from advisor.kernel.improving.presizing import presize
from advisor.kernel.improving.searching import search_once
from advisor.kernel.improving.selecting import select
from advisor.kernel.improving.stepping import follow_remainders
from advisor.kernel.improving.unrolling import unroll
from advisor.kernel.nodes import Function, Kernel


def improve(kernel: Kernel) -> Kernel:
    """The kernel in the form that compiled back ends print."""
    return hasten(settle(kernel))


def settle(kernel: Kernel) -> Kernel:
    """The kernel with no more checks than it needs, its loops as they were written."""
    for change in (unroll, presize, search_once, settle_flags, name_bounds):
        kernel = _on_entry(kernel, change)
    return ranges.optimise(kernel)


def hasten(kernel: Kernel) -> Kernel:
    """A settled kernel with its loops and its memory laid out for speed."""
    for change in (put_bounds_back, spread_lanes, carry, hold, select, follow_remainders):
        kernel = _on_entry(kernel, change)
    return cheapen(kernel)


def _on_entry(kernel: Kernel, change: Callable[[Function], Function]) -> Kernel:
    entry = change(kernel.entry)
    return replace(kernel, functions=(*kernel.functions[:-1], entry))
