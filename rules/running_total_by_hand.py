"""Let ``itertools.accumulate`` or ``np.cumsum`` keep a running total.

A loop that adds to a total and stores it on each trip says in three lines, and several
times slower, what the library says in one.
"""

import ast
from collections.abc import Iterator

from advisor.rule import Example, Fine, Look, Module, Rule, Spot
from advisor.static import brevity, numeric
from advisor.static.text import code, number, same


def look(module: Module) -> Iterator[Spot]:
    """Loops that only keep a running total."""
    for loop in module.all(ast.For):
        if not brevity.is_short(module, loop.iter) and _keeps_total(loop):
            yield Spot(loop, {"total": _total(loop)})


def _keeps_total(loop: ast.For) -> bool:
    match loop.body:
        case [
            ast.AugAssign(target=ast.Name(id=total), op=ast.Add(), value=added),
            ast.Expr(value=ast.Call(func=ast.Attribute(attr="append"), args=[ast.Name(id=kept)])),
        ]:
            # What has to be chosen on each trip is said no shorter, and no quicker, there.
            return total == kept and not isinstance(added, ast.IfExp | ast.Await)
        case [ast.Expr(value=ast.Call(func=ast.Attribute(value=out, attr="append"), args=[value]))]:
            return _adds_to_last(value, out)
        case [ast.Assign(targets=[ast.Subscript(value=out, slice=place)], value=value)]:
            return numeric.counter(loop) != "" and _adds_to_one_before(value, out, place)
        case _:
            return False


def _adds_to_last(value: ast.expr, out: ast.expr) -> bool:
    match value:
        case ast.BinOp(left=ast.Subscript(value=owner, slice=last), op=ast.Add()):
            return same(owner, out) and number(last) == -1
        case _:
            return False


def _adds_to_one_before(value: ast.expr, out: ast.expr, place: ast.expr) -> bool:
    match value:
        case ast.BinOp(
            left=ast.Subscript(value=owner, slice=ast.BinOp(left=before, op=ast.Sub(), right=one)),
            op=ast.Add(),
            right=ast.Subscript(),
        ):
            return same(owner, out) and same(before, place) and number(one) == 1
        case _:
            return False


def _total(loop: ast.For) -> str:
    (first, *_) = loop.body
    return code(first)


RULE = Rule(
    message="a running total by hand, `{total}`: `itertools.accumulate` says it in one call, "
    "`np.cumsum` for arrays",
    why="the total is kept in C",
    look=Look(
        find=look,
        weight="factor",
        fine=(
            Fine(
                why="it is added up, not kept",
                code="""
                    def total(numbers):
                        found = 0
                        for number in numbers:
                            found += number
                        return found
                """,
            ),
            Fine(
                why="each value depends on more than the one before",
                code="""
                    def smoothed(numbers, weight):
                        found = [numbers[0]]
                        for number in numbers[1:]:
                            found.append(found[-1] * (1 - weight) + number * weight)
                        return found
                """,
            ),
        ),
    ),
    examples=(
        Example(
            before="""
                def balances(payments):
                    balance, found = 0, []
                    for payment in payments:
                        balance += payment
                        found.append(balance)
                    return found
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
