"""Ask for the next item instead of making a list of all for its first.

``list(items)[0]`` copies everything there is, ``[… for …][0]`` computes everything
there is, and throws all but one away. ``next(iter(items))`` takes the first and stops.
"""

import ast
from collections.abc import Iterator

from advisor.rule import Example, Fine, Look, Module, Rule, Spot
from advisor.static import asking, brevity, kinds, loops
from advisor.static.text import code, names, number


def look(module: Module) -> Iterator[Spot]:
    """The first item of a list that is made for nothing else."""
    for part in module.all(ast.Subscript):
        if number(part.slice) != 0 or not isinstance(part.ctx, ast.Load):
            continue
        if asking.is_failing(module, part) or _is_only_one(module, part):
            continue
        match part.value:
            case ast.Call(func=ast.Name(id="list" | "tuple"), args=[items]) if _is_much(
                module, items, part
            ):
                yield Spot(part, {"taken": code(part)})
            case ast.ListComp(generators=[only]) if _picks(module, only):
                yield Spot(part, {"taken": code(part)})
            case _:
                pass


def _is_much(module: Module, items: ast.expr, part: ast.AST) -> bool:
    told = kinds.of(module, items) in {"dict", "set", "view", "iterator"}
    return told and (bool(loops.around(module, part)) or not isinstance(items, ast.Name))


def _is_only_one(module: Module, part: ast.Subscript) -> bool:
    """Has the code around just made sure that there is one item only?"""
    tests = (
        above.test for _, above in module.above(part) if isinstance(above, ast.If | ast.Assert)
    )
    for test in tests:
        match test:
            case ast.Compare(
                left=ast.Call(func=ast.Name(id="len"), args=[items]), comparators=[one]
            ) if number(one) == 1:
                return bool(names(items) & names(part))
            case _:
                pass
    return False


def _picks(module: Module, only: ast.comprehension) -> bool:
    return bool(only.ifs) and not brevity.is_short(module, only.iter)


RULE = Rule(
    message="`{taken}` makes a list of everything for its first item: "
    "`next(…)` on the iterator stops there",
    why="nothing is copied or computed but the item that is wanted",
    look=Look(
        find=look,
        weight="factor",
        fine=(
            Fine(
                why="the list is used further",
                code="""
                    def first_and_all(table):
                        names = list(table)
                        return names[0], names
                """,
            ),
            Fine(
                why="the last item needs them all",
                code="""
                    def last(lines):
                        return [line for line in lines if line.strip()][-1]
                """,
            ),
        ),
    ),
    examples=(
        Example(
            before="""
                def first_long(words):
                    return [word for word in words if len(word) > 3][0]
            """,
            after="""
                def first_long(words):
                    return next(word for word in words if len(word) > 3)
            """,
            call="first_long(['a', 'long', 'word'])",
        ),
    ),
)
