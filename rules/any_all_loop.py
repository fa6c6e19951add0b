"""Ask ``any`` or ``all`` instead of searching with a loop.

The built-in says what is meant and stops at the first answer, too. On CPython 3.11
the generator costs about as much as the loop did, so the gain is in the reading.
"""

import libcst as cst

from advisor import flow, plain
from advisor.rule import Example, Expr, Match, Name, Rule, Target, Unless


def any_returned(item: Target, items: Expr, test: Expr) -> bool:
    for item in items:
        if test:
            return True
    return False


def all_returned(item: Target, items: Expr, test: Expr) -> bool:
    for item in items:
        if not test:
            return False
    return True


def none_returned(item: Target, items: Expr, test: Expr) -> bool:
    for item in items:
        if test:
            return False
    return True


def any_kept(found: Name, item: Target, items: Expr, test: Expr) -> None:
    found = False
    for item in items:
        if test:
            found = True
            break


def all_kept(found: Name, item: Target, items: Expr, test: Expr) -> None:
    found = True
    for item in items:
        if not test:
            found = False
            break


def _calls_the_unknown(match: Match) -> bool:
    """Could the test raise StopIteration, which a generator turns into another error?"""
    test = match.holes["test"]
    assert isinstance(test, cst.BaseExpression)
    return any(
        isinstance(node, cst.Call)
        and not (isinstance(node.func, cst.Name) and node.func.value in plain.BUILTINS)
        for node in flow.walk(test)
    )


RULE = Rule(
    message="the loop over `{items}` asks whether `{test}` holds: `any` or `all` says so",
    why="the built-in steps and stops in C",
    before=(any_returned, all_returned, none_returned, any_kept, all_kept),
    builtins=("any", "all", *plain.BUILTINS),
    idiom=True,
    assumptions=("no comparison in the test raises StopIteration",),
    examples=(
        Example(
            before="""
                def has_negative(numbers):
                    for number in numbers:
                        if number < 0:
                            return True
                    return False
            """,
            after="""
                def has_negative(numbers):
                    return any(number < 0 for number in numbers)
            """,
            call="has_negative([1, 2, -3]), has_negative([]), has_negative([1])",
        ),
        Example(
            before="""
                def all_short(words):
                    for word in words:
                        if not len(word) < 5:
                            return False
                    return True
            """,
            after="""
                def all_short(words):
                    return all(len(word) < 5 for word in words)
            """,
            call="all_short(['one', 'three']), all_short(['one']), all_short([])",
        ),
        Example(
            before="""
                def is_prime(number):
                    for divisor in range(2, number):
                        if number % divisor == 0:
                            return False
                    return True
            """,
            after="""
                def is_prime(number):
                    return not any(number % divisor == 0 for divisor in range(2, number))
            """,
            call="[is_prime(number) for number in range(30)]",
        ),
        Example(
            before="""
                def report(numbers):
                    found = False
                    for number in numbers:
                        if number == 0:
                            found = True
                            break
                    return "zero" if found else "none"
            """,
            after="""
                def report(numbers):
                    found = any(number == 0 for number in numbers)
                    return "zero" if found else "none"
            """,
            call="report([1, 0]), report([])",
        ),
    ),
    unless=(
        Unless(
            why="the test calls unknown code, which could raise StopIteration",
            when=_calls_the_unknown,
            witness="""
                def any_next(iterators):
                    for iterator in iterators:
                        if next(iterator):
                            return True
                    return False
            """,
        ),
        Unless(
            why="the test reads the answer",
            when=lambda match: (
                match.mentions("found", "test", "item", "items")
                if "found" in match.holes
                else False
            ),
            witness="""
                def any_unlike(numbers):
                    found = False
                    for number in numbers:
                        if number != found:
                            found = True
                            break
                    return found
            """,
        ),
        Unless(
            why="the loop variable is used again after the loop",
            when=lambda match: match.outlives("item"),
            witness="""
                def first_negative(numbers):
                    found = False
                    for number in numbers:
                        if number < 0:
                            found = True
                            break
                    return found and number
            """,
        ),
        Unless(
            why="a handler could see the answer from before",
            when=lambda match: (
                "found" in match.holes and match.inside(cst.Try, cst.TryStar, cst.With)
            ),
            witness="""
                def any_negative(numbers):
                    try:
                        found = False
                        for number in numbers:
                            if number < 0:
                                found = True
                                break
                    except TypeError:
                        pass
                    return found
            """,
        ),
        Unless(
            why="a generator cannot yield, await, or name a value",
            when=lambda match: match.holds(cst.Yield, cst.Await, cst.NamedExpr),
            witness="""
                def asked(questions):
                    for question in questions:
                        if (yield question):
                            return True
                    return False
            """,
        ),
    ),
)
