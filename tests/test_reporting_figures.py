"""Figures read the way people write them."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advisor.measuring import Interval
from advisor.reporting import figures


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (0.0, "0 s"),
        (3e-10, "<1 ns"),
        (2.1e-6, "2.1 µs"),
        (0.34, "340 ms"),
        (0.00996, "10 ms"),
        (0.99951, "1.0 s"),
        (0.9994, "999 ms"),
        (1.2, "1.2 s"),
        (12.3, "12 s"),
        (59.4, "59 s"),
        (59.6, "1 min 0 s"),
        (125.0, "2 min 5 s"),
        (4000.0, "1 h 6 min"),
        (math.inf, "–"),
        (math.nan, "–"),
        (-1.0, "–"),
    ],
)
def test_times(value: float, said: str) -> None:
    assert figures.seconds(value) == said


@given(st.floats(min_value=1e-9, max_value=59))
def test_a_time_is_never_off_by_more_than_its_last_digit(value: float) -> None:
    number, unit = figures.seconds(value).split()
    scale = {"s": 1.0, "ms": 1e-3, "µs": 1e-6, "ns": 1e-9}[unit]
    assert float(number) * scale == pytest.approx(value, rel=0.051)


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (0.884, "0.88×"),
        (1.03, "1.03×"),
        (1.996, "2.0×"),
        (4.24, "4.2×"),
        (9.96, "10×"),
        (83.4, "83×"),
        (1234.4, "1,234×"),
    ],
)
def test_factors(value: float, said: str) -> None:
    assert figures.ratio(value) == said


def test_the_ends_of_an_interval_are_as_precise_as_its_middle() -> None:
    assert figures.interval(Interval(79.3, 83.4, 88.0)) == "79–88"
    assert figures.interval(Interval(1.01, 1.03, 1.05)) == "1.01–1.05"
    assert figures.interval(Interval(9.4, 9.9, 10.6)) == "9.4–10.6"


@pytest.mark.parametrize(
    ("share", "said"),
    [(0.0, "0 %"), (0.001, "<1 %"), (0.011, "1 %"), (0.874, "87 %"), (1, "100 %")],
)
def test_shares(share: float, said: str) -> None:
    assert figures.percent(share) == said


def test_counts_agree_with_their_noun() -> None:
    assert [figures.count(number, "call") for number in (0, 1, 5000)] == [
        "0 calls",
        "1 call",
        "5,000 calls",
    ]


@given(st.floats(allow_nan=False), st.integers(min_value=0, max_value=50))
def test_a_bar_never_leaves_its_room(share: float, width: int) -> None:
    assert len(figures.bar(share, width)) <= width


def test_a_bar_is_as_long_as_its_share() -> None:
    assert [figures.bar(share, 4) for share in (0, 0.125, 0.5, 1)] == ["", "╸", "━━", "━━━━"]


@given(st.text())
def test_text_of_the_user_is_one_line_that_no_terminal_obeys(text: str) -> None:
    assert figures.one_line(text).isprintable()
