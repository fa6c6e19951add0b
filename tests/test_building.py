"""Companions are written and compiled once; what goes wrong is one sentence."""

from __future__ import annotations

import importlib.util
import sysconfig
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from types import ModuleType

import pytest

from advisor import building
from advisor.backend import FastPath
from tests.compiled_help import candidate

MODULE = "# distutils: extra_compile_args = -O1\ndef answer():\n    return {}\n"


def draft(text: str, name: str = "_script_answer.pyx") -> FastPath:
    return FastPath("cython", "why", "answer()", companions=((name, text),))


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("ADVISOR_CACHE", str(tmp_path / "cache"))
    return tmp_path / "cache"


def loaded(built: building.Built) -> ModuleType:
    assert built.directory is not None
    path = built.directory / built.extensions[0]
    spec = importlib.util.spec_from_file_location("_script_answer", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_nothing_to_build_needs_no_folder(tmp_path: Path) -> None:
    built = building.build(candidate(FastPath("idiom", "why", "x")), tmp_path)
    assert (built.directory, built.extensions, built.problem) == (None, (), "")


def test_an_extension_is_built_with_its_report_and_fetched_the_next_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    built = building.build(candidate(draft(MODULE.format(42))), tmp_path / "work")
    assert built.problem == ""
    assert built.extensions == (f"_script_answer{sysconfig.get_config_var('EXT_SUFFIX')}",)
    assert loaded(built).answer() == 42
    assert built.annotation is not None
    assert "Cython" in built.annotation.read_text(encoding="utf-8")

    def compiled_again(*_: object) -> None:
        raise AssertionError("the cache was not used")

    monkeypatch.setattr(building, "_compile", compiled_again)
    again = building.build(candidate(draft(MODULE.format(42))), tmp_path / "work")
    assert again.problem == ""
    assert again.directory != built.directory
    assert again.annotation is not None
    assert loaded(again).answer() == 42


def test_several_are_built_at_the_same_time(tmp_path: Path) -> None:
    candidates = [candidate(draft(MODULE.format(n))) for n in range(3)]
    with ThreadPoolExecutor(3) as pool:
        builds = list(pool.map(lambda c: building.build(c, tmp_path / "work"), candidates))
    assert [loaded(built).answer() for built in builds] == [0, 1, 2]


def test_a_cache_that_cannot_be_written_is_no_problem(tmp_path: Path, cache: Path) -> None:
    cache.write_text("a file where the folder should be")
    built = building.build(candidate(draft(MODULE.format(1))), tmp_path / "work")
    assert built.problem == ""
    assert built.extensions


def test_cython_errors_say_what_and_where(tmp_path: Path) -> None:
    built = building.build(candidate(draft("def answer(:\n    pass\n")), tmp_path)
    assert built.extensions == ()
    assert "_script_answer.pyx:1:11" in built.problem
    assert "\n" not in built.problem


def test_c_errors_say_what(tmp_path: Path) -> None:
    text = 'cdef extern from *:\n    """\n    int broken = nonsense;\n    """\n'
    built = building.build(candidate(draft(text)), tmp_path)
    assert "nonsense" in built.problem


def test_no_compiler_is_said_with_the_way_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.delenv("CC", raising=False)
    built = building.build(candidate(draft(MODULE.format(1))), tmp_path / "work")
    assert "install gcc" in built.problem


def test_plain_companions_are_written_and_not_compiled(tmp_path: Path) -> None:
    built = building.build(candidate(draft("x = 1\n", "_script_answer.py")), tmp_path)
    assert built.directory is not None
    assert (built.directory / "_script_answer.py").read_text() == "x = 1\n"
    assert built.extensions == ()


def test_the_cache_lies_where_the_user_says(monkeypatch: pytest.MonkeyPatch) -> None:
    assert building.cache_directory().name == "cache"
    monkeypatch.delenv("ADVISOR_CACHE")
    monkeypatch.setenv("XDG_CACHE_HOME", "/somewhere")
    assert building.cache_directory() == Path("/somewhere/advisor")
    monkeypatch.delenv("XDG_CACHE_HOME")
    assert building.cache_directory() == Path.home() / ".cache" / "advisor"
