"""Statements that make a value longer on every trip round a loop.

A string, a tuple, an array cannot grow: each such statement copies all that is there
already, so that the time goes up with the square of the number of trips.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeAlias

from advisor.static import bindings, kinds, loops
from advisor.static.loops import Loop
from advisor.static.module import FUNCTIONS, Module
from advisor.static.text import names, same

Target: TypeAlias = ast.Name | ast.Attribute


@dataclass(frozen=True, slots=True)
class Growth:
    """A statement by which ``target`` becomes ``target + piece``, or ``piece + target``.

    Attributes:
        loop: the outermost loop on whose trips the target only grows.
        value: the whole right side.
        in_place: written with ``+=``.
        at_front: the piece goes before what is there.
    """

    statement: ast.Assign | ast.AugAssign
    target: Target
    loop: Loop
    value: ast.expr
    in_place: bool
    at_front: bool


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
        if more or not isinstance(target, Target) or not _mentions(assigned.value, target):
            continue
        loop = _loop(module, assigned, target)
        if loop is not None:
            front = _comes_last(assigned.value, target)
            yield Growth(assigned, target, loop, assigned.value, False, front)  # noqa: FBT003  (fields)


def _mentions(value: ast.expr, target: Target) -> bool:
    if isinstance(target, ast.Name):
        return any(isinstance(n, ast.Name) and n.id == target.id for n in ast.walk(value))
    return any(
        isinstance(n, ast.Attribute) and n.attr == target.attr and same(n, target)
        for n in ast.walk(value)
    )


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
            case ast.Assign(value=value) if _mentions(value, target) and not _cuts(value, target):
                pass
            case _:
                return False
    return True


def _cuts(value: ast.expr, target: Target) -> bool:
    """Is it a part of the target that is kept, or what a method makes of it?"""
    match value:
        case ast.BinOp(left=left, right=right):
            return not any(
                same(side, target) or (_mentions(side, target) and not _cuts(side, target))
                for side in (left, right)
            )
        case ast.Subscript() | ast.Compare() | ast.IfExp():
            return True
        case ast.Call(func=ast.Attribute(value=owner, attr=name)):
            return same(owner, target) and name not in {"union", "append"}
        case _:
            return False


def may_stay(module: Module, growth: Growth) -> bool:
    """May CPython make a text longer in its place, as it can for a variable of a function?

    It can when nothing else holds the text and the sum is stored straight away.
    """
    if not isinstance(growth.target, ast.Name) or growth.at_front:
        return False
    home, _ = bindings.of(module, growth.target.id, growth.target)
    if not isinstance(home, FUNCTIONS) or bindings.scope(module, growth.target) is not home:
        return False
    if growth.in_place:
        return True
    return isinstance(growth.value, ast.BinOp) and same(growth.value.left, growth.target)


def adds(growth: Growth) -> bool:
    """Is the piece added to the target as a whole, by ``+``?"""
    match growth.value:
        case _ if growth.in_place:
            return True
        case ast.BinOp(op=ast.Add()):
            return any(same(part, growth.target) for part in _summands(growth.value))
        case _:
            return False


def _summands(value: ast.expr) -> Iterator[ast.expr]:
    if isinstance(value, ast.BinOp) and isinstance(value.op, ast.Add):
        yield from _summands(value.left)
        yield from _summands(value.right)
    else:
        yield value


def kind(module: Module, growth: Growth) -> str:
    """What it is that grows, told from what it starts as, or else from what is added."""
    if isinstance(growth.target, ast.Attribute):
        return kinds.of(module, growth.target) or _added(module, growth)
    _, known = bindings.of(module, growth.target.id, growth.target)
    start = {
        kinds.of(module, binding.value)
        for binding in bindings.reaching(module, growth.target)
        if binding.how == "value"
        and binding.value is not None
        and not _mentions(binding.value, growth.target)
    }
    start |= {
        kinds.of(module, growth.target)
        for binding in known
        if binding.how in {"parameter", "item", "entered"}
    }
    start.discard("none")
    if len(start) == 1 and "" not in start:
        return start.pop()
    return _added(module, growth) if start <= {""} else ""


def _added(module: Module, growth: Growth) -> str:
    if isinstance(growth.value, ast.BinOp) and not growth.in_place:
        sides = (growth.value.left, growth.value.right)
        return next(
            (k for s in sides if not same(s, growth.target) and (k := kinds.of(module, s))), ""
        )
    told = kinds.of(module, growth.value)
    return told if told in {"str", "bytes", "tuple"} else ""
