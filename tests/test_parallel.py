"""Loops whose trips need nothing of each other run on all cores, with the same bits."""

from __future__ import annotations

import copy
import math
import multiprocessing
import os
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from advisor import building
from advisor.backend import FastPath
from advisor.kernel import nodes, walking
from tests import slow_loops
from tests.compiled_help import asker, candidate, drafts
from tests.lowering_help import kernel_of
from tests.test_numpy_backend import GRIDS, bits

NAMES = {"math": math, "np": np}
Ask = Callable[..., Any]

roots: Ask = slow_loops.roots
blurred: Ask = slow_loops.blurred
ROOTS = ([1.0, 2.0], [0.5, 0.25], [0.0, 0.0])
SIZE = 4_000


def parallel(function: Ask, *arguments: Any) -> FastPath | None:
    made = drafts(kernel_of(function, *arguments, names=NAMES), "cython")
    return made.get("cython parallel")


def large() -> tuple[list[float], list[float], list[float]]:
    generator = np.random.default_rng(1)
    given, weights = generator.random((2, SIZE)).tolist()
    return given, weights, [0.0] * SIZE


@pytest.fixture(scope="module", autouse=True)
def _two_cores() -> None:
    """A machine with one core would do it all in one thread."""
    if len(os.sched_getaffinity(0)) == 1:
        pytest.skip("needs two cores")


@pytest.fixture(scope="module")
def asked(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Ask]:
    work = tmp_path_factory.mktemp("parallel")
    cases = {"roots": (roots, ROOTS), "blurred": (blurred, (*GRIDS, 2))}
    with ThreadPoolExecutor(2) as pool:
        made = pool.map(lambda case: built(work, *case), cases.values())
        return dict(zip(cases, made, strict=True))


def built(work: Path, function: Ask, arguments: tuple[Any, ...]) -> Ask:
    draft = parallel(function, *arguments)
    assert draft is not None
    done = building.build(candidate(draft), work)
    assert not done.problem, done.problem
    return asker(draft, done.directory, function, NAMES)


def elsewhere(ask: Ask, *arguments: Any) -> float:
    """Seconds of work that other threads did of a call."""
    alone, together = time.thread_time(), time.process_time()
    assert ask(*arguments)
    return (time.process_time() - together) - (time.thread_time() - alone)


def test_every_element_is_the_same_and_other_threads_did_their_share(
    asked: dict[str, Ask],
) -> None:
    given, weights, expected = large()
    roots(given, weights, expected)
    shares = []
    for _ in range(20):  # on a busy machine one thread may be through before others begin
        found = [0.0] * SIZE
        shares.append(elsewhere(asked["roots"], given, weights, found))
        assert bits(found) == bits(expected)
    assert max(shares) > 0.0002


def test_arrays_that_change_places_around_the_loop_are_the_right_ones(
    asked: dict[str, Ask],
) -> None:
    grids = np.random.default_rng(2).random((2, 300, 300))
    ours, theirs = grids.copy(), grids.copy()
    (result,) = asked["blurred"](*ours, 3)
    expected = blurred(*theirs, 3)
    assert bits(ours) == bits(theirs)
    assert (result is ours[0], bits(result)) == (expected is theirs[0], bits(expected))


@pytest.mark.parametrize("place", [0, SIZE // 2, SIZE - 1])
@pytest.mark.parametrize(("which", "number"), [(0, -1.0), (1, -7.0), (0, math.inf)])
def test_one_trip_that_cannot_be_done_takes_the_original(
    asked: dict[str, Ask], place: int, which: int, number: float
) -> None:
    arguments = large()
    arguments[which][place] = number
    before = copy.deepcopy(arguments)
    done = asked["roots"](*arguments)
    if number == math.inf:
        assert done
        assert arguments[2][place] == math.inf
    else:
        assert not done
        assert bits(arguments) == bits(before)


def test_a_warning_of_numpys_in_any_thread_takes_the_original(asked: dict[str, Ask]) -> None:
    grids = np.ones((2, 400, 400))
    for row in (1, 200, 398):
        grids[0, row, 5] = grids[0, row, 7] = 1e308
        ours = grids.copy()
        assert not asked["blurred"](*ours, 1)
        assert bits(ours) == bits(grids)


@pytest.mark.skipif(sys.platform != "linux", reason="fork is for Linux")
def test_a_forked_process_works_in_one_thread_and_ends(asked: dict[str, Ask]) -> None:
    given, weights, found = large()
    assert asked["roots"](given, weights, found)
    queue = multiprocessing.get_context("fork").SimpleQueue()

    def work() -> None:
        own = [0.0] * SIZE
        spent = elsewhere(asked["roots"], given, weights, own)
        queue.put((spent, own == found))

    child = multiprocessing.get_context("fork").Process(target=work)
    child.start()
    child.join(30)
    assert child.exitcode == 0
    spent, same = queue.get()
    assert same
    assert spent < 0.0002


def test_python_threads_may_all_ask_at_once(asked: dict[str, Ask]) -> None:
    given, weights, expected = large()
    assert asked["roots"](given, weights, expected)

    def work(_: int) -> list[float]:
        found = [0.0] * SIZE
        assert asked["roots"](given, weights, found)
        return found

    with ThreadPoolExecutor(4) as pool:
        assert all(found == expected for found in pool.map(work, range(8)))


@pytest.mark.parametrize(
    "name",
    ["gauss_seidel", "last_one", "carried", "until", "two_statements_backwards", "total"],
)
def test_loops_whose_trips_need_each_other_keep_to_one_core(name: str) -> None:
    assert parallel(getattr(slow_loops, name), *GRIDS) is None


@pytest.mark.parametrize("name", ["columns_in_place", "rows_in_place"])
def test_only_the_loop_that_may_be_is_shared_out(name: str) -> None:
    draft = parallel(getattr(slow_loops, name), *GRIDS)
    assert draft is not None
    (text,) = [text for _, text in draft.companions]
    shared = "i_first" if name == "rows_in_place" else "j_first"
    assert f"{shared}," in text


def test_the_proof_rests_on_the_same_kernel_as_without_threads() -> None:
    draft = parallel(slow_loops.jacobi, *GRIDS)
    assert draft is not None
    assert draft.kernel is not None
    assert draft.parallel
    calls = [e for e in walking.all_expressions(draft.kernel) if isinstance(e, nodes.CallFunction)]
    assert not calls
