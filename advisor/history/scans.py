"""Whole scans: kept with the files they depend on, and recalled while none of those changed.

The program's own files are known from its profile; its data are the files it was seen
to open, those named on its command line, and those that a string in its source names.
"""

from __future__ import annotations

import ast
import contextlib
import json
import os
import sqlite3
from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from advisor import building
from advisor.applying import Edit
from advisor.choosing import Advice, HotspotAdvice, Placing
from advisor.measuring import telling
from advisor.profiling import standard_input
from advisor.profiling.sampling import Profile
from advisor.settings import Settings
from advisor.store import digests, file, values
from advisor.targeting import Target

# Choices that change how long a scan takes, or whether it is kept, but not what it says.
_INDIFFERENT = frozenset(
    {
        "workers",
        "run_timeout",
        "history",
        "fresh",
        "workloads",
        "prepare",
        "fail_above",
        "proof",
        "test",
    }
)
_LONGEST_NAME = 255
_ANSWERS = 3  # of each question are kept whole; of older ones the figures remain
_LARGEST_CALL = 8 << 20  # bytes
_FIGURES = 500  # scans of each file are remembered


@dataclass(frozen=True, slots=True)
class Scan:
    """All that a scan found out.

    Attributes:
        advice: without the recorded calls themselves.
        edits: what writes the winners in.
    """

    advice: Advice
    edits: tuple[Edit, ...]


def recall(target: Target, settings: Settings) -> Scan | None:
    """The last scan of the same program with the same settings, if nothing changed since."""
    if settings.fresh or settings.proof or not settings.history:
        return None
    try:
        with file.opened(file.place()) as connection:
            return _recalled(connection, _question(target, settings))
    except file.UnusableError:  # ``keep`` will meet it again, and say so
        return None


def keep(target: Target, settings: Settings, scan: Scan) -> tuple[str, ...]:
    """Remember a scan; what the user should know of that, a sentence each."""
    if not settings.history:
        return ()
    advice = scan.advice
    whole = not advice.profile.run.exit_code and bool(advice.profile.modules)
    try:
        with file.opened(file.place()) as connection, file.writing(connection):
            number = _insert(connection, _question(target, settings), advice)
            if whole:
                _answer(connection, number, scan)
            _forget(connection, target)
    except file.UnusableError as error:
        return (str(error),)
    return ()


def deepen(target: Target, settings: Settings, advice: Advice) -> None:
    """Keep the growth of what was recalled; where it cannot be kept it is measured again."""
    with (
        contextlib.suppress(file.UnusableError),
        file.opened(file.place()) as connection,
        file.writing(connection),
    ):
        newest = "SELECT id, answer FROM scan WHERE question = ? AND answer IS NOT NULL"
        question = _question(target, settings)
        rows = connection.execute(f"{newest} ORDER BY id DESC LIMIT 1", (question,))
        for number, answer in rows.fetchall():
            scan = _read(connection, answer)
            hotspots = tuple(
                replace(kept, growth=known.growth)
                for kept, known in zip(scan.advice.hotspots, advice.hotspots, strict=True)
            )
            connection.execute("DELETE FROM held WHERE scan = ?", (number,))
            _answer(
                connection, number, replace(scan, advice=replace(scan.advice, hotspots=hotspots))
            )


def rebuilt(advice: Advice, work: Path) -> Advice:
    """The advice with its winners ready to be run again, below ``work`` if they are gone."""
    return replace(advice, hotspots=tuple(_ready(hotspot, work) for hotspot in advice.hotspots))


def _ready(hotspot: HotspotAdvice, work: Path) -> HotspotAdvice:
    winner = hotspot.winner
    if winner is None or (built := winner.trial.verdict.built).directory is None:
        return hotspot
    if built.directory.is_dir():
        return hotspot
    verdict = replace(winner.trial.verdict, built=building.build(built.candidate, work))
    ready = replace(winner, trial=replace(winner.trial, verdict=verdict))
    return replace(hotspot, placings=tuple(ready if p is winner else p for p in hotspot.placings))


def _question(target: Target, settings: Settings) -> str:
    choices = {k: v for k, v in asdict(settings).items() if k not in _INDIFFERENT}
    rules = digests.of_folder(settings.rules) if settings.rules else ""
    words = (*target.words, str(target.directory), str(target.interpreter))
    return digests.of(digests.here(), choices, rules, words, standard_input.digest())


def _recalled(connection: sqlite3.Connection, question: str) -> Scan | None:
    rows = connection.execute(
        "SELECT at, inputs, answer FROM scan WHERE question = ? AND answer IS NOT NULL"
        " ORDER BY id DESC",
        (question,),
    )
    for at, inputs, answer in rows:
        known = json.loads(inputs)
        if digests.of_files(map(Path, known)) == known:
            try:
                scan = _read(connection, answer)
            except (LookupError, ValueError):  # damaged, or not of our making: found out anew
                continue
            note = f"from the scan of {_shown(at)}: nothing it depends on has changed since"
            return replace(scan, advice=replace(scan.advice, notes=(*scan.advice.notes, note)))
    return None


def _read(connection: sqlite3.Connection, answer: str) -> Scan:
    data = json.loads(file.get(connection, answer))
    return values.from_plain(Scan, data, lambda digest: file.get(connection, digest))


