"""Loops over indices that compute each element for itself: what they compute, and of what.

``for i in range(n): out[i] = f(x[i], y[i], a)`` can be computed for whole arrays at
once, whatever the order, as no element depends on another. A loop that reads
``out[i - 1]`` cannot, and is not read as one here: only bare loop variables count
as subscripts.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

import libcst as cst

from advisor import elementwise, flow
from advisor.rule import Hole, Match
from advisor.surroundings import Surroundings

_OPERATORS: dict[type[cst.BaseAugOp], Callable[[], cst.BaseBinaryOp]] = {
    cst.AddAssign: cst.Add,
    cst.SubtractAssign: cst.Subtract,
    cst.MultiplyAssign: cst.Multiply,
    cst.DivideAssign: cst.Divide,
}
# The math module's function → NumPy's.
_FROM_MATH = {"asin": "arcsin", "acos": "arccos", "atan": "arctan", "fabs": "absolute"}


@dataclass(frozen=True, slots=True)
class IndexLoop:
    """A nest of loops over indices around one assignment.

    Attributes:
        indices: the loop variables, outermost first.
        counts: how far each runs, as code.
        arrays: those the counts are taken of, which must be arrays for that.
        target: what is assigned to.
        value: what is assigned, with ``+=`` and its like written out; for a sum, what
            is added.
        added: whether the assignment is ``target += value`` of a plain variable.
    """

    indices: tuple[str, ...]
    counts: tuple[str, ...]
    arrays: tuple[str, ...]
    target: cst.BaseExpression
    value: cst.BaseExpression
    added: bool


def read(loop: cst.BaseStatement) -> IndexLoop | None:
    """The nest that starts with ``loop``, or ``None`` if it is no such nest."""
    indices: list[str] = []
    counts: list[str] = []
    arrays: list[str] = []
    statement: cst.CSTNode = loop
    while isinstance(statement, cst.For):
        match statement:
            case cst.For(
                target=cst.Name(value=index),
                iter=cst.Call(
                    func=cst.Name(value="range"),
                    args=[cst.Arg(value=count, keyword=None, star="")],
                ),
                body=cst.IndentedBlock(body=[only]),
                orelse=None,
                asynchronous=None,
            ) if (array := _counted(count)) is not None:
                indices.append(index)
                counts.append(cst.Module([]).code_for_node(count))
                arrays += [array] if array else []
                statement = only
            case _:
                return None
    return _innermost(statement, (tuple(indices), tuple(counts), tuple(arrays)))


def _counted(count: cst.BaseExpression) -> str | None:
    """The array a loop's length is taken of; "" for a plain number, ``None`` for others."""
    match count:
        case cst.Name() | cst.Integer():
            return ""
        case cst.Call(
            func=cst.Name(value="len"), args=[cst.Arg(value=cst.Name(value=array), star="")]
        ):
            return array
        case cst.Attribute(value=cst.Name(value=array), attr=cst.Name(value="size")):
            return array
        case cst.Subscript(
            value=cst.Attribute(value=cst.Name(value=array), attr=cst.Name(value="shape")),
            slice=[cst.SubscriptElement(slice=cst.Index(value=cst.Integer()))],
        ):
            return array
        case _:
            return None


def _innermost(
    statement: cst.CSTNode, loops: tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]
) -> IndexLoop | None:
    match statement:
        case cst.SimpleStatementLine(
            body=[cst.Assign(targets=[cst.AssignTarget(target=cst.Subscript() as target)]) as small]
        ) if loops[0]:
            return IndexLoop(*loops, target, small.value, added=False)
        case cst.SimpleStatementLine(body=[cst.AugAssign() as small]) if loops[0]:
            if isinstance(small.target, cst.Name):
                plain_sum = isinstance(small.operator, cst.AddAssign)
                loop = IndexLoop(*loops, small.target, small.value, added=True)
                return loop if plain_sum else None
            if type(small.operator) not in _OPERATORS:
                return None
            bracketed = small.value.with_changes(lpar=[cst.LeftParen()], rpar=[cst.RightParen()])
            operator = _OPERATORS[type(small.operator)]()
            value = cst.BinaryOperation(small.target, operator, bracketed)
            return IndexLoop(*loops, small.target, value, added=False)
        case _:
            return None


def holes(loop: IndexLoop, around: Surroundings) -> dict[str, Hole] | None:
    """What a template needs to compute ``loop`` at once, or ``None`` if that cannot be.

    ``whole`` is a lambda of the variables, ``letters`` names which loop each
    subscript of an array follows.
    """
    numpy = _numpy(around)
    taker = _Taker(loop.indices, numpy, around)
    value = loop.value.visit(taker)
    assert isinstance(value, cst.BaseExpression)
    expression = elementwise.read(value, around)
    if expression is None or taker.wrong or not taker.arrays:
        return None
    if not all(around.may_be(array, "ndarray") for array in taker.arrays):
        return None
    if set(expression.names) & {*loop.indices, *taker.bare(loop.value)}:
        return None
    target = _letters(loop.target, loop.indices)
    name = target[0] if target else cst.Module([]).code_for_node(loop.target)
    if not loop.added and (target is None or set(target[1]) != set(_ALPHABET[: len(loop.indices)])):
        return None
    if loop.added and set("".join(taker.arrays.values())) != set(_ALPHABET[: len(loop.indices)]):
        return None
    code = cst.Module([]).code_for_node(value)
    return {
        "target": cst.Name(name),
        "letters": target[1] if target else "",
        "whole": f"lambda {', '.join(expression.names)}: {code}",
        "counts": f"({', '.join(loop.counts)}{',' if len(loop.counts) == 1 else ''})",
        "values": tuple(f'({n}, "{taker.arrays.get(n, "")}")' for n in expression.names),
        "checks": tuple(
            f"type({array}) is {numpy}.ndarray" for array in dict.fromkeys(loop.arrays)
        ),
        "of_python": not taker.of_numpy(loop.value),
    }


