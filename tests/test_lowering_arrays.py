"""Whole arrays, compiled by both back ends: the original's answer or none."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import Any

import numba
import numpy as np
import pytest

from advisor.lowering import UnsupportedError
from tests.array_programs import PROGRAMS
from tests.compiled_help import Ask, quick_ask, stays_true
from tests.lowering_help import agree, kernel_of


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


def powers(a: Any, b: Any) -> Any:
    return a**3 + a**2 + a**0.5, a**b, np.power(a, 1.5)


def test_powers_of_arrays_are_numpys() -> None:
    given = np.array([0.5, 2.0, 7.25]), np.array([1.5, -2.0, 3.0])
    kernel = kernel_of(powers, *given, names={"np": np})
    assert agree(powers, kernel, given, {"np": np})
    assert not agree(powers, kernel, (-given[0], given[1]), {"np": np})


def compares_with_none(a: Any) -> Any:
    return a == None  # noqa: E711 # the form is tested


def three_extremes(a: Any) -> Any:
    return np.maximum(a, a, a)


def no_positions(a: Any) -> Any:
    for _ in np.ndindex():
        a[0] = 1.0
    return a


@pytest.mark.parametrize(
    ("function", "construct"),
    [
        (compares_with_none, "an operation of NumPy's on None"),
        (three_extremes, "numpy.maximum with 3 arguments"),
        (no_positions, "np.ndindex with such arguments"),
    ],
)
def test_what_has_no_form_on_whole_arrays_is_refused_by_name(function: Any, construct: str) -> None:
    with pytest.raises(UnsupportedError) as refusal:
        kernel_of(function, np.array([1.0, 2.0]), names={"np": np})
    assert refusal.value.construct == construct
    assert refusal.value.line
