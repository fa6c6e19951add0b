"""Compute an array at once instead of element by element.

Each trip round the loop makes a NumPy scalar of every element it reads, and
computes with it in Python. On whole arrays NumPy does it in C. A loop that reads
what an earlier trip wrote, as ``x[i - 1]``, cannot be computed so and is left alone.
"""

from collections.abc import Iterator

import libcst as cst

from advisor import index_loops, matching
from advisor.rule import Example, Match, Rule, Surroundings, Unless


def find(function: cst.FunctionDef, around: Surroundings) -> Iterator[Match]:
    """Loops that assign each element of one array."""
    for loop, match in index_loops.find(function, around, matching.blocks(function)):
        if not loop.added and len(loop.indices) == 1:
            yield match


RULE = Rule(
    message="`{target}` is computed element by element: NumPy computes the whole array at once",
    why="one call computes all elements in C, instead of several for each in Python",
    find=find,
    backend="numpy",
    needs=("numpy",),
    expects="rounding",
    builtins=("range", "len", "type"),
    examples=(
        Example(
            before="""
                def distances(x, y, out):
                    for i in range(len(x)):
                        out[i] = math.sqrt(x[i] * x[i] + y[i] * y[i])
                    return out
            """,
            after="""
                def distances(x, y, out):
                    at_once = (
                        type(x) is np.ndarray
                        and _stored_at_once(
                            lambda x, y: np.sqrt(x * x + y * y),
                            out,
                            "i",
                            (len(x),),
                            (x, "i"),
                            (y, "i"),
                        )
                    )
                    if not at_once:
                        for i in range(len(x)):
                            out[i] = math.sqrt(x[i] * x[i] + y[i] * y[i])
                    return out
            """,
            call="distances(np.arange(9.0), np.arange(9.0) / 7, np.zeros(9)).tolist()",
        ),
        Example(
            before="""
                def scaled(x, factor, n):
                    for i in range(n):
                        x[i] *= factor + 1
                    return x
            """,
            after="""
                def scaled(x, factor, n):
                    at_once = _stored_at_once(
                        lambda x, factor: x * (factor + 1),
                        x,
                        "i",
                        (n,),
                        (x, "i"),
                        (factor, ""),
                    )
                    if not at_once:
                        for i in range(n):
                            x[i] *= factor + 1
                    return x
            """,
            call="scaled(np.arange(9.0), 2, 5).tolist()",
        ),
    ),
    unless=(
        Unless(
            why="the loop variable is used again after the loop",
            when=lambda match: match.outlives("indices"),
            witness="""
                def doubled(x, out):
                    for i in range(len(x)):
                        out[i] = x[i] * 2
                    return i
            """,
        ),
        Unless(
            why="it is computed at once already, unless that has to give up",
            when=lambda match: match.calls("_stored_at_once"),
            witness="""
                def doubled(x, out):
                    if not _stored_at_once(lambda x: x * 2, out, "i", (len(x),), (x, "i")):
                        for i in range(len(x)):
                            out[i] = x[i] * 2
            """,
        ),
    ),
)
