"""Races: how fast each candidate was, and what a wrong one did, recalled for the same code.

A program that was changed in one place has its other hot regions raced again only if
something about these is new: their source, a candidate's, or the types and sizes they are
called with. The proof of the winner is always made anew, on the calls of the day; what is
recalled is who is worth proving, and the times.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future
from dataclasses import replace
from datetime import UTC, datetime

from advisor import choosing, verifying
from advisor.building import Built
from advisor.choosing import Placing
from advisor.emitting import Candidate
from advisor.measuring import Trial
from advisor.observing import Seen
from advisor.parsing import Region
from advisor.profiling.recording import Recording
from advisor.settings import Settings
from advisor.store import digests, file, values

_MOST = 2000  # races are remembered


def recall(
    candidates: Sequence[Candidate],
    builds: Iterable[Future[Built]],
    recording: Recording,
    settings: Settings,
    seconds: float,
) -> tuple[Placing, ...] | None:
    """The placings of the same race; ``None`` if there was none, or its winner is none today.

    ``seconds`` is what the region takes of the run. Only the winner is proven anew, so that
    no other may take its place.
    """
    if settings.fresh or not settings.history:
        return None
    try:
        with file.opened(file.place()) as connection:
            row = connection.execute(
                "SELECT answer FROM race WHERE question = ?",
                (_question(candidates, recording, settings),),
            ).fetchone()
    except file.UnusableError:  # ``keep`` of the whole scan will meet it again, and say so
        return None
    known = _read(row[0]) if row else ()
    if not known:
        return None
    by_name = {built.candidate.name: built for built in (build.result() for build in builds)}
    if {trial.verdict.built.candidate.name for trial in known} != by_name.keys():
        return None
    trials = [_with(trial, by_name[trial.verdict.built.candidate.name]) for trial in known]
    return _proven(choosing.choose(trials, settings, seconds), recording, settings)


def keep(trials: Sequence[Trial], recording: Recording, settings: Settings) -> None:
    """Remember a race."""
    if not settings.history or not trials:
        return
    candidates = [trial.verdict.built.candidate for trial in trials]
    lean = [_plain(trial) for trial in trials]
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


def _with(trial: Trial, built: Built) -> Trial:
    return replace(trial, verdict=replace(trial.verdict, built=built))


def _proven(
    placings: Sequence[Placing], recording: Recording, settings: Settings
) -> tuple[Placing, ...] | None:
    """The same with the winner's proof of today; ``None`` if it fails."""
    proven = []
    for placing in placings:
        if placing.status != "winner":
            proven.append(replace(placing, worthy=False))
            continue
        trial, known = placing.trial, placing.trial.verdict
        (verdict,) = verifying.verify([known.built], recording, settings)
        if (verdict.status, verdict.exactness) != (known.status, known.exactness):
            return None
        proven.append(replace(placing, trial=replace(trial, verdict=verdict)))
    return tuple(proven)


def _question(candidates: Iterable[Candidate], recording: Recording, settings: Settings) -> str:
    texts = sorted(
        (c.name, c.module_code, [(each.name, each.text) for each in c.companions])
        for c in candidates
    )
    calls = list(_calls(recording))
    types = sorted({json.dumps(_types(call)) for call in calls})
    # Of the first call only: later ones are kept as time permits.
    sizes = [_size(value) for call in calls[:1] for _, value in call]
    choices = (settings.seed, settings.invented, settings.race_seconds, settings.memory)
    return digests.of(digests.here(), _code(recording.region), texts, types, sizes, choices)


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


def _size(seen: Seen) -> list[object]:
    """How much there is of it, which decides who is fast."""
    count = seen.value if seen.kind == "int" else None
    return [seen.length, seen.shape, count, [_size(item) for item in seen.items]]


def _plain(trial: Trial) -> values.Plain:
    verdict = trial.verdict
    candidate = replace(verdict.built.candidate, kernel=None)
    built = replace(verdict.built, candidate=candidate, directory=None)
    lean = replace(verdict, built=built, evidence=None)
    return values.to_plain(replace(trial, verdict=lean), lambda _: "")


def _read(answer: str) -> tuple[Trial, ...]:
    """The trials, none where the row is damaged."""
    try:
        return tuple(values.from_plain(Trial, each, lambda _: b"") for each in json.loads(answer))
    except (ValueError, TypeError):
        return ()
