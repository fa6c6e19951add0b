"""What is known of a statement that makes a value longer: how it adds, and what that costs."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeAlias

from advisor.static import bindings, kinds
from advisor.static.loops import Loop
from advisor.static.module import FUNCTIONS, Module
from advisor.static.text import same

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


def mentions(value: ast.expr, target: Target) -> bool:
    """Does the target stand anywhere in the value?"""
    if isinstance(target, ast.Name):
        return any(isinstance(n, ast.Name) and n.id == target.id for n in ast.walk(value))
    return any(
        isinstance(n, ast.Attribute) and n.attr == target.attr and same(n, target)
        for n in ast.walk(value)
    )


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


def is_read(module: Module, growth: Growth) -> bool:
    """Is the target read on the way, by more than the statements that make it longer?"""
    if not isinstance(growth.target, ast.Name):
        return False
    uses = bindings.uses(module, growth.loop).get(growth.target.id, ())
    return any(not _is_of_growth(module, use) for use in uses)


def _is_of_growth(module: Module, use: ast.Name) -> bool:
    """Is it in a statement that makes it longer, or asked only whether there is anything yet?"""
    for child, above in module.above(use):
        match above:
            case ast.If(test=test) | ast.IfExp(test=test) if child is test:
                return isinstance(test, ast.Name | ast.UnaryOp)
            case ast.Assign(targets=[ast.Name(id=name)]):
                return name == use.id
            case ast.AugAssign(target=ast.Name(id=name)):
                return name == use.id
            case ast.stmt():
                return False
            case _:
                pass
    return False


def is_reserve(module: Module, growth: Growth) -> bool:
    """Is it made longer only where a test of its length says that it is too short?"""
    for child, above in module.above(growth.statement):
        if above is growth.loop:
            return False
        if isinstance(above, ast.If) and child in above.body:
            too_short = any(_is_length(node, growth.target) for node in ast.walk(above.test))
            if too_short:
                return True
    return False


def _is_length(node: ast.AST, target: Target) -> bool:
    match node:
        case ast.Call(func=ast.Name(id="len"), args=[counted]):
            return same(counted, target)
        case ast.Attribute(value=owner, attr="size" | "shape"):
            return same(owner, target)
        case _:
            return False


def doubles(growth: Growth) -> bool:
    """Is it joined with itself? The copies then come to no more than the last one."""
    return sum(same(node, growth.target) for node in ast.walk(growth.value)) > 1


def formats(growth: Growth) -> bool:
    """Is the target put into a longer text, by whichever way of formatting?"""
    match growth.value:
        case ast.JoinedStr():
            return True
        case ast.BinOp(left=ast.Constant(value=str()), op=ast.Mod(), right=given):
            parts = given.elts if isinstance(given, ast.Tuple) else [given]
        case ast.Call(
            func=ast.Attribute(value=ast.Constant(value=str()), attr="format"), args=parts
        ):
            pass
        case _:
            return False
    return any(same(part, growth.target) for part in parts)


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
        and not mentions(binding.value, growth.target)
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
