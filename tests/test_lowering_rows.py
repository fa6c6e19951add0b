"""Lists of rows: built by append, walked over, indexed, changed and handed back."""
# ruff: noqa: PERF401 # appending rows is what is tested

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from advisor.lowering import UnsupportedError
from tests.lowering_help import agree, kernel_of


def path(xs: Any) -> Any:
    found = []
    x, y = 0.0, 1.0
    for step in xs:
        x, y = y, x + step
        found.append((x, y))
    return found


def table(xs: Any) -> Any:
    rows = []
    for x in xs:
        row = []
        for y in xs:
            row.append(x * y)
        rows.append(row)
    return rows


def pairs(xs: Any) -> Any:
    found = []
    for i in range(len(xs)):
        for j in range(i + 1, len(xs)):
            if xs[i] < xs[j]:
                found.append([i, j])
    return found


def walked(xs: Any) -> Any:
    points = []
    for x in xs:
        points.append((x, x * x))
    total = 0.0
    for x, y in points:
        total += x + y
    for i in range(len(points)):
        total += points[i][1] * points[-1][0] + len(points[i])
    return total


def changed(xs: Any) -> Any:
    rows = []
    for x in xs:
        rows.append([x, 0.5])
    for i in range(len(rows)):
        rows[i][1] += rows[i - 1][0]
    return rows


def several(xs: Any) -> Any:
    rows: list[Any] = []
    count = 0
    for _ in range(3):
        rows = []
        for x in xs:
            rows.append((x, count))
        count += len(rows)
    return [a for a, _ in rows], count


def displayed(xs: Any) -> Any:
    return [(1, 2), (3, 4)], [[1, len(xs)], [3, 4]]


def made_by_comprehension(xs: Any) -> Any:
    return [(i, x) for i, x in enumerate(xs)], [[x, 1.5] for x in xs]


def nested_display(xs: Any) -> Any:
    return [[[x, x + 1.0], [0.5, 1.0]] for x in xs]


ROWS = (path, table, pairs, walked, changed, several, displayed, nested_display)


@pytest.mark.parametrize("function", ROWS)
@given(xs=st.lists(st.floats(-9, 9), max_size=4))
@settings(max_examples=25, deadline=None)
def test_lists_of_rows_are_pythons_or_the_kernel_leaves(
    function: Callable[..., Any], xs: list[float]
) -> None:
    kernel = kernel_of(function, [1.0, 2.0, 3.5])
    agree(function, kernel, (xs,))
    assert agree(function, kernel, ([1.0, 2.0, 0.5],))


def ragged(xs: Any) -> Any:
    rows = []
    for i in range(len(xs)):
        rows.append([0.0] * (i + 1))
    return rows


def test_rows_of_different_lengths_leave() -> None:
    kernel = kernel_of(ragged, [1.0, 2.0])
    assert not agree(ragged, kernel, ([1.0, 2.0],))
    assert agree(ragged, kernel, ([1.0],))


def shared_row(xs: Any) -> Any:
    rows = []
    row = [0.0, 0.0]
    for x in xs:
        row[0] = x
        rows.append(row)
    return rows


def row_of_an_argument(xs: Any) -> Any:
    rows = []
    for x in xs:
        rows.append(x)  # noqa: PERF402 # the form is tested
    return rows


def growing_while_walking(xs: Any) -> Any:
    rows = []
    for x in xs:
        rows.append((x, x))
    for a, b in rows:
        if len(rows) < 9:
            rows.append((b, a))
    return rows


def of_two_kinds(xs: Any) -> Any:
    rows: list[Any] = []
    for x in xs:
        rows.append((x, x))
        rows.append([x, x])
    return rows


def appended_by_another_name(xs: Any) -> Any:
    rows = []
    row = [0.0] * len(xs)
    other = [1.0] * len(xs)
    row = other
    rows.append(row)
    other[0] = 9.0
    return rows


def appended_perhaps(xs: Any) -> Any:
    rows: list[Any] = []
    row: Any = None
    if xs[0] > 0.0:
        row = [0.0, 1.0]
    rows.append(row)
    row[0] = 9.0
    return rows


def replaced_and_read(xs: Any) -> Any:
    rows = [[x, 1.0] for x in xs]
    row = rows[0]
    rows[0] = [5.0, 6.0]
    row[0] = 9.0
    return rows


def stored_and_changed(xs: Any) -> Any:
    rows = [[x, 1.0] for x in xs]
    row = [5.0, 6.0]
    for i in range(len(xs)):
        row[0] = xs[i]
        rows[i] = row
    return rows


def twice_the_same(xs: Any) -> Any:
    rows = [[x, 1.0] for x in xs]
    rows[0] = rows[-1]
    return rows


@pytest.mark.parametrize(
    ("function", "argument", "construct"),
    [
        (appended_by_another_name, [1.0], "after it was appended"),
        (appended_perhaps, [1.0], "after it was appended"),
        (replaced_and_read, [1.0], "after another list took its place"),
        (stored_and_changed, [1.0], "after it became a row"),
        (twice_the_same, [1.0], "belongs to something else"),
        (shared_row, [1.0], "after it was appended"),
        (row_of_an_argument, [[1.0]], "belongs to something else"),
        (growing_while_walking, [1.0], "grows while a loop walks"),
        (of_two_kinds, [1.0], "both lists and tuples"),
    ],
)
def test_rows_that_are_shared_or_of_two_kinds_are_refused(
    function: Callable[..., Any], argument: Any, construct: str
) -> None:
    with pytest.raises(UnsupportedError, match=construct):
        kernel_of(function, argument)
