"""Constructs of everyday Python, compiled by both back ends: the original's answer or none."""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import Any

import numba
import numpy as np
import pytest

from advisor import building
from advisor.backend import FastPath
from tests import everyday_programs, small_programs
from tests.compiled_help import Ask, asker, candidate, drafts
from tests.lowering_help import kernel_of, same
from tests.small_programs import Program

PROGRAMS = {**small_programs.PROGRAMS, **everyday_programs.PROGRAMS}


def _quick(draft: FastPath) -> FastPath:
    """The optimiser is another test's business."""
    companions = tuple((n, t.replace(" -O3 ", " -O0 ")) for n, t in draft.companions)
    return replace(draft, companions=companions)


def _ask(work: Path, program: Program, backend: str) -> Ask:
    kernel = kernel_of(program.function, *program.arguments, **program.options())
    draft = _quick(drafts(kernel, backend)[backend])
    built = building.build(candidate(draft), work)
    assert not built.problem, built.problem
    return asker(draft, built.directory, program.function, program.surroundings())


def _outcome(action: Callable[[], Any]) -> Any:
    try:
        return action()
    except Exception as error:  # noqa: BLE001 # whatever the original raises
        return error


def agrees(ask: Ask, program: Program, arguments: Sequence[Any], *, plain: bool = False) -> bool:
    """Compare with the original on copies; whether the fast path took the call."""
    quick, slow = copy.deepcopy(tuple(arguments)), copy.deepcopy(tuple(arguments))
    with np.errstate(all="ignore" if plain else "warn"):
        answer = ask(*quick)
    if answer and plain:  # uncompiled, its numbers are NumPy's
        answer = tuple(item.item() if isinstance(item, np.generic) else item for item in answer)
    if not answer:
        assert same(quick, tuple(arguments)), "declined, yet changed something"
        return False
    expected = _outcome(lambda: program.function(*slow))
    items = expected if isinstance(expected, tuple) else (expected,)
    assert same(tuple(answer), items), f"{arguments}: {answer} instead of {items}"
    assert same(quick, slow), f"{arguments} became {quick} instead of {slow}"
    return True


@pytest.fixture(scope="module")
def asks(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Mapping[str, Future[Ask]]]:
    """The programs as extension modules, built two at a time."""
    with pytest.MonkeyPatch.context() as patch, ThreadPoolExecutor(2) as pool:
        patch.setenv("ADVISOR_CACHE", str(tmp_path_factory.mktemp("cache")))
        work = tmp_path_factory.mktemp("work")
        yield {
            name: pool.submit(_ask, work, program, "cython") for name, program in PROGRAMS.items()
        }


def _stays_true(ask: Ask, program: Program, *, plain: bool) -> None:
    assert agrees(ask, program, program.arguments, plain=plain)
    taken = [agrees(ask, program, arguments, plain=plain) for arguments in program.stays]
    assert all(taken), f"it left for {program.stays[taken.index(False)]}"
    for arguments in program.others:
        agrees(ask, program, arguments, plain=plain)


@pytest.mark.parametrize("name", PROGRAMS)
def test_cython_does_what_the_original_does(asks: Mapping[str, Future[Ask]], name: str) -> None:
    _stays_true(asks[name].result(), PROGRAMS[name], plain=False)


@pytest.mark.parametrize("name", [n for n, p in PROGRAMS.items() if "numba" in p.backends])
def test_what_is_printed_for_numba_does_what_the_original_does(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ADVISOR_CACHE", str(tmp_path / "cache"))
    # Run as Python; that Numba compiles it is tested further down.
    monkeypatch.setattr(numba.config, "DISABLE_JIT", 1)
    _stays_true(_ask(tmp_path, PROGRAMS[name], "numba"), PROGRAMS[name], plain=True)


@pytest.mark.parametrize("name", ["sorts", "stack", "queue"])
def test_numba_compiles_what_is_printed_for_it(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ADVISOR_CACHE", str(tmp_path / "cache"))
    program = PROGRAMS[name]
    ask = _ask(tmp_path, program, "numba")
    assert agrees(ask, program, program.arguments)
    for arguments in program.others:
        agrees(ask, program, arguments)
