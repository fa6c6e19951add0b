"""Add up the elements of arrays at once instead of one by one.

Each trip round the loop makes a NumPy scalar of every element it reads, and adds in
Python. NumPy adds in C: in the order of the loop, for the very same sum, or in
pairs, which is faster and loses less to rounding.
"""

from collections.abc import Iterator

import libcst as cst

from advisor import index_loops, matching
from advisor.rule import Example, Match, Rule, Surroundings, Unless


def find(function: cst.FunctionDef, around: Surroundings) -> Iterator[Match]:
    """Loops, nested or not, that add something of each element to one variable."""
    for loop, match in index_loops.find(function, around, matching.blocks(function)):
        if loop.added:
            yield match


RULE = Rule(
    message="`{target}` adds up elements one by one: NumPy adds whole arrays in C",
    why="the elements are computed and added in C",
    find=find,
    backend="numpy",
    needs=("numpy",),
    expects="rounding",
    variants=("in order", "pairwise"),
    builtins=("range", "len", "type"),
    examples=(
        Example(
            before="""
                def distance(a, b, n):
                    total = 0.0
                    for i in range(n):
                        total += (a[i] - b[i]) ** 2
                    return math.sqrt(total)
            """,
            after="""
                def distance(a, b, n):
                    total = 0.0
                    at_once = _summed_in_order(
                        lambda a, b: (a - b) ** 2,
                        total,
                        (n,),
                        False,
                        (a, "i"),
                        (b, "i"),
                    )
                    if at_once is None:
                        for i in range(n):
                            total += (a[i] - b[i]) ** 2
                    else:
                        total = at_once
                    return math.sqrt(total)
            """,
            call="distance(np.arange(9.0), np.arange(9.0) / 7, 9)",
        ),
    ),
    unless=(
        Unless(
            why="a loop variable is used again after the loops",
            when=lambda match: match.outlives("indices"),
            witness="""
                def total_and_last(x, n):
                    total = 0.0
                    for i in range(n):
                        total += x[i]
                    return total, i
            """,
        ),
        Unless(
            why="what is added depends on the sum so far",
            when=lambda match: match.variable("target") in index_loops.summed(match),
            witness="""
                def compound(x, n):
                    total = 1.0
                    for i in range(n):
                        total += total * x[i]
                    return total
            """,
        ),
        Unless(
            why="it is computed at once already, unless that has to give up",
            when=lambda match: match.calls("_summed_in_order", "_summed_pairwise"),
            witness="""
                def total_of(x, n):
                    total = 0.0
                    at_once = _summed_pairwise(lambda x: x, total, (n,), False, (x, "i"))
                    if at_once is None:
                        for i in range(n):
                            total += x[i]
                    else:
                        total = at_once
                    return total
            """,
        ),
    ),
)
