"""The doctor looks without loading, says what is missing, and how to get it."""

from __future__ import annotations

import json
import stat
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from rich.cells import cell_len

from advisor import backends, doctor
from advisor.backend import Backend
from advisor.doctor import Check
from advisor.reporting import health


def named(name: str, checks: Iterator[Check]) -> Check:
    return next(check for check in checks if check.name == name)


@pytest.fixture
def programs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder that is all there is to find programs in."""
    folder = tmp_path / "programs"
    folder.mkdir()
    monkeypatch.setenv("PATH", str(folder))
    return folder


def program(folder: Path, name: str, text: str) -> None:
    path = folder / name
    path.write_text(f"#!/bin/sh\n{text}\n")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)


def test_python_and_its_headers_are_looked_at(tmp_path: Path) -> None:
    python = named("Python", doctor.examine(tmp_path))
    assert python.state == "ok"
    assert f"{sys.version_info.major}.{sys.version_info.minor}" in python.detail
    assert named("Python headers", doctor.examine(tmp_path)).group == "machine"


def test_a_compiler_that_answers_is_there_with_its_version(tmp_path: Path, programs: Path) -> None:
    program(programs, "clang", "echo clang version 99.1; echo more")
    clang = named("clang", doctor.examine(tmp_path))
    assert (clang.state, clang.detail) == ("ok", "clang version 99.1")


def test_without_any_compiler_it_says_how_to_get_one(tmp_path: Path, programs: Path) -> None:
    assert programs.is_dir()
    checks = [check for check in doctor.examine(tmp_path) if check.group == "compilers"]
    assert {check.state for check in checks} == {"missing"}
    assert "apt install gcc" in checks[0].remedy
    assert "OpenMP" not in {check.name for check in checks}


def test_with_one_compiler_nobody_needs_another(tmp_path: Path, programs: Path) -> None:
    program(programs, "gcc", "echo gcc 99")
    assert named("clang", doctor.examine(tmp_path)).remedy == ""


def test_a_compiler_that_fails_is_broken(tmp_path: Path, programs: Path) -> None:
    program(programs, "gcc", "echo no licence >&2; exit 3")
    gcc = named("gcc", doctor.examine(tmp_path))
    assert gcc.state == "broken"
    assert "no licence" in gcc.detail
    assert gcc.remedy


def test_openmp_is_tried_not_believed(tmp_path: Path, programs: Path) -> None:
    program(programs, "gcc", '[ "$1" = --version ] || { echo no omp.h >&2; exit 1; }')
    openmp = named("OpenMP", doctor.examine(tmp_path))
    assert (openmp.state, openmp.detail) == ("missing", "no omp.h")


def test_a_folder_that_cannot_be_written_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("os.access", lambda path, mode: path != tmp_path or not mode)
    check = named("compiled code", doctor.examine(tmp_path))
    assert check.state == "broken"
    assert str(tmp_path) in check.detail


def test_each_back_end_is_looked_at(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    known = (
        Backend(name="both", needs=("numpy",)),
        Backend(name="lacking", needs=("numpy", "no_such_module"), tools=("no-such-tool (any)",)),
        Backend(name="bare"),
    )
    monkeypatch.setattr(backends, "load", lambda: iter(known))
    both, lacking, bare = (named(b.name, doctor.examine(tmp_path)) for b in known)
    assert both.state == "ok"
    assert both.detail.startswith("numpy ")
    assert (lacking.state, lacking.detail) == ("missing", "needs no_such_module, no-such-tool")
    assert lacking.remedy == "pip install no_such_module; get no-such-tool (any)"
    assert (bare.state, bare.detail) == ("ok", "needs nothing")


def test_looking_loads_no_back_end_library(tmp_path: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from advisor import doctor;"
        "from advisor.reporting import health;"
        "health.as_text(tuple(doctor.examine(Path.cwd())));"
        "print(sorted({'numba', 'Cython', 'numexpr', 'scipy', 'pandas'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"
    assert tmp_path.is_dir()


SICK = (
    Check("machine", "Python", "ok", "CPython 3.11"),
    Check("compilers", "gcc", "missing", "not found", "apt install gcc"),
    Check("back ends", "größe", "broken", "word " * 40, "pip install " + "x" * 90),
)


@pytest.mark.parametrize("width", [40, 80, 160])
def test_the_text_keeps_to_its_width(width: int) -> None:
    lines = health.as_text(SICK, width=width).splitlines()
    assert max(map(cell_len, lines)) <= width


def test_the_text_names_each_remedy_and_counts_what_could_be_added() -> None:
    text = health.as_text(SICK, width=120)
    assert "– not found  → apt install gcc" in text
    assert "2 things could be added" in text
    assert "Everything that is needed is there" in health.as_text(SICK[:1])


def test_the_json_is_the_checks() -> None:
    document = json.loads(health.as_json(SICK))
    assert document["schema"] == 1
    assert [Check(**check) for check in document["checks"]] == list(SICK)
