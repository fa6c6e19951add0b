"""How much a winner gains at other sizes: asked for only where a report will draw it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from advisor.choosing import Advice, HotspotAdvice
from advisor.measuring import telling
from advisor.sandbox import client
from advisor.sandbox.job import Failure, Job, Limits
from advisor.settings import Settings
from advisor.timing import growing
from advisor.timing.growth import Growth
from advisor.verifying import as_patch

_SECONDS = 1.0
_GRACE = 6.0  # for starting, compiling and one call that takes longer than was thought


def measured(advice: Advice, settings: Settings, watch: Callable[[str], None]) -> Advice:
    """The advice with the growth of each winner in it; its companions must still be there."""
    hotspots = []
    for hotspot in advice.hotspots:
        if _can_be_timed(hotspot) and hotspot.growth is None:
            watch(f"timing {hotspot.spot.function} in several sizes")
            hotspots.append(replace(hotspot, growth=_growth(hotspot, settings)))
        else:
            hotspots.append(hotspot)
    return replace(advice, hotspots=tuple(hotspots))


def is_measured(advice: Advice) -> bool:
    """Is the growth of every winner known that can be timed?"""
    return all(hotspot.growth or not _can_be_timed(hotspot) for hotspot in advice.hotspots)


def _can_be_timed(hotspot: HotspotAdvice) -> bool:
    if hotspot.winner is None or hotspot.covered_by or hotspot.recording is None:
        return False
    return bool(telling(hotspot.recording.calls))


def _growth(hotspot: HotspotAdvice, settings: Settings) -> Growth:
    assert hotspot.winner is not None
    assert hotspot.recording is not None
    call = telling(hotspot.recording.calls)[0]
    patch = as_patch(hotspot.winner.trial.verdict.built)
    task = growing.Task(call.snapshot, patch, _SECONDS)
    warm = ("numpy", "numba") if "numba" in patch.source else ("numpy",)
    limits = Limits(_SECONDS + _GRACE, settings.memory)
    outcome = client.run(Job("advisor.timing.growing:run", task, limits, warm))
    if isinstance(outcome, Failure):
        return Growth((), f"timing it in several sizes {outcome.kind}: {outcome.detail}")
    assert isinstance(outcome.value, Growth)
    return outcome.value
