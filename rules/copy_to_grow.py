"""Add to a collection in place instead of making a longer copy on every trip.

``items = items + [item]``, ``pair += (item,)``, ``table = {**table, key: value}`` and
``seen = seen | {item}`` copy all that is there already for each item that is added.
"""

import ast
from collections.abc import Iterator

from advisor.rule import Example, Fine, Look, Module, Rule, Spot
from advisor.static import growing, growths
from advisor.static.growths import Growth
from advisor.static.text import code, same

_CURES = {
    "list": "append to it, or `extend` it",
    "tuple": "collect in a list and make the tuple once",
    "dict": "assign or `update` in place",
    "set": "`add` or `update` in place",
}


def look(module: Module) -> Iterator[Spot]:
    """Collections that a loop replaces by longer copies of themselves."""
    for growth in growing.found(module):
        kind = _copied(module, growth)
        few = (kind == "tuple" and _takes_options(growth)) or growths.is_reserve(module, growth)
        if kind and not few:
            yield Spot(growth.statement, {"target": code(growth.target), "cure": _CURES[kind]})


def _takes_options(growth: Growth) -> bool:
    """Does the loop run over the few names and values that a call is made with?

    A ``while`` that builds a tuple takes the parts of a name, or of a key.
    """
    if not isinstance(growth.loop, ast.For):
        return True
    return any(
        isinstance(node, ast.Attribute) and node.attr == "items"
        for node in ast.walk(growth.loop.iter)
    )


def _copied(module: Module, growth: Growth) -> str:
    """The kind of collection that is copied, "" if it is none or grows in place."""
    told = growths.kind(module, growth)
    match growth.value:
        case _ if growth.in_place:
            return "tuple" if told == "tuple" else ""
        case ast.BinOp(op=ast.Add()) if told in {"list", "tuple"} and growths.adds(growth):
            return told
        case ast.BinOp(op=ast.BitOr()) if told in {"dict", "set"}:
            return told
        case ast.Dict(keys=keys, values=values):
            copied = (v for k, v in zip(keys, values, strict=True) if k is None)
            return "dict" if any(same(v, growth.target) for v in copied) else ""
        case ast.List(elts=elements) | ast.Set(elts=elements) | ast.Tuple(elts=elements):
            spread = (e.value for e in elements if isinstance(e, ast.Starred))
            kind = type(growth.value).__name__.lower()
            return kind if any(same(e, growth.target) for e in spread) else ""
        case ast.Call(func=ast.Attribute(value=owner, attr="union")) if same(owner, growth.target):
            return told if told == "set" else ""
        case ast.Call(func=ast.Name(id="dict"), args=[first], keywords=[_, *_]):
            return "dict" if same(first, growth.target) else ""
        case _:
            return ""


RULE = Rule(
    message="`{target}` is copied as a whole each time something is added: {cure}",
    why="what is there already is not copied",
    look=Look(
        find=look,
        fine=(
            Fine(
                why="a list grows in place with `+=`",
                code="""
                    def flat(rows):
                        found = []
                        for row in rows:
                            found += row
                        return found
                """,
            ),
            Fine(
                why="a call has few options",
                code="""
                    def words(options):
                        found = ()
                        for name, value in options.items():
                            found += ("-" + name, value)
                        return found
                """,
            ),
            Fine(
                why="numbers are added, not collections",
                code="""
                    def total(numbers):
                        found = 0
                        for number in numbers:
                            found = found + number
                        return found
                """,
            ),
            Fine(
                why="each trip starts anew",
                code="""
                    def pairs(rows):
                        found = []
                        for row in rows:
                            both = [row]
                            both = both + [row]
                            found.append(both)
                        return found
                """,
            ),
        ),
    ),
    examples=(
        Example(
            before="""
                def evens(numbers):
                    found = []
                    for number in numbers:
                        if number % 2 == 0:
                            found = found + [number]
                    return found
            """,
            after="""
                def evens(numbers):
                    found = []
                    for number in numbers:
                        if number % 2 == 0:
                            found.append(number)
                    return found
            """,
            call="evens(range(10))",
        ),
        Example(
            before="""
                def merged(tables):
                    found = {}
                    for table in tables:
                        found = {**found, **table}
                    return found
            """,
            after="""
                def merged(tables):
                    found = {}
                    for table in tables:
                        found.update(table)
                    return found
            """,
            call="merged([{1: 2}, {3: 4}])",
        ),
    ),
)
