"""The main job on one page: from a target to advice, and from advice to edited files."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from advisor import applying, parsing, scaling
from advisor.choosing import Advice, HotspotAdvice
from advisor.history import scans
from advisor.profiling import recording, sampling
from advisor.sandbox import client
from advisor.settings import Settings
from advisor.targeting import Target

if TYPE_CHECKING:
    from advisor.contesting import Contest, Entry
    from advisor.profiling.recording import Recording

_SMALLER = 3  # times a region that does not compile is looked for in smaller pieces
_ROUNDS = 2  # further ones, for what is hot once the winners are in

Watch: TypeAlias = Callable[[str], None]
"""Is told in a few words what is being done."""


@dataclass(frozen=True, slots=True)
class Rewrite:
    """What ``rewrite`` did or would do.

    Attributes:
        advice: why.
        diff: the edits as a unified diff, "" when nothing was won.
        applied: whether the files now hold the winners.
        notes: what the user should know, a sentence each.
        refusals: why winners were not written in.
    """

    advice: Advice
    diff: str
    applied: bool
    notes: tuple[str, ...] = ()
    refusals: tuple[str, ...] = ()


def scan(target: Target, settings: Settings, watch: Watch, *, in_sizes: bool = False) -> Advice:
    """Profile, race, and rehearse the winners; changes no file of the user's.

    With ``in_sizes`` the winners are also timed on smaller calls, for a report that tells it.

    Raises:
        AdvisorError: the target cannot be run or read.
    """
    with tempfile.TemporaryDirectory(prefix="advisor-") as work:
        advice, edits = _scan(target, settings, watch, Path(work), in_sizes=in_sizes)
        return replace(advice, diff=applying.diff(edits, target.directory))


def rewrite(target: Target, settings: Settings, watch: Watch, *, apply: bool) -> Rewrite:
    """Scan, show the winners as a diff, and with ``apply`` write them in.

    Raises:
        AdvisorError: the target cannot be run or read, or a file changed meanwhile.
    """
    with tempfile.TemporaryDirectory(prefix="advisor-") as work:
        advice, edits = _scan(target, settings, watch, Path(work))
        shown = applying.diff(edits, target.directory)
        if not (apply and edits):
            return Rewrite(advice, shown, applied=False)
        from advisor import committing  # noqa: PLC0415  (as below)

        done = committing.commit(advice, edits, settings, watch, Path(work))
        written = applying.diff(done.edits, target.directory) if done.edits else shown
        return Rewrite(done.advice, written, bool(done.edits), advice.notes, done.refusals)


def _scan(
    target: Target, settings: Settings, watch: Watch, work: Path, *, in_sizes: bool = False
) -> tuple[Advice, Sequence[applying.Edit]]:
    known = scans.recall(target, settings)
    if known is not None:
        if in_sizes and not scaling.is_measured(known.advice):
            known = replace(known, advice=_in_sizes(known.advice, settings, watch, work))
            scans.deepen(target, settings, known.advice)
        return known.advice, known.edits
    from advisor import looking  # noqa: PLC0415  (as below)

    advice, edits = _find_out(target, settings, watch, work)
    advice = looking.beside(_with_lines(advice, settings), settings)
    if in_sizes:
        advice = _in_sizes(advice, settings, watch, work)
    notes = scans.keep(target, settings, scans.Scan(advice, edits))
    if settings.proof:
        from advisor import proving  # noqa: PLC0415  (as below)

        watch("writing the proof")
        notes = (*notes, *proving.write(advice, settings.proof, settings))
    return replace(advice, notes=(*advice.notes, *notes)), edits


def _in_sizes(advice: Advice, settings: Settings, watch: Watch, work: Path) -> Advice:
    return scaling.measured(scans.rebuilt(advice, work), settings, watch)


def _find_out(
    target: Target, settings: Settings, watch: Watch, work: Path
) -> tuple[Advice, tuple[applying.Edit, ...]]:
    # Not at the top: where all is known already, the answer should not wait for them.
    from advisor import contesting, rehearsing  # noqa: PLC0415  (see above)
    from advisor.contesting import remaining  # noqa: PLC0415  (see above)

    if settings.once:
        regions = parsing.everything(target.path)
        profile, recordings = recording.profile_once(target, regions, settings, watch)
        entries = contesting.entries(profile, settings, regions)
    else:
        profile = sampling.sample(target, settings, watch)
        client.prepare()
        entries = contesting.entries(profile, settings)
        recordings = _recorded(entries, target, settings, watch)
    contests = contesting.prepare(entries, recordings, settings)
    if settings.once:
        hotspots = contesting.hold(contests, settings, watch, work)
        return rehearsing.unrehearsed(profile, hotspots, settings, watch, work)
    contests += _pieces(contests, target, settings, watch)
    hotspots = contesting.hold(contests, settings, watch, work)
    found = rehearsing.rehearse(profile, hotspots, settings, watch, work)
    for _ in range(_ROUNDS):
        finer = remaining.finer(found[0], settings)
        entries = remaining.entries(found[0], contests, finer)
        again = remaining.reopened(found[0], contests)
        if not entries and not again:
            break
        more = contesting.prepare(entries, _recorded(entries, target, settings, watch), finer)
        more += _pieces(more, target, finer, watch)
        hotspots = contesting.hold((*more, *again), finer, watch, work, found[0].hotspots)
        found = rehearsing.rehearse(profile, hotspots, settings, watch, work)
        contests += more
    return found


def _with_lines(advice: Advice, settings: Settings) -> Advice:
    """With time per line for what is told of: nobody asks for that of the others."""
    told = [hotspot.recording for hotspot in advice.hotspots if hotspot.recording]
    known = {r.region: r for r in recording.with_lines(told, settings)}

    def timed(hotspot: HotspotAdvice) -> HotspotAdvice:
        found = known.get(hotspot.region) if hotspot.region else None
        return replace(hotspot, recording=found or hotspot.recording)

    return replace(advice, hotspots=tuple(map(timed, advice.hotspots)))


def _recorded(
    entries: Sequence[Entry], target: Target, settings: Settings, watch: Watch
) -> tuple[Recording, ...]:
    regions = tuple(entry.region for entry in entries if entry.region)
    return recording.record(target, regions, settings, watch)


def _pieces(
    contests: tuple[Contest, ...], target: Target, settings: Settings, watch: Watch
) -> tuple[Contest, ...]:
    """Contests of smaller regions in those that do not compile whole."""
    from advisor import contesting  # noqa: PLC0415  (as above)

    found: tuple[Contest, ...] = ()
    for _ in range(_SMALLER):
        entries = contesting.further((*contests, *found), settings)
        recordings = _recorded(entries, target, settings, watch)
        found += contesting.prepare(entries, recordings, settings)
    return found
