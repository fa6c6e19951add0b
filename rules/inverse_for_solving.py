"""Solve a system of equations instead of inverting its matrix.

``np.linalg.inv(a) @ b`` computes a whole inverse to use it once, in about three times
the time of ``np.linalg.solve(a, b)``, and loses digits on the way.
"""

import ast
from collections.abc import Iterator

from advisor.rule import Example, Fine, Look, Module, Rule, Spot
from advisor.static.text import code


def look(module: Module) -> Iterator[Spot]:
    """Inverses that are multiplied at once."""
    for product in module.all(ast.BinOp):
        if isinstance(product.op, ast.MatMult) and _is_inverse(module, product.left):
            yield Spot(product, {"product": code(product)})
    for call in module.all(ast.Call):
        match call.func:
            case ast.Attribute(value=owner, attr="dot") if _is_inverse(module, owner):
                yield Spot(call, {"product": code(call)})
            case function if module.dotted(function) in {"numpy.dot", "numpy.matmul"}:
                if call.args and _is_inverse(module, call.args[0]):
                    yield Spot(call, {"product": code(call)})
            case _:
                pass


def _is_inverse(module: Module, node: ast.expr) -> bool:
    return isinstance(node, ast.Call) and module.dotted(node.func) in {
        "numpy.linalg.inv",
        "scipy.linalg.inv",
    }


RULE = Rule(
    message="`{product}` computes a whole inverse to use it once: "
    "`np.linalg.solve` is quicker and more exact",
    why="solving takes about a third of the work of inverting",
    look=Look(
        find=look,
        weight="factor",
        fine=(
            Fine(
                why="the inverse is used many times",
                code="""
                    import numpy as np

                    def solved(matrix, sides):
                        inverse = np.linalg.inv(matrix)
                        return [inverse @ side for side in sides]
                """,
            ),
        ),
    ),
    examples=(
        Example(
            before="""
                import numpy as np

                def solved(matrix, side):
                    return (np.linalg.inv(np.array(matrix)) @ np.array(side)).round(6).tolist()
            """,
            after="""
                import numpy as np

                def solved(matrix, side):
                    return np.linalg.solve(np.array(matrix), np.array(side)).round(6).tolist()
            """,
            call="solved([[2.0, 0.0], [0.0, 4.0]], [1.0, 1.0])",
        ),
    ),
)
