"""The rows of a race in words and figures: who ran, how fast, and what became of it."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from advisor.choosing import Placing, Scrutiny, Status
from advisor.measuring import Trial
from advisor.reporting import figures
from advisor.reporting.figures import one_line

_NOT_RACED = "not raced"
_NOTHING = "–"
_ORDER: dict[Status, int] = {"winner": 0, "slower": 1, "unsafe": 1, "wrong": 2, "failed": 3}


@dataclass(frozen=True, slots=True)
class Runner:
    """A row of the race.

    Attributes:
        label: the verdict in a word or two.
        notes: the reasons for it, a sentence each.
        report: where Cython's own report on it lies, or "".
    """

    name: str
    status: Status
    label: str
    speedup: str
    interval: str
    exactness: str
    compiling: str
    first_call: str
    memory: str
    needs: str
    notes: tuple[str, ...]
    counterexample: str
    report: str = ""


def runners(placings: Sequence[Placing]) -> tuple[Runner, ...]:
    """The rows: the winner, then by speed, then the rejected."""
    winner = next((placing for placing in placings if placing.status == "winner"), None)
    return tuple(_runner(placing, winner) for placing in sorted(placings, key=_rank))


def _rank(placing: Placing) -> tuple[int, float]:
    speedup = placing.trial.speedup
    return _ORDER[placing.status], -speedup.mid if speedup else math.inf


def _runner(placing: Placing, winner: Placing | None) -> Runner:
    trial, verdict = placing.trial, placing.trial.verdict
    candidate = verdict.built.candidate
    equal = verdict.status == "equal" and not verdict.spared
    return Runner(
        name=one_line(candidate.name),
        status=placing.status,
        label=_label(placing, winner),
        speedup=speedup(trial),
        interval="" if verdict.stopped or not trial.speedup else figures.interval(trial.speedup),
        exactness=verdict.exactness if equal else _NOTHING,
        compiling=_cost(trial.compile_seconds if verdict.built.extensions else 0.0),
        first_call=_cost(trial.first_call_seconds),
        memory=figures.ratio(trial.peak_memory_ratio) if trial.peak_memory_ratio else _NOTHING,
        needs=", ".join(candidate.needs) or _NOTHING,
        notes=tuple(_notes(placing)),
        counterexample="" if equal else verdict.counterexample.strip(),
        report=_at_home(verdict.built.annotation) if placing.status == "winner" else "",
    )


def speedup(trial: Trial) -> str:
    """How many times as fast; of one that was stopped on its way only the most it can be."""
    if trial.speedup is None:
        return _NOTHING
    return f"{'<' if trial.verdict.stopped else ''}{figures.ratio(trial.speedup.mid)}"


def _cost(seconds: float) -> str:
    return figures.seconds(seconds) if seconds else _NOTHING


def _label(placing: Placing, winner: Placing | None) -> str:
    """The verdict in a word or two; a good one that met a better one is not called slow."""
    speedup = placing.trial.speedup
    verdict = placing.trial.verdict
    if (placing.status, verdict.status, verdict.exactness) == ("wrong", "equal", "rounding"):
        return "differs"
    if placing.status != "slower":
        return placing.status
    if verdict.spared:
        return _NOT_RACED
    if speedup is None or speedup.low <= 1:
        return "no gain"
    return "beaten" if winner and (placing.worthy or verdict.behind) else "slight"


def _notes(placing: Placing) -> Iterator[str]:
    verdict = placing.trial.verdict
    if placing.status == "winner":
        yield one_line(verdict.built.candidate.why).removesuffix(".")
        yield _evidence(placing)
        if placing.scrutiny and placing.scrutiny.seeded:
            yield _scrutiny(placing.scrutiny)
    else:
        reason = one_line(placing.reason or placing.trial.reason or verdict.reason)
        yield reason.removeprefix(f"{_NOT_RACED}: ").removesuffix(".")  # the label says that
    for assumption in verdict.built.candidate.assumptions:
        yield f"assumes that {one_line(assumption)}"


def _at_home(path: Path | None) -> str:
    """A path as it is typed: short where it lies in the user's own folder."""
    if path is None:
        return ""
    home = Path.home()
    return one_line(f"~/{path.relative_to(home)}" if path.is_relative_to(home) else str(path))


def _scrutiny(scrutiny: Scrutiny) -> str:
    planted = figures.count(scrutiny.seeded, "fault")
    text = f"of {planted} planted in it the evidence noticed {scrutiny.noticed}"
    return f"{text} (--survivors lists the others)" if scrutiny.survivors else text


def _evidence(placing: Placing) -> str:
    verdict = placing.trial.verdict
    said = "identical" if verdict.exactness == "identical" else "equal but for rounding"
    text = f"{said} on {verdict.recorded} recorded and {verdict.invented} invented calls"
    if verdict.exactness == "rounding":
        text += f" (largest relative difference {verdict.max_error:.1g})"
    if verdict.fast_share is not None and verdict.fast_share < 1:
        text += f"; {figures.percent(verdict.fast_share)} of the calls took the fast path"
    return text
