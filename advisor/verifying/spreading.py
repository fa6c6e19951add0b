"""How far the original itself moves when every last place may be off by one.

Running the original with noise on its inputs and on each of its operations shows what
its own arithmetic loses: another order of the same sum may lose as much, a wrong
formula loses more. Where the original has more than a millionth to lose, nothing can
be told, and only identical floats will do.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from advisor import equality
from advisor.equality import Outcome, Spread, TimeIsUpError
from advisor.inputs.rebuilding import KEEP, rebuild
from advisor.sandbox.replaying import Invocation, Patch
from advisor.verifying import keeping, noise
from advisor.verifying.cases import Case, SpreadTask

_TRIALS = 6
_TRIALS_OF_MANY = 3
_SLOWDOWN = 2.0  # of the original by the noise in its operations, at the least
_MARGIN = 4.0  # a few trials seldom meet the worst, and whether they do is luck
_CEILING = 1e-6  # of the largest float in sight


def run(task: SpreadTask) -> tuple[bytes | None, ...]:
    """In a worker: for each case the kept bytes of its spread; ``None`` if nothing is known.

    The time is that of the process, so that a busy machine knows no less than an idle one.
    """
    noise.restart(task.seed)
    deadline = time.process_time() + task.seconds
    known: list[_Known] = []
    found: dict[int, bytes | None] = {}
    for index, case in sorted(enumerate(task.cases), key=lambda pair: pair[1].seconds):
        exact = equality.numbers(_exact(case))
        trials = _trials(case, task.noisy, deadline)
        if trials:
            known.append(_Known(case.seconds, exact, measured(exact, trials)))
            spread = known[-1].spread
        else:
            spread = _extrapolated(exact, case.seconds, known[-1:]) if case.recorded else {}
        found[index] = keeping.dumps(spread) if spread else None
    return tuple(found[index] for index in range(len(task.cases)))


@dataclass(frozen=True, slots=True)
class _Known:
    """How far a case's floats moved, and how long the original takes for it."""

    seconds: float
    exact: dict[str, NDArray[Any]]
    spread: Spread


def _extrapolated(
    exact: dict[str, NDArray[Any]], seconds: float, known: Sequence[_Known]
) -> Spread:
    """The spread of a case too long for noise, from the longest one that was measured.

    Rounding errors grow at most with the number of operations, so with the time.
    """
    spreads = {}
    for longest in known:
        growth = max(seconds / max(longest.seconds, 1e-6), 1.0)
        for path, block in exact.items():
            if path in longest.exact and path in longest.spread:
                sizes = np.abs(equality.as_reals(longest.exact[path]))
                moved = np.max(longest.spread[path], initial=0.0)
                relative = moved / np.max(sizes, where=np.isfinite(sizes), initial=1e-300)
                allowed = np.abs(equality.as_reals(block)) * relative * growth
                spreads[path] = np.where(relative * growth < _CEILING, allowed, 0.0)
    return spreads


def _trials(case: Case, patch: Patch, deadline: float) -> list[dict[str, NDArray[Any]]]:
    """The numbers that came out of a few runs with noise; none if there is no time for it."""
    trials: list[dict[str, NDArray[Any]]] = []
    seconds = max(case.seconds * _SLOWDOWN, 1e-3)
    wanted = _TRIALS
    while len(trials) < wanted and time.process_time() + seconds < deadline:
        began = time.process_time()
        invocation = _with_noise(case, patch)
        try:
            outcome = equality.capture(invocation, deadline - time.process_time(), case.consumer)
        except TimeIsUpError:
            break
        trials.append(equality.numbers(outcome))
        seconds = time.process_time() - began
        if sum(block.size for block in trials[0].values()) > noise.LARGE:
            wanted = _TRIALS_OF_MANY
    return trials


def _with_noise(case: Case, patch: Patch) -> Invocation:
    try:
        invocation = case.patched(patch)
    except Exception:  # noqa: BLE001 - then noise on the inputs has to do
        invocation = case.original()
    arguments, keywords = rebuild(
        (invocation.arguments, invocation.keywords),
        lambda value, _path: noise.shaken(value) if type(value) in (float, np.ndarray) else KEEP,
    )
    return replace(invocation, arguments=arguments, keywords=keywords)


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
    return {path: np.where(s > _CEILING * largest, 0.0, _MARGIN * s) for path, s in spreads.items()}


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
