"""The advice in the words and figures a reader sees, laid out by no renderer yet.

Every renderer for people says the same things, in the same order, with the same
figures; so what is said is decided here once, and a renderer only decides where
it stands on the page. User text is made safe for one line here as well.
"""

from __future__ import annotations

import shlex
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from advisor.choosing import Advice, Finding, HotspotAdvice, Whole
from advisor.parsing import Region
from advisor.profiling.sampling import Spot
from advisor.reporting import figures
from advisor.reporting.figures import one_line
from advisor.reporting.lines import Line, hottest
from advisor.reporting.runners import Runner, runners
from advisor.targeting import Target

_NEARLY_ALL = 0.95
_NEARLY_NONE = 0.005


@dataclass(frozen=True, slots=True)
class SpotView:
    """A hot spot.

    ``share`` is of the run, 0 to 1; ``own`` says which part of ``seconds`` is not spent in
    other functions of the project, "" if that is nearly all of it. ``raced_as`` names
    what was raced if it is not the function itself, ``won`` what the time becomes if
    there is a winner, ``along`` which other winner takes it along; all may be "".
    """

    rank: int
    title: str
    place: str
    share: float
    seconds: str
    own: str
    calls: str
    raced_as: str
    lines: tuple[Line, ...]
    findings: tuple[Finding, ...]
    won: str
    along: str
    race: tuple[Runner, ...]
    skipped: tuple[str, ...]
    left_alone: str


@dataclass(frozen=True, slots=True)
class Step:
    """The whole script before or after; ``share`` of the slowest step, 0 to 1."""

    label: str
    seconds: str
    ratio: str
    gain: bool
    share: float


@dataclass(frozen=True, slots=True)
class Page:
    """Everything a report for people says.

    Attributes:
        command: what ran, as it would be typed.
        outcome: how the run went, in one line.
        failure: why it failed, or "".
        rest: what became of the time outside the hot spots, or "".
        whole: the whole script before and after; empty if it was not measured.
        same_output: whether the rewritten script printed the same.
        closing: what it all comes to, in one sentence.
        next_command: what to type next, or "".
    """

    command: str
    outcome: str
    failure: str
    spots: tuple[SpotView, ...]
    rest: str
    whole: tuple[Step, ...]
    same_output: bool
    closing: str
    next_command: str
    notes: tuple[str, ...]


def page(advice: Advice) -> Page:
    """What a report of ``advice`` says."""
    profile = advice.profile
    closing, next_command = _closing(advice)
    return Page(
        command=_command(profile.target),
        outcome=(
            f"ran {figures.seconds(profile.run.seconds)}, exit code {profile.run.exit_code}, "
            f"{figures.count(profile.samples, 'sample')}"
        ),
        failure=_failure(advice),
        spots=tuple(_spot(rank, spot, advice) for rank, spot in enumerate(advice.hotspots, 1)),
        rest=_rest(advice),
        whole=() if advice.whole is None else tuple(_steps(advice.whole)),
        same_output=advice.whole is None or advice.whole.same_output,
        closing=closing,
        next_command=next_command,
        notes=tuple(map(one_line, advice.notes)),
    )


def shown_path(path: Path, target: Target) -> str:
    """``path`` as the user would name it: relative to where the program ran, if below it."""
    return str(
        path.relative_to(target.directory) if path.is_relative_to(target.directory) else path
    )


def _command(target: Target) -> str:
    return f"python {_words(target)}"


def _words(target: Target) -> str:
    program = ["-m", target.module] if target.module else [shown_path(target.path, target)]
    return one_line(shlex.join([*program, *target.arguments]))


def _failure(advice: Advice) -> str:
    run = advice.profile.run
    if run.exit_code == 0 and not run.error:
        return ""
    how = f"with {one_line(run.error)}" if run.error else f"with exit code {run.exit_code}"
    return f"The program ended {how}; this is what was seen until then."


# ------------------------------------------------------------------ hot spots


def _spot(rank: int, advice: HotspotAdvice, whole: Advice) -> SpotView:
    spot, target = advice.spot, whole.profile.target
    place = shown_path(spot.path, target)
    return SpotView(
        rank=rank,
        title=_title(spot),
        place=one_line(f"{place}:{spot.first_line}"),
        share=spot.share,
        seconds=figures.seconds(spot.seconds),
        own=_own(spot),
        calls=figures.count(advice.recording.count, "call") if advice.recording else "",
        raced_as=_raced_as(advice.region, spot),
        lines=tuple(hottest(advice, target)),
        findings=advice.findings,
        won=_won(advice),
        along=_along(advice),
        race=() if _borrowed(advice) else runners(advice.placings),
        skipped=tuple(_skipped(advice)),
        left_alone=one_line(advice.left_alone_because),
    )


