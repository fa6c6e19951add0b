"""The performance report as SARIF results: what is said about a line, with its measured cost."""

from __future__ import annotations

from collections.abc import Iterator

from advisor.comparing.functions import FunctionChange
from advisor.comparing.report import Report, WorkloadChange
from advisor.reporting import figures, sarif
from advisor.reporting.performance import wording
from advisor.reporting.sarif import Place, Result, Rule

RULES = (
    Rule(
        "slower-than-base",
        "A function takes longer than in the revision it is compared with.",
        level="error",
    ),
    Rule(
        "faster-version-known",
        "A faster version was proven equal on the program's own data and is not written in yet.",
        level="warning",
    ),
    Rule(
        "fast-path-passed-by",
        "The statements that a fast path was to replace take time again.",
        level="warning",
    ),
    Rule("fast-path-idle", "A fast path is taken and gains nothing.", level="note"),
)


def render(report: Report) -> str:
    """A SARIF log."""
    return sarif.render(RULES, (*_slower(report), *_chances(report), *_fast_paths(report)))


def _slower(report: Report) -> Iterator[Result]:
    for change in report.workloads:
        alarming = report.is_regression(change)
        for row in _culprits(change, certain=not alarming):
            ratio = f": {wording.change(row.ratio)}" if row.ratio else ""
            yield Result(
                "slower-than-base",
                f"{wording.title(row.function)} takes {figures.seconds(row.after)} of "
                f"{change.workload.name}, {figures.seconds(row.before)} before{ratio}",
                Place(row.path, row.line),
                level="error" if alarming else "note",
                fingerprint=_key(change, row.path, row.function),
                properties={
                    "before_seconds": row.before,
                    "after_seconds": row.after,
                    "workload_ratio": change.comparison.ratio.mid if change.comparison else None,
                },
            )


def _culprits(change: WorkloadChange, *, certain: bool) -> tuple[FunctionChange, ...]:
    """The functions that got slower; if none did for certain, the one that seems to most."""
    slower = tuple(row for row in change.functions if row.verdict == "slower")
    if slower or certain or not change.functions:
        return slower
    return (max(change.functions, key=lambda row: row.after - row.before),)


def _chances(report: Report) -> Iterator[Result]:
    for chance in report.chances:
        yield Result(
            "faster-version-known",
            f"{wording.title(chance.function)} would be {figures.ratio(chance.speedup.mid)} as "
            f"fast with {chance.winner} and save {figures.seconds(chance.saves)} of each run; "
            f"write it in with: {chance.command}",
            Place(chance.path, chance.line),
            fingerprint=f"{chance.workload}:{chance.path}:{chance.function}",
            properties={
                "share": chance.share,
                "seconds": chance.seconds,
                "saves_seconds": chance.saves,
                "speedup": chance.speedup.mid,
            },
        )


def _fast_paths(report: Report) -> Iterator[Result]:
    for change in report.workloads:
        for path in change.fast_paths:
            yield Result(
                "fast-path-idle" if path.kind == "idle" else "fast-path-passed-by",
                f"{wording.fast_path(path)} (in {change.workload.name})",
                Place(path.path, path.line),
                fingerprint=_key(change, path.path, str(path.line)),
                properties={"share": path.share, "seconds": path.seconds},
            )


def _key(change: WorkloadChange, *parts: str) -> str:
    return ":".join((change.workload.name, *parts))
