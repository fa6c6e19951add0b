"""What a profile of the program says about the code around a finding.

A habit in code that hardly runs costs nothing. Where a profile knows a file, findings in
its cold code are silent, and those in hot code say what was measured around them. Read
are scans of ours (``scan --format json``), ``pstats`` files, ``.lprof`` files of
line_profiler and the JSON of scalene.
"""

from __future__ import annotations

import ast
import io
import json
import marshal
import os
import pickle
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from advisor.checking.finding import Cost, Finding
from advisor.errors import AdvisorError


@dataclass(frozen=True, slots=True)
class Known:
    """What a profile knows of one file.

    Attributes:
        lines: seconds by line, from a profiler that measures lines.
        starts: seconds by the first line of a function or loop, from one that does not.
    """

    lines: Mapping[int, float]
    starts: Mapping[int, float]


@dataclass(frozen=True, slots=True)
class Profile:
    """Seconds of the whole run, and what is known of each file, by its path as recorded."""

    seconds: float
    files: Mapping[str, Known]


def load(path: Path) -> Profile:
    """The profile in a file, whichever of the four kinds it is.

    Raises:
        AdvisorError: it cannot be read, or is none of them.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        raise AdvisorError(f"{path}: cannot be read: {error.strerror}") from error
    for read in (_json, _lines, _pstats):
        try:
            return read(data)
        except (ValueError, KeyError, TypeError, AttributeError, EOFError, pickle.PickleError):
            continue  # it is of another kind
    raise AdvisorError(
        f"{path}: expected a scan (`advisor scan --format json`), a pstats file, "
        "an .lprof file of line_profiler, or the JSON of scalene"
    )


def weigh(
    findings: Iterable[Finding], path: Path, data: bytes, profile: Profile, min_share: float
) -> tuple[list[Finding], int]:
    """The findings of one file with their cost, the cold ones left out, and how many those were.

    All are left as they are when the profile does not know the file.
    """
    known = _of(profile, path)
    if known is None:
        return list(findings), 0
    spans = tuple(_spans(data, known.starts))
    hot: list[Finding] = []
    cold = 0
    for finding in findings:
        cost = _cost(finding, known, spans, profile.seconds)
        if finding.weight == "error" or cost.share >= min_share:
            hot.append(replace(finding, cost=cost if finding.weight != "error" else None))
        else:
            cold += 1
    return hot, cold


def _of(profile: Profile, path: Path) -> Known | None:
    """What is known of a file, which may have been profiled elsewhere, or from elsewhere."""
    real = os.path.realpath(path)
    for recorded, known in profile.files.items():
        if os.path.realpath(recorded) == real:
            return known
    if path.exists():
        parts = Path(os.path.relpath(path)).parts
        for recorded, known in profile.files.items():
            if ".." not in parts and Path(recorded).parts[-len(parts) :] == parts:
                return known
    return None


def _cost(
    finding: Finding, known: Known, spans: Sequence[tuple[int, int, float]], whole: float
) -> Cost:
    last = max(finding.last_line, finding.end_line)
    if known.lines:
        seconds = sum(known.lines.get(line, 0.0) for line in range(finding.line, last + 1))
    else:
        around = [span for span in spans if span[0] <= finding.line <= span[1]]
        inside = [span for span in spans if finding.line <= span[0] <= last]
        best = max(around, key=lambda span: span[0], default=None)
        seconds = max((span[2] for span in (best, *inside) if span), default=0.0)
    return Cost(seconds, min(seconds / whole, 1.0) if whole else 0.0)


def _spans(data: bytes, starts: Mapping[int, float]) -> Iterator[tuple[int, int, float]]:
    """(first line, last line, seconds) of the functions and loops that were measured."""
    if not starts:
        return
    try:
        tree = ast.parse(data)
    except (SyntaxError, ValueError):
        return
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.For | ast.While):
            decorators = getattr(node, "decorator_list", [])
            first = min([node.lineno, *(each.lineno for each in decorators)])
            found = [starts[line] for line in {first, node.lineno} if line in starts]
            if found:
                yield first, node.end_lineno or first, max(found)


def _json(data: bytes) -> Profile:
    document = json.loads(data)
    return _scan(document) if "hotspots" in document else _scalene(document)


def _scan(document: Mapping[str, Any]) -> Profile:
    target = document["target"]
    starts: dict[str, dict[int, float]] = {str(target["path"]): {}}
    for spot in document["hotspots"]:
        starts.setdefault(str(spot["path"]), {})[int(spot["line"])] = float(spot["seconds"])
    return Profile(
        float(target["seconds"]), {path: Known({}, found) for path, found in starts.items()}
    )


def _scalene(document: Mapping[str, Any]) -> Profile:
    seconds = float(document["elapsed_time_sec"])
    files = {
        str(path): Known(
            {int(line["lineno"]): seconds * _scalene_share(line) for line in measured["lines"]},
            {},
        )
        for path, measured in document["files"].items()
    }
    return Profile(seconds, files)


def _scalene_share(line: Mapping[str, Any]) -> float:
    parts = ("n_cpu_percent_c", "n_cpu_percent_python", "n_sys_percent")
    return sum(float(line.get(part, 0.0)) for part in parts) / 100


class _LineStats:
    """Stands in for line_profiler's own class, so that nothing of a file is run."""

    def __init__(self, *_: object, **__: object) -> None:
        """Take whatever the file says."""

    def __setstate__(self, state: object) -> None:
        self.state = state


class _Unpickler(pickle.Unpickler):
    """Reads the one class an ``.lprof`` file holds, and refuses every other."""

    def find_class(self, module: str, name: str) -> Any:
        if module.startswith("line_profiler") and name == "LineStats":
            return _LineStats
        raise pickle.UnpicklingError(f"{module}.{name} has no place in a profile")


def _lines(data: bytes) -> Profile:
    stats = _Unpickler(io.BytesIO(data)).load()
    state = getattr(stats, "state", None) or vars(stats)
    if isinstance(state, tuple):
        state = {key: value for part in state if part for key, value in part.items()}
    unit = float(state["unit"])
    lines: dict[str, dict[int, float]] = {}
    totals = [0.0]
    for (path, _, _), timings in state["timings"].items():
        measured = lines.setdefault(str(path), {})
        for line, _hits, time in timings:
            measured[int(line)] = measured.get(int(line), 0.0) + time * unit
        totals.append(sum(time for _, _, time in timings) * unit)
    return Profile(max(totals), {path: Known(found, {}) for path, found in lines.items()})


def _pstats(data: bytes) -> Profile:
    """A profile by functions: the time of each, that of what it calls in C included."""
    stats = marshal.loads(data)  # noqa: S302  (plain values; it runs nothing)
    own = {place: float(timing[2]) for place, timing in stats.items()}
    seconds = sum(own.values())
    starts: dict[str, dict[int, float]] = {}
    for (path, line, _), timing in zip(stats, own.values(), strict=True):
        if path != "~":
            measured = starts.setdefault(str(path), {})
            measured[int(line)] = measured.get(int(line), 0.0) + timing
    for (path, _, _), (_, _, _, _, callers) in stats.items():
        for (caller, line, _), told in callers.items() if path == "~" else ():
            if caller in starts and isinstance(told, tuple):
                starts[caller][line] = starts[caller].get(line, 0.0) + float(told[2])
    return Profile(seconds, {path: Known({}, found) for path, found in starts.items()})
