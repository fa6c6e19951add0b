"""Write winners into the files, and take them back when the program or its tests object.

Whatever happens in between, an interrupt included, the files hold either all of the
winners or none of them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from advisor import applying, mutating, rehearsing, testing
from advisor.applying import Edit
from advisor.choosing import Advice, HotspotAdvice
from advisor.history import scans
from advisor.reconciling import demote, reconcile, saved_seconds
from advisor.settings import Settings
from advisor.targeting import Target
from advisor.testing import Tests

Watch = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Committed:
    """What became of the files.

    Attributes:
        advice: with those winners fallen that had to be taken back.
        edits: what was written; empty if nothing was.
        refusals: why winners were taken back, a sentence each.
    """

    advice: Advice
    edits: tuple[Edit, ...]
    refusals: tuple[str, ...] = ()


def commit(
    advice: Advice, edits: Sequence[Edit], settings: Settings, watch: Watch, work: Path
) -> Committed:
    """Write the edits; where something objects, drop a winner and try what is left.

    Raises:
        AdvisorError: a file changed meanwhile, or the tests cannot be run at all.
    """
    court = _Court(advice, settings, watch)
    refusals: list[str] = []
    while edits:
        objection = court.objection(edits, stays=True)
        if not objection:
            return Committed(advice, tuple(edits), tuple(refusals))
        refusals.append(objection)
        advice = _without(advice, court.culprit(_written(advice)), objection)
        weighed = mutating.weigh(advice.hotspots, settings, watch, work)
        advice = scans.rebuilt(replace(advice, hotspots=weighed, whole=None), work)
        edits = _edits(_written(advice), advice.profile.target)
    return Committed(advice, (), tuple(refusals))


class _Court:
    """Whoever may object to rewritten files: the program's behaviour, and its tests."""

    def __init__(self, advice: Advice, settings: Settings, watch: Watch) -> None:
        self._target, self._before = advice.profile.target, advice.profile.run
        self._settings, self._watch = settings, watch
        self._tests: Tests | None = None
        if settings.test:
            watch("running the tests")
            self._tests = testing.run(self._target, settings)

    def objection(self, edits: Sequence[Edit], *, stays: bool) -> str:
        """What is wrong with the edits, or ""; only if it is that, and they may, they stay."""
        with _written_in(edits) as keep:
            objection = self._program(edits) or self._own_tests()
            if stays and not objection:
                keep()
        return objection

    def culprit(self, written: Sequence[HotspotAdvice]) -> HotspotAdvice:
        """The first that alone meets an objection; the one that saves least if none does."""
        for hotspot in written if len(written) > 1 else ():
            if self.objection(_edits([hotspot], self._target), stays=False):
                return hotspot
        return min(written, key=saved_seconds)

    def _program(self, edits: Sequence[Edit]) -> str:
        if self._settings.once:
            return ""
        self._watch("running the rewritten script")
        return rehearsing.last_word(self._target, self._before, edits, self._settings, self._watch)

    def _own_tests(self) -> str:
        if self._tests is None:
            return ""
        self._watch("running the tests")
        return testing.objection(self._tests, testing.run(self._target, self._settings))


@contextmanager
def _written_in(edits: Sequence[Edit]) -> Iterator[Callable[[], None]]:
    """The files with the edits; back as they were unless told to be kept."""
    kept: list[bool] = []
    applying.write(edits)
    try:
        yield lambda: kept.append(True)
    finally:
        if not kept:
            applying.roll_back(edits)


def _without(advice: Advice, culprit: HotspotAdvice, reason: str) -> Advice:
    return replace(advice, hotspots=reconcile(demote(advice.hotspots, culprit, "wrong", reason)))


def _written(advice: Advice) -> tuple[HotspotAdvice, ...]:
    return tuple(h for h in advice.hotspots if h.winner and not h.covered_by)


def _edits(written: Sequence[HotspotAdvice], target: Target) -> tuple[Edit, ...]:
    return applying.plan([h.winner.trial.verdict.built for h in written if h.winner], target)
