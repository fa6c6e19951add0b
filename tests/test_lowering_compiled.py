"""Constructs of everyday Python, compiled by both back ends: the original's answer or none."""

from __future__ import annotations

import copy
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numba
import numpy as np
import pytest

from advisor import building
from advisor.backend import FastPath
from tests.compiled_help import Ask, asker, candidate, drafts
from tests.lowering_help import kernel_of, same
from tests.small_programs import PROGRAMS, Program


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


@pytest.mark.parametrize("backend", ["cython", "numba"])
@pytest.mark.parametrize("name", PROGRAMS)
def test_the_fast_path_does_what_the_original_does(
    name: str, backend: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ADVISOR_CACHE", str(tmp_path / "cache"))
    # What Numba's text says is tested as Python; that Numba compiles it, further down.
    monkeypatch.setattr(numba.config, "DISABLE_JIT", 1)
    program = PROGRAMS[name]
    if backend not in program.backends:
        pytest.skip("it has no exact form there")
    ask = _ask(tmp_path, program, backend)
    plain = backend == "numba"
    assert agrees(ask, program, program.arguments, plain=plain)
    taken = [agrees(ask, program, arguments, plain=plain) for arguments in program.stays]
    assert all(taken), f"it left for {program.stays[taken.index(False)]}"
    for arguments in program.others:
        agrees(ask, program, arguments, plain=plain)


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
