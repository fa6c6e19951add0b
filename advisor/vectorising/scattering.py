"""Sums at computed places, as of a histogram: ``counts[labels[i]] += 1``.

Trips that meet at a place must add to it one after the other. ``np.add.at`` does just that, in
the order of the trips.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from advisor.kernel import dependences, nodes, walking
from advisor.kernel.affine import affine, reads
from advisor.kernel.nodes import For, Store
from advisor.vectorising.products import accumulated


def scattered(loop: For) -> Iterator[tuple[int, Store]]:
    """Such sums in a loop, each with its number among the statements.

    Nothing else in the loop looks at their arrays.
    """
    accesses = [*dependences.accesses(loop.body)]
    found = Counter(access.array for access in accesses)
    for number, statement in enumerate(walking.statements(loop.body)):
        if isinstance(statement, Store) and _computed(statement, loop) and accumulated(statement):
            own = [a for a in accesses if a.array == statement.array and a.statement == number]
            if len(own) == found[statement.array] == 2:  # noqa: PLR2004  (one read, one write)
                yield number, statement


def _computed(statement: Store, loop: For) -> bool:
    """Whether a subscript is found out in each trip, and is no multiple of a counter."""
    counters = {s.variable for s in walking.statements(loop.body) if isinstance(s, For)}
    found_out = dependences.assigned(loop.body) - counters
    for term in (term for index in statement.indices for term in affine(index).terms):
        if isinstance(term, nodes.Load) or found_out & {*reads(term)}:
            return True
    return False
