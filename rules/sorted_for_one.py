"""Ask ``min``, ``max`` or ``heapq`` instead of sorting everything for a few items.

``sorted(items)[0]`` puts everything in order and throws all but one away. ``min``
looks at each item once; ``heapq.nsmallest`` keeps only the few that are wanted.
"""

import ast
from collections.abc import Iterator

from advisor.rule import Example, Fine, Look, Module, Rule, Spot
from advisor.static import asking, brevity
from advisor.static.text import code, number

_FEW = 10


def look(module: Module) -> Iterator[Spot]:
    """``sorted(…)[0]``, ``sorted(…)[-2]`` and ``sorted(…)[:3]``."""
    for part in module.all(ast.Subscript):
        match part.value:
            case ast.Call(func=ast.Name(id="sorted"), args=[items]) if module.dotted(
                part.value.func
            ):
                cure = _cure(part, part.value)
                known = brevity.is_short(module, items) or asking.is_failing(module, part)
                if cure and not known:
                    yield Spot(part, {"taken": code(part), "cure": cure})
            case _:
                pass


def _cure(part: ast.Subscript, call: ast.Call) -> str:
    falling = any(
        keyword.arg == "reverse" and getattr(keyword.value, "value", None) is True
        for keyword in call.keywords
    )
    match part.slice:
        case ast.Slice(lower=None, upper=upper, step=None) if (
            upper is not None and 0 < (number(upper) or 0) <= _FEW
        ):
            return "heapq.nlargest" if falling else "heapq.nsmallest"
        case _ if 1 <= (number(part.slice) or 0) < _FEW:
            return "heapq.nlargest" if falling else "heapq.nsmallest"
        case _ if -_FEW <= (number(part.slice) or 0) <= -2:  # noqa: PLR2004  (but for the last)
            return "heapq.nsmallest" if falling else "heapq.nlargest"
        case _ if number(part.slice) == 0:
            return "max" if falling else "min"
        case _ if number(part.slice) == -1:
            return "min" if falling else "max"
        case _:
            return ""


RULE = Rule(
    message="`{taken}` sorts everything for a few items: `{cure}` looks at each item once",
    why="finding the smallest takes one pass, sorting takes many",
    look=Look(
        find=look,
        weight="factor",
        fine=(
            Fine(
                why="the middle needs the order",
                code="""
                    def median(numbers):
                        return sorted(numbers)[len(numbers) // 2]
                """,
            ),
            Fine(
                why="only a few are sorted",
                code="""
                    def middle(a, b, c):
                        return sorted((a, b, c))[0]
                """,
            ),
        ),
    ),
    examples=(
        Example(
            before="""
                def cheapest(prices):
                    return sorted(prices)[0]
            """,
            after="""
                def cheapest(prices):
                    return min(prices)
            """,
            call="cheapest([3, 1, 2])",
        ),
    ),
)
