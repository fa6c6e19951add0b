"""Hand an index down a recursion instead of a copy of all that remains.

A function that calls itself with ``items[1:]`` copies the rest on every level, so that
the time goes up with the square of the length. An index, or an iterator, is enough.
"""

import ast
from collections.abc import Iterator

from advisor.rule import Example, Fine, Look, Module, Rule, Spot
from advisor.static import brevity, calls
from advisor.static.module import Function
from advisor.static.text import code, number

_LITTLE = 4  # items at an end; more than that is a prefix with a meaning


def look(module: Module) -> Iterator[Spot]:
    """Calls of a function by itself with all of its parameter but one end."""
    for call in module.all(ast.Call):
        function = module.function(call)
        if function is None or not isinstance(call.func, ast.Name):
            continue
        if call.func.id != function.name or calls.defined(module, function.name) is not function:
            continue
        parameters = {parameter.arg for parameter in function.args.args}
        for argument in call.args:
            match argument:
                case ast.Subscript(value=ast.Name(id=name), slice=ast.Slice() as cut):
                    many = name in parameters and not brevity.says_few(name)
                    if many and _is_almost_all(cut) and _ends(module, function, name):
                        yield Spot(call, {"called": code(call), "rest": code(argument)})
                        break
                case _:
                    pass


def _ends(module: Module, function: Function, name: str) -> bool:
    """Does the function ask whether anything is left of ``name``?

    What takes a bracket or an ending off a text goes down a level or two.
    """
    tests = (
        node.test
        for node in module.within(function)
        if isinstance(node, ast.If | ast.IfExp | ast.While)
    )
    return any(_asks_for_more(part, name) for test in tests for part in _parts(test))


def _parts(test: ast.expr) -> Iterator[ast.expr]:
    """The conditions that ``and``, ``or`` and ``not`` combine."""
    match test:
        case ast.BoolOp(values=values):
            for value in values:
                yield from _parts(value)
        case ast.UnaryOp(op=ast.Not(), operand=operand):
            yield from _parts(operand)
        case _:
            yield test


def _asks_for_more(test: ast.expr, name: str) -> bool:
    match test:
        case ast.Name(id=asked) | ast.Call(func=ast.Name(id="len"), args=[ast.Name(id=asked)]):
            return asked == name
        case ast.Compare(left=left, comparators=[right]):
            empty = isinstance(right, ast.List | ast.Tuple | ast.Constant)
            return _asks_for_more(left, name) and (empty or isinstance(left, ast.Call))
        case _:
            return False


def _is_almost_all(cut: ast.Slice) -> bool:
    match cut.lower, cut.upper, cut.step:
        case start, None, None if start is not None:
            return 0 < (number(start) or 0) <= _LITTLE
        case None, end, None if end is not None:
            return -_LITTLE <= (number(end) or 0) < 0
        case start, end, None if start is not None and end is not None:
            return 0 < (number(start) or 0) <= _LITTLE and -_LITTLE <= (number(end) or 0) < 0
        case _:
            return False


RULE = Rule(
    message="`{called}` copies all of `{rest}` on every level of the recursion: "
    "hand an index down, or loop",
    why="nothing is copied",
    look=Look(
        find=look,
        fine=(
            Fine(
                why="halves are gone after a few levels",
                code="""
                    def total(numbers):
                        if len(numbers) < 2:
                            return numbers[0] if numbers else 0
                        middle = len(numbers) // 2
                        return total(numbers[:middle]) + total(numbers[middle:])
                """,
            ),
            Fine(
                why="another function is called with the rest",
                code="""
                    def command(words, run):
                        return run(words[0], words[1:])
                """,
            ),
        ),
    ),
    examples=(
        Example(
            before="""
                def total(numbers):
                    if not numbers:
                        return 0
                    return numbers[0] + total(numbers[1:])
            """,
            after="""
                def total(numbers):
                    found = 0
                    for number in numbers:
                        found += number
                    return found
            """,
            call="total([1, 2, 3])",
        ),
    ),
)
