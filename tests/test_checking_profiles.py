"""Where a profile knows the code, cold findings are silent and hot ones say what they cost."""

from __future__ import annotations

import cProfile
import json
import os
import pickle
import pstats
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeAlias

import pytest
from line_profiler import LineProfiler

from advisor.checking import profiles, running
from advisor.checking.finding import Finding, Report
from advisor.errors import AdvisorError

Look: TypeAlias = Callable[[Path | None], Report]

PROGRAM = """\
def hot(lines):
    seen = []
    for line in lines:
        if line not in seen:
            seen.append(line)
    return seen


def cold(lines):
    seen = []
    for line in lines:
        if line not in seen:
            seen.append(line)
    return seen


def never(lines):
    seen = []
    for line in lines:
        if line not in seen:
            seen.append(line)
    return seen


def main():
    hot([str(n) for n in range(1500)])
    cold(["a"])
"""


@pytest.fixture
def look(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Look:
    """Look at the program, with a profile of it or without one."""
    monkeypatch.chdir(tmp_path)
    Path("program.py").write_text(PROGRAM, encoding="utf-8")

    def run(profile: Path | None) -> Report:
        choices = running.Choices(profile=profile, keep=False)
        return running.check([Path("program.py")], choices)

    return run


def loaded() -> dict[str, Any]:
    scope: dict[str, Any] = {}
    exec(compile(PROGRAM, str(Path("program.py").absolute()), "exec"), scope)
    return scope


def only_hot(report: Report) -> Finding:
    (finding,) = report.findings
    assert finding.line == 4
    assert finding.cost is not None
    assert finding.cost.seconds > 0
    assert finding.cost.share > 0.3
    assert report.cold == 2
    return finding


def test_without_a_profile_everything_is_told(look: Look) -> None:
    report = look(None)
    assert [finding.line for finding in report.findings] == [4, 12, 20]
    assert not any(finding.cost for finding in report.findings)


def test_a_pstats_file_tells_hot_from_cold(look: Look) -> None:
    profiler = cProfile.Profile()
    profiler.runcall(loaded()["main"])
    pstats.Stats(profiler).dump_stats("run.pstats")
    only_hot(look(Path("run.pstats")))


def test_a_line_profile_tells_hot_from_cold(look: Look) -> None:
    scope = loaded()
    profiler: Any = LineProfiler()
    for name in ("hot", "cold", "never"):
        profiler.add_function(scope[name])
    profiler.runcall(scope["main"])
    profiler.dump_stats("run.lprof")
    only_hot(look(Path("run.lprof")))


def test_a_scan_tells_hot_from_cold(look: Look) -> None:
    path = str(Path("program.py").absolute())
    spot = {"function": "hot", "path": path, "line": 1, "share": 0.9, "seconds": 1.8}
    scan = {"schema": 1, "target": {"path": path, "seconds": 2.0}, "hotspots": [spot]}
    Path("scan.json").write_text(json.dumps(scan), encoding="utf-8")
    finding = only_hot(look(Path("scan.json")))
    assert finding.cost
    assert (finding.cost.seconds, finding.cost.share) == (1.8, 0.9)


def test_a_scalene_profile_tells_hot_from_cold(look: Look) -> None:
    lines = [
        {"lineno": 4, "n_cpu_percent_c": 10.0, "n_cpu_percent_python": 60.0, "n_sys_percent": 5.0},
        {"lineno": 12, "n_cpu_percent_c": 0.0, "n_cpu_percent_python": 0.1, "n_sys_percent": 0.0},
    ]
    document = {"elapsed_time_sec": 4.0, "files": {"program.py": {"lines": lines}}}
    Path("scalene.json").write_text(json.dumps(document), encoding="utf-8")
    finding = only_hot(look(Path("scalene.json")))
    assert finding.cost
    assert finding.cost.seconds == pytest.approx(3.0)


def test_a_profile_recorded_elsewhere_is_known_by_the_end_of_its_path(look: Look) -> None:
    line = {"lineno": 4, "n_cpu_percent_c": 90.0, "n_cpu_percent_python": 0, "n_sys_percent": 0}
    files = {"/home/of/somebody/program.py": {"lines": [line]}}
    document = {"elapsed_time_sec": 1.0, "files": files}
    Path("scalene.json").write_text(json.dumps(document), encoding="utf-8")
    only_hot(look(Path("scalene.json")))


def test_a_file_the_profile_does_not_know_is_told_of_as_ever(look: Look) -> None:
    document = {"elapsed_time_sec": 4.0, "files": {"other.py": {"lines": []}}}
    Path("scalene.json").write_text(json.dumps(document), encoding="utf-8")
    report = look(Path("scalene.json"))
    assert (len(report.findings), report.cold) == (3, 0)


@pytest.mark.parametrize("data", [b"", b"no profile", b"{}", b"[1]", b"\x80\x04K\x01."])
def test_what_is_no_profile_is_refused(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "profile").write_bytes(data)
    with pytest.raises(AdvisorError, match="expected a scan"):
        profiles.load(tmp_path / "profile")
    with pytest.raises(AdvisorError, match="cannot be read"):
        profiles.load(tmp_path / "missing")


class Bomb:
    """Does harm when it is unpickled."""

    def __reduce__(self) -> tuple[Any, ...]:
        """Leave a trace."""
        return os.mkdir, ("harm",)


def test_a_profile_cannot_run_anything(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("run.lprof").write_bytes(pickle.dumps(Bomb()))
    with pytest.raises(AdvisorError):
        profiles.load(Path("run.lprof"))
    assert not Path("harm").exists()
