"""How far the original itself moves when every last place may be off by one.

A float operation is off by half a unit in its last place. Running the original with a
random unit of noise on its inputs and on the result of each of its operations shows
what its own arithmetic loses: another order of the same sum may lose as much, a
wrong formula loses more. Where the original has more than a millionth to lose,
nothing can be told, and only identical floats will do.
"""

from __future__ import annotations

import ast
import math
import random
import time
from collections.abc import Iterable
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from advisor import equality
from advisor.equality import Outcome, Spread, TimeIsUpError
from advisor.inputs.rebuilding import KEEP, rebuild
from advisor.sandbox.replaying import Invocation, Patch
from advisor.verifying import keeping
from advisor.verifying.cases import Case, SpreadTask

_TRIALS = 6
_TRIALS_OF_MANY = 3
_SLOWDOWN = 2.0  # of the original by the noise in its operations, at the least
_CEILING = 1e-6  # of the largest float in sight
_LARGE = 100_000
_EXACT_CALLS = frozenset(
    {"abs", "bool", "complex", "float", "int", "len", "max", "min", "range", "round", "str"}
)
_INEXACT = (ast.Add, ast.Sub, ast.Mult, ast.Div, ast.Pow, ast.MatMult, ast.Mod, ast.FloorDiv)

_source = random.Random(0)  # noqa: S311 - not for secrets


def run(task: SpreadTask) -> tuple[bytes | None, ...]:
    """In a worker: for each case the kept bytes of its spread; ``None`` if there was no time."""
    _source.seed(task.seed)
    deadline = time.monotonic() + task.seconds
    return tuple(_spread(case, task.noisy, deadline) for case in task.cases)


# --- a function with noise in its operations -------------------------------------------------


def noisy(source: str) -> str:
    """The function's source with a unit of noise on each float operation's result."""
    tree = _Noise().visit(ast.parse(source))
    ast.fix_missing_locations(tree)
    return (
        "from advisor.verifying.noise import nudged as _advisor_nudged, "
        f"shaken as _advisor_shaken\n{ast.unparse(tree)}\n"
    )


class _Noise(ast.NodeTransformer):
    def visit_BinOp(self, node: ast.BinOp) -> ast.expr:
        self.generic_visit(node)
        return _wrapped(node) if isinstance(node.op, _INEXACT) else node

    def visit_Call(self, node: ast.Call) -> ast.expr:
        self.generic_visit(node)
        if isinstance(node.func, ast.Name) and node.func.id in _EXACT_CALLS:
            return node
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


def _one(value: float) -> float:
    if not math.isfinite(value) or value.is_integer():
        return value
    return math.nextafter(value, _source.choice((-math.inf, value, math.inf)))


def _many(values: NDArray[Any]) -> NDArray[Any]:
    if values.size > _LARGE and values.dtype == np.float64:
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
    start = _source.randrange(_LARGE)
    with np.errstate(all="ignore"):
        moved: NDArray[Any] = values * factors[start : start + values.size].reshape(values.shape)
    return moved


@cache
def _factors(size: int) -> NDArray[Any]:
    """A unit in the last place more or less, for some more than ``size`` numbers."""
    signs = np.random.default_rng(0).integers(-1, 2, size + _LARGE)
    return np.asarray(1.0 + signs * np.finfo(np.float64).eps)


# --- the spread --------------------------------------------------------------------------------


def _spread(case: Case, patch: Patch, deadline: float) -> bytes | None:
    trials: list[dict[str, NDArray[Any]]] = []
    seconds = max(case.seconds * _SLOWDOWN, 1e-3)
    wanted = _TRIALS
    while len(trials) < wanted and time.monotonic() + seconds < deadline:
        began = time.monotonic()
        invocation = _with_noise(case, patch)
        try:
            outcome = equality.capture(invocation, deadline - time.monotonic(), case.consumer)
        except TimeIsUpError:
            break
        trials.append(equality.numbers(outcome))
        seconds = time.monotonic() - began
        if sum(block.size for block in trials[0].values()) > _LARGE:
            wanted = _TRIALS_OF_MANY
    if not trials:
        return None
    return keeping.dumps(measured(equality.numbers(_exact(case)), trials))


def _with_noise(case: Case, patch: Patch) -> Invocation:
    try:
        invocation = case.patched(patch)
    except Exception:  # noqa: BLE001 - then noise on the inputs has to do
        invocation = case.original()
    arguments, keywords = rebuild(
        (invocation.arguments, invocation.keywords),
        lambda value, _path: shaken(value) if type(value) in (float, np.ndarray) else KEEP,
    )
    return Invocation(invocation.function, arguments, keywords, invocation.globals)


def _exact(case: Case) -> Outcome:
    if case.outcome is not None:
        outcome: Outcome = keeping.loads(case.outcome)
        return outcome
    return equality.capture(case.original(), consumer=case.consumer)


def measured(exact: dict[str, NDArray[Any]], trials: Iterable[dict[str, NDArray[Any]]]) -> Spread:
    """For each block of floats the largest move of each, at least the usual one of its size."""
    trials = tuple(trials)
    largest = max(
        (float(np.max(np.abs(b), where=np.isfinite(b), initial=0.0)) for b in exact.values()),
        default=0.0,
    )
    spreads = {path: _moves(path, block, trials) for path, block in exact.items()}
    return {path: np.where(s > _CEILING * largest, 0.0, s) for path, s in spreads.items()}


def _moves(
    path: str, block: NDArray[Any], trials: tuple[dict[str, NDArray[Any]], ...]
) -> NDArray[Any]:
    values = equality.as_reals(block)
    moves = np.zeros(values.shape)
    with np.errstate(all="ignore"):
        for trial in trials:
            if path in trial and trial[path].shape == block.shape:
                moved = np.abs(equality.as_reals(trial[path]) - values)
                moves = np.maximum(moves, np.where(np.isfinite(moved), moved, 0.0))
    return np.asarray(np.maximum(moves, _usual(values, moves)))


def _usual(values: NDArray[Any], moves: NDArray[Any]) -> NDArray[Any]:
    """One and a half times the root mean square of the moves of floats of about the same size.

    Of many floats some hardly move in a few trials, by luck.
    """
    finite = np.isfinite(values)
    exponents = np.where(finite, np.frexp(values)[1], 0).ravel()
    exponents = exponents - exponents.min(initial=0)
    counts = np.bincount(exponents, finite.ravel())
    squares = np.bincount(exponents, np.where(finite, moves, 0.0).ravel() ** 2)
    usual = 1.5 * np.sqrt(squares / np.maximum(counts, 1))
    return np.asarray(usual[exponents].reshape(values.shape) * finite)
