"""Collect rows in a list and make the frame once, instead of growing a data frame.

A data frame cannot grow: ``pd.concat([frame, row])``, ``frame.append(row)`` and
``frame.loc[len(frame)] = row`` copy all that is there already on every trip.
"""

import ast
from collections.abc import Iterator

from advisor.rule import Example, Fine, Look, Module, Rule, Spot
from advisor.static import bindings, loops
from advisor.static.text import code, same


def look(module: Module) -> Iterator[Spot]:
    """Frames that a loop makes longer by a row or a piece."""
    if not any(name.startswith("pandas") for name in module.imports.values()):
        return
    for assigned in module.all(ast.Assign):
        match assigned.targets:
            case [ast.Name() as frame] if _is_joined(module, frame, assigned.value):
                if _is_there_before(module, frame, assigned):
                    yield Spot(assigned, {"frame": frame.id})
            case [ast.Subscript(value=ast.Attribute(value=frame, attr="loc"), slice=place)]:
                if _is_end(place, frame) and loops.around(module, assigned):
                    yield Spot(assigned, {"frame": code(frame)})
            case _:
                pass


def _is_joined(module: Module, frame: ast.Name, value: ast.expr) -> bool:
    """Is it the frame with something appended?"""
    match value:
        case ast.Call(func=ast.Attribute(value=owner, attr="append")):
            return same(owner, frame)
        case ast.Call(func=function, args=[ast.List() | ast.Tuple() as pieces, *_]):
            joins = module.dotted(function) == "pandas.concat"
            return joins and any(same(piece, frame) for piece in pieces.elts)
        case ast.IfExp(body=one, orelse=other):
            return any(_is_joined(module, frame, either) for either in (one, other))
        case _:
            return False


def _is_there_before(module: Module, frame: ast.Name, assigned: ast.Assign) -> bool:
    """Has it a value from before the loop, or from an earlier trip, and not from this one?"""
    around = loops.around(module, assigned)
    if not around:
        return False
    _, known = bindings.of(module, frame.id, frame)
    top = set(module.within(loops.scene(module, around[0])))
    return any(binding.node not in top for binding in known)


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
        slow=(
            """
                import pandas as pd

                def joined(paths):
                    frame = None
                    for path in paths:
                        part = pd.read_csv(path)
                        if frame is None:
                            frame = part
                        else:
                            frame = pd.concat([frame, part])
                    return frame
            """,
        ),
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
