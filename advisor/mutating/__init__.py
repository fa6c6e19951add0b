"""A measure of the evidence itself: would it notice if the winner were wrong?

Faults are planted in the winner's own code, one at a time, and the mutants go through
the very cases that the winner was proven on. Where many of them come through, the cases
say little of the winner either, and it is not called safe.
"""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from advisor.choosing import HotspotAdvice, Placing, Scrutiny
from advisor.mutating.faults import Fault
from advisor.mutating.planting import Mutant, plant
from advisor.profiling.recording import Recording
from advisor.reconciling import demote, reconcile
from advisor.sandbox import client
from advisor.sandbox.job import Done, Failure, Job, Limits
from advisor.settings import Settings
from advisor.verifying import Verdict, keeping, killing
from advisor.verifying.cases import Evidence
from advisor.verifying.killing import Fate

_LOW = 0.25  # also sound evidence misses faults that change nothing, and those are common
_USUAL = 8
_SECONDS = 2.0  # for so many; who asks for more has the time
_FEW = 5  # so few faults say nothing of the evidence
_SLOW_CASE = 0.3  # seconds; a slower case is left out


def weigh(
    hotspots: Sequence[HotspotAdvice],
    settings: Settings,
    watch: Callable[[str], None],
    work: Path,
) -> tuple[HotspotAdvice, ...]:
    """The same with the evidence for each winner measured; those it does not carry fall."""
    hotspots = tuple(hotspots)
    while unknown := _unmeasured(hotspots, settings):
        hotspot, winner = unknown
        watch(f"planting faults in {hotspot.spot.function}")
        scrutiny = scrutinise(winner.trial.verdict, settings, work, hotspot.recording)
        known = replace(winner, scrutiny=scrutiny)
        placings = tuple(known if p is winner else p for p in hotspot.placings)
        weighed = replace(hotspot, placings=placings)
        hotspots = tuple(weighed if h is hotspot else h for h in hotspots)
        if is_low(scrutiny) and not settings.unsafe:
            reason = (
                "the evidence for it is weak: it notices only "
                f"{scrutiny.noticed} of {scrutiny.seeded} faults planted in it"
            )
            hotspots = reconcile(demote(hotspots, weighed, "unsafe", reason))
    return hotspots


def is_low(scrutiny: Scrutiny) -> bool:
    """Whether the evidence misses so much that nothing should rest on it."""
    return scrutiny.seeded >= _FEW and scrutiny.noticed < _LOW * scrutiny.seeded


def _unmeasured(
    hotspots: Sequence[HotspotAdvice], settings: Settings
) -> tuple[HotspotAdvice, Placing] | None:
    """A winner that would be written in and whose evidence was not measured yet."""
    for hotspot in hotspots:
        winner = hotspot.winner
        if settings.mutants and winner and not hotspot.covered_by and winner.scrutiny is None:
            return hotspot, winner
    return None


def scrutinise(
    verdict: Verdict, settings: Settings, work: Path, recording: Recording | None = None
) -> Scrutiny:
    """Plant faults in a proven candidate and see which of them the evidence notices."""
    if verdict.evidence is None:
        return Scrutiny(0, 0, ())
    mutants = plant(verdict.built, settings.mutants, settings.seed, work, recording)
    return tried(verdict, mutants, settings)


def tried(verdict: Verdict, mutants: Sequence[Mutant], settings: Settings) -> Scrutiny:
    """What the evidence for a candidate says of its mutants, the sound one among them."""
    assert verdict.evidence is not None
    rounding = verdict.exactness == "rounding"
    fates = _fates(mutants, _affordable(verdict.evidence, rounding=rounding), settings)
    sound = next((fate for mutant, fate in fates if mutant.fault is None), None)
    if sound is None or sound.noticed:  # not what was proven: nothing can be told
        return Scrutiny(0, 0, ())
    noticed, survivors = 0, []
    for mutant, fate in fates:
        if mutant.fault is None:
            continue
        if fate is None or fate.noticed:
            noticed += 1
        elif not _declines(fate, sound):
            survivors.append(mutant.fault)
    return Scrutiny(noticed + len(survivors), noticed, tuple(map(str, _sorted(survivors))))


def _sorted(faults: Sequence[Fault]) -> list[Fault]:
    return sorted(faults, key=lambda fault: (fault.line, fault.was, fault.now))


def _declines(fate: Fate, sound: Fate) -> bool:
    """Whether it left to the original what the winner does: slower, but never wrong."""
    return any(
        winner and not mutant for winner, mutant in zip(sound.answered, fate.answered, strict=True)
    )


def _affordable(evidence: Evidence, *, rounding: bool) -> Evidence:
    """The quick cases, or the quickest if there is none.

    A candidate that rounds was exact where it has no spread, but by chance: compiled
    again among others it may not be.
    """
    quickest = min(case.seconds for case in evidence.cases)
    kept = [
        (case, keeping.dumps({}) if rounding and spread is None else spread)
        for case, spread in zip(evidence.cases, evidence.spreads, strict=True)
        if case.seconds <= max(quickest, _SLOW_CASE)
    ]
    return Evidence(tuple(case for case, _ in kept), tuple(spread for _, spread in kept))


def _fates(
    mutants: Sequence[Mutant], evidence: Evidence, settings: Settings
) -> list[tuple[Mutant, Fate | None]]:
    """What became of each; ``None`` for one that crashed or hung."""
    deadline = time.monotonic() + (_SECONDS if settings.mutants <= _USUAL else math.inf)

    def jobs() -> Iterator[Job]:
        for mutant in mutants:
            left = deadline - time.monotonic()
            if left <= 0:
                return
            trial = killing.Trial(mutant.patch, mutant.ask, evidence)
            limits = Limits(min(left, settings.job_timeout), settings.memory)
            yield Job("advisor.verifying.killing:run", trial, limits)

    fates = []
    for index, outcome in client.run_all(jobs(), settings.workers):
        if isinstance(outcome, Failure) and time.monotonic() > deadline:
            break  # it was cut short, which says nothing of it
        value = outcome.value if isinstance(outcome, Done) else None
        assert value is None or isinstance(value, Fate)
        fates.append((mutants[index], value))
    return fates
