"""Faults in the statements that a kernel is compiled from.

In a kernel half of all faults meet what lowering wrote to be safe: a guard that nothing
reaches, a variable set once more than need be. What the user wrote has little of that,
and a reader knows the lines.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial

from advisor import lowering
from advisor.kernel.improving import settle
from advisor.kernel.nodes import Kernel
from advisor.mutating import texts
from advisor.mutating.faults import Planned
from advisor.parsing import callees, modules
from advisor.profiling.recording import Recording


def plan(recording: Recording) -> Iterator[Planned[Kernel]]:
    """Every fault in the region's own statements, or in those of a function it calls.

    Making one raises whatever lowering has to say against the changed statements.
    """
    region = recording.region
    helpers = callees.sources(modules.read(region.path), region.helpers)

    def kernel(name: str, make: Callable[[], str]) -> Kernel:
        own = replace(region, source=make()) if name == region.name else region
        changed = {**helpers, name: make()} if name in helpers else helpers
        return settle(lowering.lower(own, changed, recording.calls))

    for name, text in {**helpers, region.name: region.source}.items():
        shift = region.offset if name == region.name else 0
        for planned in texts.plan(text):
            fault = replace(planned.fault, line=planned.fault.line + shift)
            yield Planned(fault, partial(kernel, name, planned.make))
