"""Faults in a kernel: what a slip in lowering, optimising or printing would look like.

They are put into the typed loops and not into the text of one back end, so that the
mutants are printed, bordered and compiled by the very code that made the winner.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, replace
from functools import partial
from itertools import combinations
from typing import Any, TypeAlias, get_args

from advisor.kernel import nodes
from advisor.kernel.nodes import Expression, Function, Kernel, Statement
from advisor.kernel.printing import Printer, is_constant
from advisor.kernel.printing_python import PythonDialect
from advisor.kernel.types import INT, Scalar
from advisor.lowering import texts
from advisor.lowering.recursion import DEPTH
from advisor.mutating.faults import Fault, Kind, Planned

Node: TypeAlias = Any
"""An expression or a statement of a kernel."""
_Path: TypeAlias = tuple[tuple[str, int | None], ...]
_Change: TypeAlias = tuple[Kind, tuple[Node, ...]]

_NODES: tuple[type, ...] = (*get_args(Expression), *get_args(Statement))
_OTHER_OPERATOR: dict[str, nodes.BinaryOperator] = {
    "+": "-", "-": "+", "*": "+", "/": "*", "//": "*", "%": "+", "**": "*",
    "&": "|", "|": "&", "^": "&", "<<": ">>", ">>": "<<",
}  # fmt: skip
_ORDERED = frozenset(("-", "/", "//", "%", "**", "<<", ">>"))
_NEIGHBOUR = {"<": "<=", "<=": "<", ">": ">=", ">=": ">", "==": "!=", "!=": "=="}
_OPPOSITE = {"<": ">", "<=": ">=", ">": "<", ">=": "<="}
_OTHER_FUNCTION = {
    "min": "max", "max": "min", "math.floor": "math.ceil", "math.ceil": "math.floor",
    "math.sin": "math.cos", "math.cos": "math.sin",
}  # fmt: skip
_SYMMETRIC = frozenset(("min", "max", "math.gcd", "math.hypot"))
_SINGLE = Scalar("float", "float32")


def plan(kernel: Kernel) -> Iterator[Planned[Kernel]]:
    """Every fault that can be put into a kernel, one at a time."""
    for place, function in enumerate(kernel.functions):
        if texts.is_reserved(function.doc):
            continue  # a library function's own text, which is not lowered from the program
        printer = Printer(PythonDialect(function, function is kernel.entry))
        for path, node, line in _sites(function):
            if len(path) == 1 and _is_zero(node):
                continue
            for kind, instead in _changes(node):
                if _is_of_a_tie(function, path, instead) or _is_no_step(path, instead):
                    continue
                fault = Fault(kind, line, _shown(printer, (node,)), _shown(printer, instead))
                if fault.was != fault.now:  # a guard that is never printed guards nothing
                    yield Planned(fault, partial(_changed, kernel, place, path, instead))


def _is_zero(node: Node) -> bool:
    """Whether it sets what the locals of a compiled kernel are anyway."""
    return isinstance(node, nodes.Assign) and is_constant(node.value, 0)


def _is_of_recursion(node: Node) -> bool:
    """Whether it asks how deep Python may still recurse, which no case brings about."""
    tested = node.test if isinstance(node, nodes.If) else node
    depth = nodes.Variable(DEPTH, INT)
    return depth in (node, getattr(tested, "left", None))


def _is_no_step(path: _Path, instead: tuple[Node, ...]) -> bool:
    """A loop with a step of zero is no loop."""
    return path[-1] == ("step", None) and is_constant(instead[0], 0)


def _is_of_a_tie(function: Function, path: _Path, instead: tuple[Node, ...]) -> bool:
    """Whether ``n if 0 < n else 0`` became ``n if 0 <= n else 0``, which is the same."""
    if path[-1] != ("test", None):
        return False
    holder: Node = function
    for field, index in path[:-1]:
        part = getattr(holder, field)
        holder = part if index is None else part[index]
    match holder, instead:
        case nodes.IfElse(nodes.Compare(operator, left, right), then, other), [nodes.Compare(now)]:
            alike = (left, right) in {(then, other), (other, then)}
            return alike and now == _NEIGHBOUR.get(operator) and operator not in {"==", "!="}
    return False


def _changed(kernel: Kernel, place: int, path: _Path, instead: tuple[Node, ...]) -> Kernel:
    functions = list(kernel.functions)
    functions[place] = _put(functions[place], path, instead)
    return replace(kernel, functions=tuple(functions))


def _put(node: Node, path: _Path, instead: tuple[Node, ...]) -> Node:
    """The node with what stands at the end of the path replaced."""
    if not path:
        (only,) = instead
        return only
    (field, index), *rest = path
    held = getattr(node, field)
    if index is None:
        return replace(node, **{field: _put(held, tuple(rest), instead)})
    part = instead if not rest else (_put(held[index], tuple(rest), instead),)
    return replace(node, **{field: (*held[:index], *part, *held[index + 1 :])})


def _sites(function: Function) -> Iterator[tuple[_Path, Node, int]]:
    """Every node with the way to it and its line."""
    for index, statement in enumerate(function.body):
        yield from _below(statement, (("body", index),), 0)


def _below(node: Node, path: _Path, line: int) -> Iterator[tuple[_Path, Node, int]]:
    line = getattr(node, "line", 0) or line
    if _is_of_recursion(node):
        return
    yield path, node, line
    for field in fields(node):
        held = getattr(node, field.name)
        for index, part in enumerate(held) if isinstance(held, tuple) else ((None, held),):
            if isinstance(part, _NODES):
                yield from _below(part, (*path, (field.name, index)), line)


def _shown(printer: Printer, parts: tuple[Node, ...]) -> str:
    lines = []
    for part in parts:
        if isinstance(part, get_args(Statement)):
            lines += list(printer.statement(part))[:2]
        else:
            lines.append(printer.expression(part))
    return " ".join(line.strip() for line in lines) or "nothing"


# ------------------------------------------------------------------- expressions


def _changes(node: Node) -> Iterator[_Change]:
    """What could stand in place of a node."""
    match node:
        case nodes.Constant(bool() as value):
            yield "constant", (replace(node, value=not value),)
        case nodes.Constant(int() | float() as value) if value + 1 != value:
            yield from (("constant", (replace(node, value=v),)) for v in (value + 1, value - 1))
        case nodes.Binary():
            yield from _of_binary(node)
        case nodes.Compare(operator):
            for table in (_NEIGHBOUR, _OPPOSITE):
                if operator in table:
                    yield "comparison", (replace(node, operator=table[operator]),)  # type: ignore[arg-type] # the tables hold operators
        case nodes.Logical(operator):
            yield "operator", (replace(node, operator="or" if operator == "and" else "and"),)
        case nodes.Unary("-" | "not", operand):
            yield "operator", (operand,)
        case nodes.IfElse(_, then, other):
            yield "other test", (replace(node, then=other, other=then),)
        case nodes.Intrinsic():
            yield from _of_intrinsic(node)
        case nodes.Load() | nodes.Store():
            yield from _of_element(node)
        case nodes.CallFunction(_, arguments):
            yield from _swaps(node, "arguments", arguments)
    yield from _of_statement(node)


def _of_binary(node: nodes.Binary) -> Iterator[_Change]:
    alike = node.left.type == node.right.type
    if node.left.type.kind == node.type.kind:
        yield "operator", (replace(node, operator=_OTHER_OPERATOR[node.operator]),)
    if node.operator in _ORDERED and alike and node.left != node.right:
        yield "swapped", (replace(node, left=node.right, right=node.left),)
    if node.checked and node.operator in ("+", "-", "*", "/") and node.left.type.kind != "complex":
        yield "removed guard", (replace(node, checked=False),)


def _of_intrinsic(node: nodes.Intrinsic) -> Iterator[_Change]:
    if node.name in _OTHER_FUNCTION:
        yield "operator", (replace(node, name=_OTHER_FUNCTION[node.name]),)
    if node.name not in _SYMMETRIC:
        yield from _swaps(node, "arguments", node.arguments)
    if len(node.arguments) == 1 and node.arguments[0].type == node.type:
        yield "operator", (node.arguments[0],)


def _of_element(node: nodes.Load | nodes.Store) -> Iterator[_Change]:
    for axis, index in enumerate(node.indices):
        if not isinstance(index, nodes.Constant):
            for moved in _moved(index):
                indices = (*node.indices[:axis], moved, *node.indices[axis + 1 :])
                yield "off by one", (replace(node, indices=indices),)
    yield from _swaps(node, "indices", node.indices)
    nothing = (False,) * len(node.indices)
    if any(node.checked):
        yield "removed guard", (replace(node, checked=nothing),)
    if any(node.wraps):
        yield "removed guard", (replace(node, wraps=nothing),)


def _moved(value: Expression) -> Iterator[Expression]:
    one = nodes.Constant(1, INT)
    yield nodes.Binary("+", value, one, INT, checked=False)
    yield nodes.Binary("-", value, one, INT, checked=False)


def _swaps(node: Node, field: str, parts: tuple[Node, ...]) -> Iterator[_Change]:
    """Two of its parts change places, where their types allow."""
    for first, second in combinations(range(len(parts)), 2):
        kinds = [getattr(parts[at], "type", None) for at in (first, second)]
        if None not in kinds and kinds[0] == kinds[1] and parts[first] != parts[second]:
            swapped = list(parts)
            swapped[first], swapped[second] = parts[second], parts[first]
            yield "swapped", (replace(node, **{field: tuple(swapped)}),)


# -------------------------------------------------------------------- statements


def _of_statement(node: Node) -> Iterator[_Change]:
    match node:
        case nodes.Assign() | nodes.Store() | nodes.Append() | nodes.Rebind():
            yield "dropped", ()
        case nodes.Break() | nodes.Continue():
            yield "dropped", ()
        case nodes.For(start=start, stop=stop):
            for moved in _moved(stop) if not isinstance(stop, nodes.Constant) else ():
                yield "off by one", (replace(node, stop=moved),)
            for moved in _moved(start) if not isinstance(start, nodes.Constant) else ():
                yield "off by one", (replace(node, start=moved),)
        case nodes.If(test=test, then=(nodes.Leave(),), other=()):
            del test
            yield "removed guard", ()
        case nodes.If(test=test):
            yield "other test", (replace(node, test=nodes.Unary("not", test, test.type)),)
        case nodes.Return(values):
            yield from _swaps(node, "values", values)
    if isinstance(node, nodes.Assign | nodes.Store | nodes.Append):
        yield from _narrowed(node)


def _narrowed(node: nodes.Assign | nodes.Store | nodes.Append) -> Iterator[_Change]:
    value = node.value
    if isinstance(value, nodes.Constant | nodes.Variable):
        return
    # Only floats: whole numbers are mostly sizes and places, which fit into 32 bits anyway.
    if value.type.storage == "float64":
        there = nodes.Cast(nodes.Cast(value, _SINGLE), value.type)
        yield "narrower type", (replace(node, value=there),)
