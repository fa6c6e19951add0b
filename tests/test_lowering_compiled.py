"""Constructs of everyday Python, compiled by both back ends: the original's answer or none."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

import numba
import pytest

from tests import everyday_programs, small_programs
from tests.compiled_help import Ask, agrees, quick_ask, stays_true

PROGRAMS = {**small_programs.PROGRAMS, **everyday_programs.PROGRAMS}


@pytest.fixture(scope="module")
def asks(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Mapping[str, Future[Ask]]]:
    """The programs as extension modules, built two at a time."""
    with pytest.MonkeyPatch.context() as patch, ThreadPoolExecutor(2) as pool:
        patch.setenv("ADVISOR_CACHE", str(tmp_path_factory.mktemp("cache")))
        work = tmp_path_factory.mktemp("work")
        yield {
            name: pool.submit(quick_ask, work, program, "cython")
            for name, program in PROGRAMS.items()
        }


@pytest.mark.parametrize("name", PROGRAMS)
def test_cython_does_what_the_original_does(asks: Mapping[str, Future[Ask]], name: str) -> None:
    stays_true(asks[name].result(), PROGRAMS[name], plain=False)


@pytest.mark.parametrize("name", [n for n, p in PROGRAMS.items() if "numba" in p.backends])
def test_what_is_printed_for_numba_does_what_the_original_does(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ADVISOR_CACHE", str(tmp_path / "cache"))
    # Run as Python; that Numba compiles it is tested further down.
    monkeypatch.setattr(numba.config, "DISABLE_JIT", 1)
    stays_true(quick_ask(tmp_path, PROGRAMS[name], "numba"), PROGRAMS[name], plain=True)


@pytest.mark.parametrize("name", ["sorts", "stack", "queue", "rotated"])
def test_numba_compiles_what_is_printed_for_it(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ADVISOR_CACHE", str(tmp_path / "cache"))
    program = PROGRAMS[name]
    ask = quick_ask(tmp_path, program, "numba")
    assert agrees(ask, program, program.arguments)
    for arguments in program.others:
        agrees(ask, program, arguments)
