"""Build the list that remains instead of removing items one by one.

``items.remove(item)`` searches the list from its start and then moves all that comes
after; on every trip round a loop that is the whole list over again.
"""

import ast
from collections.abc import Iterator

from advisor.rule import Example, Fine, Look, Module, Rule, Spot
from advisor.static import asking
from advisor.static.text import code


def look(module: Module) -> Iterator[Spot]:
    """Calls of ``remove`` on a list that was there before the loop."""
    for call in module.all(ast.Call):
        match call:
            case ast.Call(func=ast.Attribute(value=items, attr="remove"), args=[_]):
                if asking.is_list_from_outside(module, items, call):
                    yield Spot(call, {"items": code(items)})
            case _:
                pass


RULE = Rule(
    message="`{items}.remove` searches the list and moves what follows, on every trip round "
    "the loop: keep what remains in a new list, or use a set or dictionary",
    why="one pass decides about every item",
    look=Look(
        find=look,
        fine=(
            Fine(
                why="a set removes in one step",
                code="""
                    def left(items, gone):
                        rest = set(items)
                        for item in gone:
                            rest.remove(item)
                        return rest
                """,
            ),
            Fine(
                why="the loop ends with it",
                code="""
                    def without_first(items):
                        rest = list(items)
                        for item in rest:
                            if item < 0:
                                rest.remove(item)
                                break
                        return rest
                """,
            ),
        ),
    ),
    examples=(
        Example(
            before="""
                def positive(numbers):
                    rest = list(numbers)
                    for number in numbers:
                        if number < 0:
                            rest.remove(number)
                    return rest
            """,
            after="""
                def positive(numbers):
                    return [number for number in numbers if not number < 0]
            """,
            call="positive([3, -1, 4, -1, 5])",
        ),
    ),
)
