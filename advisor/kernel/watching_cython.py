"""Let a long loop look at ``bad`` now and then.

Python ends at once where an index is out of range; a kernel that notices only after its
loop would go on for as many trips as were asked for, which may be forever. A look on
every trip would keep C from vectorising, so a plain loop is cut into blocks::

    for i in range(n):                  stop = 0
        total += values[i]              while stop < n:
                                            start = stop
                                            stop = n if n - start <= 65536 else start + 65536
                                            for i in range(start, stop):
                                                total += values[i]
                                            if bad: return 1

A loop that ends early of itself, or holds loops that may not run, looks on every trip.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from advisor.kernel import nodes, walking
from advisor.kernel.printing import INDENT, Printer, is_constant

_BLOCK = 65_536  # trips
_BRIEF = 10_000_000  # trips that end soon in any case

_LEAPS = (nodes.For, nodes.While, nodes.Break, nodes.Continue, nodes.Return)


def brief(node: nodes.For) -> bool:
    """Whether the loop ends soon, or looks at ``bad`` on every trip by the loops in it."""
    if any(isinstance(statement, nodes.For | nodes.While) for statement in node.body):
        return True
    stop = node.stop
    constant = isinstance(stop, nodes.Constant) and abs(stop.value) <= _BRIEF
    return constant or isinstance(stop, nodes.Length)


def can_fail(lines: Sequence[str], bad: str) -> bool:
    """Whether a printed loop may set ``bad``."""
    return any(re.search(rf"\b{re.escape(bad)}\b", line) for line in lines)


def divisible(node: nodes.For) -> bool:
    """Whether the loop can be cut into blocks."""
    leaps = any(isinstance(one, _LEAPS) for one in walking.statements(node.body))
    by_one = is_constant(node.step, 1) or is_constant(node.step, -1)
    return by_one and not node.orelse and not leaps


def in_blocks(
    node: nodes.For, lines: Sequence[str], printer: Printer, names: tuple[str, str, str], look: str
) -> list[str]:
    """The printed loop in blocks of trips; ``names`` are its start, its stop and its end."""
    start, stop, end = names
    _, *body = lines
    variable = printer.dialect.name(node.variable)
    before, sign, step, far, near = "<", "+", "", end, start
    if is_constant(node.step, -1):
        before, sign, step, far, near = ">", "-", ", -1", start, end
    room = f"<unsigned long long>{far} - <unsigned long long>{near}"
    return [
        f"{stop} = {printer.expression(node.start)}",
        f"{end} = {printer.expression(node.stop)}",
        f"while {stop} {before} {end}:",
        f"{INDENT}{start} = {stop}",
        f"{INDENT}{stop} = {end} if {room} <= {_BLOCK} else {start} {sign} {_BLOCK}",
        f"{INDENT}for {variable} in range({start}, {stop}{step}):",
        *(INDENT + line for line in body),
        INDENT + look,
    ]
