"""Races: how fast each candidate was, and what a wrong one did, recalled for the same code.

A program that was changed in one place has its other hot regions raced again only if
something about these is new: their source, a candidate's, the types they are called
with, or how long a call takes. The proofs of those that may win are always made anew, on
the calls of the day; what is recalled is only who is worth proving, and the times.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future
from dataclasses import replace
from datetime import UTC, datetime

from advisor import verifying
from advisor.building import Built
from advisor.emitting import Candidate
from advisor.measuring import Trial
from advisor.observing import Seen
from advisor.parsing import Region
from advisor.profiling.recording import Recording
from advisor.settings import Settings
from advisor.store import digests, file, values

_ALIKE = 1.5  # ratio within which calls count as equally long
_MOST = 2000  # races are remembered


def recall(
    candidates: Sequence[Candidate],
    builds: Iterable[Future[Built]],
    recording: Recording,
    settings: Settings,
) -> tuple[Trial, ...] | None:
    """The trials of the same race with the proofs made anew; ``None`` if there was none."""
    if settings.fresh or settings.proof or not settings.history:
        return None
    try:
        with file.opened(file.place()) as connection:
            row = connection.execute(
                "SELECT answer FROM race WHERE question = ?",
                (_question(candidates, recording, settings),),
            ).fetchone()
    except file.UnusableError:  # ``keep`` of the whole scan will meet it again, and say so
        return None
    known = _read(row[0], _longest(recording)) if row else ()
    if not known:
        return None
    by_name = {built.candidate.name: built for built in (build.result() for build in builds)}
    if {trial.verdict.built.candidate.name for trial in known} != by_name.keys():
        return None
    return tuple(_proven(known, by_name, recording, settings))


def keep(trials: Sequence[Trial], recording: Recording, settings: Settings) -> None:
    """Remember a race."""
    if not settings.history or not trials:
        return
    candidates = [trial.verdict.built.candidate for trial in trials]
    lean = {"seconds": _longest(recording), "trials": [_plain(trial) for trial in trials]}
    now = datetime.now(UTC).isoformat(timespec="seconds")
    row = (_question(candidates, recording, settings), now, json.dumps(lean))
    try:
        with file.opened(file.place()) as connection, file.writing(connection):
            connection.execute("INSERT OR REPLACE INTO race VALUES (?, ?, ?)", row)
            connection.execute(
                "DELETE FROM race WHERE question NOT IN"
                " (SELECT question FROM race ORDER BY at DESC LIMIT ?)",
                (_MOST,),
            )
    except file.UnusableError:  # as above
        return


def _proven(
    known: Sequence[Trial],
    by_name: Mapping[str, Built],
    recording: Recording,
    settings: Settings,
) -> Iterator[Trial]:
    timed = [trial for trial in known if trial.speedup is not None]
    again = [by_name[trial.verdict.built.candidate.name] for trial in timed]
    proofs = {
        verdict.built.candidate.name: verdict
        for verdict in verifying.verify(again, recording, settings)
    }
    for trial in known:
        name = trial.verdict.built.candidate.name
        if name not in proofs:
            yield replace(trial, verdict=replace(trial.verdict, built=by_name[name]))
        elif proofs[name].status == "equal":
            yield replace(trial, verdict=proofs[name])
        else:
            yield replace(trial, verdict=proofs[name], speedup=None)


def _question(candidates: Iterable[Candidate], recording: Recording, settings: Settings) -> str:
    texts = sorted(
        (c.name, c.module_code, [(each.name, each.text) for each in c.companions])
        for c in candidates
    )
    types = sorted({json.dumps(_types(call)) for call in _calls(recording)})
    choices = (settings.seed, settings.invented, settings.race_seconds, settings.memory)
    return digests.of(digests.here(), _code(recording.region), texts, types, choices)


def _code(region: Region) -> tuple[object, ...]:
    return region.source, region.kind, region.results, region.generator, region.method_of


def _calls(recording: Recording) -> Iterator[tuple[tuple[str, Seen], ...]]:
    for call in recording.calls:
        yield (*call.parameters, *call.names)


def _types(seen: Iterable[tuple[str, Seen]]) -> list[object]:
    return [[name, _type(value)] for name, value in seen]


def _type(seen: Seen) -> list[object]:
    """Its kind without sizes and values."""
    rank = None if seen.shape is None else len(seen.shape)
    return [seen.kind, seen.name, rank, seen.plain, seen.names, [_type(i) for i in seen.items]]


def _longest(recording: Recording) -> float:
    return max((call.seconds for call in recording.calls), default=0.0)


def _plain(trial: Trial) -> values.Plain:
    verdict = trial.verdict
    candidate = replace(verdict.built.candidate, kernel=None)
    built = replace(verdict.built, candidate=candidate, directory=None)
    lean = replace(verdict, built=built, evidence=None)
    return values.to_plain(replace(trial, verdict=lean), lambda _: "")


def _read(answer: str, seconds: float) -> tuple[Trial, ...]:
    """The trials, none if the calls are longer or shorter now, or the row is damaged."""
    try:
        data = json.loads(answer)
        if not 1 / _ALIKE <= data["seconds"] / seconds <= _ALIKE:
            return ()
        return tuple(values.from_plain(Trial, each, lambda _: b"") for each in data["trials"])
    except (ValueError, KeyError, TypeError, ZeroDivisionError):
        return ()
