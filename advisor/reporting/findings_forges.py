"""The findings of a check as the pages of GitHub and GitLab, and JUnit readers, take them."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping

from advisor.checking.finding import Finding, Report, Weight
from advisor.reporting import junit, sarif
from advisor.reporting.findings import cost

_GITHUB: Mapping[Weight, str] = {
    "growth": "warning",
    "factor": "warning",
    "idiom": "notice",
    "error": "error",
}
_GITLAB: Mapping[Weight, str] = {
    "growth": "major",
    "factor": "minor",
    "idiom": "info",
    "error": "blocker",
}
_SARIF: Mapping[Weight, sarif.Level] = {
    "growth": "warning",
    "factor": "warning",
    "idiom": "note",
    "error": "error",
}


def as_github(report: Report) -> str:
    """Workflow commands: GitHub shows each beside its line."""
    return "".join(_command(finding) for finding in report.findings)


def as_gitlab(report: Report) -> str:
    """A code quality report: GitLab shows what is new in a merge request."""
    issues = [
        {
            "description": _said(finding),
            "check_name": finding.rule,
            "fingerprint": fingerprint,
            "severity": _GITLAB[finding.weight],
            "location": {
                "path": finding.path,
                "lines": {"begin": finding.line, "end": finding.end_line},
            },
        }
        for finding, fingerprint in _unique(report.findings)
    ]
    return json.dumps(issues, indent=2, ensure_ascii=False) + "\n"


def as_sarif(report: Report) -> str:
    """SARIF 2.1.0, with the measured cost among the properties."""
    asked = {rule.name: rule for rule in report.rules}
    found = {finding.rule: finding for finding in report.findings}
    rules = [
        sarif.Rule(rule.name, rule.title, rule.doc, _SARIF[rule.weight]) for rule in asked.values()
    ]
    rules += [
        sarif.Rule(name, name.replace("-", " "), level=_SARIF[finding.weight])
        for name, finding in sorted(found.items())
        if name not in asked
    ]
    return sarif.render(rules, [_result(f, mark) for f, mark in _unique(report.findings)])


def as_junit(report: Report) -> str:
    """JUnit XML: a failed case for each finding, a passed one when there is none."""
    cases = [
        junit.Case(
            group=finding.path,
            name=f"{finding.rule} at line {finding.line}, column {finding.column}",
            seconds=finding.cost.seconds if finding.cost else 0.0,
            failure=finding.message,
            details=f"{finding.path}:{finding.line}: {_said(finding)}\n{finding.text.strip()}",
            kind=finding.rule,
            path=finding.path,
            line=finding.line,
        )
        for finding in report.findings
    ]
    return junit.render("advisor check", cases or [junit.Case("advisor check", "no findings")])


def _said(finding: Finding) -> str:
    return f"{finding.message} ({cost(finding.cost)})" if finding.cost else finding.message


def _command(finding: Finding) -> str:
    place = {
        "file": finding.path,
        "line": finding.line,
        "endLine": finding.end_line,
        "col": finding.column,
        "endColumn": max(finding.end_column - 1, finding.column),
        "title": f"advisor: {finding.rule}",
    }
    if finding.end_line != finding.line:
        # GitHub takes columns for one line only.
        del place["col"], place["endColumn"]
    properties = ",".join(f"{name}={_escaped(str(value))}" for name, value in place.items())
    message = _said(finding).replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
    return f"::{_GITHUB[finding.weight]} {properties}::{message}\n"


def _escaped(value: str) -> str:
    for letter, code in (("%", "%25"), ("\r", "%0D"), ("\n", "%0A"), (":", "%3A"), (",", "%2C")):
        value = value.replace(letter, code)
    return value


def _unique(findings: Iterable[Finding]) -> list[tuple[Finding, str]]:
    """Each finding with a fingerprint of its own, the second of two equal ones numbered."""
    counted: Counter[str] = Counter()
    marked: list[tuple[Finding, str]] = []
    for finding in findings:
        mark = finding.fingerprint
        counted[mark] += 1
        marked.append((finding, mark if counted[mark] == 1 else f"{mark}-{counted[mark]}"))
    return marked


def _result(finding: Finding, fingerprint: str) -> sarif.Result:
    measured = finding.cost
    return sarif.Result(
        rule=finding.rule,
        message=_said(finding),
        place=sarif.Place(
            finding.path, finding.line, finding.column, finding.end_line, finding.end_column
        ),
        fingerprint=fingerprint,
        properties={"seconds": measured.seconds, "share": measured.share} if measured else None,
    )
