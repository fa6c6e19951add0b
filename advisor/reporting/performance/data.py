"""The performance report for programs: schema version 1, only ever extended.

``advisor/schema/report-1.json`` says what is in it; every number is in base units
(seconds, ratios, shares from 0 to 1) and a figure that does not exist is null.
"""

from __future__ import annotations

import json
from importlib import resources
from typing import Any

from advisor import __version__
from advisor.comparing.chances import Chance
from advisor.comparing.functions import FunctionChange
from advisor.comparing.report import Report, WorkloadChange
from advisor.comparing.revisions import Revision
from advisor.comparing.standing import FastPath
from advisor.reporting.performance import wording
from advisor.timing.intervals import Interval

VERSION = 1


def render(report: Report) -> str:
    """A JSON document."""
    return json.dumps(as_data(report), indent=2, ensure_ascii=False, allow_nan=False) + "\n"


def schema() -> dict[str, Any]:
    """The JSON schema every document of this version meets."""
    file = resources.files("advisor") / "schema" / f"report-{VERSION}.json"
    return dict(json.loads(file.read_text(encoding="utf-8")))


def as_data(report: Report) -> dict[str, object]:
    """The report in plain values, ready for ``json.dumps``."""
    return {
        "schema": VERSION,
        "advisor": __version__,
        "at": report.at.isoformat(timespec="seconds"),
        "headline": wording.headline(report),
        "base": _revision(report.base),
        "head": _revision(report.head),
        "fail_above": report.fail_above / 100,
        "regression": bool(report.regressions),
        "workloads": [_workload(change, report) for change in report.workloads],
        "opportunities": [_chance(chance) for chance in report.chances],
        "notes": list(report.notes),
    }


def _revision(revision: Revision | None) -> dict[str, object] | None:
    if revision is None:
        return None
    return {"name": revision.name, "commit": revision.commit, "subject": revision.subject}


def _workload(change: WorkloadChange, report: Report) -> dict[str, object]:
    comparison = change.comparison
    return {
        "name": change.workload.name,
        "verdict": wording.verdict(change, report),
        "regression": report.is_regression(change),
        "measure": comparison and comparison.measure,
        "before_seconds": comparison and comparison.before,
        "after_seconds": None if change.failure else change.seconds,
        "ratio": _interval(comparison.ratio if comparison else None),
        "noise": _interval(comparison.noise if comparison else None),
        "runs": comparison and {"before": comparison.laps[0], "after": comparison.laps[1]},
        "functions": [_function(row) for row in change.functions],
        "fast_paths": [_fast_path(path) for path in change.fast_paths],
        "failure": change.failure or None,
        "note": change.note or None,
    }


def _function(row: FunctionChange) -> dict[str, object]:
    return {
        "path": row.path,
        "function": row.function,
        "line": row.line,
        "before_seconds": row.before or None,
        "after_seconds": row.after or None,
        "ratio": _interval(row.ratio),
        "verdict": row.verdict,
    }


def _fast_path(path: FastPath) -> dict[str, object]:
    return {
        "kind": path.kind,
        "path": path.path,
        "line": path.line,
        "share": path.share,
        "seconds": path.seconds,
        "reason": path.reason,
    }


def _chance(chance: Chance) -> dict[str, object]:
    return {
        "workload": chance.workload,
        "path": chance.path,
        "function": chance.function,
        "line": chance.line,
        "share": chance.share,
        "seconds": chance.seconds,
        "saves_seconds": chance.saves,
        "winner": chance.winner,
        "speedup": _interval(chance.speedup),
        "exactness": chance.exactness,
        "command": chance.command,
    }


def _interval(interval: Interval | None) -> dict[str, float] | None:
    if interval is None:
        return None
    return {"low": interval.low, "mid": interval.mid, "high": interval.high}
