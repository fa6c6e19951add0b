"""Let NumPy go through an array instead of a built-in function of Python.

``sum(array)`` makes a Python object of every element before it adds it;
``array.sum()`` adds in C and is about a hundred times quicker.
"""

import ast
from collections.abc import Iterator

from advisor.rule import Example, Fine, Look, Module, Rule, Spot
from advisor.static import brevity, kinds
from advisor.static.text import code

_QUICK = {"sum": "sum", "max": "max", "min": "min", "any": "any", "all": "all", "sorted": "sort"}


def look(module: Module) -> Iterator[Spot]:
    """Built-in functions that are given an array or a column."""
    for call in module.all(ast.Call):
        name = module.dotted(call.func)
        if name in _QUICK and len(call.args) == 1 and not call.keywords:
            array = kinds.of(module, call.args[0]) in {"array", "series"}
            if array and not _is_short(module, call.args[0]):
                quick = f"np.{_QUICK[name]}"
                yield Spot(call, {"called": code(call), "quick": quick})


def _is_short(module: Module, given: ast.expr) -> bool:
    """Is it computed from arrays that are written out?"""
    return any(brevity.is_short(module, n) for n in ast.walk(given) if isinstance(n, ast.Name))


RULE = Rule(
    message="`{called}` makes a Python object of every element: `{quick}` does it in C",
    why="the elements are never made into Python objects",
    look=Look(
        find=look,
        weight="factor",
        fine=(
            Fine(
                why="a list is for Python",
                code="""
                    def total(lines):
                        numbers = [float(line) for line in lines]
                        return sum(numbers)
                """,
            ),
            Fine(
                why="NumPy adds it up",
                code="""
                    import numpy as np

                    def total(count):
                        return np.sum(np.arange(count))
                """,
            ),
        ),
    ),
    examples=(
        Example(
            before="""
                import numpy as np

                def total(count):
                    numbers = np.arange(count)
                    return int(sum(numbers))
            """,
            after="""
                import numpy as np

                def total(count):
                    numbers = np.arange(count)
                    return int(np.sum(numbers))
            """,
            call="total(10)",
        ),
    ),
)
