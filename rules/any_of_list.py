"""Give ``any`` and ``all`` a generator, so that they can stop at the first answer.

``any([test(item) for item in items])`` tests every item before it looks at the first
answer. Without the brackets it stops as soon as it knows.
"""

import ast
from collections.abc import Iterator

from advisor.rule import Example, Fine, Look, Module, Rule, Spot
from advisor.static import brevity
from advisor.static.text import code


def look(module: Module) -> Iterator[Spot]:
    """``any`` and ``all`` of a list comprehension."""
    for call in module.all(ast.Call):
        match call.args:
            case [ast.ListComp(generators=[only, *_]) as made]:
                asked = module.dotted(call.func) in {"any", "all"}
                if asked and not brevity.is_short(module, only.iter) and not _acts(made):
                    yield Spot(call, {"called": code(call), "which": code(call.func)})
            case _:
                pass


def _acts(made: ast.ListComp) -> bool:
    """Is every item to be dealt with, as a bare call of a method may mean?"""
    return any(isinstance(node, ast.Await | ast.NamedExpr) for node in ast.walk(made))


RULE = Rule(
    message="`{called}` tests every item before `{which}` looks at the first answer: "
    "without the brackets it stops as soon as it knows",
    why="what comes after the answer is not computed",
    look=Look(
        find=look,
        weight="factor",
        fine=(
            Fine(
                why="it stops at the first answer",
                code="""
                    def has_negative(numbers):
                        return any(number < 0 for number in numbers)
                """,
            ),
            Fine(
                why="there are only a few",
                code="""
                    def is_triangle(a, b, c):
                        return all([2 * side < a + b + c for side in (a, b, c)])
                """,
            ),
        ),
    ),
    examples=(
        Example(
            before="""
                def has_negative(numbers):
                    return any([number < 0 for number in numbers])
            """,
            after="""
                def has_negative(numbers):
                    return any(number < 0 for number in numbers)
            """,
            call="has_negative([3, -1, 2])",
        ),
    ),
)
