"""Keep the values in a set instead of searching those of a dictionary again and again.

``x in table.values()`` compares with one value after the other: only keys are found in
one step.
"""

import ast
from collections.abc import Iterator

from advisor.rule import Example, Fine, Look, Module, Rule, Spot
from advisor.static import asking
from advisor.static.text import code


def look(module: Module) -> Iterator[Spot]:
    """``in table.values()`` on every trip round a loop."""
    for test in module.all(ast.Compare):
        match test.ops, test.comparators:
            case (
                [ast.In() | ast.NotIn()],
                [ast.Call(func=ast.Attribute(value=table, attr="values"), args=[]) as values],
            ) if asking.is_from_outside(module, table, test):
                yield Spot(test, {"values": code(values)})
            case _:
                pass


RULE = Rule(
    message="`{values}` is searched from its start on every trip round the loop: "
    "a set of the values, or a dictionary the other way round, finds one at once",
    why="looking an item up in a set takes one step",
    look=Look(
        find=look,
        fine=(
            Fine(
                why="a key is found in one step",
                code="""
                    def known(words, table):
                        return [word for word in words if word in table]
                """,
            ),
            Fine(
                why="it is searched once",
                code="""
                    def is_used(table, value):
                        return value in table.values()
                """,
            ),
        ),
    ),
    examples=(
        Example(
            before="""
                def used(names, phones):
                    return [name for name in names if name in phones.values()]
            """,
            after="""
                def used(names, phones):
                    values = set(phones.values())
                    return [name for name in names if name in values]
            """,
            call="used(['a', 'b'], {1: 'b'})",
        ),
    ),
)
