"""What invented inputs promise: they fit together, they hurt, and nothing recorded changes."""

from __future__ import annotations

import copy
import math
import pickle
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, arrays

from advisor import equality
from advisor.inputs import Situation, invent, smaller
from advisor.verifying import keeping


@dataclass
class Grid:
    """An object that holds its size and its data."""

    size: int
    cells: list[list[float]]


def situation(*arguments: Any, **names: Any) -> Situation:
    return Situation(arguments, {}, names)


def relatives(*arguments: Any, number: int = 400, **names: Any) -> list[Situation]:
    base = situation(*arguments, **names)
    return list(invent([base], (7, 2.5), 0, number))


def firsts(*arguments: Any, number: int = 400) -> list[Any]:
    return [s.arguments[0] for s in relatives(*arguments, number=number)]


FLOATS = [0.5, 1.5, 2.5, 3.25]


# --- smaller ---------------------------------------------------------------------------------


def test_sizes_that_were_equal_stay_equal() -> None:
    points = [[float(i), 1.0] for i in range(900)]
    labels = [i % 7 for i in range(900)]
    for small in smaller(situation(points, labels, 900)):
        points_then, labels_then, count = small.arguments
        assert len(points_then) == len(labels_then) == count < 40


def test_neighbours_and_products_of_sizes_stay_what_they_are() -> None:
    grid = [0.0] * (60 * 80)
    for small in smaller(situation(grid, [0] * 60, [0] * 80, [0] * 82, 81)):
        flat, rows, columns, padded, last = small.arguments
        assert len(flat) == len(rows) * len(columns)
        assert len(padded) == len(columns) + 2
        assert last == len(columns) + 1


def test_however_many_arguments_there_are_none_is_left_out() -> None:
    lists = tuple([float(i * j) for i in range(40)] for j in range(9))
    situation = Situation((*lists, 0.5, 5000), {}, {})
    relatives = [*smaller(situation), *invent([situation], (), 0, 60)]
    assert {len(relative.arguments) for relative in relatives} == {11}


def test_indices_point_into_the_smaller_list() -> None:
    links = [(i * 37) % 500 for i in range(500)]
    for small in smaller(situation(links, [1.0] * 500)):
        assert all(0 <= link < len(small.arguments[1]) for link in small.arguments[0])


def test_objects_arrays_and_globals_shrink_together() -> None:
    grid = Grid(300, [[1.0] * 300 for _ in range(300)])
    for small in smaller(situation(grid, np.ones((300, 2)), N=300)):
        inner, array = small.arguments
        assert inner.size == len(inner.cells) == len(inner.cells[0]) == len(array)
        assert small.names["N"] == inner.size
    assert grid.size == len(grid.cells) == 300


def test_counts_become_small_in_most() -> None:
    counts = [small.arguments[0] for small in smaller(situation(10_000_000))]
    assert sum(count < 100 for count in counts) >= 4


def test_shared_rows_stay_shared() -> None:
    row = [1.0, 2.0]
    for small in smaller(situation([row] * 50)):
        (rows,) = small.arguments
        assert all(other is rows[0] for other in rows)


# --- inventing -------------------------------------------------------------------------------


def test_the_same_seed_invents_the_same() -> None:
    one = [pickle.dumps(s.arguments) for s in relatives(FLOATS, 3)]
    assert one == [pickle.dumps(s.arguments) for s in relatives(FLOATS, 3)]


def test_no_more_than_asked_for() -> None:
    assert len(relatives(FLOATS, number=10)) == 10
    assert relatives(FLOATS, number=0) == []


def test_what_was_recorded_is_not_touched() -> None:
    array = np.arange(6.0).reshape(2, 3)
    recorded = (FLOATS, [[1, 2], [3, 4]], {"a": 1}, Grid(2, [[1.0]]), array)
    before = copy.deepcopy(recorded)
    for _ in relatives(*recorded, TABLE=[1, 2]):
        pass
    assert equality.compare_values(recorded, before) is None


