"""Collect rows in a list and make the frame once, instead of growing a data frame.

A data frame cannot grow: ``pd.concat([frame, row])``, ``frame.append(row)`` and
``frame.loc[len(frame)] = row`` copy all that is there already on every trip.
"""

import ast
from collections.abc import Iterator

from advisor.rule import Example, Fine, Look, Module, Rule, Spot
from advisor.static import growing, loops
from advisor.static.growing import Growth
from advisor.static.text import code, same


def look(module: Module) -> Iterator[Spot]:
    """Frames that a loop makes longer by a row or a piece."""
    if not any(name.startswith("pandas") for name in module.imports.values()):
        return
    for growth in growing.found(module):
        if _is_joined(module, growth):
            yield Spot(growth.statement, {"frame": code(growth.target)})
    for assigned in module.all(ast.Assign):
        match assigned.targets:
            case [ast.Subscript(value=ast.Attribute(value=frame, attr="loc"), slice=place)]:
                if _is_end(place, frame) and loops.around(module, assigned):
                    yield Spot(assigned, {"frame": code(frame)})
            case _:
                pass


def _is_joined(module: Module, growth: Growth) -> bool:
    match growth.value:
        case ast.Call(func=ast.Attribute(value=owner, attr="append")):
            return same(owner, growth.target) and not growth.in_place
        case ast.Call(func=function):
            return module.dotted(function) == "pandas.concat"
        case _:
            return False


def _is_end(place: ast.expr, frame: ast.expr) -> bool:
    """Is it the row after the last one?"""
    if isinstance(place, ast.Tuple) and place.elts:
        place = place.elts[0]
    match place:
        case ast.Call(func=ast.Name(id="len"), args=[inner]):
            return same(inner, frame) or (
                isinstance(inner, ast.Attribute) and same(inner.value, frame)
            )
        case ast.Subscript(value=ast.Attribute(value=inner, attr="shape")):
            return same(inner, frame)
        case _:
            return False


RULE = Rule(
    message="`{frame}` is copied as a whole each time a row is added: "
    "collect the rows in a list and make the frame once, after the loop",
    why="what is there already is copied once, at the end, instead of on every trip",
    look=Look(
        find=look,
        fine=(
            Fine(
                why="the pieces are joined once",
                code="""
                    import pandas as pd

                    def joined(paths):
                        pieces = []
                        for path in paths:
                            pieces.append(pd.read_csv(path))
                        return pd.concat(pieces)
                """,
            ),
            Fine(
                why="each trip makes a frame of its own",
                code="""
                    import pandas as pd

                    def pairs(tables, others):
                        found = []
                        for table, other in zip(tables, others):
                            both = pd.concat([table, other])
                            found.append(both)
                        return found
                """,
            ),
        ),
    ),
    examples=(
        Example(
            before="""
                import pandas as pd

                def table(names):
                    frame = pd.DataFrame({"name": [], "length": []})
                    for name in names:
                        row = pd.DataFrame({"name": [name], "length": [len(name)]})
                        frame = pd.concat([frame, row])
                    return list(frame["name"])
            """,
            after="""
                import pandas as pd

                def table(names):
                    rows = [{"name": name, "length": len(name)} for name in names]
                    frame = pd.DataFrame(rows, columns=["name", "length"])
                    return list(frame["name"])
            """,
            call="table(['a', 'bc'])",
        ),
    ),
)
