"""Compute tables of numbers with arrays, or compile the loops over them.

Nested loops that compute one element of a table after the other spend nearly all of
their time on fetching and making Python objects. Whole-array expressions of NumPy, or
the same loops compiled by Numba or Cython, run fifty to five hundred times quicker.
"""

import ast
from collections.abc import Iterator

from advisor.rule import Example, Fine, Look, Module, Rule, Spot
from advisor.static import brevity, loops, numeric
from advisor.static.text import code

_ARITHMETIC = (ast.Add, ast.Sub, ast.Mult, ast.Div, ast.Pow)


def look(module: Module) -> Iterator[Spot]:
    """The outermost of nested loops that compute with elements ``a[i][j]``."""
    for loop in module.all(ast.For):
        outer = loops.around(module, loop)
        if any(isinstance(o, ast.For) and numeric.is_numeric(module, o) for o in outer):
            continue
        nest = numeric.nest(module, loop)
        if len(nest) < 2 or brevity.is_short(module, loop.iter):  # noqa: PLR2004  (a nest)
            continue
        if _is_product(nest):
            continue  # told by another rule
        if all(map(numeric.counter, nest[:2])) and numeric.is_numeric(module, loop):
            element = _element(module, nest) or _iteration(module, nest)
            if element:
                yield Spot(loop, {"element": element})


def _is_product(nest: list[ast.For]) -> bool:
    """Are products added up in a third loop, as for a product of matrices?"""
    match nest:
        case [_, _, ast.For(body=[ast.AugAssign(op=ast.Add(), value=ast.BinOp(op=ast.Mult()))])]:
            return True
        case _:
            return False


def _element(module: Module, nest: list[ast.For]) -> str:
    counters = [numeric.counter(each) for each in nest[:2]]
    for element in numeric.elements(module, nest[1], *counters):
        owner = element
        while isinstance(owner.value, ast.Subscript):
            owner = owner.value
        if numeric.is_array(module, owner.value):
            return ""  # told by another rule
        if _adds(module, nest[1]) and _stores(module, nest[1], element):
            return code(element)
    return ""


def _iteration(module: Module, nest: list[ast.For]) -> str:
    """What a ``while`` in the nest goes on with, as the escape of a point does."""
    inner = (s for s in nest[1].body if isinstance(s, ast.While))
    return next((code(loop.test) for loop in inner if _adds(module, nest[1])), "")


def _adds(module: Module, loop: ast.For) -> bool:
    """Is there arithmetic besides that in the subscripts?"""
    return any(
        isinstance(node, ast.BinOp)
        and isinstance(node.op, _ARITHMETIC)
        and not any(isinstance(above, ast.Subscript) for _, above in module.above(node))
        for node in module.within(loop)
        if isinstance(node, ast.BinOp)
    ) or any(isinstance(node, ast.AugAssign) for node in module.within(loop))


def _stores(module: Module, loop: ast.For, element: ast.Subscript) -> bool:
    """Is an element of a table set, or a total of elements kept?"""
    return any(
        isinstance(node, ast.Subscript) and isinstance(node.ctx, ast.Store)
        for node in module.within(loop)
    ) or isinstance(module.parent(element), ast.AugAssign)


RULE = Rule(
    message="nested loops compute `{element}` one element at a time: use NumPy arrays, or "
    "compile the loops (`advisor scan` writes and proves it)",
    why="compiled loops make no Python objects of elements",
    look=Look(
        find=look,
        weight="factor",
        slow=(
            """
                def escape(width, height, limit):
                    found = []
                    for j in range(height):
                        for i in range(width):
                            x, y, count = 0.0, 0.0, 0
                            while x * x + y * y <= 4 and count < limit:
                                x, y = x * x - y * y + i, 2 * x * y + j
                                count += 1
                            found.append(count)
                    return found
            """,
        ),
        fine=(
            Fine(
                why="a board of 8 by 8 is small",
                code="""
                    def attacked(board):
                        found = [[0] * 8 for _ in range(8)]
                        for i in range(8):
                            for j in range(8):
                                found[i][j] = board[i][j] + 1
                        return found
                """,
            ),
            Fine(
                why="the table is filled with text",
                code="""
                    def labels(n):
                        found = [[""] * n for _ in range(n)]
                        for i in range(n):
                            for j in range(n):
                                found[i][j] = f"{i}-{j}"
                        return found
                """,
            ),
        ),
    ),
    examples=(
        Example(
            before="""
                def added(a, b, n):
                    out = [[0] * n for _ in range(n)]
                    for i in range(n):
                        for j in range(n):
                            out[i][j] = a[i][j] + b[i][j] * 2
                    return out
            """,
            after="""
                def added(a, b, n):
                    return (np.array(a) + np.array(b) * 2).tolist()
            """,
            call="added([[1, 2], [3, 4]], [[5, 6], [7, 8]], 2)",
        ),
    ),
)
