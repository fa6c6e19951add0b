"""What a performance report says, in words and figures, laid out by no renderer yet."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath

from advisor.comparing.chances import Chance
from advisor.comparing.functions import FunctionChange
from advisor.comparing.report import Report, WorkloadChange
from advisor.comparing.standing import FastPath
from advisor.reporting import figures
from advisor.reporting.figures import one_line
from advisor.timing.intervals import Interval

_TWICE = 2.0
_NOTHING = "–"


@dataclass(frozen=True, slots=True)
class FunctionRow:
    """A function's own time; ``change`` is "" where it was not in both revisions."""

    name: str
    place: str
    before: str
    after: str
    change: str
    verdict: str


@dataclass(frozen=True, slots=True)
class Row:
    """A workload; ``verdict`` in a word or two, ``alarming`` if it fails the report."""

    name: str
    before: str
    after: str
    change: str
    verdict: str
    alarming: bool
    note: str
    functions: tuple[FunctionRow, ...]


@dataclass(frozen=True, slots=True)
class ChanceRow:
    """What is still to be won; ``place`` for a reader, the rest in figures."""

    function: str
    place: str
    share: str
    saves: str
    speedup: str
    winner: str
    command: str


@dataclass(frozen=True, slots=True)
class Page:
    """Everything a report for people says.

    Attributes:
        headline: what it comes to, in one sentence.
        alarming: whether the report fails.
        revisions: what was compared.
        rows: the workloads.
        chances: what is still to be won.
        fast_paths: (place, sentence) of those that do not help.
        method: how it was measured, a sentence each.
    """

    headline: str
    alarming: bool
    revisions: str
    rows: tuple[Row, ...]
    chances: tuple[ChanceRow, ...]
    fast_paths: tuple[tuple[str, str], ...]
    method: tuple[str, ...]


def page(report: Report) -> Page:
    """What a report for people says."""
    compared = f"{report.base.short} → {report.head.short}" if report.base else report.head.short
    return Page(
        headline=headline(report),
        alarming=bool(report.regressions or report.failures),
        revisions=one_line(compared),
        rows=tuple(_row(change, report) for change in report.workloads),
        chances=tuple(map(_chance, report.chances)),
        fast_paths=tuple(_fast_paths(report)),
        method=tuple(_method(report)),
    )


def headline(report: Report) -> str:
    """What it comes to, in one sentence."""
    if report.failures:
        return f"{_names(report.failures)} could not be run."
    if report.regressions:
        worst = max(c.comparison.ratio.mid for c in report.regressions if c.comparison)
        most = "by" if len(report.regressions) == 1 else "by up to"
        return f"{_names(report.regressions)} got slower {most} {_by(worst)}."
    faster = [c for c in report.workloads if c.comparison and c.comparison.verdict == "faster"]
    if faster:
        return f"{_names(faster)} got faster; nothing got slower by more than is allowed."
    if report.base is not None and not any(c.comparison for c in report.workloads):
        names = _names(report.workloads)
        return f"Nothing to compare: {names} could not be run in {report.base.name}."
    if report.base is None:
        count = len(report.chances)
        return f"{count} faster version{'s' if count != 1 else ''} known and not written in yet."
    return f"Nothing got slower by more than {report.fail_above:g} %."


def change(ratio: Interval) -> str:
    """A change with its interval: ``+9.2 % (+8.5 to +11.3)``."""
    if ratio.mid >= _TWICE or ratio.mid <= 1 / _TWICE:
        return f"{ratio.mid:.2g}× the time ({ratio.low:.2g} to {ratio.high:.2g})"
    low, mid, high = (_percent(value) for value in (ratio.low, ratio.mid, ratio.high))
    return f"{mid} % ({low} to {high})"


def verdict(each: WorkloadChange, report: Report) -> str:
    """The verdict in a word or two."""
    if each.failure:
        return "failed"
    if each.comparison is None:
        return "new" if each.note else "timed"
    if each.comparison.verdict == "slower" and not report.is_regression(each):
        return "slower, within what is allowed"
    return each.comparison.verdict


