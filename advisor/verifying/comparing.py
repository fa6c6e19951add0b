"""The jobs of a proof: the original once, each candidate on its cases, noise where needed."""

from __future__ import annotations

import ast
import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from advisor.building import Built
from advisor.emitting import Candidate, Exactness
from advisor.profiling.recording import Recording
from advisor.sandbox import client
from advisor.sandbox.job import USUAL, Done, Failure, Job, Limits
from advisor.sandbox.replaying import Patch
from advisor.settings import Settings
from advisor.verifying import keeping, loading, narrowing, noise
from advisor.verifying.cases import (
    UNTOLD,
    CandidateTask,
    Case,
    Compared,
    Evidence,
    Originals,
    OriginalsTask,
    SpreadTask,
)

_INVENTING_SECONDS = 4.0
_NOISE_SECONDS = 3.0
_STARTING_SECONDS = 20.0  # for imports and run-time compilation
_BARELY = 0.95  # of the speed-up asked for: what comparing tells of the pace is rough
_IN_SIGHT = 0.35  # of the leader's pace


def run_original(recording: Recording, settings: Settings) -> Originals:
    """What the original does on recorded and invented calls, which are made side by side."""
    task = OriginalsTask(
        recorded=tuple((call.snapshot, call.seconds) for call in recording.calls),
        constants=tuple(_constants(recording.region.source)),
        number=settings.invented,
        seed=settings.seed,
        seconds=min(_INVENTING_SECONDS, settings.job_timeout / 3),
    )
    jobs = [
        Job(f"advisor.verifying.originals:{function}", task, _limits(settings))
        for function in ("replay", "invent")
    ]
    done: dict[int, Originals] = {}
    for index, outcome in client.run_all(jobs, settings.workers):
        if isinstance(outcome, Failure):
            return Originals((), f"left alone: replaying the original {told(outcome)}")
        assert isinstance(outcome.value, Originals)
        done[index] = outcome.value
        if outcome.value.trouble:
            return outcome.value
    return Originals((*done[1].cases, *done[0].cases))


def judge(
    builds: Iterable[Built],
    cases: tuple[Case, ...],
    recording: Recording,
    settings: Settings,
    seconds: float | None,
) -> Iterator[tuple[Built, Compared, Exactness, Evidence]]:
    """What came of each candidate; those that differ by floats alone are compared again.

    ``seconds`` is what the region took of the profiled run, or ``None``.
    """
    bars = _Bars(_BARELY * settings.min_speedup, seconds)
    exact = Evidence(cases, (None,) * len(cases))
    rounded: list[tuple[Built, Compared]] = []
    for built, outcome in _in_turn(builds, cases, bars, settings):
        if outcome.rounded and not outcome.behind:
            rounded.append((built, outcome))
        else:
            bars.note(built, outcome)
            yield built, outcome, "rounding" if outcome.rounded else "identical", exact
    if not rounded:
        return
    concerned = sorted({index for _, compared in rounded for index in compared.rounded})
    spreads = _spreads(cases, concerned, recording, settings)
    again = [built for built, _ in rounded]
    for built, outcome in _compared(again, cases, _Bars(0.0, None), settings, spreads):
        yield built, outcome, "rounding", Evidence(cases, spreads)


@dataclass(slots=True)
class _Bars:
    """How fast a candidate must be for its proof to be worth the time.

    Attributes:
        least: the speed-up below which none wins.
        seconds: what the region took of the profiled run, or ``None``.
        leading: that of the fastest which nothing speaks against so far.
        leader: its name.
    """

    least: float
    seconds: float | None
    leading: float = 0.0
    leader: str = ""

    def note(self, built: Built, compared: Compared) -> None:
        """A proven candidate; one with a flaw might have to give way to a slower one."""
        flawed = compared.difference or compared.failure or built.candidate.assumptions
        clean = not flawed and not compared.rounded and compared.pace >= self.least
        if clean and compared.pace > self.leading:
            self.leading, self.leader = compared.pace, built.candidate.name

    def hopeless(self, built: Built) -> str:
        """Why it is not worth running: it loads for longer than the leader works, or ""."""
        loading_seconds = loading.seconds(built)
        left = self.seconds / self.leading if self.seconds and self.leading else math.inf
        if left >= loading_seconds:
            return ""
        return (
            f"loading it takes {loading_seconds:.1g} s or more of each run, "
            f"all the work {left:.2g} s with {self.leader}"
        )

    def bar(self) -> float:
        """For the next one."""
        return max(self.least, _IN_SIGHT * self.leading)


