"""Compute a long expression over big arrays with numexpr, in one pass.

NumPy computes each operator over the whole arrays and stores what comes between
in memory. numexpr takes the arrays block by block through the whole expression,
in the processor's cache, and on several cores if it may; powers become products.
"""

from collections.abc import Iterator

import libcst as cst

from advisor import elementwise, matching
from advisor.rule import Example, Hole, Match, Rule, Surroundings, Unless

_LONG = 4


def find(function: cst.FunctionDef, around: Surroundings) -> Iterator[Match]:
    """Statements that assign or return a long element-wise expression."""
    for place in elementwise.places(function, around, matching.blocks(function)):
        if place.read.operations >= _LONG:
            holes: dict[str, Hole] = {
                "expression": place.value,
                "target": place.target,
                "texts": tuple(f'"{t}"' for t in (place.read.numexpr, *place.read.hidden)),
                "values": tuple(f"{name}={name}" for name in place.read.names),
            }
            yield Match(function, place.block, place.position, place.position + 1, holes, around)


RULE = Rule(
    message="`{expression}` stores an array for each of its operators: "
    "numexpr computes it in one pass",
    why="the arrays go through the processor's cache once, block by block",
    find=find,
    backend="numexpr",
    needs=("numexpr",),
    expects="rounding",
    variants=("one thread", "all threads"),
    examples=(
        Example(
            before="""
                def polynomial(x):
                    return 0.25 * x**3 + 0.75 * x**2 - 1.5 * x - 2
            """,
            after="""
                def polynomial(x):
                    fast = _numexpr_on_one_core("0.25 * x**3 + 0.75 * x**2 - 1.5 * x - 2.0", x=x)
                    if fast is not None:
                        return fast
                    return 0.25 * x**3 + 0.75 * x**2 - 1.5 * x - 2
            """,
            call="polynomial(np.linspace(-1, 1, 100_000))",
        ),
        Example(
            before="""
                def gauss(x, mean, width):
                    density = np.exp(-0.5 * ((x - mean) / width) ** 2) / width
                    return density
            """,
            after="""
                def gauss(x, mean, width):
                    fast = _numexpr_on_one_core(
                        "exp(-0.5 * ((x - mean) / width)**2) / width",
                        "-0.5 * ((x - mean) / width)**2",
                        x=x,
                        mean=mean,
                        width=width,
                    )
                    if fast is not None:
                        density = fast
                    else:
                        density = np.exp(-0.5 * ((x - mean) / width) ** 2) / width
                    return density
            """,
            call="gauss(np.linspace(-1, 1, 100_000), 0.1, 2)",
        ),
    ),
    unless=(
        Unless(
            why="it is computed by numexpr already, unless that has to give up",
            when=lambda match: match.calls("_numexpr_on_one_core", "_numexpr_on_all_cores"),
            witness="""
                def polynomial(x):
                    fast = _numexpr_on_one_core("x * x * x + x * x", x=x)
                    if fast is not None:
                        return fast
                    return x * x * x + x * x
            """,
        ),
    ),
)
