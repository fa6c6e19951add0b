"""Chain lists instead of adding them up.

``sum(lists, [])`` makes a new list for each list that is added, with all that is there
already in it. ``itertools.chain.from_iterable`` copies every item once.
"""

import ast
from collections.abc import Iterator

from advisor.rule import Example, Fine, Look, Module, Rule, Spot
from advisor.static import brevity, kinds
from advisor.static.text import code, names


def look(module: Module) -> Iterator[Spot]:
    """``sum`` and ``reduce`` of lists or tuples."""
    for call in module.all(ast.Call):
        name = module.dotted(call.func)
        start = [k.value for k in call.keywords if k.arg == "start"]
        match name, [*call.args, *start]:
            case "sum", [items, first]:
                summed = kinds.of(module, first) in {"list", "tuple"}
            case "functools.reduce", [how, items, first]:
                summed = kinds.of(module, first) in {"list", "tuple", "set"} and _adds(module, how)
            case "functools.reduce", [how, items]:
                summed = kinds.item(module, items) in {"list", "tuple"} and _adds(module, how)
            case _:
                continue
        if summed and not brevity.is_short(module, items):
            yield Spot(call, {"called": code(call)})


def _adds(module: Module, how: ast.expr) -> bool:
    match how:
        case ast.Lambda(
            args=ast.arguments(args=[one, other]),
            body=ast.BinOp(left=ast.Name(id=left), op=ast.Add() | ast.BitOr(), right=right),
        ):
            return left == one.arg and other.arg in names(right) and one.arg not in names(right)
        case _:
            return module.dotted(how) in {"operator.add", "operator.concat", "operator.or_"}


RULE = Rule(
    message="`{called}` copies what it has so far for each list it adds: "
    "`itertools.chain.from_iterable` copies every item once",
    why="every item is copied once",
    look=Look(
        find=look,
        fine=(
            Fine(
                why="numbers are added up",
                code="""
                    def total(rows):
                        return sum((len(row) for row in rows), 0)
                """,
            ),
        ),
    ),
    examples=(
        Example(
            before="""
                def flat(rows):
                    return sum(rows, [])
            """,
            after="""
                def flat(rows):
                    from itertools import chain

                    return list(chain.from_iterable(rows))
            """,
            call="flat([[1], [2, 3], []])",
        ),
    ),
)
