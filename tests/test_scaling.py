"""Time against size: a call is made smaller, its law found, and where a winner pays is told."""

from __future__ import annotations

import math
from collections.abc import Callable
from pathlib import Path

import pytest
from cloudpickle import cloudpickle

from advisor import annotation
from advisor.sandbox.replaying import Patch
from advisor.timing import growing
from advisor.timing.growth import Growth, Point, Power, fit


def growth(*points: tuple[int, float, float]) -> Growth:
    return Growth(tuple(Point(*point) for point in points))


def test_a_power_law_is_found_again() -> None:
    sizes = [10, 20, 40, 80, 160]
    law = fit(sizes, [3e-7 * size**2 for size in sizes])
    assert law is not None
    assert law.exponent == pytest.approx(2)
    assert law.seconds(1000) == pytest.approx(0.3)


def test_fixed_costs_of_small_sizes_do_not_spoil_the_law() -> None:
    sizes = [10, 20, 40, 10_000, 20_000, 40_000]
    law = fit(sizes, [1e-3 + 1e-6 * size for size in sizes])
    assert law is not None
    assert law.exponent == pytest.approx(1, abs=0.1)


@pytest.mark.parametrize("sizes", [[], [5], [5, 9], [7, 7, 7]])
def test_too_few_sizes_have_no_law(sizes: list[int]) -> None:
    assert fit(sizes, [1.0] * len(sizes)) is None


def test_a_winner_pays_from_where_the_lines_cross() -> None:
    crossing = growth((10, 1e-6, 4e-6), (40, 4e-6, 4e-6 * 0.25), (80, 8e-6, 1e-6)).pays_from
    assert crossing == pytest.approx(20)


def test_a_winner_that_leads_everywhere_pays_from_the_smallest_size() -> None:
    assert growth((5, 2.0, 1.0), (50, 20.0, 10.0)).pays_from == 5


@pytest.mark.parametrize("points", [(), ((5, 1.0, 2.0), (50, 10.0, 11.0))])
def test_one_that_does_not_lead_in_the_end_pays_nowhere(
    points: tuple[tuple[int, float, float], ...],
) -> None:
    assert growth(*points).pays_from is None


def total(values: list[float]) -> float:
    result = 0.0
    for value in values:
        result += value
    return result


def choose(values: list[float], places: list[int]) -> float:
    return sum(values[place] for place in places)


def count_up(rounds: int) -> int:
    done = 0
    for _ in range(rounds):
        done += 1
    return done


def nothing() -> int:
    return 3


def timed(function: Callable[..., object], *arguments: object) -> Growth:
    source = f"def {function.__name__}(*arguments):\n    return None\n"
    snapshot = cloudpickle.dumps((function, arguments, {}))
    return growing.run(growing.Task(snapshot, Patch(source, function.__name__), 20.0))


@pytest.mark.parametrize(
    ("function", "arguments", "largest"),
    [
        (total, ([0.5] * 2000,), 2000),
        (choose, ([0.5] * 500, list(range(500))), 500),
        (count_up, (3000,), 3000),
    ],
)
def test_a_call_is_timed_from_small_to_its_own_size(
    function: Callable[..., object], arguments: tuple[object, ...], largest: int
) -> None:
    found = timed(function, *arguments)
    sizes = [point.size for point in found.points]
    assert not found.reason
    assert sizes == sorted(set(sizes))
    assert sizes[0] < 20
    assert largest <= sizes[-1] <= largest + 10
    assert all(point.after > 0 and math.isfinite(point.before) for point in found.points)


def test_a_call_without_a_size_says_so() -> None:
    assert timed(nothing) == Growth((), "the recorded call has no size that could be varied")


def test_cythons_yellow_is_read_line_by_line(tmp_path: Path) -> None:
    report = tmp_path / "loop.html"
    report.write_text(
        "<style>.cython.score-9 {background-color: #FFFF86;}</style>"
        '<pre class="cython line score-0">&#xA0;<span class="">1</span>: # a comment</pre>\n'
        '<pre class="cython line score-43" onclick="(function(f){})()">+2: def f():</pre>\n'
        "<pre class='cython code score-43 '>  x = &lt;pre class=</pre>"
        '<pre class="cython line score-0" onclick="(function(f){})()">+3:     i += 1</pre>\n'
    )
    assert annotation.scores(report) == (None, 43, 0)


def test_a_law_tells_the_time_of_a_size() -> None:
    assert Power(2.0, 3.0).seconds(10) == 2000
