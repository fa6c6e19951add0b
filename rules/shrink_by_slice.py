"""Move an index along instead of cutting off the front of a sequence on every trip.

``rest = rest[1:]`` copies all that remains, on every trip round the loop, so that the
time goes up with the square of the length. An index, an iterator or a ``deque`` leaves
the rest where it is.
"""

import ast
from collections.abc import Iterator

from advisor.rule import Example, Fine, Look, Module, Rule, Spot
from advisor.static import bindings, kinds, loops, steadiness
from advisor.static.text import same

_COPIED = frozenset({"list", "str", "bytes", "tuple", "bytearray"})


def look(module: Module) -> Iterator[Spot]:
    """``rest = rest[n:]`` in a ``while`` that goes on until nothing is left."""
    for assigned in module.all(ast.Assign):
        match assigned:
            case ast.Assign(
                targets=[ast.Name() as rest],
                value=ast.Subscript(value=whole, slice=ast.Slice(lower=start, upper=None)),
            ) if same(rest, whole) and start is not None and _is_even(module, assigned, start):
                if _is_copied(module, whole, assigned) and _only_shrinks(module, rest, assigned):
                    yield Spot(assigned, {"rest": rest.id})
            case _:
                pass


def _is_even(module: Module, assigned: ast.Assign, start: ast.expr) -> bool:
    """Is the same number of items cut off on every trip, and for no other reason?

    How far a search has come is another step each time, and may be far.
    """
    around = loops.around(module, assigned)
    if not around or not isinstance(around[0], ast.While | ast.For):
        return False
    looks = isinstance(around[0], ast.While) and any(
        isinstance(node, ast.Subscript)
        or (isinstance(node, ast.Attribute) and node.attr in {"startswith", "endswith"})
        for node in ast.walk(around[0].test)
    )
    return steadiness.steady(module, start, around[0]) and not looks


def _is_copied(module: Module, whole: ast.expr, assigned: ast.Assign) -> bool:
    """Is a slice of it a copy, as it is of all but arrays, which have no truth of their own?"""
    told = kinds.of(module, whole) or _started_as(module, whole)
    loop = loops.around(module, assigned)[0]
    true = isinstance(loop, ast.While) and same(loop.test, whole)
    views = any(name.startswith("numpy") for name in module.imports.values())
    return told in _COPIED or (told == "" and (true or not views))


def _started_as(module: Module, whole: ast.expr) -> str:
    """What the name was before it was first cut."""
    assert isinstance(whole, ast.Name)
    told = {
        kinds.of(module, binding.value) if binding.how == "value" else binding.how
        for binding in bindings.reaching(module, whole)
        if not (isinstance(binding.value, ast.Subscript) and same(binding.value.value, whole))
    }
    return told.pop() if len(told) == 1 and told <= _COPIED else ""


def _only_shrinks(module: Module, rest: ast.Name, assigned: ast.Assign) -> bool:
    around = loops.around(module, assigned)
    if not around:
        return False
    stores = [
        node
        for node in module.within(around[0])
        if isinstance(node, ast.Name) and node.id == rest.id and isinstance(node.ctx, ast.Store)
    ]
    return all(_is_cut(module, node, around[0]) for node in stores) and not _is_arguments(
        module, rest
    )


def _is_cut(module: Module, node: ast.Name, loop: loops.Loop) -> bool:
    match module.parent(node):
        case ast.Assign(
            value=ast.Subscript(value=ast.Name(id=name), slice=ast.Slice(lower=start))
        ) if start is not None:
            return name == node.id and steadiness.steady(module, start, loop)
        case _:
            return False


def _is_arguments(module: Module, rest: ast.Name) -> bool:
    """Are they the few words of a command line?"""
    found = (binding.value for binding in bindings.reaching(module, rest))
    return any(
        module.dotted(part) == "sys.argv"
        for value in found
        if value is not None
        for part in ast.walk(value)
        if isinstance(part, ast.Attribute)
    )


RULE = Rule(
    message="cutting off the front of `{rest}` copies all the rest, on every trip round the "
    "loop: move an index or an iterator along, or use `collections.deque`",
    why="the rest is left where it is",
    look=Look(
        find=look,
        fine=(
            Fine(
                why="what stands in front is taken off, and is short",
                code="""
                    def relative(name: str) -> str:
                        while name.startswith("."):
                            name = name[1:]
                        return name
                """,
            ),
            Fine(
                why="it is cut once",
                code="""
                    def body(lines):
                        lines = list(lines)
                        while lines:
                            lines = lines[1:]
                            break
                        return lines
                """,
            ),
            Fine(
                why="an index moves along",
                code="""
                    def words(text):
                        place, found = 0, []
                        while place < len(text):
                            found.append(text[place : place + 2])
                            place += 2
                        return found
                """,
            ),
            Fine(
                why="a range that is halved is gone after a few trips",
                code="""
                    def halvings(items):
                        items, count = list(items), 0
                        while len(items) > 1:
                            items = items[: len(items) // 2]
                            count += 1
                        return count
                """,
            ),
        ),
    ),
    examples=(
        Example(
            before="""
                def doubled(text):
                    found = []
                    while text:
                        found.append(text[0] * 2)
                        text = text[1:]
                    return found
            """,
            after="""
                def doubled(text):
                    return [letter * 2 for letter in text]
            """,
            call="doubled('abc')",
        ),
    ),
)
