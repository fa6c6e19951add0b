"""Count everything in one pass instead of going through a list once for each item.

``items.count(item)`` compares with every item there is; on every trip round a loop
that is the whole list over again. ``collections.Counter`` counts all items in one pass.
"""

import ast
from collections.abc import Iterator

from advisor.rule import Example, Fine, Look, Module, Rule, Spot
from advisor.static import asking, kinds, loops, steadiness
from advisor.static.text import code, names


def look(module: Module) -> Iterator[Spot]:
    """Calls of ``count`` on a list, or on the text whose letters the loop runs over."""
    for call in module.all(ast.Call):
        match call:
            case ast.Call(func=ast.Attribute(value=items, attr="count"), args=[wanted]):
                listed = asking.is_list_from_outside(module, items, call)
                searched = listed or asking.is_searched(module, items, wanted, call)
                if (searched or _own_letters(module, items, call)) and _varies(
                    module, call, wanted
                ):
                    yield Spot(call, {"items": code(items)})
            case _:
                pass


def _own_letters(module: Module, items: ast.expr, call: ast.Call) -> bool:
    """Is it a text that the loop around runs over, letter by letter?"""
    return (
        isinstance(items, ast.Name)
        and kinds.of(module, items) in {"str", "bytes", "tuple", ""}
        and any(
            items.id in names(loop.iter)
            for loop in loops.around(module, call)
            if isinstance(loop, ast.For | ast.comprehension)
        )
    )


def _varies(module: Module, call: ast.Call, wanted: ast.expr) -> bool:
    return not all(steadiness.steady(module, wanted, loop) for loop in loops.around(module, call))


RULE = Rule(
    message="`{items}.count` goes through all of it on every trip round the loop: "
    "`collections.Counter` counts everything in one pass",
    why="one pass counts every item there is",
    look=Look(
        find=look,
        fine=(
            Fine(
                why="it is counted only once",
                code="""
                    def votes(ballots, name):
                        names = [ballot.strip() for ballot in ballots]
                        return names.count(name)
                """,
            ),
            Fine(
                why="each line is another text",
                code="""
                    def commas(lines):
                        return [line.count(",") for line in lines]
                """,
            ),
        ),
    ),
    examples=(
        Example(
            before="""
                def frequencies(text):
                    words = text.split()
                    return {word: words.count(word) for word in set(words)}
            """,
            after="""
                def frequencies(text):
                    from collections import Counter

                    return dict(Counter(text.split()))
            """,
            call="sorted(frequencies('a b a c b a').items())",
        ),
    ),
)