def _percent(ratio: float) -> str:
    return f"{100 * (ratio - 1):+.1f}".replace("-", "−")


def _by(ratio: float) -> str:
    return f"{100 * (ratio - 1):.0f} %" if ratio < _TWICE else f"{ratio:.1f}×"


def _names(changes: list[WorkloadChange] | tuple[WorkloadChange, ...]) -> str:
    if len(changes) == 1:
        return one_line(changes[0].workload.name)
    return f"{len(changes)} workloads"


def _row(each: WorkloadChange, report: Report) -> Row:
    comparison = each.comparison
    return Row(
        name=one_line(each.workload.name),
        before=figures.seconds(comparison.before) if comparison else _NOTHING,
        after=_NOTHING if each.failure else figures.seconds(each.seconds),
        change=change(comparison.ratio) if comparison else _NOTHING,
        verdict=verdict(each, report),
        alarming=report.is_regression(each) or bool(each.failure),
        note=one_line(each.failure or each.note),
        functions=tuple(_function(row, compared=comparison is not None) for row in each.functions),
    )


def _function(row: FunctionChange, *, compared: bool) -> FunctionRow:
    alone = ("new" if row.after else "gone") if compared else ""
    return FunctionRow(
        name=one_line(title(row.function)),
        place=one_line(f"{row.path}:{row.line}"),
        before=figures.seconds(row.before) if row.before else _NOTHING,
        after=figures.seconds(row.after) if row.after else _NOTHING,
        change=change(row.ratio) if row.ratio else "",
        verdict=row.verdict if row.ratio else alone,
    )


def title(function: str) -> str:
    """A function as a reader knows it."""
    return "module level" if function == "<module>" else function


def _chance(chance: Chance) -> ChanceRow:
    return ChanceRow(
        function=one_line(title(chance.function)),
        place=one_line(f"{chance.path}:{chance.line}"),
        share=figures.percent(chance.share),
        saves=figures.seconds(chance.saves),
        speedup=f"{figures.ratio(chance.speedup.mid)} ({figures.interval(chance.speedup)})",
        winner=f"{one_line(chance.winner)}, {chance.exactness}",
        command=one_line(chance.command),
    )


def _fast_paths(report: Report) -> Iterator[tuple[str, str]]:
    for each in report.workloads:
        for path in each.fast_paths:
            sentence = f"{fast_path(path)} (in {each.workload.name})"
            yield one_line(f"{path.path}:{path.line}"), one_line(sentence)


def fast_path(path: FastPath) -> str:
    """What is wrong with a fast path."""
    if path.kind == "idle":
        return f"this fast path gains nothing: {path.reason}"
    taken = figures.percent(path.share)
    return f"{taken} is spent in the statements that this fast path was to replace: {path.reason}"


def _method(report: Report) -> Iterator[str]:
    for each in report.workloads:
        comparison = each.comparison
        if comparison is None:
            continue
        what = (
            "processor time"
            if comparison.measure == "computing"
            else "elapsed time without the wait for a processor"
        )
        yield one_line(
            f"{each.workload.name}: {what} of {len(comparison.laps[1])} runs of each revision "
            f"in turns; runs of the same code differ by up to {100 * (comparison.floor - 1):.1f} %"
        )
    if any(each.comparison for each in report.workloads):
        yield (
            "A change is called slower or faster when its whole 95 % interval lies beyond what "
            f"runs of the same code differ by; the report fails beyond {report.fail_above:g} %."
        )
    yield from map(one_line, report.notes)


def suffix(path: str) -> str:
    """The ending that tells the format of a file: ``.json``, ``.benchmark.json``."""
    name = PurePosixPath(path).name.lower()
    return ".benchmark.json" if name.endswith(".benchmark.json") else PurePosixPath(name).suffix
