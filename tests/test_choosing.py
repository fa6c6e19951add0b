"""The winner is proven, allowed, and pays; every loser is told why in one sentence."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Literal

import pytest

from advisor import choosing
from advisor.building import Built
from advisor.choosing import HotspotAdvice, Placing
from advisor.emitting import Candidate, Exactness
from advisor.measuring import Interval, Trial
from advisor.parsing import Region
from advisor.profiling.sampling import Spot
from advisor.reconciling import demote
from advisor.settings import Settings
from advisor.verifying import Verdict

REGION = Region(
    path=Path("script.py"),
    digest="",
    function="f",
    kind="function",
    first_line=2,
    last_line=2,
    name="f",
    parameters=(),
    results=(),
    source="def f():\n    pass\n",
    offset=0,
    helpers=(),
)
SETTINGS = Settings()


def trial(
    name: str,
    speedup: float,
    *,
    spread: float = 0.01,
    start: float = 0.0,
    next_start: float | None = None,
    exactness: Exactness = "identical",
    needs: tuple[str, ...] = (),
    assumptions: tuple[str, ...] = (),
    parallel: bool = False,
) -> Trial:
    """An equal candidate with a speed-up."""
    candidate = Candidate(
        REGION,
        name,
        "python",
        "",
        "pass\n",
        needs=needs,
        assumptions=assumptions,
        parallel=parallel,
    )
    built = Built(candidate, None, 0.0)
    return Trial(
        verdict=Verdict(built, "equal", exactness, 0.0, 1, 1, None, "seen to be equal"),
        speedup=Interval(speedup * (1 - spread), speedup, speedup * (1 + spread)),
        before_seconds=1.0,
        after_seconds=1.0 / speedup,
        compile_seconds=0.0,
        first_call_seconds=start,
        peak_memory_ratio=1.0,
        next_start_seconds=start if next_start is None else next_start,
    )


def placed(
    *trials: Trial, settings: Settings = SETTINGS, seconds: float | None = None
) -> dict[str, Placing]:
    placings = choosing.choose(trials, settings, seconds)
    return {p.trial.verdict.built.candidate.name: p for p in placings}


def test_the_fastest_wins_and_stands_first_and_the_others_follow_by_speed() -> None:
    placings = placed(trial("a", 2), trial("b", 30), trial("c", 10))
    assert list(placings) == ["b", "c", "a"]
    assert [p.status for p in placings.values()] == ["winner", "slower", "slower"]
    assert placings["c"].reason == "slower than b by 3.0×"
    assert all(p.worthy for p in placings.values())


def test_a_race_without_candidates_has_no_placings() -> None:
    assert choosing.choose((), SETTINGS) == ()


@pytest.mark.parametrize("status", ["wrong", "failed"])
def test_what_is_not_proven_never_wins(status: Literal["wrong", "failed"]) -> None:
    fast = trial("fast", 1000)
    unproven = replace(
        fast, verdict=replace(fast.verdict, status=status, reason="result[3] differs"), speedup=None
    )
    placings = placed(unproven, trial("slow", 2))
    assert (placings["fast"].status, placings["fast"].reason) == (status, "result[3] differs")
    assert not placings["fast"].worthy
    assert placings["slow"].status == "winner"


def test_what_could_not_be_timed_has_failed() -> None:
    untimed = replace(trial("a", 2), speedup=None, reason="could not be timed: took too long")
    placing = placed(untimed)["a"]
    assert (placing.status, placing.reason) == ("failed", "could not be timed: took too long")


@pytest.mark.parametrize(
    ("speedup", "spread", "reason"),
    [
        (0.5, 0.01, "takes 2.0× as long as the original"),
        (1.03, 0.01, "gains 1.03×: not worth a change"),
        (1.5, 0.4, "gains 1.5×, but perhaps only 0.90×: not sure enough"),
    ],
)
def test_the_low_end_of_the_interval_must_clear_the_threshold(
    speedup: float, spread: float, reason: str
) -> None:
    placing = placed(trial("a", speedup, spread=spread))["a"]
    assert (placing.status, placing.reason, placing.worthy) == ("slower", reason, False)


def test_the_threshold_is_the_users() -> None:
    settings = Settings(min_speedup=1.05)
    assert placed(trial("a", 1.08), settings=settings)["a"].status == "winner"
    assert placed(trial("a", 1.08))["a"].status == "slower"


def test_one_that_never_took_its_fast_path_says_so() -> None:
    idle = trial("a", 1.0)
    idle = replace(idle, verdict=replace(idle.verdict, fast_share=0.0))
    assert "declined every recorded call" in placed(idle)["a"].reason


def test_of_near_equals_the_identical_one_wins() -> None:
    placings = placed(trial("rounded", 10.5, exactness="rounding"), trial("same", 10))
    assert placings["same"].status == "winner"
    assert "identical to the last bit" in placings["rounded"].reason


def test_much_faster_beats_identical() -> None:
    placings = placed(trial("rounded", 20, exactness="rounding"), trial("same", 10))
    assert placings["rounded"].status == "winner"


def test_exact_refuses_rounding() -> None:
    settings = Settings(exact=True)
    placings = placed(
        trial("rounded", 20, exactness="rounding"), trial("same", 10), settings=settings
    )
    assert placings["same"].status == "winner"
    assert placings["rounded"].status == "unsafe"
    assert "--exact" in placings["rounded"].reason


@pytest.mark.parametrize(("speedup", "winner"), [(12.0, "one core"), (14.0, "all cores")])
def test_other_cores_are_kept_busy_only_for_a_clear_gain(speedup: float, winner: str) -> None:
    placings = placed(trial("one core", 10), trial("all cores", speedup, parallel=True))
    assert placings[winner].status == "winner"
    reason = "gains too little over one core to keep all cores busy"
    assert (placings["all cores"].reason == reason) == (winner == "one core")


def test_one_that_keeps_all_cores_busy_wins_where_no_other_is_proven() -> None:
    assert placed(trial("all cores", 2, parallel=True))["all cores"].status == "winner"


def test_of_near_equals_the_one_with_fewer_needs_wins() -> None:
    placings = placed(trial("a", 10.2, needs=("numba", "numpy")), trial("b", 10))
    assert placings["b"].status == "winner"
    assert "needs less" in placings["a"].reason


def test_of_near_equals_the_one_that_starts_sooner_wins() -> None:
    placings = placed(trial("a", 10.2, start=0.5), trial("b", 10, needs=("Cython", "gcc")))
    assert placings["b"].status == "winner"
    assert "longer to start than b" in placings["a"].reason


def test_an_assumption_makes_it_unsafe_unless_the_user_accepts_it() -> None:
    assumed = trial("a", 50, assumptions=("the list holds no NaN",))
    placings = placed(assumed, trial("b", 2))
    assert placings["a"].status == "unsafe"
    assert placings["a"].reason == "assumes that the list holds no NaN"
    assert placings["b"].status == "winner"
    assert placed(assumed, settings=Settings(unsafe=True))["a"].status == "winner"


def test_an_unsafe_one_that_is_slow_is_just_slow() -> None:
    assert placed(trial("a", 0.5, assumptions=("x",)))["a"].status == "slower"


def test_a_start_that_costs_more_than_the_run_saves_does_not_win() -> None:
    numba = trial("numba", 80, start=1.0, next_start=0.4)
    placing = placed(numba, seconds=0.3)["numba"]
    assert placing.status == "slower"
    assert placing.reason == "starting it costs 0.4 s of each run and saves only 0.3 s"
    assert placed(numba, seconds=3.0)["numba"].status == "winner"


def test_the_cold_objective_counts_the_first_start() -> None:
    numba = trial("numba", 80, start=1.0, next_start=0.4)
    cold = Settings(objective="cold")
    assert placed(numba, seconds=0.8)["numba"].status == "winner"
    assert placed(numba, seconds=0.8, settings=cold)["numba"].status == "slower"


def test_a_start_that_makes_the_run_longer_loses_to_a_slower_kernel() -> None:
    race = trial("numba", 80, start=0.5), trial("cython", 60)
    assert placed(*race, seconds=2.0)["cython"].status == "winner"
    assert placed(*race, seconds=1e4)["numba"].status == "winner"


def test_whoever_fell_is_not_crowned_again() -> None:
    placings = choosing.choose([trial("a", 9.0), trial("b", 8.0)], SETTINGS)
    spot = Spot(REGION.path, "f", 1, 1.0, 1.0, 1.0, (), ())
    hotspots: tuple[HotspotAdvice, ...] = (HotspotAdvice(spot, REGION, None, (), placings, (), ""),)
    fallen = []
    while hotspots[0].winner:
        fallen.append(hotspots[0].winner.trial.verdict.built.candidate.name)
        hotspots = demote(hotspots, hotspots[0], "slower", "the whole program takes longer")
        assert len(fallen) <= 2
    assert fallen == ["a", "b"]
