"""Compute a table at once instead of element by element in nested loops.

Nested loops over indices make a NumPy scalar of every element they read. On whole
arrays NumPy does the work in C; rows and columns are spread over the table. A loop
that reads elements written on an earlier trip, as ``x[i - 1, j]``, is left alone.
"""

from collections.abc import Iterator

import libcst as cst

from advisor import index_loops, matching
from advisor.rule import Example, Match, Rule, Surroundings, Unless


def find(function: cst.FunctionDef, around: Surroundings) -> Iterator[Match]:
    """Nests of loops that assign each element of one array."""
    for loop, match in index_loops.find(function, around, matching.blocks(function)):
        if not loop.added and len(loop.indices) > 1:
            yield match


RULE = Rule(
    message="`{target}` is computed element by element in nested loops: "
    "NumPy computes the whole table at once",
    why="one call computes all elements in C, instead of several for each in Python",
    find=find,
    backend="numpy",
    needs=("numpy",),
    expects="rounding",
    builtins=("range", "len", "type"),
    examples=(
        Example(
            before="""
                def outer(a, b, table):
                    for i in range(a.shape[0]):
                        for j in range(b.shape[0]):
                            table[i, j] = a[i] - b[j]
                    return table
            """,
            after="""
                def outer(a, b, table):
                    at_once = (
                        type(a) is np.ndarray
                        and type(b) is np.ndarray
                        and _stored_at_once(
                            lambda a, b: a - b,
                            table,
                            "ij",
                            (a.shape[0], b.shape[0]),
                            (a, "i"),
                            (b, "j"),
                        )
                    )
                    if not at_once:
                        for i in range(a.shape[0]):
                            for j in range(b.shape[0]):
                                table[i, j] = a[i] - b[j]
                    return table
            """,
            call="outer(np.arange(4.0), np.arange(3.0), np.zeros((5, 3))).tolist()",
        ),
        Example(
            before="""
                def transposed(a, out, n, m):
                    for i in range(n):
                        for j in range(m):
                            out[j][i] = a[i, j] * 2.0
                    return out
            """,
            after="""
                def transposed(a, out, n, m):
                    at_once = _stored_at_once(lambda a: a * 2.0, out, "ji", (n, m), (a, "ij"))
                    if not at_once:
                        for i in range(n):
                            for j in range(m):
                                out[j][i] = a[i, j] * 2.0
                    return out
            """,
            call="transposed(np.arange(12.0).reshape(3, 4), np.zeros((4, 3)), 3, 4).tolist()",
        ),
    ),
    unless=(
        Unless(
            why="a loop variable is used again after the loops",
            when=lambda match: match.outlives("indices"),
            witness="""
                def doubled(x, out, n):
                    for i in range(n):
                        for j in range(n):
                            out[i, j] = x[i, j] * 2
                    return j
            """,
        ),
        Unless(
            why="it is computed at once already, unless that has to give up",
            when=lambda match: match.calls("_stored_at_once"),
            witness="""
                def doubled(x, out, n):
                    if not _stored_at_once(lambda x: x * 2, out, "ij", (n, n), (x, "ij")):
                        for i in range(n):
                            for j in range(n):
                                out[i, j] = x[i, j] * 2
            """,
        ),
    ),
)
