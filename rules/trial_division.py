"""Stop trying divisors at the square root.

A number that has a divisor at all has one that is no bigger than its square root. To
try all numbers up to ``n`` takes a million steps where a thousand tell.
"""

import ast
from collections.abc import Iterator

from advisor.rule import Example, Fine, Look, Module, Rule, Spot
from advisor.static.text import code, number, same


def look(module: Module) -> Iterator[Spot]:
    """Loops over all numbers below ``n`` that ask ``n % i == 0``."""
    for loop in module.all(ast.For):
        for test in (n for s in loop.body for n in ast.walk(s) if isinstance(n, ast.Compare)):
            if _tries(loop.iter, loop.target, test) and _decides(loop):
                yield Spot(loop, {"number": code(_end(loop.iter) or loop.iter)})
                break
    for clause in module.all(ast.comprehension):
        made = module.parent(clause)
        if isinstance(made, ast.GeneratorExp) and _tries(clause.iter, clause.target, made.elt):
            yield Spot(made, {"number": code(_end(clause.iter) or clause.iter)})


def _end(iterable: ast.expr) -> ast.Name | None:
    """The ``n`` of ``range(2, n)``, ``range(2, n + 1)`` or ``range(2, n // 2)``."""
    match iterable:
        case ast.Call(func=ast.Name(id="range"), args=[start, end, *_]) if (number(start) or 0) > 1:
            while isinstance(end, ast.BinOp) and number(end.right) in {1, 2}:
                end = end.left
            return end if isinstance(end, ast.Name) else None
        case _:
            return None


def _tries(iterable: ast.expr, target: ast.expr, test: ast.expr) -> bool:
    match test:
        case ast.Compare(
            left=ast.BinOp(left=tried, op=ast.Mod(), right=divisor), comparators=[zero]
        ):
            end = _end(iterable)
            return number(zero) == 0 and same(divisor, target) and same(tried, end)
        case _:
            return False


def _decides(loop: ast.For) -> bool:
    """Is it asked whether there is a divisor, not which there are?"""
    return any(isinstance(n, ast.Return | ast.Break) for s in loop.body for n in ast.walk(s))


RULE = Rule(
    message="all numbers below `{number}` are tried as divisors: "
    "those up to `math.isqrt({number})` tell",
    why="a thousand steps instead of a million",
    look=Look(
        find=look,
        fine=(
            Fine(
                why="it stops at the square root",
                code="""
                    import math

                    def is_prime(n):
                        for divisor in range(2, math.isqrt(n) + 1):
                            if n % divisor == 0:
                                return False
                        return n > 1
                """,
            ),
            Fine(
                why="another number is divided",
                code="""
                    def first_common(n, other):
                        for divisor in range(2, n):
                            if other % divisor == 0:
                                return divisor
                        return None
                """,
            ),
        ),
    ),
    examples=(
        Example(
            before="""
                def is_prime(n):
                    for divisor in range(2, n):
                        if n % divisor == 0:
                            return False
                    return n > 1
            """,
            after="""
                import math

                def is_prime(n):
                    for divisor in range(2, math.isqrt(n) + 1 if n > 0 else 0):
                        if n % divisor == 0:
                            return False
                    return n > 1
            """,
            call="[is_prime(n) for n in range(30)]",
        ),
    ),
)
