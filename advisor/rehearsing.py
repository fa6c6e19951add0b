"""The last word: the whole program with the winners in it must behave as before.

The rewritten program is run in place of the original, without any file of the user's
being changed, from a cold start and once or twice more, each time under another hash
seed. A winner that changes what the program prints, what it writes or how it ends falls,
and the next one is tried; so does one that makes the whole program slower.
"""

from __future__ import annotations

import hashlib
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from advisor import applying, mutating, outputs
from advisor.building import Built
from advisor.choosing import Advice, HotspotAdvice, Whole
from advisor.errors import AdvisorError
from advisor.profiling import plain
from advisor.profiling.plain import Overlay
from advisor.profiling.running import HASH_SEED
from advisor.profiling.sampling import Profile, Run
from advisor.reconciling import demote, reconcile, saved_seconds
from advisor.settings import Settings
from advisor.targeting import Target

_NO_SLOWER = 1.02  # runs of the same program differ by about this much
_RUNS = 2  # of any rewritten program, however long it takes
_CHEAP = 0.5  # seconds up to which there is one more
_PATIENCE, _SLOWER = 20.0, 3.0  # seconds, and times the original's, that a run may take


def rehearse(
    profile: Profile,
    hotspots: Sequence[HotspotAdvice],
    settings: Settings,
    watch: Callable[[str], None],
    work: Path,
) -> tuple[Advice, tuple[applying.Edit, ...]]:
    """The advice that stood the whole program's test, and the edits that carry it out."""
    stage = _Stage(profile.target, profile.run, settings, watch, work)

    def weighed(hotspots: Sequence[HotspotAdvice]) -> tuple[HotspotAdvice, ...]:
        return mutating.weigh(reconcile(hotspots), settings, watch, work)

    hotspots = weighed(hotspots)
    while written := _written(hotspots):
        edits = applying.plan([_built(hotspot) for hotspot in written], profile.target)
        runs = stage.rehearse(edits)
        if isinstance(runs, str):
            culprit = stage.culprit(written)
            hotspots = weighed(demote(hotspots, culprit, "wrong", _reason(runs, culprit)))
            continue
        cold, warm = runs
        after = cold if settings.objective == "cold" else warm
        if after.seconds > profile.run.seconds * _NO_SLOWER:
            reason = f"whole program: {after.seconds:.2f} s, {profile.run.seconds:.2f} s before"
            loser = min(written, key=saved_seconds)
            hotspots = weighed(demote(hotspots, loser, "slower", reason))
            continue
        whole = Whole(profile.run.seconds, cold.seconds, warm.seconds, same_output=True)
        return Advice(profile, hotspots, whole, _survivors(written, settings)), edits
    return Advice(profile, hotspots, None), ()


def _reason(difference: str, culprit: HotspotAdvice) -> str:
    """Why a winner falls: rounding that shows is no mistake, but it shows."""
    assert culprit.winner is not None
    rounds = culprit.winner.trial.verdict.exactness == "rounding"
    told = "its last digits show in what the program prints" if rounds else "whole program"
    return f"{told}: {difference}"


def _written(hotspots: Sequence[HotspotAdvice]) -> tuple[HotspotAdvice, ...]:
    return tuple(h for h in hotspots if h.winner and not h.covered_by)


def unrehearsed(
    profile: Profile,
    hotspots: Sequence[HotspotAdvice],
    settings: Settings,
    watch: Callable[[str], None],
    work: Path,
) -> tuple[Advice, tuple[applying.Edit, ...]]:
    """The advice for a program that must not run again, and its edits."""
    hotspots = mutating.weigh(reconcile(hotspots), settings, watch, work)
    written = _written(hotspots)
    note = "the rewritten program was not run as a whole, since it must not run again"
    notes = (note, *_survivors(written, settings)) if written else ()
    edits = applying.plan([_built(hotspot) for hotspot in written], profile.target)
    return Advice(profile, hotspots, None, notes), edits


