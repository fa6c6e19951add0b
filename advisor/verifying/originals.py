"""In a worker: what the original does on recorded calls, and on calls invented from them.

The original speaks first. A call on which it does not come to an end, does not do the
same twice, or reaches outside, says nothing about a candidate and is left out.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import replace
from types import FunctionType
from typing import Any

import numpy as np

from advisor import equality, inputs
from advisor.equality import Outcome, TimeIsUpError
from advisor.equality.outcome import Drained
from advisor.inputs import Situation
from advisor.sandbox import guarding
from advisor.sandbox.memory import peak_bytes
from advisor.sandbox.replaying import Invocation, original
from advisor.verifying import keeping
from advisor.verifying.cases import Case, Originals, OriginalsTask

_QUICK = 0.1  # seconds an invented call may take
_TWICE = 0.5  # seconds up to which a recorded call is made twice
_REPLAYING = 3.0  # seconds the recorded calls may take together
_GRACE = 10.0  # seconds more, on a busy machine
_PATIENCE = 20.0  # a recorded call may take so many times what it took when recorded
_MOST_BASES = 4
_MOST_BYTES = 8 << 20  # of one invented call
_DATA = (bool, int, float, complex, str, list, tuple, dict, np.ndarray, FunctionType)


def replay(task: OriginalsTask) -> Originals:
    """The recorded calls."""
    recorded: list[Case] = []
    for snapshot, seconds in _affordable(task.recorded):
        case = Case(snapshot, b"", "exhausts", recorded=True, seconds=seconds)
        try:
            done = list(_done(case, _PATIENCE * seconds + _GRACE))
        except _UselessError as reason:
            return Originals((), f"left alone: {reason}")
        recorded += done
    return Originals(tuple(recorded))


def invent(task: OriginalsTask) -> Originals:
    """Calls invented from them; a small one that returns makes the most telling counterexample."""
    invented = sorted(_invented(task), key=lambda case: (case.raises, len(case.snapshot)))
    return Originals(tuple(invented))


def _affordable(recorded: tuple[tuple[bytes, float], ...]) -> tuple[tuple[bytes, float], ...]:
    """The quick calls, as many as fit the time; the quickest in any case."""
    chosen: list[tuple[bytes, float]] = []
    spent = 0.0
    for snapshot, seconds in sorted(recorded, key=lambda call: call[1]):
        spent += seconds * (2 if seconds < _TWICE else 1)
        if not chosen or spent <= _REPLAYING:
            chosen.append((snapshot, seconds))
    return tuple(chosen)


class _UselessError(Exception):
    """Why a call says nothing about a candidate."""


def _done(case: Case, seconds: float) -> Iterator[Case]:
    """The case with its outcome; for a generator also with less polite consumers.

    Raises:
        _UselessError: the call says nothing about a candidate.
    """
    outcome = _outcome(case, seconds)
    yield _kept(replace(case, peak=peak_bytes() if case.recorded else 0), outcome)
    if isinstance(outcome.result, Drained) and outcome.seconds < _QUICK:
        for consumer in ("stops early", "throws", "meddles"):
            variant = replace(case, consumer=consumer)
            yield _kept(variant, _outcome(variant, seconds))


def _outcome(case: Case, seconds: float) -> Outcome:
    refused = len(guarding.refusals())
    outcome = _run(case, seconds)
    if len(guarding.refusals()) > refused:
        raise _UselessError(f"it {guarding.refusals()[-1]}")
    if not case.recorded or outcome.seconds < _TWICE:
        difference = equality.compare(outcome, _run(case, seconds))
        if difference is not None:
            raise _UselessError(f"it does not do the same twice: {difference}")
    return outcome


def _run(case: Case, seconds: float) -> Outcome:
    try:
        return equality.capture(case.original(), seconds, case.consumer)
    except TimeIsUpError:
        raise _UselessError(f"a call does not end within {seconds:.1f} s when replayed") from None


def _kept(case: Case, outcome: Outcome) -> Case:
    try:
        kept = keeping.dumps(outcome)
    except keeping.KeepingError:
        kept = None
    raises = outcome.raised is not None
    return replace(case, seconds=outcome.seconds, raises=raises, outcome=kept)


# --- invented calls ------------------------------------------------------------------------


def _invented(task: OriginalsTask) -> Iterator[Case]:
    deadline = time.monotonic() + task.seconds
    for snapshot, share in _sources(task):
        bare = _bare(snapshot)
        bases = [base for base, _ in zip(_bases(snapshot, bare), range(_MOST_BASES), strict=False)]
        if not bases:
            continue
        # More are invented than asked for: some say nothing.
        situations = inputs.invent(bases, task.constants, task.seed, share * 2)
        found = 0
        for situation in situations:
            if found >= share or time.monotonic() > deadline:
                break
            made = list(_attempt(_case(bare, situation)))
            found += bool(made)
            yield from made


def _sources(task: OriginalsTask) -> list[tuple[bytes, int]]:
    """The recorded calls to invent from, each with its share: the first, then unlike ones."""
    chosen = [task.recorded[0][0], *(s for s, _ in task.recorded[-1:] if len(task.recorded) > 1)]
    shares = [task.number] if len(chosen) == 1 else [task.number * 2 // 3, task.number // 3]
    return list(zip(chosen, shares, strict=True))


def _bare(snapshot: bytes) -> bytes:
    """The call without its arguments, where others will stand: quicker to load."""
    try:
        return keeping.dumps((original(snapshot).function, (), {}))
    except keeping.KeepingError:
        return snapshot


def _bases(snapshot: bytes, bare: bytes) -> Iterator[Situation]:
    """Small relatives on which the original does not raise, or else any it copes with."""
    raising = []
    met = set()
    for situation in inputs.smaller(situation_of(original(snapshot))):
        case = _case(bare, situation)
        if case is None or case.snapshot in met:
            continue
        met.add(case.snapshot)
        try:
            outcome = _run(case, _QUICK)
        except _UselessError:
            continue
        if outcome.raised is None:
            yield situation
        else:
            raising.append(situation)
    yield from raising[:1]


def situation_of(invocation: Invocation) -> Situation:
    """What a call is given: its arguments, and the data it can read from its globals."""
    own = getattr(invocation.function, "__func__", invocation.function)
    names = {
        name: value
        for name, value in invocation.globals.items()
        if not name.startswith("__") and type(value) in _DATA and value is not own
    }
    return Situation(invocation.arguments, invocation.keywords, names)


def _case(snapshot: bytes, situation: Situation) -> Case | None:
    """The call of a situation, as bytes; ``None`` if it cannot be made one, or is too big."""
    invocation = original(snapshot)
    data = {n: v for n, v in situation.names.items() if type(v) is not FunctionType}
    invocation.globals.update(data)
    called: Any = (invocation.function, situation.arguments, situation.keywords)
    try:
        made = keeping.dumps(called)
        rebound = keeping.dumps(situation.rebound) if situation.rebound else b""
    except keeping.KeepingError:
        return None
    if len(made) > _MOST_BYTES:
        return None
    return Case(made, rebound, "exhausts", recorded=False, seconds=0.0)


def _attempt(case: Case | None) -> Iterator[Case]:
    if case is None:
        return
    try:
        yield from _done(case, _QUICK)
    except _UselessError:
        return
    except Exception:  # noqa: BLE001 - it cannot even be loaded: an odd value in an odd place
        return
