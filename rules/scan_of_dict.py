"""Look a key up in a dictionary instead of going through all of it.

``for key, value in table.items(): if key == wanted:`` compares with one key after the
other, in the one collection that was made to find a key in one step.
"""

import ast
from collections.abc import Iterator

from advisor.rule import Example, Fine, Look, Module, Rule, Spot
from advisor.static import kinds
from advisor.static.text import code, names, same


def look(module: Module) -> Iterator[Spot]:
    """Loops over a dictionary that do something for one key only."""
    for loop in module.all(ast.For):
        match loop.body:
            case [ast.If(test=test, orelse=[])] if not loop.orelse:
                yield from _spot(module, loop, loop.iter, loop.target, test)
            case _:
                pass
    for clause in module.all(ast.comprehension):
        for test in clause.ifs:
            yield from _spot(module, test, clause.iter, clause.target, test)


def _spot(
    module: Module,
    place: ast.For | ast.expr,
    iterable: ast.expr,
    target: ast.expr,
    test: ast.expr,
) -> Iterator[Spot]:
    table, key = _table_and_key(module, iterable, target)
    match test:
        case ast.Compare(left=left, ops=[ast.Eq()], comparators=[right]) if table is not None:
            for one, other in ((left, right), (right, left)):
                if isinstance(one, ast.Name) and one.id == key:
                    if not names(other) & names(target):
                        yield Spot(place, {"table": code(table), "key": code(other)})
                        return
        case _:
            pass


def _table_and_key(
    module: Module, iterable: ast.expr, target: ast.expr
) -> tuple[ast.expr | None, str]:
    match iterable, target:
        case (
            ast.Call(func=ast.Attribute(value=table, attr="items"), args=[]),
            ast.Tuple(elts=[ast.Name(id=key), _]),
        ):
            return table, key
        case ast.Call(func=ast.Attribute(value=table, attr="keys"), args=[]), ast.Name(id=key):
            return table, key
        case ast.Name() | ast.Attribute(), ast.Name(id=key):
            keyed = kinds.of(module, iterable) == "dict" or _is_asked(module, iterable, key)
            return (iterable, key) if keyed else (None, "")
        case _:
            return None, ""


def _is_asked(module: Module, iterable: ast.expr, key: str) -> bool:
    """Is it asked for what stands under its own item, as ``table[key]``, within the loop?"""
    loop = module.parent(iterable)
    return isinstance(loop, ast.For) and any(
        isinstance(node, ast.Subscript)
        and same(node.value, iterable)
        and isinstance(node.slice, ast.Name)
        and node.slice.id == key
        for node in module.within(loop)
    )


RULE = Rule(
    message="all keys of `{table}` are compared with `{key}`: "
    "the dictionary finds one in a single step",
    why="a dictionary finds a key in one step, however many it holds",
    look=Look(
        find=look,
        fine=(
            Fine(
                why="a value is searched, not a key",
                code="""
                    def owner(phones, number):
                        for name, phone in phones.items():
                            if phone == number:
                                return name
                        return None
                """,
            ),
            Fine(
                why="other keys matter, too",
                code="""
                    def total(prices, wanted):
                        found = 0
                        for name, price in prices.items():
                            if name == wanted:
                                found += price
                            else:
                                found += 1
                        return found
                """,
            ),
        ),
    ),
    examples=(
        Example(
            before="""
                def price_of(prices, wanted):
                    for name, price in prices.items():
                        if name == wanted:
                            return price
                    return None
            """,
            after="""
                def price_of(prices, wanted):
                    return prices.get(wanted)
            """,
            call="price_of({'a': 1, 'b': 2}, 'b')",
        ),
    ),
)
