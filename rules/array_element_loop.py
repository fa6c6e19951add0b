"""Compute with whole arrays, or compile the loop, instead of taking element by element.

Each ``array[i]`` makes a Python object of an element, in about the time that NumPy
needs for a hundred of them. Whole-array expressions do it in C; what depends on the
element before, Numba compiles.
"""

import ast
from collections.abc import Iterator

from advisor.rule import Example, Fine, Look, Module, Rule, Spot
from advisor.static import brevity, loops, numeric
from advisor.static.text import code, names, root

_OF_WHOLE_ARRAYS = frozenset(
    f"numpy.{name}"
    for name in (
        *("dot", "vdot", "inner", "outer", "matmul", "einsum", "sum", "mean", "max", "min", "any"),
        *("all", "prod", "cumsum", "linspace", "arange", "zeros", "ones", "array", "convolve"),
        *("sort", "argsort", "where", "concatenate", "tensordot", "cross", "trapz", "interp"),
    )
)


def look(module: Module) -> Iterator[Spot]:
    """The outermost loops that only compute with elements of arrays."""
    if not any(name.startswith("numpy") for name in module.imports.values()):
        return
    for loop in module.all(ast.For):
        outer = [n for n in loops.around(module, loop) if isinstance(n, ast.For)]
        if any(numeric.is_numeric(module, around) for around in outer):
            continue
        if not numeric.is_numeric(module, loop) or brevity.is_short(module, loop.iter):
            continue
        if not _takes_rows(module, loop):
            array = _array(module, loop)
            if array:
                yield Spot(loop, {"array": array})
    for first in module.all(ast.comprehension):
        made = module.parent(first)
        if not isinstance(made, ast.ListComp | ast.GeneratorExp):
            continue
        if numeric.is_array(module, first.iter) and _is_arithmetic(module, made.elt, first.target):
            yield Spot(made, {"array": code(first.iter)})


def _takes_rows(module: Module, loop: ast.For) -> bool:
    """Does each trip compute with a whole row or array, beside which an element is nothing?"""
    return any(
        isinstance(node, ast.Slice)
        or (isinstance(node, ast.Call) and module.dotted(node.func) in _OF_WHOLE_ARRAYS)
        for node in module.within(loop)
    )


def _array(module: Module, loop: ast.For) -> str:
    """The name of an array whose elements the loop computes with, "" if there is none."""
    if numeric.is_array(module, loop.iter) and any(
        isinstance(node, ast.BinOp | ast.AugAssign) and names(node) & names(loop.target)
        for node in module.within(loop)
    ):
        return code(loop.iter)
    counters = [c for each in numeric.nest(module, loop) if (c := numeric.counter(each))]
    for counter in counters:
        for element in numeric.elements(module, loop, counter):
            owner = element
            while isinstance(owner.value, ast.Subscript):
                owner = owner.value
            if numeric.is_array(module, owner.value) and numeric.computes(module, element):
                return root(element)
    return ""


def _is_arithmetic(module: Module, element: ast.expr, target: ast.expr) -> bool:
    computing = isinstance(element, ast.BinOp | ast.Call)
    calls = (n for n in ast.walk(element) if isinstance(n, ast.Call))
    return (
        computing
        and bool(names(element) & names(target))
        and all(module.dotted(call.func).startswith("math.") for call in calls)
    )


RULE = Rule(
    message="the elements of `{array}` are taken one by one, each as a Python object: "
    "compute with whole arrays, or compile the loop (`advisor scan` writes and proves it)",
    why="NumPy and compiled loops never make Python objects of elements",
    look=Look(
        find=look,
        weight="factor",
        fine=(
            Fine(
                why="whole arrays are computed",
                code="""
                    import numpy as np

                    def lengths(count):
                        x = np.arange(count)
                        y = np.ones(count)
                        return np.sqrt(x * x + y * y)
                """,
            ),
            Fine(
                why="each trip computes with a whole row",
                code="""
                    import numpy as np

                    def scaled(count):
                        rows = np.ones((count, 1000))
                        for i in range(count):
                            rows[i, :] = rows[i, :] * i
                        return rows
                """,
            ),
            Fine(
                why="the elements are printed, not computed",
                code="""
                    import numpy as np

                    def show(count):
                        numbers = np.arange(count)
                        for i in range(count):
                            print(numbers[i])
                """,
            ),
        ),
    ),
    examples=(
        Example(
            before="""
                import numpy as np

                def squares(count):
                    x = np.arange(float(count))
                    out = np.zeros(count)
                    for i in range(count):
                        out[i] = x[i] * x[i] + 1
                    return out.tolist()
            """,
            after="""
                import numpy as np

                def squares(count):
                    x = np.arange(float(count))
                    out = x * x + 1
                    return out.tolist()
            """,
            call="squares(5)",
        ),
    ),
)
