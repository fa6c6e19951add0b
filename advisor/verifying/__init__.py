"""Does a candidate do what the original does? Evidence, or the counterexample.

The original speaks first, on the calls the program made and on calls invented from
them; every candidate is then held against what it did. Nothing of this runs in our
own process: a candidate that crashes, hangs or eats memory only loses.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from advisor.building import Built
from advisor.emitting import Exactness
from advisor.profiling.recording import Recording
from advisor.sandbox import client
from advisor.sandbox.job import Done, Failure, Job, Limits
from advisor.sandbox.replaying import Patch
from advisor.settings import Settings
from advisor.verifying import keeping, noise
from advisor.verifying.cases import (
    CandidateTask,
    Case,
    Compared,
    Originals,
    OriginalsTask,
    SpreadTask,
)

_INVENTING_SECONDS = 8.0
_NOISE_SECONDS = 15.0
_STARTING_SECONDS = 20.0  # for imports and run-time compilation
_WARM = ("numpy", "advisor.verifying.candidates", "advisor.verifying.originals")


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the evidence says of one candidate.

    Attributes:
        built: the candidate, ready to run.
        status: ``equal``; ``wrong`` (a counterexample exists); ``failed`` (did not build,
            crashed, hung, printed, ate memory).
        exactness: what was seen: ``identical`` or ``rounding``.
        max_error: the largest relative difference seen between floats; 0.0 if identical.
        recorded: recorded calls compared.
        invented: invented calls compared.
        fast_share: share of the recorded calls that took the fast path, for a safe form
            (``None`` where that cannot be told).
        reason: for the reader; for a wrong one what differs and where.
        counterexample: a call the user can paste, or "".
    """

    built: Built
    status: Literal["equal", "wrong", "failed"]
    exactness: Exactness
    max_error: float
    recorded: int
    invented: int
    fast_share: float | None
    reason: str
    counterexample: str = ""


_REPLAYABLE = frozenset({"prints", "draws random numbers"})


def replayable(recording: Recording) -> str:
    """Why the recorded calls cannot be made again without consequences, or ""."""
    outside = [effect for effect in recording.effects if effect not in _REPLAYABLE]
    return f"left alone: it {' and '.join(outside)}" if outside else ""


def verify(builds: Sequence[Built], recording: Recording, settings: Settings) -> Iterator[Verdict]:
    """A verdict for each built candidate, in the order they are reached.

    The original runs once for all of them. Candidates that differ by floats alone are
    compared again, within what the original's own arithmetic loses.
    """
    runnable = []
    for built in builds:
        if built.problem:
            yield _failed(built, f"did not build: {built.problem}")
        else:
            runnable.append(built)
    if not runnable:
        return
    originals = _originals(recording, settings)
    if originals.trouble:
        yield from (_failed(built, originals.trouble) for built in runnable)
        return
    yield from _judged(runnable, originals.cases, recording, settings)


def _originals(recording: Recording, settings: Settings) -> Originals:
    trouble = replayable(recording)
    if trouble or not recording.calls:
        return Originals((), trouble or recording.unpicklable or "no call of it could be kept")
    task = OriginalsTask(
        recorded=tuple((call.snapshot, call.seconds) for call in recording.calls),
        constants=tuple(_constants(recording.region.source)),
        number=settings.invented,
        seed=settings.seed,
        seconds=min(_INVENTING_SECONDS, settings.job_timeout / 3),
    )
    job = Job("advisor.verifying.originals:run", task, _limits(settings), warm=_WARM)
    outcome = client.run(job)
    if isinstance(outcome, Failure):
        return Originals((), f"left alone: replaying the original {_told(outcome)}")
    assert isinstance(outcome.value, Originals)
    return outcome.value