def _insert(connection: sqlite3.Connection, question: str, advice: Advice) -> int:
    profile = advice.profile
    cursor = connection.execute(
        "INSERT INTO scan (at, question, path, command, seconds, rewritten, exit_code, inputs)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        (
            datetime.now(UTC).isoformat(timespec="seconds"),
            question,
            str(profile.target.path),
            json.dumps(_command(profile.target)),
            profile.run.seconds,
            advice.whole.after_warm if advice.whole else None,
            profile.run.exit_code,
            json.dumps(digests.of_files(_inputs(advice))),
        ),
    )
    number = cursor.lastrowid
    assert number is not None
    connection.executemany(
        "INSERT INTO spot VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        [(number, *_figures(hotspot)) for hotspot in advice.hotspots],
    )
    return number


def _figures(hotspot: HotspotAdvice) -> tuple[object, ...]:
    spot, winner = hotspot.spot, hotspot.winner
    name = winner.trial.verdict.built.candidate.name if winner else None
    speedup = winner.trial.speedup.mid if winner and winner.trial.speedup else None
    place = (spot.function, str(spot.path), spot.first_line)
    return (*place, spot.share, spot.seconds, name, speedup)


def _answer(connection: sqlite3.Connection, number: int, scan: Scan) -> None:
    held: set[str] = set()

    def keep_bytes(data: bytes) -> str:
        digest = file.put(connection, data)
        held.add(digest)
        return digest

    lean = replace(scan.advice, hotspots=tuple(map(_lean, scan.advice.hotspots)))
    document = json.dumps(values.to_plain(replace(scan, advice=lean), keep_bytes))
    answer = keep_bytes(document.encode())
    connection.execute("UPDATE scan SET answer = ? WHERE id = ?", (answer, number))
    connection.executemany("INSERT INTO held VALUES (?, ?)", [(number, each) for each in held])


def _forget(connection: sqlite3.Connection, target: Target) -> None:
    """Let go of answers that were given anew since, and of figures too old for any trend."""
    path = str(target.path)
    connection.execute(
        "DELETE FROM scan WHERE path = ? AND id NOT IN"
        " (SELECT id FROM scan WHERE path = ? ORDER BY id DESC LIMIT ?)",
        (path, path, _FIGURES),
    )
    old = "SELECT id FROM scan WHERE path = ? AND answer IS NOT NULL ORDER BY id DESC LIMIT -1"
    numbers = connection.execute(f"{old} OFFSET ?", (path, _ANSWERS)).fetchall()
    connection.executemany("UPDATE scan SET answer = NULL WHERE id = ?", numbers)
    connection.executemany("DELETE FROM held WHERE scan = ?", numbers)
    connection.execute("DELETE FROM blob WHERE digest NOT IN (SELECT digest FROM held)")


def _lean(hotspot: HotspotAdvice) -> HotspotAdvice:
    """Without the calls' own data, but for the one that a winner may be timed on again.

    Those are pickles: like any that comes from the program, it is only ever loaded in a
    worker of the sandbox.
    """
    hotspot = replace(hotspot, placings=tuple(map(_without_evidence, hotspot.placings)))
    if hotspot.recording is None:
        return hotspot
    wanted = telling(hotspot.recording.calls)[:1] if hotspot.winner else ()
    calls = tuple(
        call
        if call in wanted and len(call.snapshot) <= _LARGEST_CALL
        else replace(call, snapshot=b"")
        for call in hotspot.recording.calls
    )
    return replace(hotspot, recording=replace(hotspot.recording, calls=calls))


def _without_evidence(placing: Placing) -> Placing:
    """Without the cases it was proven on and the kernel it was printed from: they are large."""
    verdict = placing.trial.verdict
    built = replace(verdict.built, candidate=replace(verdict.built.candidate, kernel=None))
    verdict = replace(verdict, built=built, evidence=None)
    return replace(placing, trial=replace(placing.trial, verdict=verdict))


def _command(target: Target) -> list[str]:
    program = ["-m", target.module] if target.module else [target.spelling or str(target.path)]
    return [*program, *target.arguments]


def _inputs(advice: Advice) -> Iterator[Path]:
    profile = advice.profile
    yield profile.target.path
    yield from profile.modules
    yield from (path for h in advice.hotspots if h.recording for path in h.recording.opened)
    yield from _named(profile)


def _named(profile: Profile) -> Iterator[Path]:
    """Files that the command line names, or a string in the program's source."""
    here = profile.target.directory
    for word in profile.target.arguments:
        yield from _existing(word, here)
    for module in profile.modules:
        for text in _strings(module):
            yield from _existing(text, here)
            yield from _existing(text, module.parent)


def _existing(text: str, folder: Path) -> Iterator[Path]:
    if 0 < len(text) <= _LONGEST_NAME and text.isprintable():
        path = folder / text
        if os.path.isfile(path):  # noqa: PTH113  (the method raises for names too long)
            yield path


def _strings(module: Path) -> set[str]:
    try:
        tree = ast.parse(module.read_bytes())
    except (OSError, SyntaxError, ValueError):  # an extension module, or it has just changed
        return set()
    nodes = (node.value for node in ast.walk(tree) if isinstance(node, ast.Constant))
    return {value for value in nodes if isinstance(value, str)}


def _shown(at: str) -> str:
    return datetime.fromisoformat(at).astimezone().strftime("%Y-%m-%d %H:%M")
