"""Whole arrays, compiled by both back ends: the original's answer or none."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

import numba
import pytest

from tests.array_programs import PROGRAMS
from tests.compiled_help import Ask, quick_ask, stays_true


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
def test_cython_does_to_whole_arrays_what_numpy_does(
    asks: Mapping[str, Future[Ask]], name: str
) -> None:
    stays_true(asks[name].result(), PROGRAMS[name], plain=False)


@pytest.mark.parametrize("name", [n for n, p in PROGRAMS.items() if "numba" in p.backends])
def test_what_is_printed_for_numba_does_to_whole_arrays_what_numpy_does(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ADVISOR_CACHE", str(tmp_path / "cache"))
    # Run as Python; that Numba compiles what is printed for it is another test's business.
    monkeypatch.setattr(numba.config, "DISABLE_JIT", 1)
    stays_true(quick_ask(tmp_path, PROGRAMS[name], "numba"), PROGRAMS[name], plain=True)
