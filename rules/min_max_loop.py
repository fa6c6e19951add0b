"""Ask ``min`` or ``max`` instead of keeping the best item by hand.

The built-in makes the same comparisons in the same order, so that ties and NaN
come out alike, without a trip through the interpreter for each.
"""

from advisor.rule import Example, Match, Name, Rule, Unless


def smallest(best: Name, item: Name, items: Name) -> None:
    best = items[0]
    for item in items:
        if item < best:
            best = item


def largest(best: Name, item: Name, items: Name) -> None:
    best = items[0]
    for item in items:
        if item > best:
            best = item


def _guards(match: Match) -> tuple[str, ...]:
    items = match.variable("items")
    return (
        f"type({items}) in (list, tuple)",
        items,
        f"type({items}[0]) in (int, float, str)",
    )


RULE = Rule(
    message="`{best}` is the best of `{items}`, kept by hand: `min` or `max` finds it in C",
    why="the built-in compares in C",
    before=(smallest, largest),
    guards=_guards,
    builtins=("min", "max", "type", "list", "tuple", "int", "float", "str"),
    examples=(
        Example(
            before="""
                def lowest(prices):
                    best = prices[0]
                    for price in prices:
                        if price < best:
                            best = price
                    return best
            """,
            after="""
                def lowest(prices):
                    if (
                        type(prices) in (list, tuple)
                        and prices
                        and type(prices[0]) in (int, float, str)
                    ):
                        best = min(prices)
                    else:
                        best = prices[0]
                        for price in prices:
                            if price < best:
                                best = price
                    return best
            """,
            call="lowest([3, 1.0, 1, 2]), lowest([2.0, float('nan'), 1.0]), lowest('ba')",
        ),
    ),
    unless=(
        Unless(
            why="the loop variable is used again after the loop",
            when=lambda match: match.outlives("item"),
            witness="""
                def lowest_and_last(prices):
                    best = prices[0]
                    for price in prices:
                        if price < best:
                            best = price
                    return best, price
            """,
        ),
        Unless(
            why="one variable plays two parts",
            when=lambda match: len(match.names("best", "item", "items")) < len(match.holes) - 1,
            witness="""
                def odd(prices):
                    prices = prices[0]
                    for price in prices:
                        if price < prices:
                            prices = price
                    return prices
            """,
        ),
        Unless(
            why="other code can see the best so far",
            when=lambda match: match.visible("best"),
            witness="""
                def lowest(prices):
                    best = prices[0]
                    for price in prices:
                        if price < best:
                            best = price
                    return lambda: best
            """,
        ),
    ),
)
