"""Compute with whole columns instead of reading or writing a frame cell by cell.

``frame.loc[i, "x"]`` finds its row and column anew for every cell, which takes
thousands of times longer than an element of an array does.
"""

import ast
from collections.abc import Iterator

from advisor.rule import Example, Fine, Look, Module, Rule, Spot
from advisor.static import bindings, kinds, loops
from advisor.static.text import code, names, same

_CELLS = frozenset({"loc", "iloc", "at", "iat"})


def look(module: Module) -> Iterator[Spot]:
    """Cells that a loop reaches by its own variable, one finding for each loop."""
    if not any(name.startswith("pandas") for name in module.imports.values()):
        return
    told: set[ast.AST] = set()
    for part in module.all(ast.Subscript):
        around = loops.around(module, part)
        if around and around[0] not in told and _is_cell(module, part, around[0]):
            told.add(around[0])
            yield Spot(part, {"cell": code(part)})


def _is_cell(module: Module, part: ast.Subscript, loop: loops.Loop) -> bool:
    counters = (
        bindings.names_bound(module, loop.target)
        if isinstance(loop, ast.For | ast.comprehension)
        else bindings.names_bound(module, loop)
    )
    if not names(_row(part)) & counters or _grows(part) or _is_over_columns(loop):
        return False
    match part.value:
        case ast.Attribute(value=frame, attr=attribute) if attribute in _CELLS:
            return not names(frame) & counters and not _is_filter(part.slice)
        case ast.Subscript(value=frame):
            return kinds.of(module, frame) == "frame" and isinstance(part.slice, ast.Name)
        case _:
            return False


def _row(part: ast.Subscript) -> ast.expr:
    """What says which row: the first of two places."""
    match part.slice:
        case ast.Tuple(elts=[row, *_]):
            return row
        case place:
            return place


def _is_over_columns(loop: loops.Loop) -> bool:
    """Does the loop run over the columns, which are few?"""
    return isinstance(loop, ast.For | ast.comprehension) and any(
        isinstance(node, ast.Attribute) and node.attr in {"columns", "items", "dtypes"}
        for node in ast.walk(loop.iter)
    )


def _is_filter(place: ast.expr) -> bool:
    """Does it choose many rows at once?"""
    return any(
        isinstance(node, ast.Compare | ast.Slice)
        or (isinstance(node, ast.Name) and node.id == "slice")
        or (isinstance(node, ast.Attribute) and isinstance(node.value, ast.Attribute))
        or (isinstance(node, ast.Attribute) and node.attr in {"isna", "notna", "isin"})
        for node in ast.walk(place)
    )


def _grows(part: ast.Subscript) -> bool:
    """Is it the row after the last one, which is another habit?"""
    return isinstance(part.value, ast.Attribute) and any(
        isinstance(node, ast.Call) and node.args and same(node.args[0], part.value.value)
        for node in ast.walk(part.slice)
    )


RULE = Rule(
    message="`{cell}` finds its row and column anew on every trip round the loop: "
    "compute with whole columns, or loop over `itertuples()` or plain lists",
    why="columns are computed in C",
    look=Look(
        find=look,
        weight="factor",
        fine=(
            Fine(
                why="it is one cell",
                code="""
                    import pandas as pd

                    def first(frame):
                        return frame.loc[0, "name"]
                """,
            ),
            Fine(
                why="the loop runs over columns",
                code="""
                    import pandas as pd

                    def means(frame):
                        return {name: frame[name].mean() for name in frame.columns}
                """,
            ),
        ),
    ),
    examples=(
        Example(
            before="""
                import pandas as pd

                def doubled(numbers):
                    frame = pd.DataFrame({"x": numbers, "y": 0})
                    for i in range(len(frame)):
                        frame.loc[i, "y"] = frame.loc[i, "x"] * 2
                    return frame["y"].tolist()
            """,
            after="""
                import pandas as pd

                def doubled(numbers):
                    frame = pd.DataFrame({"x": numbers, "y": 0})
                    frame["y"] = frame["x"] * 2
                    return frame["y"].tolist()
            """,
            call="doubled([1, 2])",
        ),
    ),
)