@pytest.mark.parametrize(
    ("hurts", "test"),
    [
        ("empty", lambda v: v == []),
        ("one element", lambda v: type(v) is list and len(v) == 1),
        ("ties", lambda v: type(v) is list and len(v) > 2 and len(set(map(repr, v))) == 1),
        ("NaN", lambda v: holds(v, lambda x: x != x)),  # noqa: PLR0124 - what NaN is
        ("infinity", lambda v: holds(v, lambda x: x == math.inf)),
        ("negative zero", lambda v: holds(v, lambda x: x == 0 and math.copysign(1, x) < 0)),
        ("negative", lambda v: holds(v, lambda x: x < 0)),
        ("int among floats", lambda v: type(v) is list and {int, float} <= set(map(type, v))),
        ("bool", lambda v: type(v) is list and bool in map(type, v)),
        ("beyond 2**63", lambda v: holds(v, lambda x: x > 2**63)),
        ("Fraction", lambda v: type(v) is list and Fraction in map(type, v)),
        ("Decimal", lambda v: type(v) is list and Decimal in map(type, v)),
        ("None within", lambda v: type(v) is list and None in map(type_or_none, v)),
        ("text for a number", lambda v: type(v) is list and str in map(type, v)),
        ("np.float64", lambda v: type(v) is list and np.float64 in map(type, v)),
        ("subclass of float", lambda v: holds(v, lambda x: type(x).__name__ == "OddFloat")),
        ("subclass of list", lambda v: isinstance(v, list) and type(v) is not list),
        ("tuple", lambda v: type(v) is tuple),
        ("array", lambda v: type(v) is np.ndarray),
        ("None", lambda v: v is None),
        ("dict", lambda v: type(v) is dict),
        ("generator", lambda v: type(v).__name__ == "Stream"),
    ],
)
def test_lists_of_floats_meet(hurts: str, test: Callable[[Any], bool]) -> None:
    assert any(test(value) for value in firsts(FLOATS)), hurts


def holds(value: Any, test: Callable[[Any], Any]) -> bool:
    numbers = [x for x in value if isinstance(x, int | float)] if type(value) is list else []
    return any(test(x) for x in numbers)


def type_or_none(value: Any) -> Any:
    return None if value is None else type(value)


@pytest.mark.parametrize(
    ("hurts", "test"),
    [
        ("Fortran order", lambda a: a.flags.f_contiguous and not a.flags.c_contiguous),
        ("strided", lambda a: not a.flags.f_contiguous and not a.flags.c_contiguous),
        ("read-only", lambda a: not a.flags.writeable),
        ("empty", lambda a: a.size == 0),
        ("other dtype", lambda a: a.dtype == np.float32),
        ("ints", lambda a: a.dtype == np.int64),
        ("objects", lambda a: a.dtype == object),
        ("other byte order", lambda a: a.dtype == np.dtype(">f8")),
        ("complex", lambda a: a.dtype.kind == "c"),
        ("fewer axes", lambda a: a.ndim == 1),
        ("more axes", lambda a: a.ndim == 3),
        ("NaN", lambda a: a.dtype == float and bool(np.isnan(a).any())),
        ("infinity", lambda a: a.dtype == float and bool(np.isinf(a).any())),
        ("subclass", lambda a: type(a) is not np.ndarray),
        ("masked", lambda a: isinstance(a, np.ma.MaskedArray)),
    ],
)
def test_arrays_meet(hurts: str, test: Callable[[Any], bool]) -> None:
    arrays = [a for a in firsts(np.arange(12.0).reshape(3, 4)) if isinstance(a, np.ndarray)]
    assert any(test(array) for array in arrays), hurts


def test_two_arrays_meet_in_one_memory() -> None:
    found = relatives(np.arange(5.0), np.arange(5.0) + 1)
    pairs = [s.arguments for s in found if all(type(a) is np.ndarray for a in s.arguments)]
    assert any(one is two for one, two in pairs)
    assert any(one is not two and np.shares_memory(one, two) for one, two in pairs)


def test_two_lists_are_one_object() -> None:
    assert any(s.arguments[0] is s.arguments[1] for s in relatives([1, 2], [3, 4]))


def test_rows_are_ragged_shared_and_mixed() -> None:
    found = [v for v in firsts([[1.0, 2.0], [3.0, 4.0], [5.0, 6.0]]) if type(v) is list and v]
    nested = [v for v in found if all(type(row) is list for row in v)]
    assert any(len({len(row) for row in v}) > 1 for v in nested)
    assert any(len({id(row) for row in v}) < len(v) for v in nested)
    assert any(tuple in map(type, v) for v in found)


def test_constants_of_the_code_are_tried_with_their_neighbours() -> None:
    ints = {s.arguments[0] for s in relatives(3) if type(s.arguments[0]) is int}
    assert {6, 7, 8} <= ints
    floats = {s.arguments[0] for s in relatives(1.5) if type(s.arguments[0]) is float}
    assert {2.5, math.nextafter(2.5, 3), math.nextafter(2.5, 2)} <= floats


