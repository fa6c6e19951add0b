"""Compute with whole arrays instead of wrapping a Python loop in ``np.vectorize``.

``np.vectorize`` and ``np.apply_along_axis`` call the Python function once for each
element or row: they are as slow as a loop. Arithmetic on arrays runs in C; what cannot
be said with arrays, ``numba.vectorize`` compiles.
"""

import ast
from collections.abc import Iterator

from advisor.rule import Example, Fine, Look, Module, Rule, Spot
from advisor.static.text import code

_LOOPS = frozenset({"numpy.vectorize", "numpy.apply_along_axis"})


def look(module: Module) -> Iterator[Spot]:
    """``np.vectorize`` and ``np.apply_along_axis`` of a Python function."""
    for call in module.all(ast.Call):
        apart = _is_library(module, call) or _is_of_objects(call)
        if module.dotted(call.func) in _LOOPS and not apart:
            yield Spot(call, {"called": code(call.func)})
    for function in module.functions:
        for decorator in function.decorator_list:
            if module.dotted(decorator) in _LOOPS:
                yield Spot(decorator, {"called": code(decorator)})


def _is_library(module: Module, call: ast.Call) -> bool:
    """Is it a function of NumPy that is applied, which is quick for a whole row?"""
    return bool(call.args) and module.dotted(call.args[0]).startswith("numpy.")


def _is_of_objects(call: ast.Call) -> bool:
    """Are texts or other objects made, with which NumPy does not compute?"""
    return any(
        (isinstance(node, ast.Name) and node.id in {"object", "str"})
        or (isinstance(node, ast.Attribute) and node.attr == "object_")
        for keyword in call.keywords
        if keyword.arg == "otypes"
        for node in ast.walk(keyword.value)
    )


RULE = Rule(
    message="`{called}` calls the Python function for every element, as slow as a loop: "
    "compute with whole arrays, or compile the function with `numba.vectorize`",
    why="arrays are computed in C",
    look=Look(
        find=look,
        weight="factor",
        fine=(
            Fine(
                why="numba compiles the function",
                code="""
                    import numba

                    def compiled(function):
                        return numba.vectorize(function)
                """,
            ),
        ),
    ),
    examples=(
        Example(
            before="""
                import numpy as np

                def clipped(numbers):
                    limit = np.vectorize(lambda x: x if x < 1.0 else 1.0)
                    return limit(np.array(numbers)).tolist()
            """,
            after="""
                import numpy as np

                def clipped(numbers):
                    return np.minimum(np.array(numbers), 1.0).tolist()
            """,
            call="clipped([0.5, 2.0])",
        ),
    ),
)
