"""The findings of a check for people to read, one line or one paragraph each."""

from __future__ import annotations

from collections.abc import Iterator

from advisor.checking.finding import Cost, Finding, Report
from advisor.reporting.figures import percent, seconds


def concise(report: Report) -> str:
    """One line for each finding."""
    return "".join(f"{_place(finding)}: {_said(finding)}\n" for finding in report.findings)


def full(report: Report) -> str:
    """A paragraph for each finding, with the line it is about."""
    return "\n".join("\n".join(_paragraph(finding)) + "\n" for finding in report.findings)


def summary(report: Report, *, dry: bool) -> str:
    """What it came to, in a sentence or two, for standard error."""
    count = len(report.findings)
    found = f"{count:,} finding{'s' * (count != 1)}" if count else "nothing found"
    parts = [f"{found} in {report.files:,} file{'s' * (report.files != 1)}"]
    if report.fixed:
        parts.append(f"{report.fixed:,} {'to rewrite' if dry else 'rewritten'}")
    elif fixable := sum(finding.fixable for finding in report.findings):
        parts.append(f"{fixable:,} can be rewritten with --fix")
    silenced = (
        (report.ignored, "silenced by comments or settings"),
        (report.known, "known to the baseline"),
        (report.cold, "in code that hardly ran"),
    )
    parts += [f"{number:,} {where}" for number, where in silenced if number]
    return "; ".join(parts)


def cost(measured: Cost) -> str:
    """What was measured around a finding."""
    return f"{seconds(measured.seconds)}, {percent(measured.share)} of the run"


def _place(finding: Finding) -> str:
    return f"{finding.path}:{finding.line}:{finding.column}"


def _said(finding: Finding) -> str:
    measured = f" ({cost(finding.cost)})" if finding.cost else ""
    return f"{finding.rule}: {finding.message}{measured}"


def _paragraph(finding: Finding) -> Iterator[str]:
    yield f"{_place(finding)}: {finding.rule}"
    yield f"  {finding.message}"
    if finding.text.strip():
        number = f"{finding.line:>6}"
        yield f"{number} | {finding.text.rstrip()}"
        yield f"{' ' * len(number)} | {_underline(finding)}"
    if finding.why:
        yield f"  why: {finding.why}"
    if finding.cost:
        yield f"  measured: {cost(finding.cost)}"
    if finding.fixable:
        yield "  `advisor check --fix` rewrites it"


def _underline(finding: Finding) -> str:
    """Marks under the part of the first line that the finding is about."""
    line = finding.text.rstrip()
    before = "".join("\t" if letter == "\t" else " " for letter in line[: finding.column - 1])
    end = finding.end_column if finding.end_line == finding.line else len(line) + 1
    return before + "^" * max(end - finding.column, 1)
