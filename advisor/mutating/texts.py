"""Faults in Python text: idioms, whole-array code, and statements compiled as they stand."""

from __future__ import annotations

import ast
import copy
from collections.abc import Callable, Iterator
from functools import partial
from typing import TypeAlias

from advisor.mutating.faults import Fault, Kind, Planned

_Change: TypeAlias = tuple[Kind, ast.AST]

_OTHER_OPERATOR: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Add, ast.Div: ast.Mult,
    ast.FloorDiv: ast.Mult, ast.Mod: ast.Add, ast.Pow: ast.Mult, ast.BitAnd: ast.BitOr,
    ast.BitOr: ast.BitAnd, ast.BitXor: ast.BitOr, ast.LShift: ast.RShift, ast.RShift: ast.LShift,
}  # fmt: skip
_NEIGHBOUR: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq, ast.Is: ast.IsNot, ast.IsNot: ast.Is, ast.In: ast.NotIn, ast.NotIn: ast.In,
}  # fmt: skip
_ORDERED = (ast.Sub, ast.Div, ast.FloorDiv, ast.Mod, ast.Pow)
_OTHER_NAME = {
    "min": "max", "max": "min", "minimum": "maximum", "maximum": "minimum", "any": "all",
    "all": "any", "floor": "ceil", "ceil": "floor", "argmin": "argmax", "argmax": "argmin",
    "float64": "float32", "int64": "int32", "sin": "cos", "cos": "sin", "append": "extend",
}  # fmt: skip


def plan(
    text: str, wanted: Callable[[ast.FunctionDef], bool] = lambda _: True
) -> Iterator[Planned[str]]:
    """Every fault that can be put into statements, one at a time.

    ``wanted`` says which of the functions that ``text`` defines are meant.
    """
    tree = ast.parse(text)
    skipped = {
        id(node)
        for statement in tree.body
        if isinstance(statement, ast.FunctionDef) and not wanted(statement)
        for node in ast.walk(statement)
    }
    for index, node in enumerate(ast.walk(tree)):
        if id(node) in skipped or not isinstance(node, ast.stmt | ast.expr):
            continue
        for kind, instead in _changes(node):
            fault = Fault(kind, node.lineno, _shown(node), _shown(instead))
            yield Planned(fault, partial(_changed, tree, index, instead))


def _changed(tree: ast.Module, index: int, instead: ast.AST) -> str:
    """The text with another node in place of the one that is walked to as number ``index``."""
    other = copy.deepcopy(tree)
    sought = next(node for number, node in enumerate(ast.walk(other)) if number == index)
    return ast.unparse(ast.fix_missing_locations(_Put(sought, instead).visit(other))) + "\n"


class _Put(ast.NodeTransformer):
    def __init__(self, sought: ast.AST, instead: ast.AST) -> None:
        self._sought, self._instead = sought, instead

    def visit(self, node: ast.AST) -> ast.AST:
        """The node, or the one that takes its place."""
        return self._instead if node is self._sought else super().generic_visit(node)


def _shown(node: ast.AST) -> str:
    first, *more = ast.unparse(node).splitlines()
    return f"{first} …" if more else first


def _changes(node: ast.AST) -> Iterator[_Change]:
    """What could stand in place of a node."""
    match node:
        case ast.Constant(bool() as value):
            yield "constant", ast.Constant(not value)
        case ast.Constant(int() | float() as value) if value + 1 != value:
            yield "constant", ast.Constant(value + 1)
            yield "constant", ast.Constant(value - 1)
        case ast.Constant(str() as value) if value in _OTHER_NAME:
            yield "narrower type", ast.Constant(_OTHER_NAME[value])
        case ast.BinOp(left, operator, right):
            yield "operator", ast.BinOp(left, _OTHER_OPERATOR.get(type(operator), ast.Add)(), right)
            if isinstance(operator, _ORDERED) and ast.dump(left) != ast.dump(right):
                yield "swapped", ast.BinOp(right, operator, left)
        case ast.Compare(left, [operator, *others], right) if type(operator) in _NEIGHBOUR:
            other = [_NEIGHBOUR[type(operator)](), *others]
            yield "comparison", ast.Compare(left, other, right)
        case ast.BoolOp(operator, values):
            other_way = ast.Or() if isinstance(operator, ast.And) else ast.And()
            yield "operator", ast.BoolOp(other_way, values)
        case ast.UnaryOp(ast.USub() | ast.Not(), operand):
            yield "operator", operand
        case ast.IfExp(test, body, orelse):
            yield "other test", ast.IfExp(test, orelse, body)
        case ast.Call() | ast.Name() | ast.Attribute() | ast.Slice():
            yield from _of_access(node)
    if isinstance(node, ast.stmt):
        yield from _of_statement(node)


def _of_access(node: ast.Call | ast.Name | ast.Attribute | ast.Slice) -> Iterator[_Change]:
    match node:
        case ast.Name(name, ast.Load()) if name in _OTHER_NAME:
            yield "operator", ast.Name(_OTHER_NAME[name], ast.Load())
        case ast.Attribute(value, name, ast.Load()) if name in _OTHER_NAME:
            kind: Kind = "narrower type" if name[-1].isdigit() else "operator"
            yield kind, ast.Attribute(value, _OTHER_NAME[name], ast.Load())
        case ast.Call(function, [first, second, *more], keywords):
            if ast.dump(first) != ast.dump(second):
                yield "swapped", ast.Call(function, [second, first, *more], keywords)
        case ast.Call(ast.Name("range") as function, [stop], keywords):
            for moved in _moved(stop):
                yield "off by one", ast.Call(function, [moved], keywords)
        case ast.Slice(lower, upper, step):
            for moved in _moved(lower):
                yield "off by one", ast.Slice(moved, upper, step)
            for moved in _moved(upper):
                yield "off by one", ast.Slice(lower, moved, step)


def _moved(value: ast.expr | None) -> Iterator[ast.expr]:
    if value is not None and not isinstance(value, ast.Constant):
        yield ast.BinOp(value, ast.Add(), ast.Constant(1))
        yield ast.BinOp(value, ast.Sub(), ast.Constant(1))


def _of_statement(node: ast.stmt) -> Iterator[_Change]:
    match node:
        case ast.AugAssign(target, operator, value):
            other = _OTHER_OPERATOR.get(type(operator), ast.Add)()
            yield "operator", ast.AugAssign(target, other, value)
            yield "dropped", ast.Pass()
        case ast.Assign() | ast.Break() | ast.Continue() | ast.Expr(ast.Call()):
            yield "dropped", ast.Pass()
        case ast.If(_, [ast.Return() | ast.Raise()], []):
            yield "removed guard", ast.Pass()
        case ast.If(test, body, orelse):
            yield "other test", ast.If(ast.UnaryOp(ast.Not(), test), body, orelse)
