"""The last word: the whole program with the winners in it must behave as before.

The rewritten program is run in place of the original, without writing anything into
the user's folder, once from a cold start and once more. A winner that changes what
the program prints or how it ends falls, and the next one is tried; so does one
that makes the whole program slower.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from advisor import applying
from advisor.building import Built
from advisor.choosing import Advice, HotspotAdvice, Whole
from advisor.profiling import plain
from advisor.profiling.plain import Overlay
from advisor.profiling.sampling import Profile, Run
from advisor.reconciling import demote, reconcile, saved_seconds
from advisor.settings import Settings
from advisor.targeting import Target

_NO_SLOWER = 1.02  # runs of the same program differ by about this much


def rehearse(
    profile: Profile,
    hotspots: Sequence[HotspotAdvice],
    settings: Settings,
    watch: Callable[[str], None],
    work: Path,
) -> tuple[Advice, tuple[applying.Edit, ...]]:
    """The advice that stood the whole program's test, and the edits that carry it out."""
    stage = _Stage(profile.target, profile.run, settings, watch, work)
    hotspots = reconcile(hotspots)
    while written := tuple(h for h in hotspots if h.winner and not h.covered_by):
        edits = applying.plan([_built(hotspot) for hotspot in written])
        cold = stage.run(edits)
        difference = stage.difference(cold)
        if difference:
            reason = f"whole program: {difference}"
            hotspots = reconcile(demote(hotspots, stage.culprit(written), "wrong", reason))
            continue
        warm = stage.run(edits)
        after = cold if settings.objective == "cold" else warm
        if after.seconds > profile.run.seconds * _NO_SLOWER:
            reason = f"whole program: {after.seconds:.2f} s, {profile.run.seconds:.2f} s before"
            loser = min(written, key=saved_seconds)
            hotspots = reconcile(demote(hotspots, loser, "slower", reason))
            continue
        whole = Whole(profile.run.seconds, cold.seconds, warm.seconds, same_output=True)
        return Advice(profile, tuple(hotspots), whole), edits
    return Advice(profile, tuple(hotspots), None), ()


def unrehearsed(
    profile: Profile, hotspots: Sequence[HotspotAdvice]
) -> tuple[Advice, tuple[applying.Edit, ...]]:
    """The advice for a program that must not run again, and its edits."""
    hotspots = reconcile(hotspots)
    written = [_built(h) for h in hotspots if h.winner and not h.covered_by]
    note = "the rewritten program was not run as a whole, since it must not run again"
    return Advice(profile, hotspots, None, (note,) if written else ()), applying.plan(written)


def last_word(target: Target, before: Run, settings: Settings, watch: Callable[[str], None]) -> str:
    """What differs now that the files are rewritten, or ""."""
    stage = _Stage(target, before, settings, watch, work=None)
    return stage.difference(plain.run(target, settings, watch, Overlay()))


@dataclass(frozen=True, slots=True)
class _Stage:
    """The program on trial, and how its original behaved."""

    target: Target
    before: Run
    settings: Settings
    watch: Callable[[str], None]
    work: Path | None

    def run(self, edits: Sequence[applying.Edit]) -> Run:
        """The program as it would be with the edits written in; twice the same is a warm run."""
        assert self.work is not None
        digest = hashlib.sha256(b"".join(edit.after for edit in edits)).hexdigest()
        cache = self.work / digest[:16]
        beside = cache / "beside"
        beside.mkdir(parents=True, exist_ok=True)
        for edit in edits:
            for path, data in edit.beside:
                (beside / path.name).write_bytes(data)
        self.watch("running the rewritten program")
        texts = tuple((edit.path, edit.after) for edit in edits)
        return plain.run(self.target, self.settings, self.watch, Overlay(texts, (beside,), cache))

    def culprit(self, written: Sequence[HotspotAdvice]) -> HotspotAdvice:
        """The first that alone makes a difference; the one that saves least if none does."""
        for hotspot in written if len(written) > 1 else ():
            if self.difference(self.run(applying.plan([_built(hotspot)]))):
                return hotspot
        return min(written, key=saved_seconds)

    def difference(self, after: Run) -> str:
        """How the rewritten program's behaviour differs from the original's, or ""."""
        before = self.before
        if after.exit_code != before.exit_code:
            problem = f" ({after.error})" if after.error else ""
            return f"it ends with exit code {after.exit_code}, not {before.exit_code}{problem}"
        if after.error != before.error:
            return f"it ends with {after.error!r}, not {before.error!r}"
        if after.stdout == before.stdout:
            return ""
        self.watch("running the original again")
        again = plain.run(self.target, self.settings, self.watch, Overlay())
        return _changed_line(before.stdout, after.stdout, again.stdout)


def _built(hotspot: HotspotAdvice) -> Built:
    assert hotspot.winner is not None
    return hotspot.winner.trial.verdict.built


def _changed_line(before: bytes, after: bytes, again: bytes) -> str:
    """The first line that changed, where the original itself prints the same each time.

    Lines that vary between two runs of the original (a time, a process number) may
    vary in their digits.
    """
    old, new, other = (
        data.decode(errors="replace").splitlines() for data in (before, after, again)
    )
    if len(old) != len(new):
        return f"it prints {len(new)} lines, not {len(old)}"
    for number, (was, now) in enumerate(zip(old, new, strict=True), 1):
        varies = len(other) != len(old) or other[number - 1] != was
        if now != was and not (varies and _shape(now) == _shape(was)):
            return f"line {number} of its output is {now!r}, not {was!r}"
    return ""


def _shape(line: str) -> str:
    """A line without its figures."""
    return re.sub(r"[\d.+-]+(e[+-]?\d+)?\s*", "#", line)
