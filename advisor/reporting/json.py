"""The report for programs: schema version 1, only ever extended.

``advisor/schema/scan-1.json`` says what is in it; every number is in base units
(seconds, bytes, shares from 0 to 1) and a figure that does not exist is null.
"""

from __future__ import annotations

import json
import math
from importlib import resources
from typing import Any

from advisor import __version__
from advisor.choosing import Advice, HotspotAdvice, Placing
from advisor.profiling.sampling import Profile
from advisor.reporting import view
from advisor.timing.growth import Growth, fit

VERSION = 1


def render(advice: Advice, **additions: object) -> str:
    """The report as a JSON document, with ``additions`` at its top level."""
    document = as_data(advice) | additions
    return json.dumps(document, indent=2, ensure_ascii=False, allow_nan=False) + "\n"


def schema() -> dict[str, Any]:
    """The JSON schema every document of this version meets."""
    file = resources.files("advisor") / "schema" / f"scan-{VERSION}.json"
    return dict(json.loads(file.read_text(encoding="utf-8")))


def as_data(advice: Advice) -> dict[str, object]:
    """The report in plain values, ready for ``json.dumps``."""
    whole = advice.whole
    return {
        "schema": VERSION,
        "advisor": __version__,
        "target": _target(advice.profile),
        "hotspots": [_hotspot(hotspot, advice.profile) for hotspot in advice.hotspots],
        "whole": whole
        and {
            "before": _number(whole.before),
            "after_cold": _number(whole.after_cold),
            "after_warm": _number(whole.after_warm),
            "same_output": whole.same_output,
        },
        "notes": list(advice.notes),
    }


def _target(profile: Profile) -> dict[str, object]:
    path = view.shown_path(profile.target.path, profile.target)
    return {
        "path": path,
        "module": profile.target.module,
        "argv": [path, *profile.target.arguments],
        "seconds": _number(profile.run.seconds),
        "exit_code": profile.run.exit_code,
        "error": profile.run.error,
        "samples": profile.samples,
    }


def _hotspot(advice: HotspotAdvice, profile: Profile) -> dict[str, object]:
    spot, recording, winner = advice.spot, advice.recording, advice.winner
    return {
        "function": spot.function,
        "path": view.shown_path(spot.path, profile.target),
        "line": spot.first_line,
        "share": _number(spot.share),
        "self_share": _number(spot.self_share),
        "seconds": _number(spot.seconds),
        "calls": recording.count if recording else None,
        "lines": [
            {"line": line.line, "seconds": _number(line.seconds), "share": _number(line.share)}
            for line in spot.lines
        ],
        "findings": [
            {"rule": finding.rule, "line": finding.line, "message": finding.message}
            for finding in advice.findings
        ],
        "region": _region(advice),
        "candidates": [_candidate(placing) for placing in advice.placings],
        "skipped": [{"backend": name, "reason": reason} for name, reason in advice.skipped],
        "winner": winner.trial.verdict.built.candidate.name if winner else None,
        "left_alone_because": advice.left_alone_because or None,
        "growth": _growth(advice.growth) if advice.growth else None,
    }


def _growth(growth: Growth) -> dict[str, object]:
    """Time against size, and the power of the size that each follows."""
    sizes = [point.size for point in growth.points]
    before, after = (
        fit(sizes, seconds)
        for seconds in ([p.before for p in growth.points], [p.after for p in growth.points])
    )
    return {
        "points": [
            {"size": p.size, "before_seconds": p.before, "after_seconds": p.after}
            for p in growth.points
        ],
        "before_exponent": before and _number(before.exponent),
        "after_exponent": after and _number(after.exponent),
        "pays_from": growth.pays_from,
        "reason": growth.reason or None,
    }


def _region(advice: HotspotAdvice) -> dict[str, object] | None:
    if (region := advice.region) is None:
        return None
    return {
        "function": region.function,
        "kind": region.kind,
        "first_line": region.first_line,
        "last_line": region.last_line,
    }


def _candidate(placing: Placing) -> dict[str, object]:
    trial, verdict = placing.trial, placing.trial.verdict
    candidate, speedup = verdict.built.candidate, trial.speedup
    return {
        "name": candidate.name,
        "backend": candidate.backend,
        "status": placing.status,
        "speedup": speedup
        and {
            "low": _number(speedup.low),
            "mid": _number(speedup.mid),
            "high": _number(speedup.high),
        },
        "before_seconds": _number(trial.before_seconds) if speedup else None,
        "after_seconds": _number(trial.after_seconds) if speedup else None,
        "compile_seconds": _number(trial.compile_seconds),
        "first_call_seconds": _number(trial.first_call_seconds) or None,
        "peak_memory_ratio": _number(trial.peak_memory_ratio) if speedup else None,
        "exactness": verdict.exactness,
        "max_error": _number(verdict.max_error),
        "assumptions": list(candidate.assumptions),
        "needs": list(candidate.needs),
        "evidence": {
            "recorded": verdict.recorded,
            "invented": verdict.invented,
            "fast_share": verdict.fast_share,
            "faults": placing.scrutiny
            and {
                "seeded": placing.scrutiny.seeded,
                "noticed": placing.scrutiny.noticed,
                "survivors": list(placing.scrutiny.survivors),
            },
        },
        "reason": placing.reason or trial.reason or verdict.reason,
        "why": candidate.why,
        "counterexample": verdict.counterexample or None,
        "annotation": str(verdict.built.annotation) if verdict.built.annotation else None,
    }


def _number(value: float) -> float | None:
    """JSON knows neither infinity nor NaN."""
    return float(value) if math.isfinite(value) else None
