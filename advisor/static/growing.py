"""Statements that make a value longer on every trip round a loop.

A string, a tuple, an array cannot grow: each such statement copies all that is there
already, so that the time goes up with the square of the number of trips.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator

from advisor.static import bindings, loops
from advisor.static.growths import Growth, Target, mentions
from advisor.static.loops import Loop
from advisor.static.module import Module
from advisor.static.text import names, same


def found(module: Module) -> Iterator[Growth]:
    """Every growing statement in a loop, whatever it is that grows."""
    return iter(module.once("growths", lambda: tuple(_found(module))))


def _found(module: Module) -> Iterator[Growth]:
    for added in module.all(ast.AugAssign):
        if isinstance(added.target, ast.Name) and added.target.id.startswith("__"):
            continue  # of the module itself: built once
        if isinstance(added.op, ast.Add | ast.BitOr) and isinstance(added.target, Target):
            loop = _loop(module, added, added.target)
            if loop is not None:
                yield Growth(added, added.target, loop, added.value, True, False)  # noqa: FBT003  (fields)
    for assigned in module.all(ast.Assign):
        (target, *more) = assigned.targets
        if isinstance(target, ast.Name) and target.id.startswith("__"):
            continue  # of the module itself: built once
        if more or not isinstance(target, Target) or not mentions(assigned.value, target):
            continue
        loop = _loop(module, assigned, target)
        if loop is not None:
            front = _comes_last(assigned.value, target)
            yield Growth(assigned, target, loop, assigned.value, False, front)  # noqa: FBT003  (fields)


def _comes_last(value: ast.expr, target: Target) -> bool:
    match value:
        case ast.BinOp(right=right):
            return same(right, target) or _comes_last(right, target)
        case ast.JoinedStr(values=[*_, ast.FormattedValue(value=last)]):
            return same(last, target)
        case _:
            return False


def _loop(module: Module, statement: ast.stmt, target: Target) -> Loop | None:
    """The outermost loop in which nothing else gives the target a value."""
    best: Loop | None = None
    for loop in loops.around(module, statement):
        if isinstance(loop, ast.comprehension | ast.Lambda) or not _only_grows(
            module, target, loop
        ):
            break
        if _reads_token(loop):
            break
        best = loop
    return best


def _reads_token(loop: Loop) -> bool:
    """Does the loop go on while letters are of one kind, as in a number or a name?"""
    if not isinstance(loop, ast.While) or isinstance(loop.test, ast.Constant):
        return False
    for node in ast.walk(loop.test):
        match node:
            case (
                ast.Compare(ops=[ast.In() | ast.NotIn()])
                | ast.Attribute(attr="isdigit" | "isalpha" | "isalnum" | "isspace" | "isidentifier")
            ):
                return True
            case ast.Compare(
                ops=[ast.NotEq()], comparators=[ast.Constant(value=str() | bytes() as end)]
            ) if len(end) == 1:
                return True
            case _:
                pass
    return False


def _only_grows(module: Module, target: Target, loop: Loop) -> bool:
    if isinstance(target, ast.Attribute) and names(target.value) & bindings.names_bound(
        module, loop
    ):
        return False
    for node in module.within(loop):
        if not isinstance(node, Target) or isinstance(node.ctx, ast.Load):
            continue
        if type(node) is not type(target) or not same(node, target):
            continue
        parent = module.parent(node)
        match parent:
            case ast.AugAssign():
                pass
            case ast.Assign(value=value) if mentions(value, target) and not _cuts(value, target):
                pass
            case ast.Assign() if _begins(module, parent, target):
                pass
            case _:
                return False
    return True


def _begins(module: Module, assigned: ast.Assign, target: Target) -> bool:
    """Is it the first piece, which is stored where there is nothing yet?"""
    match module.parent(assigned):
        case ast.If(
            test=ast.Compare(left=asked, ops=[ast.Is()], comparators=[ast.Constant(value=None)])
            | ast.UnaryOp(op=ast.Not(), operand=asked),
            body=[only],
        ):
            return only is assigned and same(asked, target)
        case _:
            return False


def _cuts(value: ast.expr, target: Target) -> bool:
    """Is it a part of the target that is kept, or what a method makes of it?"""
    match value:
        case ast.BinOp(left=left, right=right):
            return not any(
                same(side, target) or (mentions(side, target) and not _cuts(side, target))
                for side in (left, right)
            )
        case ast.Subscript(slice=ast.Tuple(elts=joined)):  # as in ``np.r_[target, piece]``
            return not any(same(part, target) for part in joined)
        case ast.Subscript() | ast.Compare() | ast.IfExp():
            return True
        case ast.Call(func=ast.Attribute(value=owner, attr=name)):
            return same(owner, target) and name not in {"union", "append"}
        case _:
            return False
