"""Compute with whole columns instead of going through a frame row by row.

``iterrows`` makes a Series of every row, which costs more than most of what is then done
with it. Arithmetic on columns runs in C; where a loop must be, ``itertuples`` or
``zip`` over the columns is ten to a hundred times quicker.
"""

import ast
from collections.abc import Iterator

from advisor.rule import Example, Fine, Look, Module, Rule, Spot
from advisor.static.text import code


def look(module: Module) -> Iterator[Spot]:
    """Loops over ``iterrows()``."""
    for call in module.all(ast.Call):
        match call:
            case ast.Call(func=ast.Attribute(value=frame, attr="iterrows"), args=[]):
                yield Spot(call, {"called": code(call), "frame": code(frame)})
            case _:
                pass


RULE = Rule(
    message="`{called}` makes a Series of every row: compute with whole columns of `{frame}`, "
    "or loop over `itertuples()` or `zip` of the columns",
    why="columns are computed in C, without an object for each row",
    look=Look(
        find=look,
        weight="factor",
        fine=(
            Fine(
                why="itertuples makes plain tuples",
                code="""
                    def names(frame):
                        return [row.name for row in frame.itertuples()]
                """,
            ),
        ),
    ),
    examples=(
        Example(
            before="""
                import pandas as pd

                def total(prices, counts):
                    frame = pd.DataFrame({"price": prices, "count": counts})
                    found = 0
                    for _, row in frame.iterrows():
                        found += row["price"] * row["count"]
                    return int(found)
            """,
            after="""
                import pandas as pd

                def total(prices, counts):
                    frame = pd.DataFrame({"price": prices, "count": counts})
                    return int((frame["price"] * frame["count"]).sum())
            """,
            call="total([2, 3], [1, 4])",
        ),
    ),
)
