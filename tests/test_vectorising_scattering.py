"""Sums at computed places add one after the other for whole arrays, or decline."""

from __future__ import annotations

from functools import cache
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from advisor.backend import FastPath, UnsuitableError
from tests.test_numpy_backend import CALM, GRIDS, check, drafts

LISTS = ["histogram", "histogram_named"]
LABELS = ([1, 0, 2, 1, -1], [0, 5, 0, 2])


@cache
def known(name: str) -> list[FastPath]:
    return drafts(name, *(LABELS if name in LISTS else GRIDS))


@pytest.mark.parametrize("name", LISTS)
def test_a_histogram_is_counted_for_all_labels_at_once(name: str) -> None:
    for draft in known(name):
        assert not draft.rounding
        assert ".at(" in draft.companions[0][1]
        assert check(name, draft, *LABELS)


def test_two_axes_may_meet_at_a_place_and_floats_add_in_order() -> None:
    tenths = np.full((4, 5), 0.1), np.full((4, 5), 1e17)
    for draft in known("weighted"):
        assert not draft.rounding
        assert check("weighted", draft, *tenths)


PLACES = st.integers(-4, 3) | st.sampled_from([4, -5, 2**62, 2**63, -(2**63)])
COUNTS = st.integers(-3, 3) | st.sampled_from([2**62, 2**63 - 1, -(2**63), 10**20])


@pytest.mark.parametrize("name", LISTS)
@given(labels=st.lists(PLACES, max_size=6), counts=st.lists(COUNTS, min_size=4, max_size=4))
@CALM
def test_any_labels_give_the_same_or_decline(name: str, labels: Any, counts: Any) -> None:
    for draft in known(name):
        try:
            check(name, draft, labels, counts)
        except IndexError:  # of the original, which the fast path should have left to it
            pytest.fail("answered where the original raises")


@pytest.mark.parametrize("name", ["histogram_read", "histogram_until"])
def test_counts_that_are_looked_at_meanwhile_stay_a_loop(name: str) -> None:
    with pytest.raises(UnsuitableError, match="in each trip"):
        drafts(name, *LABELS)
