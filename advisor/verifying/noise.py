"""A function that loses a little in every operation: what shows how much it loses anyway.

A float operation is off by half a unit in its last place. Here the result of each one
is moved by up to a unit or two, at random; ints, whole floats and all else stay as
they are.
"""

from __future__ import annotations

import ast
import builtins
import random
import sys
from collections.abc import Callable
from functools import cache
from itertools import cycle
from typing import Any

import numpy as np
from numpy.typing import NDArray

LARGE = 100_000
"""From so many floats on, an array gets cheaper noise."""

_EXACT_CALLS = frozenset(
    {"abs", "bool", "complex", "float", "int", "len", "max", "min", "range", "round", "str"}
)
_INEXACT = (ast.Add, ast.Sub, ast.Mult, ast.Div, ast.Pow, ast.MatMult, ast.Mod, ast.FloorDiv)

_source = random.Random(0)  # noqa: S311 - not for secrets


def noisy(source: str) -> str:
    """The function's source with a unit of noise on each float operation's result."""
    tree = _Noise().visit(ast.parse(source))
    ast.fix_missing_locations(tree)
    return (
        "from advisor.verifying.noise import nudged as _advisor_nudged, "
        "shaken as _advisor_shaken, summed as _advisor_summed\n"
        f"{ast.unparse(tree)}\n"
    )


class _Noise(ast.NodeTransformer):
    def visit_BinOp(self, node: ast.BinOp) -> ast.expr:
        self.generic_visit(node)
        return _wrapped(node) if isinstance(node.op, _INEXACT) else node

    def visit_Call(self, node: ast.Call) -> ast.expr:
        self.generic_visit(node)
        if isinstance(node.func, ast.Name) and node.func.id in _EXACT_CALLS:
            return node
        if isinstance(node.func, ast.Name) and node.func.id == "sum":
            summed = ast.Name("_advisor_summed", ast.Load())
            return ast.Call(summed, [node.func, *node.args], node.keywords)
        return _wrapped(node)

    def visit_AugAssign(self, node: ast.AugAssign) -> list[ast.stmt]:
        self.generic_visit(node)
        if not isinstance(node.op, _INEXACT) or not _is_pure(node.target):
            return [node]
        read = ast.parse(ast.unparse(node.target), mode="eval").body
        shaken = ast.Call(ast.Name("_advisor_shaken", ast.Load()), [read], [])
        target = ast.parse(f"{ast.unparse(node.target)} = 0").body[0]
        assert isinstance(target, ast.Assign)
        return [node, ast.Assign(target.targets, shaken)]


def _wrapped(node: ast.expr) -> ast.Call:
    return ast.Call(ast.Name("_advisor_nudged", ast.Load()), [node], [])


def _is_pure(target: ast.expr) -> bool:
    allowed = ast.Name | ast.Constant | ast.Subscript | ast.Attribute | ast.Tuple
    allowed |= ast.expr_context | ast.BinOp | ast.operator | ast.UnaryOp | ast.unaryop
    return all(isinstance(node, allowed) for node in ast.walk(target))


def nudged(value: Any) -> Any:
    """A float that is not a whole number moved by up to one unit; anything else as it is."""
    kind = type(value)
    if kind is float:
        return _one(value)
    if kind is complex:
        return complex(_one(value.real), _one(value.imag))
    if kind is np.float64:
        return value if value.is_integer() else kind(value * _next_factor())
    if isinstance(value, np.floating):
        return kind(np.nextafter(value, kind(_source.choice((-np.inf, value, np.inf)))))
    if kind is np.ndarray and value.dtype.kind == "f" and value.base is None:
        return _many(value)
    return value


def shaken(value: Any) -> Any:
    """The same for what was changed in place: an array stays the same array."""
    if type(value) is np.ndarray and value.dtype.kind == "f" and value.flags.writeable:
        value[...] = _many(value)
        return value
    return nudged(value)


def summed(function: Any, values: Any, *start: Any, **keywords: Any) -> Any:
    """What the built-in ``sum`` adds up, with noise after each addition."""
    if function is not builtins.sum:
        return nudged(function(values, *start, **keywords))
    total = start[0] if start else keywords.get("start", 0)
    for value in values:
        total = nudged(total + value)
    return total


def _one(value: float) -> float:
    return value if value.is_integer() else value * _next_factor()


def _started(seed: int) -> Callable[[], float]:
    """An endless series of factors that move a float by a unit or two, or not at all."""
    _source.seed(seed)
    epsilon = sys.float_info.epsilon
    factors = _source.choices((1.0 - epsilon, 1.0, 1.0 + epsilon), k=9973)
    return cycle(factors).__next__


_next_factor = _started(0)


def restart(seed: int) -> None:
    """Begin a new series of noise."""
    global _next_factor  # noqa: PLW0603 - one series for all the noise of this process
    _next_factor = _started(seed)


def _many(values: NDArray[Any]) -> NDArray[Any]:
    if values.size > LARGE and values.dtype == np.float64:
        return _very_many(values)
    generator = np.random.default_rng(_source.randrange(2**32))
    steps = generator.integers(-1, 2, values.shape) * np.spacing(np.abs(values))
    whole = ~np.isfinite(values) | (values == np.rint(values))
    moved: NDArray[Any] = np.where(whole, values, values + steps).astype(values.dtype)
    return moved


def _very_many(values: NDArray[Any]) -> NDArray[Any]:
    """The same for large arrays, where drawing afresh would cost more than the operation."""
    sample = values.flat[:: values.size // 1000]
    if bool((sample == np.rint(sample)).all()):
        return values
    factors = _factors(values.size)
    start = _source.randrange(LARGE)
    with np.errstate(all="ignore"):
        moved: NDArray[Any] = values * factors[start : start + values.size].reshape(values.shape)
    return moved


@cache
def _factors(size: int) -> NDArray[Any]:
    """A unit in the last place more or less, for some more than ``size`` numbers."""
    signs = np.random.default_rng(0).integers(-1, 2, size + LARGE)
    return np.asarray(1.0 + signs * np.finfo(np.float64).eps)
