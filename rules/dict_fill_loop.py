"""Fill a dictionary with a comprehension instead of a loop of assignments.

A dictionary comprehension makes the same trips round the loop, without fetching
the dictionary on each.
"""

import libcst as cst

from advisor.rule import Example, Expr, Match, Name, Rule, Target, Unless


def every_item(out: Name, item: Target, items: Expr, key: Expr, value: Expr) -> None:
    out = {}
    for item in items:
        out[key] = value


def some_items(out: Name, item: Target, items: Expr, key: Expr, value: Expr, test: Expr) -> None:
    out = {}
    for item in items:
        if test:
            out[key] = value


def _order_shows(match: Match) -> bool:
    """Can it be told which of key and value is computed first? One of them is a mere variable."""
    mere = (cst.Name, cst.Integer, cst.Float, cst.SimpleString)
    return not any(isinstance(match.holes[hole], mere) for hole in ("key", "value"))


RULE = Rule(
    message="`{out}` is filled by a loop of assignments: a comprehension says it in one line",
    why="a comprehension stores without fetching the dictionary on each trip",
    before=(every_item, some_items),
    idiom=True,
    examples=(
        Example(
            before="""
                def squares(numbers):
                    table = {}
                    for number in numbers:
                        table[number] = number * number
                    return table
            """,
            after="""
                def squares(numbers):
                    table = {number: number * number for number in numbers}
                    return table
            """,
            call="squares([3, 1, 2, 3, 1.0])",
        ),
        Example(
            before="""
                def present(pairs):
                    table = {}
                    for key, value in pairs:
                        if value is not None:
                            table[key] = value
                    return table
            """,
            after="""
                def present(pairs):
                    table = {key: value for key, value in pairs if value is not None}
                    return table
            """,
            call="present([('a', 1), ('b', None), ('a', 2)])",
        ),
    ),
    unless=(
        Unless(
            why="the loop reads what it is building",
            when=lambda match: match.mentions("out", "items", "key", "value", "test"),
            witness="""
                def firsts(pairs):
                    found = {}
                    for pair in pairs:
                        found[pair] = len(found)
                    return found
            """,
        ),
        Unless(
            why="other code can see it while it grows",
            when=lambda match: match.visible("out"),
            witness="""
                def seen_by_others(pairs):
                    found = {}
                    for pair in pairs:
                        found[pair] = pair
                    return found, lambda: len(found)
            """,
        ),
        Unless(
            why="the loop variable is used again after the loop",
            when=lambda match: match.outlives("item"),
            witness="""
                def with_last(pairs):
                    found = {}
                    for pair in pairs:
                        found[pair] = pair
                    return found, pair
            """,
        ),
        Unless(
            why="a handler could see it half built",
            when=lambda match: match.inside(cst.Try, cst.TryStar, cst.With),
            witness="""
                def until_bad(pairs):
                    try:
                        found = {}
                        for pair in pairs:
                            found[pair] = pair
                    except TypeError:
                        pass
                    return found
            """,
        ),
        Unless(
            why="a comprehension cannot yield, await, or name a value",
            when=lambda match: match.holds(cst.Yield, cst.Await, cst.NamedExpr),
            witness="""
                def echoes(pairs):
                    found = {}
                    for pair in pairs:
                        found[pair] = yield pair
                    return found
            """,
        ),
        Unless(
            why="an assignment computes the value before the key, a comprehension after it",
            when=_order_shows,
            witness="""
                def drawn(pairs, draw):
                    found = {}
                    for pair in pairs:
                        found[draw(pair)] = draw(pair)
                    return found
            """,
        ),
    ),
)
