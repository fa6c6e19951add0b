"""Compute with a whole column instead of applying arithmetic to each of its values.

``column.apply(lambda x: x * 2)`` calls Python for every value; ``column * 2`` says the
same and runs in C.
"""

import ast
from collections.abc import Iterator

from advisor.rule import Example, Fine, Look, Module, Rule, Spot
from advisor.static import kinds
from advisor.static.text import code

_ARITHMETIC = (
    *(ast.BinOp, ast.UnaryOp, ast.Compare, ast.Constant, ast.Name, ast.IfExp, ast.operator),
    *(ast.Call, ast.unaryop, ast.cmpop, ast.expr_context, ast.BoolOp, ast.boolop),
)
_OBJECTS = (ast.In, ast.NotIn, ast.Is, ast.IsNot)


def look(module: Module) -> Iterator[Spot]:
    """``apply`` or ``map`` with a lambda that only computes."""
    if not any(name.startswith("pandas") for name in module.imports.values()):
        return
    for call in module.all(ast.Call):
        match call:
            case ast.Call(
                func=ast.Attribute(value=column, attr="apply" | "map" | "applymap" as method),
                args=[ast.Lambda(args=ast.arguments(args=[value]), body=body)],
                keywords=[],
            ) if _computes(module, body, value.arg):
                if method != "map" or kinds.of(module, column) in {"series", "frame"}:
                    yield Spot(call, {"column": code(column), "body": code(body)})
            case _:
                pass


def _computes(module: Module, body: ast.expr, value: str) -> bool:
    nodes = [n for n in ast.walk(body) if not module.dotted(n).startswith(("math", "numpy"))]
    texts = any(isinstance(n, ast.Constant) and isinstance(n.value, str) for n in nodes)
    return (
        all(_is_arithmetic(module.dotted(n.func)) for n in nodes if isinstance(n, ast.Call))
        and all(isinstance(n, _ARITHMETIC) and not isinstance(n, _OBJECTS) for n in nodes)
        and any(isinstance(n, ast.Name) and n.id == value for n in nodes)
        and len(nodes) > 2  # noqa: PLR2004  (a bare name and its context compute nothing)
        and not texts
    )


def _is_arithmetic(function: str) -> bool:
    return function.startswith(("math.", "numpy.")) or function in {"abs", "float", "int"}


RULE = Rule(
    message="`{body}` is computed in Python for each value of `{column}`: "
    "the same arithmetic on the whole column runs in C",
    why="a column is computed in C",
    look=Look(
        find=look,
        weight="factor",
        slow=(
            """
                import math
                import pandas as pd

                def roots(frame: pd.DataFrame):
                    return frame["x"].apply(lambda v: math.sqrt(v))
            """,
        ),
        fine=(
            Fine(
                why="a length is no arithmetic",
                code="""
                    import pandas as pd

                    def lengths(frame: pd.DataFrame):
                        return frame["name"].apply(lambda name: len(name))
                """,
            ),
            Fine(
                why="the function does more than arithmetic",
                code="""
                    import pandas as pd

                    def lengths(frame: pd.DataFrame):
                        return frame["name"].apply(lambda name: len(name.split()))
                """,
            ),
        ),
    ),
    examples=(
        Example(
            before="""
                import pandas as pd

                def doubled(numbers):
                    column = pd.Series(numbers)
                    return [int(n) for n in column.apply(lambda x: x * 2 + 1)]
            """,
            after="""
                import pandas as pd

                def doubled(numbers):
                    column = pd.Series(numbers)
                    return [int(n) for n in column * 2 + 1]
            """,
            call="doubled([1, 2])",
        ),
    ),
)
