"""The findings of a check as JSON, schema version 1, which is only ever extended."""

from __future__ import annotations

import json
from typing import Any

from advisor import __version__
from advisor.checking.finding import Finding, Report

SCHEMA = 1


def render(report: Report) -> str:
    """The document that ``schema/check-1.json`` describes."""
    document = {
        "schema": SCHEMA,
        "version": __version__,
        "files": report.files,
        "fixed": report.fixed,
        "silenced": {
            "ignored": report.ignored,
            "baseline": report.known,
            "cold": report.cold,
        },
        "findings": [_finding(finding) for finding in report.findings],
    }
    return json.dumps(document, indent=2, ensure_ascii=False, allow_nan=False) + "\n"


def _finding(finding: Finding) -> dict[str, Any]:
    cost = finding.cost
    return {
        "rule": finding.rule,
        "weight": finding.weight,
        "path": finding.path,
        "line": finding.line,
        "column": finding.column,
        "end_line": finding.end_line,
        "end_column": finding.end_column,
        "message": finding.message,
        "why": finding.why,
        "fixable": finding.fixable,
        "fingerprint": finding.fingerprint,
        "cost": {"seconds": cost.seconds, "share": cost.share} if cost else None,
    }
