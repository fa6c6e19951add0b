"""Keep the positions in a dictionary instead of asking a list for them again and again.

``items.index(item)`` compares with one item after the other; on every trip round a
loop that is the whole list over again. A dictionary from item to position, or
``enumerate``, knows at once.
"""

import ast
from collections.abc import Iterator

from advisor.rule import Example, Fine, Look, Module, Rule, Spot
from advisor.static import asking
from advisor.static.text import code


def look(module: Module) -> Iterator[Spot]:
    """Calls of ``index`` on a list that was there before the loop."""
    for call in module.all(ast.Call):
        match call:
            case ast.Call(func=ast.Attribute(value=items, attr="index"), args=[wanted, *_]):
                listed = asking.is_list_from_outside(module, items, call)
                alone = len(call.args) == 1 and not call.keywords
                if isinstance(wanted, ast.Constant) or module.dotted(wanted):
                    continue  # an option among few
                if module.dotted(call.func):
                    continue  # a function of a module
                if listed or (alone and asking.is_searched(module, items, wanted, call)):
                    yield Spot(call, {"items": code(items)})
            case _:
                pass


RULE = Rule(
    message="`{items}.index` searches the list from its start on every trip round the loop: "
    "a dictionary from item to position, or `enumerate`, knows at once",
    why="looking a key up takes one step, searching a list one for each item",
    look=Look(
        find=look,
        fine=(
            Fine(
                why="it is asked only once",
                code="""
                    def place(words, word):
                        known = sorted(words)
                        return known.index(word)
                """,
            ),
            Fine(
                why="a string is searched, not a list",
                code="""
                    def ends(lines):
                        return [str(line).index(";") for line in lines]
                """,
            ),
            Fine(
                why="the list is short",
                code="""
                    def numbers(days):
                        names = ["mon", "tue", "wed"]
                        return [names.index(day) for day in days]
                """,
            ),
        ),
    ),
    examples=(
        Example(
            before="""
                def encode(words, text):
                    vocabulary = sorted(set(words))
                    return [vocabulary.index(word) for word in text]
            """,
            after="""
                def encode(words, text):
                    vocabulary = sorted(set(words))
                    position = {word: number for number, word in enumerate(vocabulary)}
                    return [position[word] for word in text]
            """,
            call="encode(['b', 'a', 'c', 'a'], ['c', 'a', 'b', 'b'])",
        ),
    ),
)
