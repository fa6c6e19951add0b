"""Compute only the diagonal of a matrix product when nothing else is wanted.

``np.trace(a @ b)`` and ``np.diag(a @ b)`` multiply whole matrices, n³ steps, to throw
all but n elements away; ``np.einsum("ij,ji->i", a, b)`` takes n² steps.
"""

import ast
from collections.abc import Iterator

from advisor.rule import Example, Fine, Look, Module, Rule, Spot
from advisor.static.text import code


def look(module: Module) -> Iterator[Spot]:
    """Diagonals and traces of products."""
    for call in module.all(ast.Call):
        name = module.dotted(call.func)
        if name in {"numpy.trace", "numpy.diag", "numpy.diagonal"} and call.args:
            if _is_product(module, call.args[0]):
                yield Spot(call, {"called": code(call)})


def _is_product(module: Module, node: ast.expr) -> bool:
    match node:
        case ast.BinOp(op=ast.MatMult()):
            return True
        case ast.Call(func=function):
            return module.dotted(function) in {"numpy.dot", "numpy.matmul"}
        case _:
            return False


RULE = Rule(
    message="`{called}` multiplies whole matrices for their diagonal: "
    '`np.einsum("ij,ji->i", …)` computes the diagonal alone',
    why="n² steps instead of n³",
    look=Look(
        find=look,
        fine=(
            Fine(
                why="the product is used as a whole",
                code="""
                    import numpy as np

                    def product_and_trace(a, b):
                        product = a @ b
                        return product, np.trace(product)
                """,
            ),
        ),
    ),
    examples=(
        Example(
            before="""
                import numpy as np

                def overlap(a, b):
                    return float(np.trace(np.array(a) @ np.array(b)))
            """,
            after="""
                import numpy as np

                def overlap(a, b):
                    return float(np.einsum("ij,ji->", np.array(a), np.array(b)))
            """,
            call="overlap([[1.0, 2.0], [3.0, 4.0]], [[5.0, 6.0], [7.0, 8.0]])",
        ),
    ),
)
