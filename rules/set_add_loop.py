"""Fill a set with a comprehension instead of a loop of ``add``.

Each trip round the loop looks ``add`` up and calls it. A set comprehension makes
the same trips without the look-up and the call.
"""

import libcst as cst

from advisor.rule import Example, Expr, Name, Rule, Target, Unless


def every_item(out: Name, item: Target, items: Expr, value: Expr) -> None:
    out = set()
    for item in items:
        out.add(value)


def some_items(out: Name, item: Target, items: Expr, value: Expr, test: Expr) -> None:
    out = set()
    for item in items:
        if test:
            out.add(value)


RULE = Rule(
    message="`{out}` is filled by a loop of `add`: a set comprehension says it in one line",
    why="a comprehension adds without looking up and calling a method",
    before=(every_item, some_items),
    builtins=("set",),
    idiom=True,
    examples=(
        Example(
            before="""
                def initials(words):
                    found = set()
                    for word in words:
                        if word:
                            found.add(word[0])
                    return found
            """,
            after="""
                def initials(words):
                    found = {word[0] for word in words if word}
                    return found
            """,
            call="sorted(initials(['one', '', 'two', 'three']))",
        ),
    ),
    unless=(
        Unless(
            why="the loop reads what it is building",
            when=lambda match: match.mentions("out", "items", "value", "test"),
            witness="""
                def firsts(pairs):
                    found = set()
                    for pair in pairs:
                        found.add((pair, len(found)))
                    return found
            """,
        ),
        Unless(
            why="other code can see it while it grows",
            when=lambda match: match.visible("out"),
            witness="""
                def seen_by_others(pairs):
                    found = set()
                    for pair in pairs:
                        found.add(pair)
                    return found, lambda: len(found)
            """,
        ),
        Unless(
            why="the loop variable is used again after the loop",
            when=lambda match: match.outlives("item"),
            witness="""
                def with_last(pairs):
                    found = set()
                    for pair in pairs:
                        found.add(pair)
                    return found, pair
            """,
        ),
        Unless(
            why="a handler could see it half built",
            when=lambda match: match.inside(cst.Try, cst.TryStar, cst.With),
            witness="""
                def until_bad(pairs):
                    try:
                        found = set()
                        for pair in pairs:
                            found.add(pair)
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
                    found = set()
                    for pair in pairs:
                        found.add((yield pair))
                    return found
            """,
        ),
    ),
)
