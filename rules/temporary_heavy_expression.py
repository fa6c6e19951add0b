"""Compute an expression over big arrays in blocks that stay in the processor's cache.

Each operator of NumPy writes a whole array to memory for the next one to read.
In blocks of a few thousand elements, what comes between never leaves the cache;
every element is computed by the same operators in the same order.
"""

from collections.abc import Iterator

import libcst as cst

from advisor import elementwise, matching
from advisor.rule import Example, Hole, Match, Rule, Surroundings, Unless

_HEAVY = 3


def find(function: cst.FunctionDef, around: Surroundings) -> Iterator[Match]:
    """Statements that assign or return an element-wise expression of several operators."""
    for place in elementwise.places(function, around, matching.blocks(function)):
        if place.read.operations >= _HEAVY:
            holes: dict[str, Hole] = {
                "expression": place.value,
                "target": place.target,
                "names": place.read.names,
            }
            yield Match(function, place.block, place.position, place.position + 1, holes, around)


RULE = Rule(
    message="`{expression}` writes an array to memory for each of its operators: "
    "in blocks they stay in the cache",
    why="what comes between the operators stays in the processor's cache",
    find=find,
    backend="numpy",
    needs=("numpy",),
    examples=(
        Example(
            before="""
                def energy(mass, speed, height):
                    return 0.5 * mass * speed**2 + 9.81 * mass * height
            """,
            after="""
                def energy(mass, speed, height):
                    fast = _computed_in_blocks(
                        lambda mass, speed, height: 0.5 * mass * speed**2 + 9.81 * mass * height,
                        mass,
                        speed,
                        height,
                    )
                    if fast is not None:
                        return fast
                    return 0.5 * mass * speed**2 + 9.81 * mass * height
            """,
            call="energy(2, np.linspace(0, 10, 100_000), np.linspace(-1, 1, 100_000))",
        ),
        Example(
            before="""
                def moved(x, v, a):
                    for step in range(5):
                        x = x + 0.1 * v + 0.005 * a
                    return x
            """,
            after="""
                def moved(x, v, a):
                    for step in range(5):
                        fast = _computed_in_blocks(lambda x, v, a: x + 0.1 * v + 0.005 * a, x, v, a)
                        if fast is not None:
                            x = fast
                        else:
                            x = x + 0.1 * v + 0.005 * a
                    return x
            """,
            call="moved(*np.linspace(0, 1, 60_000).reshape(3, 20_000))",
        ),
    ),
    unless=(
        Unless(
            why="it is computed in blocks already, unless that has to give up",
            when=lambda match: match.calls("_computed_in_blocks"),
            witness="""
                def moved(x, v, a):
                    fast = _computed_in_blocks(lambda x, v, a: x + 0.1 * v + 0.005 * a, x, v, a)
                    if fast is not None:
                        return fast
                    return x + 0.1 * v + 0.005 * a
            """,
        ),
    ),
)
