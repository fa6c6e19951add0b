"""Searches for the best find the very trip that the loop would have kept, or decline."""

from __future__ import annotations

import math
from functools import cache
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advisor.backend import FastPath, UnsuitableError
from tests.test_numpy_backend import CALM, FLOATS, INTEGERS, NUMBERS, WHOLE_NUMBERS, check, drafts

FOUND = ["smallest", "largest_of_every_second", "nearest"]
LOOPS = ["two_smallest", "last_smallest", "records", "better_by_a_margin"]


@cache
def known(name: str) -> list[FastPath]:
    return drafts(name, *(INTEGERS if name == "largest_length" else FLOATS))


@pytest.mark.parametrize("name", FOUND)
def test_the_best_is_found_for_all_trips_at_once(name: str) -> None:
    for draft in known(name):
        assert not draft.rounding
        assert ".arg" in draft.companions[0][1]
        assert check(name, draft, *FLOATS)


@pytest.mark.parametrize("name", LOOPS)
def test_what_hangs_on_earlier_winners_stays_a_loop(name: str) -> None:
    with pytest.raises(UnsuitableError, match="in each trip"):
        drafts(name, *FLOATS)


def test_the_first_of_equals_is_kept_with_its_sign() -> None:
    for zeros in ([1.0, 0.0, -0.0], [1.0, -0.0, 0.0]):
        for draft in known("smallest"):
            assert check("smallest", draft, zeros, FLOATS[1])


@pytest.mark.parametrize("place", [0, 1, 3])
def test_a_number_that_compares_with_none_takes_the_loop(place: int) -> None:
    numbers = [3.0, 2.0, 1.0, 0.0]
    numbers[place] = math.nan
    for draft in known("nearest"):
        assert not check("nearest", draft, numbers, FLOATS[1])


@pytest.mark.parametrize("name", FOUND)
@given(
    first=st.lists(NUMBERS, min_size=1, max_size=6),
    second=st.lists(NUMBERS, min_size=1, max_size=6),
)
@CALM
def test_any_numbers_give_the_same_or_decline(name: str, first: Any, second: Any) -> None:
    for draft in known(name):
        check(name, draft, first, second)


@given(first=st.lists(WHOLE_NUMBERS, max_size=6), second=st.lists(WHOLE_NUMBERS, max_size=3))
@CALM
def test_any_integers_give_the_same_or_decline(first: Any, second: Any) -> None:
    for draft in known("largest_length"):
        check("largest_length", draft, first, second)
