"""Group a frame once instead of filtering it for one value after the other.

``frame[frame["key"] == value]`` compares the whole column, on every trip round a loop
over the values. ``groupby`` sorts all rows into their groups in one pass.
"""

import ast
from collections.abc import Iterator

from advisor.rule import Example, Fine, Look, Module, Rule, Spot
from advisor.static import bindings, loops
from advisor.static.text import code, names, root


def look(module: Module) -> Iterator[Spot]:
    """Filters by the variable of the loop around."""
    if not any(name.startswith("pandas") for name in module.imports.values()):
        return
    for part in module.all(ast.Subscript):
        around = loops.around(module, part)
        if not around or not isinstance(around[0], ast.For | ast.comprehension):
            continue
        counters = bindings.names_bound(module, around[0].target)
        test = (
            part.slice.elts[0]
            if isinstance(part.slice, ast.Tuple) and part.slice.elts
            else part.slice
        )
        frame = root(part)
        match test:
            case ast.Compare(left=column, ops=[ast.Eq()], comparators=[value]):
                own = isinstance(column, ast.Subscript | ast.Attribute) and root(column) == frame
                if own and frame and names(value) & counters and frame not in counters:
                    yield Spot(part, {"filter": code(part), "column": code(column)})
            case _:
                pass


RULE = Rule(
    message="`{filter}` compares the whole column on every trip round the loop: "
    "`groupby` sorts the rows by `{column}` once",
    why="all groups are made in one pass",
    look=Look(
        find=look,
        fine=(
            Fine(
                why="it is filtered once",
                code="""
                    import pandas as pd

                    def of_city(frame, city):
                        return frame[frame["city"] == city]
                """,
            ),
            Fine(
                why="each trip filters another frame",
                code="""
                    import pandas as pd

                    def positive(frames):
                        return [frame[frame["x"] == 0] for frame in frames]
                """,
            ),
        ),
    ),
    examples=(
        Example(
            before="""
                import pandas as pd

                def totals(names, amounts):
                    frame = pd.DataFrame({"name": names, "amount": amounts})
                    found = {}
                    for name in frame["name"].unique():
                        found[name] = int(frame[frame["name"] == name]["amount"].sum())
                    return found
            """,
            after="""
                import pandas as pd

                def totals(names, amounts):
                    frame = pd.DataFrame({"name": names, "amount": amounts})
                    sums = frame.groupby("name", sort=False)["amount"].sum()
                    return {name: int(total) for name, total in sums.items()}
            """,
            call="totals(['a', 'b', 'a'], [1, 2, 3])",
        ),
    ),
)