_ALPHABET = "ijkl"


def _numpy(around: Surroundings) -> str:
    modules = around.modules if around.modules is not None else {"np": "numpy"}
    return next((name for name, module in modules.items() if module == "numpy"), "np")


def _letters(node: cst.BaseExpression, indices: Sequence[str]) -> tuple[str, str] | None:
    """(array, which loop each of its subscripts follows) of ``array[i, j]`` or ``array[i][j]``."""
    match node:
        case cst.Name(value=array):
            return array, ""
        case cst.Subscript():
            inner = _letters(node.value, indices)
            found = [
                element.slice.value.value
                for element in node.slice
                if isinstance(element.slice, cst.Index)
                and isinstance(element.slice.value, cst.Name)
            ]
            if inner is None or len(found) != len(node.slice) or set(found) - set(indices):
                return None
            letters = inner[1] + "".join(_ALPHABET[indices.index(index)] for index in found)
            return (inner[0], letters) if len(set(letters)) == len(letters) else None
        case _:
            return None


class _Taker(cst.CSTTransformer):
    """Turns ``x[i]`` into ``x`` and ``math.sqrt`` into ``np.sqrt``."""

    def __init__(self, indices: Sequence[str], numpy: str, around: Surroundings) -> None:
        super().__init__()
        self.arrays: dict[str, str] = {}
        self.wrong = len(indices) > len(_ALPHABET) or len(set(indices)) < len(indices)
        self._indices = indices
        self._numpy = numpy
        self._around = around

    def visit_Subscript(self, _node: cst.Subscript) -> bool:  # noqa: N802  (libcst's name)
        """What is subscripted is taken whole, with all its subscripts."""
        return False

    def leave_Subscript(  # noqa: N802  (libcst's name)
        self, original_node: cst.Subscript, updated_node: cst.Subscript
    ) -> cst.BaseExpression:
        """Note the array and which loops its subscripts follow."""
        found = _letters(original_node, self._indices)
        if found is None or self.arrays.setdefault(*found) != found[1]:
            self.wrong = True
            return updated_node
        return cst.Name(found[0])

    def leave_Attribute(  # noqa: N802  (libcst's name)
        self, original_node: cst.Attribute, updated_node: cst.Attribute
    ) -> cst.BaseExpression:
        """Functions of the math module become NumPy's."""
        if not self._is_math(original_node):
            return updated_node
        name = original_node.attr.value
        return cst.Attribute(cst.Name(self._numpy), cst.Name(_FROM_MATH.get(name, name)))

    def _is_math(self, node: cst.CSTNode) -> bool:
        return (
            isinstance(node, cst.Attribute)
            and isinstance(node.value, cst.Name)
            and self._around.is_module(node.value.value, "math", ("math",))
        )

    def bare(self, value: cst.BaseExpression) -> frozenset[str]:
        """Arrays that ``value`` names without subscripts, too."""
        return frozenset(
            name
            for name in self.arrays
            if sum(isinstance(n, cst.Name) and n.value == name for n in flow.walk(value))
            > sum(
                isinstance(n, cst.Subscript)
                and isinstance(n.value, cst.Name)
                and n.value.value == name
                for n in flow.walk(value)
            )
        )

    def of_numpy(self, value: cst.BaseExpression) -> bool:
        """Is one element of ``value`` a NumPy scalar, not a Python float?"""
        match value:
            case cst.Subscript():
                return True
            case cst.BinaryOperation():
                return self.of_numpy(value.left) or self.of_numpy(value.right)
            case cst.UnaryOperation():
                return self.of_numpy(value.expression)
            case cst.Call():
                return not self._is_math(value.func)
            case _:
                return False


def find(
    function: cst.FunctionDef, around: Surroundings, blocks: Iterable[cst.IndentedBlock]
) -> Iterator[tuple[IndexLoop, Match]]:
    """The index loops in ``blocks``, each with a match that holds what its template needs."""
    for block in blocks:
        for position, statement in enumerate(block.body):
            loop = read(statement)
            found = holes(loop, around) if loop is not None else None
            if loop is not None and found is not None:
                found["indices"] = cst.Tuple(
                    [cst.Element(cst.Name(index)) for index in loop.indices]
                )
                yield loop, Match(function, block, position, position + 1, found, around)


def summed(match: Match) -> frozenset[str]:
    """The variables of what a loop found here adds up."""
    whole = match.holes["whole"]
    assert isinstance(whole, str)
    return flow.names(cst.parse_expression(whole))