def _judged(
    builds: Sequence[Built], cases: tuple[Case, ...], recording: Recording, settings: Settings
) -> Iterator[Verdict]:
    rounded: list[tuple[Built, Compared]] = []
    exact: tuple[bytes | None, ...] = (None,) * len(cases)
    for built, outcome in _compared(builds, cases, exact, settings):
        if isinstance(outcome, Compared) and outcome.rounded:
            rounded.append((built, outcome))
        else:
            yield _verdict(built, outcome, "identical")
    if not rounded:
        return
    concerned = sorted({index for _, compared in rounded for index in compared.rounded})
    spreads = _spreads(cases, concerned, recording, settings)
    again = [built for built, _ in rounded]
    for built, outcome in _compared(again, cases, spreads, settings):
        yield _verdict(built, outcome, "rounding")


def _compared(
    builds: Sequence[Built],
    cases: tuple[Case, ...],
    spreads: tuple[bytes | None, ...],
    settings: Settings,
) -> Iterator[tuple[Built, Compared | Failure]]:
    """Each candidate on every case, several at once; none may be slower than the original."""
    patience = _STARTING_SECONDS + 2 * sum(case.seconds for case in cases)
    limits = Limits(min(patience, settings.job_timeout), settings.memory)
    jobs = [
        Job(
            "advisor.verifying.candidates:run",
            CandidateTask(
                name=built.candidate.region.function,
                cases=cases,
                patch=as_patch(built),
                ask=built.candidate.fast_call,
                spreads=spreads,
            ),
            limits,
            warm=("numpy", "numba") if "numba" in built.candidate.needs else _WARM,
        )
        for built in builds
    ]
    for index, outcome in client.run_all(jobs, settings.workers):
        answer = outcome.value if isinstance(outcome, Done) else outcome
        assert isinstance(answer, Compared | Failure)
        yield builds[index], answer


def _spreads(
    cases: tuple[Case, ...], concerned: Sequence[int], recording: Recording, settings: Settings
) -> tuple[bytes | None, ...]:
    """For the cases concerned how far the original itself moves; ``None`` for the others."""
    region = recording.region
    task = SpreadTask(
        cases=tuple(cases[index] for index in concerned),
        noisy=Patch(noise.noisy(region.source), region.name, region.method_of),
        seconds=min(_NOISE_SECONDS, settings.job_timeout / 2),
        seed=settings.seed,
    )
    job = Job("advisor.verifying.noise:run", task, _limits(settings), warm=_WARM)
    outcome = client.run(job)
    found: dict[int, bytes | None] = {}
    if isinstance(outcome, Done):
        assert isinstance(outcome.value, tuple)
        found = dict(zip(concerned, outcome.value, strict=True))
    nothing_known = keeping.dumps({})
    return tuple(
        (found.get(index) or nothing_known) if index in concerned else None
        for index in range(len(cases))
    )


def _verdict(built: Built, outcome: Compared | Failure, exactness: Exactness) -> Verdict:
    if isinstance(outcome, Failure):
        return _failed(built, _told(outcome))
    asked, answered = outcome.asked
    return Verdict(
        built=built,
        status="wrong" if outcome.difference else "equal",
        exactness=exactness,
        max_error=outcome.error if exactness == "rounding" else 0.0,
        recorded=outcome.recorded,
        invented=outcome.invented,
        fast_share=answered / asked if asked else None,
        reason=f"differs: {outcome.difference}" if outcome.difference else "",
        counterexample=outcome.counterexample,
    )


def _failed(built: Built, reason: str) -> Verdict:
    return Verdict(built, "failed", built.candidate.expects, 0.0, 0, 0, None, reason)


def _told(failure: Failure) -> str:
    return (
        failure.kind
        if failure.detail in ("", failure.kind)
        else (f"{failure.kind}: {failure.detail}")
    )


def as_patch(built: Built) -> Patch:
    """The candidate as a worker runs it."""
    candidate = built.candidate
    return Patch(
        source=candidate.module_code,
        entry=candidate.region.name,
        method_of=candidate.region.method_of,
        directory=str(built.directory or ""),
    )


def _limits(settings: Settings) -> Limits:
    return Limits(settings.job_timeout, settings.memory)


def _constants(source: str) -> Iterator[int | float | str]:
    """The code's own constants, each once."""
    values = (n.value for n in ast.walk(ast.parse(source)) if isinstance(n, ast.Constant))
    yield from dict.fromkeys(v for v in values if isinstance(v, int | float | str))
