"""Multiply matrices with NumPy instead of three nested loops.

``a @ b`` runs in a library that was tuned for decades: for matrices of a few hundred
rows it is thousands of times quicker than the loops.
"""

import ast
from collections.abc import Iterator

from advisor.rule import Example, Fine, Look, Module, Rule, Spot
from advisor.static import loops
from advisor.static.module import Comprehension
from advisor.static.text import code, names


def look(module: Module) -> Iterator[Spot]:
    """Sums of products over a third loop, written out or with ``sum``."""
    told: set[ast.AST] = set()
    for product in module.all(ast.BinOp):
        if isinstance(product.op, ast.Mult) and _is_added_up(module, product):
            around = loops.around(module, product)
            if len(around) > 2 and _is_matrix(product, around[0], around[1], around[2]):  # noqa: PLR2004  (the third loop makes it a matrix product)
                place = loops.scene(module, around[2])
                if place not in told and isinstance(place, ast.expr | ast.stmt):
                    told.add(place)
                    yield Spot(place, {"product": code(product)})


def _is_added_up(module: Module, product: ast.BinOp) -> bool:
    parent = module.parent(product)
    match parent:
        case ast.AugAssign(op=ast.Add()) | ast.BinOp(op=ast.Add()):
            return True
        case ast.GeneratorExp() | ast.ListComp():
            return _is_sum(module, parent)
        case _:
            return False


def _is_sum(module: Module, made: Comprehension) -> bool:
    parent = module.parent(made)
    return isinstance(parent, ast.Call) and module.dotted(parent.func) in {"sum", "math.fsum"}


def _is_matrix(
    product: ast.BinOp, inner: loops.Loop, middle: loops.Loop, outer: loops.Loop
) -> bool:
    """Do both factors move with the inner loop, and each with one of the others?"""
    counters = [_variables(loop) for loop in (inner, middle, outer)]
    sides = [names(product.left), names(product.right)]
    if not all(counters) or not all(counters[0] & side for side in sides):
        return False
    elements = all(
        isinstance(side, ast.Subscript) or isinstance(inner, ast.comprehension)
        for side in (product.left, product.right)
    )
    one, other = sides
    crossed = (one & counters[1] and other & counters[2]) or (
        one & counters[2] and other & counters[1]
    )
    zipped = isinstance(inner, ast.comprehension) and bool(
        names(inner.iter) & counters[1] and names(inner.iter) & counters[2]
    )
    return bool(elements and (crossed or zipped))


def _variables(loop: loops.Loop) -> frozenset[str]:
    if isinstance(loop, ast.For | ast.AsyncFor | ast.comprehension):
        return names(loop.target)
    return frozenset()


RULE = Rule(
    message="a matrix product by hand, `{product}` added up in three loops: "
    "`a @ b` of NumPy arrays is thousands of times quicker",
    why="matrix products run in a library tuned for the processor",
    look=Look(
        find=look,
        fine=(
            Fine(
                why="NumPy multiplies",
                code="""
                    import numpy as np

                    def product(a, b):
                        return (np.array(a) @ np.array(b)).tolist()
                """,
            ),
            Fine(
                why="there are two loops only",
                code="""
                    def weighted(rows, weights):
                        return [sum(x * w for x, w in zip(row, weights)) for row in rows]
                """,
            ),
        ),
    ),
    examples=(
        Example(
            before="""
                def product(a, b):
                    n, m, k = len(a), len(b[0]), len(b)
                    out = [[0] * m for _ in range(n)]
                    for i in range(n):
                        for j in range(m):
                            for x in range(k):
                                out[i][j] += a[i][x] * b[x][j]
                    return out
            """,
            after="""
                def product(a, b):
                    return (np.array(a) @ np.array(b)).tolist()
            """,
            call="product([[1, 2], [3, 4]], [[5, 6], [7, 8]])",
        ),
    ),
)
