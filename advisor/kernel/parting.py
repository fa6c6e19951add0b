"""Make functions of loops whose trips do not depend on each other, to be shared out in parts.

Before:                             After:
    for i in range(n):                  done = smooth.part0(old, new, 0, n)
        new[i] = f(old, i)
                                    def smooth.part0(old, new, first, end):
                                        for i in range(first, end):
                                            new[i] = f(old, i)
                                        return 0

Called once for all trips, or for any parts of them in any order, it does the same.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import count

from advisor.kernel import dependences, liveness, nodes, rebuilding, walking
from advisor.kernel.nodes import Expression, For, Function, Kernel, Parameter
from advisor.kernel.types import INT, Array, Scalar

_ONE = nodes.Constant(1, INT)


@dataclass(frozen=True, slots=True)
class Parted:
    """A kernel that calls its independent loops.

    Attributes:
        kernel: with these as the last functions before the entry.
        parts: their names; the last two arguments are the first trip and the end.
    """

    kernel: Kernel
    parts: tuple[str, ...]


def part(kernel: Kernel) -> Parted | None:
    """The kernel with functions for its independent loops; ``None`` where it has none."""
    if not _apart(kernel.entry):
        return None
    loops = [loop for loop in dependences.independent_loops(kernel) if _divisible(kernel, loop)]
    names = (f"{kernel.entry.name}.part{number}" for number in count())
    named = dict(zip(map(id, loops), names, strict=False))
    if not loops:
        return None
    parts = tuple(_outlined(kernel.entry, loop, named[id(loop)]) for loop in loops)
    calls = {id(loop): _call(loop, made) for loop, made in zip(loops, parts, strict=True)}
    entry = replace(
        kernel.entry,
        locals=dict(kernel.entry.locals) | {call.name: INT for call in calls.values()},
        body=rebuilding.with_statements(
            kernel.entry.body, lambda statement: calls.get(id(statement), statement)
        ),
    )
    changed = replace(kernel, functions=(*kernel.functions[:-1], *parts, entry))
    return Parted(changed, tuple(named.values()))


def _apart(function: Function) -> bool:
    """Whether arrays only change places: no two names ever mean the same one."""
    moves = [s for s in walking.statements(function.body) if isinstance(s, nodes.Rebind)]
    return all({*one.targets} == {*one.sources} for one in moves)


def _divisible(kernel: Kernel, loop: For) -> bool:
    types = walking.types(kernel.entry)
    kinds = [types[name] for name in _arrays(loop)]
    return loop.step == _ONE and not any(isinstance(k, Array) and k.growable for k in kinds)


def _arrays(loop: For) -> tuple[str, ...]:
    """The arrays that a loop's body reads, writes or asks for their length."""
    found = {access.array for access in dependences.accesses(loop.body)}
    found |= {e.array for e in walking.expressions(loop.body) if isinstance(e, nodes.Length)}
    return tuple(sorted(found))


def _outlined(entry: Function, loop: For, name: str) -> Function:
    types = walking.types(entry)
    first, end = (nodes.Variable(f"{loop.variable}.{role}", INT) for role in ("first", "end"))
    own = dependences.assigned(loop.body) | {loop.variable}
    read = sorted(liveness.flow(loop.body).exposed - {loop.variable})
    given = [name for name in read if isinstance(types[name], Scalar)]
    parameters = [Parameter(array, "", types[array]) for array in _arrays(loop)]
    parameters += [Parameter(scalar, "", types[scalar]) for scalar in given]
    parameters += [Parameter(bound.name, "", INT) for bound in (first, end)]
    body = (replace(loop, start=first, stop=end), nodes.Return((nodes.Constant(0, INT),)))
    return Function(name, tuple(parameters), {n: types[n] for n in sorted(own)}, body, (INT,))


def _call(loop: For, made: Function) -> nodes.Assign:
    """The call of a loop's function, for all trips."""
    given: list[Expression | nodes.ArrayName] = [
        nodes.ArrayName(p.name) if isinstance(p.type, Array) else nodes.Variable(p.name, p.type)
        for p in made.parameters[:-2]
    ]
    value = nodes.CallFunction(made.name, (*given, loop.start, loop.stop), INT)
    return nodes.Assign(f"{made.name}.done", value, loop.line)
