"""The performance report as JUnit cases: a workload is a test that fails when it got slower."""

from __future__ import annotations

from advisor.comparing.report import Report, WorkloadChange
from advisor.reporting import junit
from advisor.reporting.junit import Case
from advisor.reporting.performance import wording


def render(report: Report) -> str:
    """A JUnit XML document."""
    return junit.render("performance", (_case(change, report) for change in report.workloads))


def _case(change: WorkloadChange, report: Report) -> Case:
    comparison = change.comparison
    failure, kind = change.failure, "failed"
    if report.is_regression(change) and comparison:
        failure, kind = f"slower: {wording.change(comparison.ratio)}", "slower"
    changed = (row for row in change.functions if row.verdict == "slower" and row.ratio)
    details = [
        f"{wording.title(row.function)} in {row.path}:{row.line}: {wording.change(row.ratio)}"
        for row in changed
        if row.ratio
    ]
    return Case(
        group="performance",
        name=change.workload.name,
        seconds=change.seconds,
        failure=failure,
        details="\n".join([failure, *details]) if failure else "",
        skipped=change.note,
        kind=kind,
    )
