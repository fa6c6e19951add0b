"""Compute with whole arrays, or compile the loop, instead of taking element by element.

Each ``array[i]`` makes a Python object of an element, in about the time that NumPy
needs for a hundred of them. Whole-array expressions do it in C; what depends on the
element before, Numba compiles.
"""

import ast
from collections.abc import Iterator

from advisor.rule import Example, Fine, Look, Module, Rule, Spot
from advisor.static import annotations, dimensions, kinds, loops, numeric
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
    counted: list[ast.For | ast.While] = [*module.all(ast.For), *module.all(ast.While)]
    for loop in counted:
        outer = [n for n in loops.around(module, loop) if isinstance(n, ast.For | ast.While)]
        if any(numeric.is_numeric(module, around) for around in outer):
            continue
        if not numeric.is_numeric(module, loop) or numeric.is_few(module, loop):
            continue
        if not _takes_rows(module, loop):
            array = _array(module, loop)
            if array:
                yield Spot(loop, {"array": array})
    for first in module.all(ast.comprehension):
        made = module.parent(first)
        if not isinstance(made, ast.ListComp | ast.GeneratorExp):
            continue
        numbers = numeric.is_array(module, first.iter) and dimensions.of(module, first.iter) == 1
        if numbers and _is_arithmetic(module, made.elt, first.target):
            yield Spot(made, {"array": code(first.iter)})


def _takes_rows(module: Module, loop: ast.For | ast.While) -> bool:
    """Does each trip compute with a whole row or array, beside which an element is nothing?"""
    return any(
        isinstance(node, ast.Slice)
        or (isinstance(node, ast.Call) and module.dotted(node.func) in _OF_WHOLE_ARRAYS)
        or (isinstance(node, ast.BinOp) and _is_whole(module, node))
        for node in module.within(loop)
    )


def _is_whole(module: Module, node: ast.BinOp) -> bool:
    """Is a side of it an array, as far as can be told not of numbers?"""
    return any(
        isinstance(side, ast.Name) and numeric.is_array(module, side)
        for side in (node.left, node.right)
    )


def _array(module: Module, loop: ast.For | ast.While) -> str:
    """The name of an array whose elements the loop computes with, "" if there is none."""
    if (
        isinstance(loop, ast.For)
        and numeric.is_array(module, loop.iter)
        and any(
            isinstance(node, ast.BinOp | ast.AugAssign) and names(node) & names(loop.target)
            for node in module.within(loop)
        )
    ):
        items = [node for node in module.within(loop) if _is_item(node, loop)]
        numbers = any(_is_number(module, item) for item in items)
        return code(loop.iter) if dimensions.of(module, loop.iter) == 1 or numbers else ""
    nested = numeric.nest(module, loop) if isinstance(loop, ast.For) else [loop]
    for each in nested:
        counter = numeric.counter(each)
        for element in numeric.elements(module, loop, counter) if counter else ():
            owner = element
            while isinstance(owner.value, ast.Subscript):
                owner = owner.value
            computed = numeric.is_array(module, owner.value) and numeric.computes(module, element)
            if computed and (_is_number(module, element) or _is_likely(module, element, each)):
                return root(element)
    return ""


def _is_likely(module: Module, element: ast.Subscript, loop: ast.For | ast.While) -> bool:
    """Is it one of all there are, or at two places at once, and nothing says it is a row?"""
    if dimensions.of(module, element) is not None:
        return False
    at_two = isinstance(element.slice, ast.Tuple) or isinstance(element.value, ast.Subscript)
    return at_two or (
        isinstance(loop, ast.For) and isinstance(loop.iter, ast.Call) and len(loop.iter.args) == 1
    )


def _is_item(node: ast.AST, loop: ast.For) -> bool:
    return (
        isinstance(node, ast.Name)
        and isinstance(loop.target, ast.Name)
        and (isinstance(node.ctx, ast.Load) and node.id == loop.target.id)
    )


def _is_number(module: Module, element: ast.AST) -> bool:
    """Is the element a number and no row, by its dimensions or by what is done with it?"""
    left = dimensions.of(module, element)
    if left is not None:
        return left == 0
    for child, above in module.above(element):
        match above:
            case ast.BinOp() | ast.UnaryOp() | ast.Compare() | ast.BoolOp():
                continue
            case ast.If(test=test) | ast.While(test=test) | ast.IfExp(test=test):
                return child is test
            case ast.Call(func=function):
                name = module.dotted(function)
                return name.startswith("math.") or name in {"float", "int"}
            case ast.AugAssign(target=target) | ast.Assign(targets=[target]):
                return child is not target and kinds.of(module, target) in annotations.NUMBERS
            case _:
                return False
    return False


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