def _title(spot: Spot) -> str:
    return "module level" if spot.function == "<module>" else one_line(spot.function)


def _own(spot: Spot) -> str:
    if not spot.share or spot.self_share >= _NEARLY_ALL * spot.share:
        return ""
    if spot.self_share <= _NEARLY_NONE * spot.share:
        return "all in what it calls"
    return f"{figures.seconds(spot.seconds * spot.self_share / spot.share)} its own"


def _won(advice: HotspotAdvice) -> str:
    if advice.winner is None or advice.winner.trial.speedup is None:
        return ""
    after = advice.spot.seconds / advice.winner.trial.speedup.mid
    name = advice.winner.trial.verdict.built.candidate.name
    return f"{figures.seconds(after)} with {one_line(name)}"


def _along(advice: HotspotAdvice) -> str:
    """Which other winner takes it along."""
    if _borrowed(advice):
        assert advice.winner is not None
        return one_line(advice.winner.reason)
    if advice.winner and advice.covered_by:
        return one_line(f"not written in on its own: {advice.covered_by} takes it along")
    return ""


def _borrowed(advice: HotspotAdvice) -> bool:
    """Whether its winner is another region's, shown there with its race."""
    winner = advice.winner if advice.covered_by else None
    return winner is not None and winner.trial.verdict.built.candidate.region != advice.region


def _skipped(advice: HotspotAdvice) -> Iterator[str]:
    """A sentence for each reason not to try a back end, unless it is why nothing was done.

    Where another region's winner takes this one along, nobody misses them.
    """
    if _borrowed(advice):
        return
    names: dict[str, list[str]] = {}
    for name, reason in advice.skipped:
        names.setdefault(one_line(reason), []).append(name)
    for reason, alike in names.items():
        if reason != one_line(advice.left_alone_because):
            were = "was" if len(alike) == 1 else "were"
            yield f"{one_line(', '.join(alike))} {were} not tried: {reason}"


def _raced_as(region: Region | None, spot: Spot) -> str:
    """What was raced, where that is not simply the function that was hot."""
    if region is None:
        return ""
    if region.kind != "function":
        what = "the loop in " if region.kind == "loop" else ""
        return f"{what}lines {region.first_line}–{region.last_line}"
    return "" if region.function == spot.function else f"its caller {region.function}"


# ------------------------------------------------------------------ the whole script


def _rest(advice: Advice) -> str:
    """The functions of the project that are no hot spot, in one sentence."""
    told = {(hotspot.spot.path, hotspot.spot.function) for hotspot in advice.hotspots}
    others = [s for s in advice.profile.spots if (s.path, s.function) not in told]
    if not others:
        return ""
    named = [f"{_title(s)} {figures.percent(s.self_share)}" for s in others[:3] if s.self_share]
    more = "" if len(named) == len(others) else f" and {len(others) - len(named)} more"
    return one_line(f"Elsewhere: {', '.join(named)}{more}") if named else ""


def _steps(whole: Whole) -> Iterator[Step]:
    longest = max(whole.before, whole.after_cold, whole.after_warm) or 1.0
    for label, value in (
        ("before", whole.before),
        ("after, first run", whole.after_cold),
        ("after, later runs", whole.after_warm),
    ):
        yield Step(
            label=label,
            seconds=figures.seconds(value),
            ratio=figures.ratio(whole.before / value) if value and label != "before" else "",
            gain=value < whole.before,
            share=value / longest,
        )


def _closing(advice: Advice) -> tuple[str, str]:
    """The last sentence and the command to type next (or "")."""
    winners = [hotspot for hotspot in advice.hotspots if hotspot.winner]
    unsafe = any(p.status == "unsafe" for h in advice.hotspots for p in h.placings)
    command = f"advisor rewrite --apply {_words(advice.profile.target)}"
    if winners and (advice.whole is None or advice.whole.same_output):
        names = ", ".join(_title(h.spot) for h in winners if not h.covered_by)
        return f"Faster and proven equal: {names}. Write it into the file with", command
    if winners:
        return "The rewritten program did not print the same, so nothing is offered.", ""
    if unsafe:
        command = command.replace("--apply", "--apply --unsafe")
        return "Only unsafe rewrites would gain; if their assumptions hold for you:", command
    if not advice.hotspots:
        return "Nothing to be won: no part of the program takes a share worth racing for.", ""
    habits = sum(len(hotspot.findings) for hotspot in advice.hotspots)
    if habits:
        told = figures.count(habits, "slow habit")
        return f"No proven rewrite is faster; {told} in its hot lines can be mended by hand.", ""
    return "Nothing to be won here: no proven rewrite is faster. The program stays as it is.", ""