def test_attributes_and_dict_values_are_reached() -> None:
    grids = [v for v in firsts(Grid(2, [[1.0, 2.0]])) if isinstance(v, Grid)]
    assert any(grid.size == -1 for grid in grids)
    assert any(grid.cells == [] for grid in grids)
    tables = [v for v in firsts({"a": 1, "b": 2}) if type(v) is dict]
    assert any("a" not in table for table in tables)
    assert any(table.get("a") is None and "a" in table for table in tables)


def test_globals_are_bound_anew() -> None:
    rebound = [s.rebound for s in relatives(1, RATE=2.5) if s.rebound]
    assert {"RATE"} == {name for names in rebound for name in names}
    assert any(names["RATE"] == 0.0 for names in rebound)


SCALARS = st.none() | st.booleans() | st.integers() | st.floats() | st.complex_numbers() | st.text()
VALUES = st.recursive(
    SCALARS | st.integers(-(10**400), 10**400),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.tuples(inner, inner)
        | st.dictionaries(st.integers() | st.text(), inner, max_size=3)
    ),
    max_leaves=6,
)
ARRAYS = arrays(
    st.sampled_from(
        [np.float64, np.float32, np.complex128, np.int64, np.int8, np.uint64, np.bool_]
    ),
    array_shapes(min_dims=0, max_dims=3, min_side=0, max_side=3),
)


@given(VALUES | ARRAYS, st.integers(0, 3))
@settings(max_examples=150, deadline=None)
def test_whatever_was_recorded_has_relatives(value: Any, seed: int) -> None:
    with np.errstate(all="ignore"):
        assert len(list(invent([situation(value)], (7, 2.5, "a"), seed, 60))) > 5
        list(smaller(situation(value)))


def test_random_relatives_keep_type_and_length() -> None:
    base = situation([[0.25, 4.0], [1.0, 2.0]])
    tame = [s for s in invent([base], (), 0, 300) if _alike(s.arguments[0])]
    assert len({repr(s.arguments) for s in tame}) > 10


def _alike(value: Any) -> bool:
    return type(value) is list and all(
        type(row) is list and all(type(x) is float for x in row) for row in value
    )


# --- keeping ---------------------------------------------------------------------------------


def test_shared_memory_strides_and_protection_survive_keeping() -> None:
    memory = np.arange(12.0).reshape(3, 4)
    protected = np.arange(3)
    protected.flags.writeable = False
    before = (memory, memory[1:, ::2], protected, np.asfortranarray(memory))
    once = keeping.loads(keeping.dumps(before))
    twice = keeping.loads(keeping.dumps(once))
    for after in (once, twice):
        assert equality.compare_values(before, after) is None
        assert np.shares_memory(after[0], after[1])


def test_a_stream_arrives_as_a_generator() -> None:
    streams = [v for v in firsts([1, 2]) if type(v).__name__ == "Stream"]
    loaded = keeping.loads(keeping.dumps(streams[0]))
    assert type(loaded).__name__ == "generator"
    assert list(loaded) == [1, 2]


def test_what_cannot_be_kept_says_so() -> None:
    with pytest.raises(keeping.KeepingError, match="generator"):
        keeping.dumps(x for x in "a")


# --- strangers -------------------------------------------------------------------------------


def test_objects_meet_subclasses_that_compute_and_note() -> None:
    grids = [v for v in firsts(Grid(3, [[1.0]])) if isinstance(v, Grid) and type(v) is not Grid]
    assert any(grid.size == vars(grid)["size"] + 1 for grid in grids)
    noting = next(grid for grid in grids if type(grid).__setattr__ is not object.__setattr__)
    noting.size = 5
    assert vars(noting)["noted"] == ["size"]


def test_slots_are_reached_and_kept() -> None:
    class Slotted:
        __slots__ = ("x",)

        def __init__(self, x: Any) -> None:
            self.x = x

    recorded = Slotted(1.5)
    found = [v.x for v in firsts(recorded) if isinstance(v, Slotted) and hasattr(v, "x")]
    assert any(x != x for x in found if type(x) is float)  # noqa: PLR0124 - what NaN is
    assert recorded.x == 1.5


def test_inventing_leaves_the_process_as_it_is() -> None:
    before = np.geterr()
    situations = invent([situation(np.array([1e300, 2.0]))], (), 0, 200)
    assert all(np.geterr() == before for _ in situations)
