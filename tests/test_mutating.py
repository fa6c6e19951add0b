"""Faults planted in correct code: what is planted, and whether the evidence notices."""

from __future__ import annotations

import ast
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from advisor import building, mutating, parsing, verifying
from advisor.backends import load
from advisor.building import Built
from advisor.choosing import HotspotAdvice, Placing, Scrutiny
from advisor.emitting import Candidate, fast_paths
from advisor.kernel import walking
from advisor.kernel.nodes import Kernel
from advisor.lowering import lower
from advisor.measuring import Interval, Trial
from advisor.mutating import faults, kernels, planting, texts
from advisor.profiling.recording import Recording
from advisor.profiling.sampling import Spot
from advisor.settings import Settings
from advisor.verifying import Verdict
from tests.lowering_help import kernel_of
from tests.profiling_help import recorded, write
from tests.test_verifying import record

QUICK = Settings(job_timeout=20.0, invented=60, memory=1 << 30, mutants=20)

SCRIPT = """\
def nearest(points, x, limit):
    best = -1
    for i in range(len(points)):
        gap = points[i] - x
        if gap < 0.0:
            gap = -gap
        if gap < limit:
            best = i
            limit = gap
    return best


for x in (0.0, 2.5, 9.0):
    print(nearest([1.0, 2.0, 4.0, 8.0, 3.5, 2.5], x, 100.0))
"""


def nearest(points: list[float], x: float, limit: float) -> int:
    best = -1
    for i in range(len(points)):
        gap = points[i] - x
        if gap < limit:
            best = i
            limit = gap
    return best


@pytest.fixture(scope="module")
def kernel() -> Kernel:
    return kernel_of(nearest, [1.0, 2.0, 4.0], 2.5, 9.0)


# ------------------------------------------------------------------ what is planted


def test_each_fault_changes_a_kernel_in_one_place(kernel: Kernel) -> None:
    planned = list(kernels.plan(kernel))
    assert len(planned) >= 15
    for plan in planned:
        mutant = plan.make()
        assert mutant != kernel
        before = list(walking.all_expressions(kernel))
        after = list(walking.all_expressions(mutant))
        assert abs(len(before) - len(after)) < 12, plan.fault
        assert str(plan.fault).count("→") == 1
        assert plan.fault.was != plan.fault.now


def test_faults_of_many_kinds_are_planted(kernel: Kernel) -> None:
    kinds = {plan.fault.kind for plan in kernels.plan(kernel)}
    assert {"operator", "comparison", "constant", "off by one", "dropped", "swapped"} <= kinds
    assert "narrower type" in kinds


def test_each_fault_changes_a_text_and_leaves_it_python() -> None:
    text = "def f(a, n):\n    if n < 0:\n        return 0\n    return sum(a[1:n]) - len(a)\n"
    made = [plan.make() for plan in texts.plan(text)]
    assert len(made) == len(set(made)) > 8
    assert all(ast.dump(ast.parse(m)) != ast.dump(ast.parse(text)) for m in made)


def test_only_the_functions_meant_are_touched() -> None:
    text = "def mine():\n    return 1\n\n\ndef yours():\n    return 2\n"
    for plan in texts.plan(text, lambda function: function.name == "mine"):
        assert "return 2" in plan.make()


def test_a_sample_has_every_kind_and_is_the_same_each_time(kernel: Kernel) -> None:
    planned = list(kernels.plan(kernel))
    kinds = {plan.fault.kind for plan in planned}
    chosen = faults.sample(planned, len(kinds), 0)
    assert {plan.fault.kind for plan in chosen} == kinds
    again = faults.sample(planned, len(kinds), 0)
    assert [plan.fault for plan in again] == [plan.fault for plan in chosen]
    assert len(faults.sample(planned, 10_000, 0)) == len(planned)


# ------------------------------------------------------------ what the evidence notices


@pytest.fixture(scope="module")
def recording(tmp_path_factory: pytest.TempPathFactory) -> Recording:
    folder = tmp_path_factory.mktemp("nearest")
    path = write(folder, "script.py", SCRIPT)
    (region,) = (r for r in parsing.everything(path) if r.name == "nearest")
    (found,) = recorded(folder, "script.py", region)
    return found


def candidate(recording: Recording, backend: str) -> Candidate:
    kernel = lower(recording.region, {}, recording.calls)
    engine = next(b for b in load() if b.name == backend)
    return next(fast_paths.from_kernel(recording.region, kernel, engine))


@pytest.fixture(scope="module")
def verdict(recording: Recording, tmp_path_factory: pytest.TempPathFactory) -> Verdict:
    built = building.build(candidate(recording, "cython"), tmp_path_factory.mktemp("build"))
    (found,) = verifying.verify([built], recording, QUICK)
    assert found.status == "equal", found.reason
    return found