def _survivors(written: Sequence[HotspotAdvice], settings: Settings) -> tuple[str, ...]:
    """The faults the evidence did not notice, if the user wants to see them."""
    if not settings.survivors:
        return ()
    return tuple(
        f"not noticed in {hotspot.spot.function}: {survivor}"
        for hotspot in written
        if hotspot.winner and hotspot.winner.scrutiny
        for survivor in hotspot.winner.scrutiny.survivors
    )


def last_word(
    target: Target,
    before: Run,
    edits: Sequence[applying.Edit],
    settings: Settings,
    watch: Callable[[str], None],
) -> str:
    """What differs now that the files are rewritten with these edits, or ""."""
    original = Overlay(tuple((edit.path, edit.before) for edit in edits))
    stage = _Stage(target, before, settings, watch, work=None, original=original)
    after = stage.played(Overlay(), HASH_SEED)
    return after if isinstance(after, str) else stage.difference(after, HASH_SEED)


@dataclass(frozen=True, slots=True)
class _Stage:
    """The program on trial, and how its original behaved; ``original`` is what to run for it."""

    target: Target
    before: Run
    settings: Settings
    watch: Callable[[str], None]
    work: Path | None
    original: Overlay = field(default_factory=Overlay)

    def rehearse(self, edits: Sequence[applying.Edit]) -> tuple[Run, Run] | str:
        """A run from a cold start and one after it, or what is wrong with one of them.

        Sets of strings have another order under each seed, so each run has a seed of its own.
        """
        overlay = self._overlay(edits)
        drawn = random.Random(self.settings.seed).randrange(2, 1 << 32)  # noqa: S311 - no secret
        runs: list[Run] = []
        for hash_seed in (HASH_SEED, "0", str(drawn)):
            if len(runs) == _RUNS and runs[-1].seconds > _CHEAP:
                break
            self.watch("running the rewritten program")
            after = self.played(overlay, hash_seed)
            difference = after if isinstance(after, str) else self.difference(after, hash_seed)
            if difference or isinstance(after, str):
                return difference
            runs.append(after)
        return runs[0], runs[1]

    def played(self, overlay: Overlay, hash_seed: str) -> Run | str:
        """A run of the rewritten program, or the complaint that it does not end."""
        patience = _PATIENCE + _SLOWER * self.before.seconds
        limited = replace(self.settings, run_timeout=min(patience, self.settings.run_timeout))
        try:
            return plain.run(self.target, limited, self.watch, overlay, hash_seed)
        except AdvisorError:
            return f"it is still running after {limited.run_timeout:.0f} s"

    def _overlay(self, edits: Sequence[applying.Edit]) -> Overlay:
        """The files as they would be with the edits written in, and a cache of their own."""
        assert self.work is not None
        digest = hashlib.sha256(b"".join(edit.after for edit in edits)).hexdigest()
        cache = self.work / digest[:16]
        beside = cache / "beside"
        beside.mkdir(parents=True, exist_ok=True)
        for edit in edits:
            for path, data in edit.beside:
                (beside / path.name).write_bytes(data)
        return Overlay(tuple((edit.path, edit.after) for edit in edits), (beside,), cache)

    def culprit(self, written: Sequence[HotspotAdvice]) -> HotspotAdvice:
        """The first that alone makes a difference; the one that saves least if none does."""
        for hotspot in written if len(written) > 1 else ():
            if isinstance(self.rehearse(applying.plan([_built(hotspot)], self.target)), str):
                return hotspot
        return min(written, key=saved_seconds)

    def difference(self, after: Run, hash_seed: str) -> str:
        """How the rewritten program's behaviour differs from the original's, or ""."""

        def rerun() -> Run:
            self.watch("running the original again")
            return plain.run(self.target, self.settings, self.watch, self.original, hash_seed)

        return outputs.difference(self.before, after, rerun)


def _built(hotspot: HotspotAdvice) -> Built:
    assert hotspot.winner is not None
    return hotspot.winner.trial.verdict.built