def _in_turn(
    builds: Iterable[Built], cases: tuple[Case, ...], bars: _Bars, settings: Settings
) -> Iterator[tuple[Built, Compared]]:
    """Each candidate compared, in the order of how much that may save of the others.

    What is compiled already sets a high bar soon; what compiles when it is called comes
    late, and the twin of one that is behind not at all: it would be behind, too.
    """
    groups: tuple[list[Built], ...] = ([], [], [], [])
    for built in builds:
        groups[_turn(built.candidate)].append(built)
    behind: dict[str, Compared] = {}
    for group in groups:
        known = [(b, behind[b.candidate.twin]) for b in group if b.candidate.twin in behind]
        yield from known
        met = [built for built, _ in known]
        rest = [built for built in group if built not in met]
        for built, outcome in _compared(rest, cases, bars, settings):
            if outcome.behind:
                behind[built.candidate.name] = outcome
            yield built, outcome


def _turn(candidate: Candidate) -> int:
    if candidate.twin:
        return 3
    if "numba" in candidate.needs:
        return 2
    return 0 if candidate.kernel is not None else 1


def _compared(
    builds: Iterable[Built],
    cases: tuple[Case, ...],
    bars: _Bars,
    settings: Settings,
    spreads: tuple[bytes | None, ...] = (),
) -> Iterator[tuple[Built, Compared]]:
    """Each candidate on every case, several at once; none may be much slower than the original."""
    patience = _STARTING_SECONDS + 2 * sum(case.seconds for case in cases)
    limits = Limits(min(patience, settings.job_timeout), settings.memory)
    started: list[tuple[Built, Job]] = []
    spared: list[tuple[Built, Compared]] = []

    def jobs() -> Iterator[Job]:
        for built in builds:
            reason = bars.hopeless(built)
            if reason:
                spared.append((built, Compared(0, 0, (), 0.0, (0, 0), spared=reason)))
                continue
            compiles = "numba" in built.candidate.needs
            task = CandidateTask(
                name=built.candidate.region.function,
                cases=cases,
                patch=as_patch(built),
                ask=built.candidate.fast_call,
                spreads=spreads or (None,) * len(cases),
                bar=bars.bar(),
                compiles=compiles,
            )
            warm = ("numpy", "numba") if compiles else USUAL
            job = Job("advisor.verifying.candidates:run", task, limits, warm)
            started.append((built, job))
            yield job

    for index, outcome in client.run_all(jobs(), settings.workers):
        built, job = started[index]
        answer = outcome.value if isinstance(outcome, Done) else outcome
        if isinstance(answer, Failure):
            answer = _failed(answer, job)
        assert isinstance(answer, Compared)
        yield built, answer
    yield from spared


def _failed(failure: Failure, job: Job) -> Compared:
    call = narrowing.crashing_call(job) if failure.kind == "crashed" else ""
    return Compared(0, 0, (), 0.0, (0, 0), failure=told(failure), counterexample=call)


def told(failure: Failure) -> str:
    """A failure in a few words."""
    says_all = failure.detail.startswith(failure.kind)
    return failure.detail if says_all else f"{failure.kind}: {failure.detail}".rstrip(": ")


def _spreads(
    cases: tuple[Case, ...], concerned: Sequence[int], recording: Recording, settings: Settings
) -> tuple[bytes | None, ...]:
    """For the cases concerned how far the original itself moves; ``None`` for the others.

    A recorded call of which nothing is known must come out the same to the bit; an invented
    one there was no time for tells nothing.
    """
    region = recording.region
    task = SpreadTask(
        cases=tuple(cases[index] for index in concerned),
        noisy=Patch(noise.noisy(region.source), region.name, region.method_of),
        seconds=min(_NOISE_SECONDS, settings.job_timeout / 2),
        seed=settings.seed,
    )
    job = Job("advisor.verifying.spreading:run", task, _limits(settings))
    outcome = client.run(job)
    found: dict[int, bytes | None] = {}
    if isinstance(outcome, Done):
        assert isinstance(outcome.value, tuple)
        found = dict(zip(concerned, outcome.value, strict=True))
    to_the_bit = keeping.dumps({})
    return tuple(
        (found.get(index) or (to_the_bit if case.recorded else UNTOLD))
        if index in concerned
        else None
        for index, case in enumerate(cases)
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