def test_faults_in_a_compiled_kernel_are_noticed(
    verdict: Verdict, recording: Recording, tmp_path: Path
) -> None:
    scrutiny = mutating.scrutinise(verdict, QUICK, tmp_path, recording)
    assert scrutiny.seeded >= 8
    assert scrutiny.noticed >= 0.85 * scrutiny.seeded, scrutiny.survivors
    assert scrutiny.noticed + len(scrutiny.survivors) == scrutiny.seeded
    assert not mutating.is_low(scrutiny)


def test_a_mutant_in_an_endless_loop_is_noticed(tmp_path: Path) -> None:
    source = "def f(n):\n    k = 0\n    while k < n:\n        k = k + 1\n    return k\n"
    (verdict,) = _proven(source, "k = n if n > 0 else 0\nk = max(k, 0)\nreturn k\n", (5,))
    loop = replace(verdict.built.candidate, body="k = 0\nwhile k < n:\n    k = k + 1\nreturn k\n")
    endless = replace(verdict, built=replace(verdict.built, candidate=loop))
    scrutiny = mutating.scrutinise(endless, replace(QUICK, mutants=40), tmp_path)
    assert not [s for s in scrutiny.survivors if "k + 1" in s]


def test_evidence_of_a_single_call_misses_faults_that_better_evidence_notices(
    verdict: Verdict, tmp_path: Path
) -> None:
    assert verdict.evidence is not None
    cases = verdict.evidence.cases
    empty = next(i for i, case in enumerate(cases) if case.original().arguments[0] == [])
    poor = replace(verdict.evidence, cases=cases[empty : empty + 1], spreads=(None,))
    scrutiny = mutating.scrutinise(replace(verdict, evidence=poor), QUICK, tmp_path)
    assert scrutiny.noticed < 0.6 * max(scrutiny.seeded, 1)


def test_a_candidate_without_evidence_has_no_score(verdict: Verdict, tmp_path: Path) -> None:
    bare = replace(verdict, evidence=None)
    assert mutating.scrutinise(bare, QUICK, tmp_path) == Scrutiny(0, 0, ())


def test_a_fault_that_only_declines_does_not_count(recording: Recording, tmp_path: Path) -> None:
    built = building.build(candidate(recording, "numba"), tmp_path)
    sound = planting.plant(built, 5, 0, tmp_path)[0]
    assert sound.fault is None


def _proven(source: str, body: str, *calls: tuple[Any, ...]) -> list[Verdict]:
    recording = record(source, "f", *calls)
    built = Built(Candidate(recording.region, "0", "python", "", body), None, 0.0)
    return list(verifying.verify([built], recording, QUICK))


# ------------------------------------------------------------------- what follows from it


def advice(verdict: Verdict, scrutiny: Scrutiny | None = None) -> HotspotAdvice:
    trial = Trial(verdict, Interval(9.0, 10.0, 11.0), 1.0, 0.1, 0.0, 0.0, 1.0)
    region = verdict.built.candidate.region
    spot = Spot(region.path, region.function, 1, 1.0, 1.0, 1.0, (), ())
    first = Placing(trial, "winner", "", worthy=True, scrutiny=scrutiny)
    second = Placing(trial, "slower", "", worthy=True)
    return HotspotAdvice(spot, region, None, (), (first, second), (), "")


def test_a_winner_whose_evidence_is_weak_is_unsafe_and_the_next_one_is_tried(
    verdict: Verdict, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    scores = iter([Scrutiny(20, 3, ("x → y",) * 17), Scrutiny(20, 20, ())])
    monkeypatch.setattr(mutating, "scrutinise", lambda *_: next(scores))
    (weighed,) = mutating.weigh([advice(verdict)], QUICK, lambda _: None, tmp_path)
    assert [p.status for p in weighed.placings] == ["unsafe", "winner"]
    assert "only 3 of 20 faults" in weighed.placings[0].reason
    assert weighed.winner is not None
    assert weighed.winner.scrutiny == Scrutiny(20, 20, ())


def test_who_accepts_unsafe_winners_keeps_it(
    verdict: Verdict, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(mutating, "scrutinise", lambda *_: Scrutiny(20, 3, ("x → y",) * 17))
    settings = replace(QUICK, unsafe=True)
    (weighed,) = mutating.weigh([advice(verdict)], settings, lambda _: None, tmp_path)
    assert weighed.placings[0].status == "winner"


def test_a_winner_is_measured_once_and_not_at_all_without_mutants(
    verdict: Verdict, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(mutating, "scrutinise", lambda *_: pytest.fail("measured again"))
    known = advice(verdict, Scrutiny(20, 20, ()))
    assert mutating.weigh([known], QUICK, lambda _: None, tmp_path) == (known,)
    off = replace(QUICK, mutants=0)
    assert mutating.weigh([advice(verdict)], off, lambda _: None, tmp_path)[0].winner
