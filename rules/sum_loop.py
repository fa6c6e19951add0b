"""Add integers up with ``sum`` instead of a loop.

``sum`` adds machine integers in C. Floats are left alone: from Python 3.12 on
``sum`` compensates its rounding errors and so comes out otherwise than the loop.
"""

from advisor.rule import Example, Match, Name, Rule, Unless


def added(total: Name, item: Name, items: Name) -> None:
    total = 0
    for item in items:
        total += item


def _guards(match: Match) -> tuple[str, ...]:
    items = match.variable("items")
    return (f"type({items}) in (list, tuple)", f"set(map(type, {items})) <= {{int, bool}}")


RULE = Rule(
    message="`{total}` adds up `{items}` one by one: `sum` adds integers in C",
    why="the built-in adds in C",
    before=(added,),
    guards=_guards,
    builtins=("sum", "type", "set", "map", "list", "tuple", "int", "bool"),
    examples=(
        Example(
            before="""
                def total_of(counts):
                    total = 0
                    for count in counts:
                        total += count
                    return total
            """,
            after="""
                def total_of(counts):
                    if type(counts) in (list, tuple) and set(map(type, counts)) <= {int, bool}:
                        total = sum(counts)
                    else:
                        total = 0
                        for count in counts:
                            total += count
                    return total
            """,
            call="total_of([1, 2, True]), total_of([0.1] * 10), total_of([]), total_of((2**70,))",
        ),
    ),
    unless=(
        Unless(
            why="the loop variable is used again after the loop",
            when=lambda match: match.outlives("item"),
            witness="""
                def total_and_last(counts):
                    total = 0
                    for count in counts:
                        total += count
                    return total, count
            """,
        ),
        Unless(
            why="one variable plays two parts",
            when=lambda match: len(match.names("total", "item", "items")) < len(match.holes) - 1,
            witness="""
                def odd(counts, total):
                    total = 0
                    for count in total:
                        total += count
                    return total
            """,
        ),
    ),
)
