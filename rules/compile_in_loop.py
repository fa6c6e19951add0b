"""Compile a regular expression once, before the loop.

``re.compile`` keeps what it has compiled, but still has to look it up by its text on
every trip, which often takes longer than the match itself.
"""

import ast
from collections.abc import Iterator

from advisor.rule import Example, Fine, Look, Module, Rule, Spot
from advisor.static import loops, steadiness
from advisor.static.text import code


def look(module: Module) -> Iterator[Spot]:
    """``re.compile`` of the same pattern on every trip round a loop."""
    for call in module.all(ast.Call):
        if module.dotted(call.func) == "re.compile" and call.args:
            around = loops.around(module, call)
            if around and steadiness.steady(module, call.args[0], around[0]):
                yield Spot(call, {"called": code(call)})


RULE = Rule(
    message="`{called}` is done again on every trip round the loop: once before it is enough",
    why="a compiled pattern need not be looked up",
    look=Look(
        find=look,
        weight="factor",
        fine=(
            Fine(
                why="each trip has a pattern of its own",
                code="""
                    import re

                    def patterns(words):
                        return [re.compile(word) for word in words]
                """,
            ),
            Fine(
                why="it is compiled before the loop",
                code="""
                    import re

                    def matching(lines):
                        number = re.compile("[0-9]+")
                        return [line for line in lines if number.match(line)]
                """,
            ),
        ),
    ),
    examples=(
        Example(
            before="""
                import re

                def numbers(lines):
                    found = []
                    for line in lines:
                        number = re.compile("[0-9]+")
                        found += number.findall(line)
                    return found
            """,
            after="""
                import re

                def numbers(lines):
                    found = []
                    number = re.compile("[0-9]+")
                    for line in lines:
                        found += number.findall(line)
                    return found
            """,
            call="numbers(['a 1', '2 b 3'])",
        ),
    ),
)
