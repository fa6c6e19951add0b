"""Give ``pow`` the modulus instead of computing the whole power first.

``base**exponent % modulus`` of integers computes a number of thousands of digits and
keeps a few; ``pow(base, exponent, modulus)`` never leaves the size of the modulus.
"""

import ast
from collections.abc import Iterator

from advisor.rule import Example, Fine, Look, Module, Rule, Spot
from advisor.static import kinds
from advisor.static.text import code, number

_SMALL = 64  # an exponent that makes no long number


def look(module: Module) -> Iterator[Spot]:
    """Remainders of powers whose exponent may be big."""
    for remainder in module.all(ast.BinOp):
        match remainder:
            case ast.BinOp(
                left=ast.BinOp(left=base, op=ast.Pow(), right=exponent),
                op=ast.Mod(),
                right=modulus,
            ):
                parts = (base, exponent, modulus)
            case ast.BinOp(left=ast.Call(args=[base, exponent]) as call, op=ast.Mod()) if (
                module.dotted(call.func) == "pow"
            ):
                parts = (base, exponent, remainder.right)
            case _:
                continue
        if _may_be_big(exponent) and all(_may_be_whole(module, part) for part in parts):
            yield Spot(remainder, {"remainder": code(remainder)})


def _may_be_big(exponent: ast.expr) -> bool:
    if isinstance(exponent, ast.Constant | ast.UnaryOp):
        return (number(exponent) or 0) > _SMALL
    return True


def _may_be_whole(module: Module, part: ast.expr) -> bool:
    floats = any(isinstance(n, ast.Constant) and isinstance(n.value, float) for n in ast.walk(part))
    return kinds.of(module, part) in {"int", ""} and not floats


RULE = Rule(
    message="`{remainder}` computes the whole power first: "
    "`pow` with three arguments never leaves the size of the modulus",
    why="the numbers stay short",
    look=Look(
        find=look,
        fine=(
            Fine(
                why="the power is small",
                code="""
                    def last_digit(n):
                        return n**2 % 10
                """,
            ),
            Fine(
                why="pow knows the modulus",
                code="""
                    def signed(message, key, modulus):
                        return pow(message, key, modulus)
                """,
            ),
        ),
    ),
    examples=(
        Example(
            before="""
                def signed(message, key, modulus):
                    return message**key % modulus
            """,
            after="""
                def signed(message, key, modulus):
                    return pow(message, key, modulus)
            """,
            call="signed(7, 131, 143)",
        ),
    ),
)
