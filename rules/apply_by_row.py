"""Compute with whole columns instead of applying a function to every row.

``frame.apply(function, axis=1)`` makes a Series of every row and calls Python with it.
Arithmetic, comparisons, ``np.where`` and ``np.select`` on the columns run in C.
"""

import ast
from collections.abc import Iterator

from advisor.rule import Example, Fine, Look, Module, Rule, Spot
from advisor.static.text import code


def look(module: Module) -> Iterator[Spot]:
    """``apply`` with ``axis=1``."""
    for call in module.all(ast.Call):
        match call:
            case ast.Call(func=ast.Attribute(value=frame, attr="apply")) if _by_row(module, call):
                yield Spot(call, {"frame": code(frame)})
            case _:
                pass


def _by_row(module: Module, call: ast.Call) -> bool:
    axis = [keyword.value for keyword in call.keywords if keyword.arg == "axis"]
    if not axis and len(call.args) > 1 and _knows_pandas(module):
        axis = call.args[1:2]
    return any(isinstance(a, ast.Constant) and a.value in {1, "columns"} for a in axis)


def _knows_pandas(module: Module) -> bool:
    return any(name.startswith("pandas") for name in module.imports.values())


RULE = Rule(
    message="`{frame}.apply` makes a Series of every row and calls Python with it: "
    "compute with whole columns",
    why="columns are computed in C, without an object for each row",
    look=Look(
        find=look,
        weight="factor",
        fine=(
            Fine(
                why="a function of whole columns is called a few times only",
                code="""
                    def spread(frame):
                        return frame.apply(lambda column: column.max() - column.min())
                """,
            ),
        ),
    ),
    examples=(
        Example(
            before="""
                import pandas as pd

                def totals(prices, counts):
                    frame = pd.DataFrame({"price": prices, "count": counts})
                    return list(frame.apply(lambda row: row["price"] * row["count"], axis=1))
            """,
            after="""
                import pandas as pd

                def totals(prices, counts):
                    frame = pd.DataFrame({"price": prices, "count": counts})
                    return list(frame["price"] * frame["count"])
            """,
            call="[int(total) for total in totals([2, 3], [1, 4])]",
        ),
    ),
)
