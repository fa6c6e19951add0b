"""Put items at the front of a ``deque``, not of a list.

``items.insert(0, item)`` moves every item there is by one place, so that filling a
list from its front takes time with the square of its length.
"""

import ast
from collections.abc import Iterator

from advisor.rule import Example, Fine, Look, Module, Rule, Spot
from advisor.static import asking, kinds
from advisor.static.text import code, number


def look(module: Module) -> Iterator[Spot]:
    """``items.insert(0, …)`` in a loop on a list that was there before it."""
    for call in module.all(ast.Call):
        match call:
            case ast.Call(func=ast.Attribute(value=items, attr="insert"), args=[place, _]):
                known = kinds.of(module, items) in {"list", ""} and not _is_path(module, items)
                if known and number(place) == 0 and asking.is_from_outside(module, items, call):
                    yield Spot(call, {"items": code(items)})
            case _:
                pass


def _is_path(module: Module, items: ast.expr) -> bool:
    return module.dotted(items) == "sys.path"


RULE = Rule(
    message="`{items}.insert(0, …)` moves everything that is in the list: append and reverse "
    "once at the end, or use `collections.deque` and `appendleft`",
    why="a deque grows at its front without moving the rest",
    look=Look(
        find=look,
        fine=(
            Fine(
                why="a number has few digits",
                code="""
                    def digits(number):
                        found = []
                        while number:
                            number, digit = divmod(number, 10)
                            found.insert(0, digit)
                        return found
                """,
            ),
            Fine(
                why="it is inserted once",
                code="""
                    def titled(rows, title):
                        rows = list(rows)
                        rows.insert(0, title)
                        return rows
                """,
            ),
            Fine(
                why="the list is new on every trip",
                code="""
                    def titled(tables):
                        found = []
                        for table in tables:
                            rows = list(table)
                            rows.insert(0, "title")
                            found.append(rows)
                        return found
                """,
            ),
        ),
    ),
    examples=(
        Example(
            before="""
                def backwards(lines):
                    found = []
                    for line in lines:
                        found.insert(0, line.strip())
                    return found
            """,
            after="""
                def backwards(lines):
                    found = []
                    for line in lines:
                        found.append(line.strip())
                    found.reverse()
                    return found
            """,
            call="backwards(['a ', ' b'])",
        ),
    ),
)
