"""Carry a total along instead of adding everything up again on every trip.

``sum(items[:i])`` in a loop over ``i`` adds up the first items again and again, so
that the time goes up with the square of their number. A running total, or
``itertools.accumulate``, adds each item once; so does a window that moves along.
"""

import ast
from collections.abc import Iterator

from advisor.rule import Example, Fine, Look, Module, Rule, Spot
from advisor.static import brevity, kinds, loops, steadiness
from advisor.static.text import code, names, number

_WHOLE = frozenset(
    {"sum", "max", "min", "any", "all", "sorted", "set", "len", "collections.Counter"}
    | {"numpy.sum", "numpy.mean", "numpy.max", "numpy.min", "numpy.std", "numpy.var"}
    | {"statistics.mean", "statistics.fmean", "statistics.median", "math.fsum", "math.prod"}
)


def look(module: Module) -> Iterator[Spot]:
    """Calls that go through a slice whose border moves with the loop."""
    for call in module.all(ast.Call):
        match call.args:
            case [ast.Subscript(slice=ast.Slice() as cut) as part] if _counts(module, call):
                if any(_moves(module, part, cut, loop) for loop in loops.around(module, call)[:1]):
                    yield Spot(call, {"called": code(call)})
            case _:
                pass
    for test in module.all(ast.Compare):
        match test.ops, test.comparators:
            case (
                [ast.In() | ast.NotIn()],
                [ast.Subscript(slice=ast.Slice() as cut) as part],
            ) if kinds.of(module, part.value) != "str":
                if any(_moves(module, part, cut, loop) for loop in loops.around(module, test)[:1]):
                    yield Spot(test, {"called": code(test)})
            case _:
                pass


def _counts(module: Module, call: ast.Call) -> bool:
    return module.dotted(call.func) in _WHOLE and module.dotted(call.func) != "len"


def _moves(module: Module, part: ast.Subscript, cut: ast.Slice, loop: loops.Loop) -> bool:
    """Does one step of the loop move a border of the slice by one step?"""
    steps = _steps(loop)
    if not steps or not steadiness.steady(module, part.value, loop):
        return False
    lower, upper = _near(cut.lower, steps), _near(cut.upper, steps)
    if lower is not None and upper is not None:
        return not _is_narrow(cut, steps)
    return (lower is not None and cut.upper is None) or (
        upper is not None and not names(cut.lower) & steps
    )


def _steps(loop: loops.Loop) -> frozenset[str]:
    """The variable that counts the trips of the loop one by one."""
    if not isinstance(loop, ast.For | ast.comprehension):
        return frozenset()
    match loop.iter, loop.target:
        case ast.Call(func=ast.Name(id="range"), args=[_] | [_, _]), ast.Name(id=name):
            return frozenset({name})
        case ast.Call(func=ast.Name(id="enumerate")), ast.Tuple(elts=[ast.Name(id=name), _]):
            return frozenset({name})
        case _:
            return frozenset()


def _near(border: ast.expr | None, steps: frozenset[str]) -> ast.expr | None:
    """The border, if it is the counter, or the counter with something added to it."""
    match border:
        case ast.Name(id=name) if name in steps:
            return border
        case ast.BinOp(left=left, op=ast.Add() | ast.Sub(), right=right):
            inside = [side for side in (left, right) if names(side) & steps]
            return border if len(inside) == 1 and isinstance(inside[0], ast.Name) else None
        case _:
            return None


def _is_narrow(cut: ast.Slice, steps: frozenset[str]) -> bool:
    """Is it a window of a few items, as the code itself says?"""
    widths = [
        number(side)
        for border in (cut.lower, cut.upper)
        if isinstance(border, ast.BinOp)
        for side in (border.left, border.right)
        if not names(side) & steps
    ]
    return all(width is not None and abs(width) <= brevity.FEW for width in widths)


RULE = Rule(
    message="`{called}` goes through the same items again on every trip round the loop: "
    "carry the result along (a running total, `itertools.accumulate`, a sliding window)",
    why="each item is added once",
    look=Look(
        find=look,
        fine=(
            Fine(
                why="the pieces do not overlap",
                code="""
                    def blocks(numbers, size):
                        return [
                            sum(numbers[start : start + size])
                            for start in range(0, len(numbers), size)
                        ]
                """,
            ),
            Fine(
                why="the window is narrow",
                code="""
                    def smooth(numbers):
                        return [sum(numbers[i : i + 3]) / 3 for i in range(len(numbers) - 2)]
                """,
            ),
            Fine(
                why="it is a fixed part",
                code="""
                    def head(rows):
                        return [sum(row[:10]) for row in rows]
                """,
            ),
        ),
    ),
    examples=(
        Example(
            before="""
                def balances(payments):
                    return [sum(payments[: i + 1]) for i in range(len(payments))]
            """,
            after="""
                def balances(payments):
                    from itertools import accumulate

                    return list(accumulate(payments))
            """,
            call="balances([5, -2, 7])",
        ),
    ),
)
