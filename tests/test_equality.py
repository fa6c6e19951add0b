"""What counts as the same behaviour, and what does not."""

from __future__ import annotations

import array
import collections
import copy
import dataclasses
import datetime as dt
import decimal
import enum
import fractions
import functools
import io
import itertools
import math
import operator
import random
import re
import struct
import types
import uuid
import weakref
from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from typing import Any, NamedTuple

import numpy as np
import pandas as pd
import pytest
import scipy.sparse as sp
from hypothesis import given, settings
from hypothesis import strategies as st

from advisor.equality import ANY_ROUNDING, compare_values, rounding
from advisor.equality.draining import as_values
from advisor.verifying import keeping

NAN = math.nan
INF = math.inf
OTHER_NAN = struct.unpack("<d", b"\x01\x00\x00\x00\x00\x00\xf8\xff")[0]


class Plain:
    """An object with attributes."""

    x: Any

    def __init__(self, **attributes: Any) -> None:
        self.__dict__.update(attributes)

    def __eq__(self, other: object) -> bool:
        return True  # a liar: equality must not ask it

    def __hash__(self) -> int:
        return 1


class Slotted:
    """An object with slots."""

    __slots__ = ("x", "y")

    def __init__(self, x: Any) -> None:
        self.x = x


class SubList(list[Any]):
    """A list with attributes."""


class SubFloat(float):
    """Another float."""


class SubArray(np.ndarray[Any, Any]):
    """Another array."""


class Point(NamedTuple):
    """A named tuple."""

    x: float
    y: float


@dataclasses.dataclass
class Record:
    """A dataclass."""

    x: Any
    y: Any = 0


class Colour(enum.Enum):
    """An enum."""

    RED = 1
    BLUE = 2


def cyclic(end: Any) -> list[Any]:
    values: list[Any] = [1, end]
    values.append(values)
    return values


def mutual(end: Any) -> dict[str, Any]:
    one: dict[str, Any] = {"end": end}
    one["other"] = {"back": one}
    return one


def chain(length: int, end: Any) -> list[Any]:
    values = [end]
    for _ in range(length):
        values = [values]
    return values


def adder(number: Any) -> Callable[[Any], Any]:
    return lambda value: value + number


def multiplier(number: Any) -> Callable[[Any], Any]:
    return lambda value: value * number


def twice(value: Any) -> list[Any]:
    return [value, value]


def views(start: int) -> tuple[Any, Any]:
    memory = np.arange(10.0)
    return memory[:5], memory[start : start + 5]


def read_only(values: Any) -> Any:
    made = np.array(values)
    made.flags.writeable = False
    return made


def buffer(kind: Any, content: Any, position: int) -> Any:
    made = kind(content)
    made.seek(position)
    return made


def advanced(iterator: Any, steps: int) -> Any:
    for _ in range(steps):
        next(iterator)
    return iterator


def failing(error: BaseException, cause: BaseException | None = None) -> BaseException:
    error.__cause__ = cause
    return error


def named(series: Any, **attributes: Any) -> Any:
    for name, value in attributes.items():
        setattr(series, name, value)
    return series


def with_attributes(value: Any, attributes: dict[str, Any]) -> Any:
    value.attrs.update(attributes)
    return value


def drawn(generator: Any, times: int) -> Any:
    for _ in range(times):
        generator.random()
    return generator


def seeded(seed: int) -> random.Random:
    return random.Random(seed)  # noqa: S311 - not for secrets


def sparse_looked_at() -> Any:
    matrix = sp.csr_array(np.eye(3))
    _ = matrix.has_canonical_format
    return matrix


SAME: list[tuple[str, Callable[[], Any], Callable[[], Any]]] = [
    ("ints", lambda: 10**30, lambda: 10**30),
    ("NaN whatever its payload", lambda: NAN, lambda: OTHER_NAN),
    ("NaN in a list", lambda: [1.0, NAN], lambda: [1.0, -OTHER_NAN]),
    ("NaN as a key", lambda: {NAN: 1}, lambda: {OTHER_NAN: 1}),
    ("infinities", lambda: [INF, -INF], lambda: [INF, -INF]),
    ("negative zeros", lambda: -0.0, lambda: -1.0 * 0.0),
    ("complex with NaN", lambda: complex(NAN, 1), lambda: complex(OTHER_NAN, 1)),
    ("strings made in two ways", lambda: "ab", lambda: "a" + chr(98)),
    ("bytes", lambda: b"\x00\xff", lambda: bytes([0, 255])),
    ("bytearray", lambda: bytearray(b"ab"), lambda: bytearray([97, 98])),
    ("empty list", list, lambda: [1][1:]),
    ("mixed list", lambda: [1, 2.0, "x", None], lambda: [1, 2.0, "x", None]),
    ("nested lists", lambda: [[1.0], [2.0, 3]], lambda: [[1.0], [2.0, 3]]),
    ("equal strings that are one object or two", lambda: ["ab"] * 2, lambda: ["ab", "a" + "b"]),
    ("a tuple twice or two equal tuples", lambda: [(1, 2)] * 2, lambda: [(1, 2), (1, 2)]),
    ("one list twice on both sides", lambda: twice([1]), lambda: twice([1])),
    ("dict", lambda: {"a": 1, 2: [3]}, lambda: {"a": 1, 2: [3]}),
    ("set", lambda: {1, 2, 3}, lambda: {3, 2, 1}),
    ("set of strings", lambda: {"a", "b"}, lambda: {"a", "b"}),
    ("frozenset of tuples", lambda: frozenset({(1, "a")}), lambda: frozenset([(1, "a")])),
    ("range", lambda: range(0, 10, 2), lambda: range(0, 10, 2)),
    ("slice", lambda: slice(1, None), lambda: slice(1, None, None)),
    ("self-referential list", lambda: cyclic(2.0), lambda: cyclic(2.0)),
    ("dicts that hold each other", lambda: mutual("x"), lambda: mutual("x")),
    ("deeper than Python recurses", lambda: chain(20_000, 1), lambda: chain(20_000, 1)),
    ("object", lambda: Plain(x=1, y=[2]), lambda: Plain(x=1, y=[2])),
    ("slots", lambda: Slotted([1]), lambda: Slotted([1])),
    ("dataclass", lambda: Record(1.5, NAN), lambda: Record(1.5, NAN)),
    ("named tuple", lambda: Point(1.0, 2.0), lambda: Point(y=2.0, x=1.0)),
    ("subclass of list", lambda: SubList([1]), lambda: SubList((1,))),
    ("subclass of float", lambda: SubFloat(NAN), lambda: SubFloat(OTHER_NAN)),
    ("enum member", lambda: Colour.RED, lambda: Colour(1)),
    ("functions of the same code", lambda: adder(1), lambda: adder(1)),
    ("bound methods", lambda: [1].append, lambda: [1].append),
    ("built-in functions", lambda: math.sqrt, lambda: math.sqrt),
    (
        "partials",
        lambda: functools.partial(max, 1, key=abs),
        lambda: functools.partial(max, 1, key=abs),
    ),
    ("item getters", lambda: operator.itemgetter(1, 2), lambda: operator.itemgetter(1, 2)),
    ("classes", lambda: Plain, lambda: Plain),
    ("modules", lambda: math, lambda: math),
    ("Decimal", lambda: Decimal("1.10"), lambda: Decimal((0, (1, 1, 0), -2))),
    ("Decimal NaN", lambda: Decimal("NaN"), lambda: Decimal("NaN")),
    ("Fraction", lambda: Fraction(2, 4), lambda: Fraction(1, 2)),
    (
        "datetime",
        lambda: dt.datetime(2020, 1, 1, tzinfo=dt.UTC),
        lambda: dt.datetime(2020, 1, 1, tzinfo=dt.UTC),
    ),
    ("timedelta", lambda: dt.timedelta(hours=24), lambda: dt.timedelta(days=1)),
    ("UUID", lambda: uuid.UUID(int=5), lambda: uuid.UUID(int=5)),
    ("pattern", lambda: re.compile("a+"), lambda: re.compile("a+")),
    ("deque", lambda: collections.deque([1], 3), lambda: collections.deque([1], 3)),
    (
        "defaultdict",
        lambda: collections.defaultdict(list, a=[1]),
        lambda: collections.defaultdict(list, {"a": [1]}),
    ),
    ("Counter", lambda: collections.Counter("aab"), lambda: collections.Counter({"a": 2, "b": 1})),
    ("OrderedDict", lambda: collections.OrderedDict(a=1), lambda: collections.OrderedDict(a=1)),
    ("array", lambda: array.array("d", [NAN]), lambda: array.array("d", [OTHER_NAN])),
    ("memoryview", lambda: memoryview(b"ab"), lambda: memoryview(b"ab")),
    ("BytesIO", lambda: buffer(io.BytesIO, b"abc", 1), lambda: buffer(io.BytesIO, b"abc", 1)),
    (
        "exceptions",
        lambda: failing(ValueError("x"), KeyError(1)),
        lambda: failing(ValueError("x"), KeyError(1)),
    ),
    ("list iterator", lambda: advanced(iter([1, 2]), 1), lambda: advanced(iter([1, 2]), 1)),
    ("count", lambda: advanced(itertools.count(), 3), lambda: itertools.count(3)),
    ("namespace", lambda: types.SimpleNamespace(a=1), lambda: types.SimpleNamespace(a=1)),
    ("random generator", lambda: seeded(1), lambda: seeded(1)),
    ("NumPy generator", lambda: np.random.default_rng(1), lambda: np.random.default_rng(1)),
    ("array of floats", lambda: np.array([1.0, NAN]), lambda: np.array([1.0, OTHER_NAN])),
    ("complex array", lambda: np.array([1j, NAN]), lambda: np.array([1j, NAN])),
    ("strided arrays of one layout", lambda: np.arange(10)[::2], lambda: np.arange(10)[::2]),
    (
        "Fortran order",
        lambda: np.ones((2, 3), order="F"),
        lambda: np.asfortranarray(np.ones((2, 3))),
    ),
    ("vector made in C or Fortran order", lambda: np.ones(3, order="F"), lambda: np.ones(3)),
    ("empty array", lambda: np.empty((0, 3)), lambda: np.zeros((0, 3))),
    ("array without axes", lambda: np.array(1.5), lambda: np.array(1.5)),
    (
        "long double, whatever is in its padding",
        lambda: np.full(3, 1.5, "g"),
        lambda: np.array([1.5] * 3, "g"),
    ),
    (
        "object array",
        lambda: np.array([1, "a", None], object),
        lambda: np.array([1, "a", None], object),
    ),
    (
        "structured array",
        lambda: np.zeros(2, [("a", "f8"), ("b", "i4")]),
        lambda: np.zeros(2, [("a", "f8"), ("b", "i4")]),
    ),
    (
        "datetime64",
        lambda: np.array(["NaT", "2020"], "M8[D]"),
        lambda: np.array(["NaT", "2020-01-01"], "M8[D]"),
    ),
    ("overlapping views", lambda: views(2), lambda: views(2)),
    ("array scalar", lambda: np.float64(NAN), lambda: np.float64(OTHER_NAN)),
    ("subclass of ndarray", lambda: np.ones(2).view(SubArray), lambda: np.ones(2).view(SubArray)),
    (
        "masked array",
        lambda: np.ma.array([1, 2], mask=[False, True]),
        lambda: np.ma.array([1, 2], mask=[False, True]),
    ),
    (
        "masked array that was pickled",
        lambda: np.ma.array([1, 2], np.uint8, mask=[False, True]),
        lambda: keeping.loads(keeping.dumps(np.ma.array([1, 2], np.uint8, mask=[False, True]))),
    ),
    ("dtype", lambda: np.dtype("f8"), lambda: np.dtype(float)),
    ("ufunc", lambda: np.sin, lambda: np.sin),
    (
        "frame",
        lambda: pd.DataFrame({"a": [1.0, NAN], "b": ["x", None]}),
        lambda: pd.DataFrame({"a": [1.0, NAN], "b": ["x", None]}),
    ),
    ("series", lambda: pd.Series([1, 2], name="n"), lambda: pd.Series((1, 2), name="n")),
    (
        "nullable series",
        lambda: pd.Series([1, None], dtype="Int64"),
        lambda: pd.Series([1, pd.NA], dtype="Int64"),
    ),
    ("categories", lambda: pd.Categorical(["a", "b"]), lambda: pd.Categorical(["a", "b"])),
    (
        "index of times",
        lambda: pd.date_range("2020", periods=3),
        lambda: pd.date_range("2020", periods=3),
    ),
    (
        "multi-index",
        lambda: pd.MultiIndex.from_tuples([(1, "a")]),
        lambda: pd.MultiIndex.from_tuples([(1, "a")]),
    ),
    ("sparse matrix looked at or not", lambda: sp.csr_array(np.eye(3)), sparse_looked_at),
]

DIFFERENT: list[tuple[str, Callable[[], Any], Callable[[], Any]]] = [
    ("large ints fifty apart", lambda: 10_000_000, lambda: 10_000_050),
    ("int and float", lambda: 1, lambda: 1.0),
    ("int and bool", lambda: 1, lambda: True),
    ("int and np.int64", lambda: 1, lambda: np.int64(1)),
    ("float and np.float64", lambda: 1.5, lambda: np.float64(1.5)),
    ("bool and np.bool", lambda: True, lambda: np.bool_(1)),
    ("bool in a list", lambda: [1, 1], lambda: [1, True]),
    ("zero and negative zero", lambda: 0.0, lambda: -0.0),
    ("negative zero in a list", lambda: [1.0, 0.0], lambda: [1.0, -0.0]),
    ("negative zero, imaginary", lambda: complex(1, 0.0), lambda: complex(1, -0.0)),
    ("one unit in the last place", lambda: [0.1], lambda: [math.nextafter(0.1, 1)]),
    ("NaN and a number", lambda: NAN, lambda: 0.0),
    ("NaN and infinity", lambda: NAN, lambda: INF),
    ("signs of infinity", lambda: INF, lambda: -INF),
    ("str and bytes", lambda: "a", lambda: b"a"),
    ("bytes and bytearray", lambda: b"a", lambda: bytearray(b"a")),
    ("strings that look alike", lambda: "é", lambda: "e\u0301"),
    ("None and nothing", lambda: [None], list),
    ("list and tuple", lambda: [1], lambda: (1,)),
    ("list and its subclass", lambda: [1], lambda: SubList([1])),
    ("tuple and named tuple", lambda: (1.0, 2.0), lambda: Point(1.0, 2.0)),
    ("list and array", lambda: [1.0], lambda: np.array([1.0])),
    ("length", lambda: [1, 2], lambda: [1, 2, 2]),
    ("order", lambda: [1, 2], lambda: [2, 1]),
    ("deep inside", lambda: [[1], [[2, [3]]]], lambda: [[1], [[2, [4]]]]),
    ("one list twice or two equal lists", lambda: twice([1]), lambda: [[1], [1]]),
    ("two equal lists or one list twice", lambda: [[1], [1]], lambda: twice([1])),
    ("rows shared in another way", lambda: [(r := [0]), [0], r], lambda: [(r := [0]), r, [0]]),
    ("order of keys", lambda: {"a": 1, "b": 2}, lambda: {"b": 2, "a": 1}),
    ("type of a key", lambda: {1: "x"}, lambda: {1.0: "x"}),
    ("dict and OrderedDict", lambda: {"a": 1}, lambda: collections.OrderedDict(a=1)),
    ("elements of a set", lambda: {1, 2}, lambda: {1, 3}),
    ("type of an element of a set", lambda: {1}, lambda: {True}),
    ("iteration order of a set", lambda: {0, 8}, lambda: {8, 0}),
    ("set and frozenset", lambda: {1}, lambda: frozenset({1})),
    ("ranges of equal elements", lambda: range(0, 3, 2), lambda: range(0, 4, 2)),
    ("self-referential list", lambda: cyclic(1), lambda: cyclic(2)),
    ("cycle and none", lambda: cyclic(1), lambda: [1, 1, cyclic(1)]),
    ("end of a long chain", lambda: chain(20_000, 1), lambda: chain(20_000, 2)),
    ("attribute", lambda: Plain(x=1), lambda: Plain(x=2)),
    ("further attribute", lambda: Plain(x=1), lambda: Plain(x=1, y=None)),
    ("slot", lambda: Slotted(1), lambda: Slotted(2)),
    ("slot set or not", lambda: Slotted(1), lambda: named(Slotted(1), y=None)),
    ("dataclass field", lambda: Record(1), lambda: Record(1, 1)),
    ("attribute of a list", lambda: SubList([1]), lambda: named(SubList([1]), note=1)),
    ("two classes of one shape", lambda: Plain(x=1), lambda: types.SimpleNamespace(x=1)),
    ("enum member", lambda: Colour.RED, lambda: Colour.BLUE),
    ("lambdas of other code", lambda: adder(1), lambda: multiplier(1)),
    ("lambdas of other closure", lambda: adder(1), lambda: adder(2)),
    ("functions of other names", lambda: math.floor, lambda: math.ceil),
    ("methods of other objects", lambda: [1].append, lambda: [2].append),
    (
        "partials of other arguments",
        lambda: functools.partial(max, 1),
        lambda: functools.partial(max, 2),
    ),
    ("classes of other names", lambda: Plain, lambda: Slotted),
    ("Decimal 1.0 and 1.00", lambda: Decimal("1.0"), lambda: Decimal("1.00")),
    ("Decimal and float", lambda: Decimal("0.5"), lambda: 0.5),
    ("Fraction and float", lambda: Fraction(1, 2), lambda: 0.5),
    ("time zone", lambda: dt.datetime(2020, 1, 1, tzinfo=dt.UTC), lambda: dt.datetime(2020, 1, 1)),  # noqa: DTZ001 - the point
    ("fold", lambda: dt.time(1, fold=0), lambda: dt.time(1, fold=1)),
    ("flags of a pattern", lambda: re.compile("a"), lambda: re.compile("a", re.IGNORECASE)),
    (
        "length limit of a deque",
        lambda: collections.deque([1], 2),
        lambda: collections.deque([1], 3),
    ),
    ("factory", lambda: collections.defaultdict(list), lambda: collections.defaultdict(set)),
    ("type code", lambda: array.array("i", [1]), lambda: array.array("l", [1])),
    ("content of a buffer", lambda: io.BytesIO(b"ab"), lambda: io.BytesIO(b"ac")),
    (
        "position in a buffer",
        lambda: buffer(io.BytesIO, b"ab", 0),
        lambda: buffer(io.BytesIO, b"ab", 1),
    ),
    ("message of an exception", lambda: ValueError("a"), lambda: ValueError("b")),
    ("class of an exception", lambda: KeyError("a"), lambda: LookupError("a")),
    (
        "cause of an exception",
        lambda: failing(ValueError(), KeyError()),
        lambda: failing(ValueError()),
    ),
    (
        "how far an iterator is",
        lambda: advanced(iter([1, 2]), 0),
        lambda: advanced(iter([1, 2]), 1),
    ),
    ("iterator and list", lambda: iter([1]), lambda: [1]),
    ("generators cannot be compared", lambda: (i for i in "a"), lambda: (i for i in "a")),
    ("state of a random generator", lambda: seeded(1), lambda: drawn(seeded(1), 1)),
    (
        "state of a NumPy generator",
        lambda: np.random.default_rng(1),
        lambda: drawn(np.random.default_rng(1), 1),
    ),
    ("dtype", lambda: np.array([1.0]), lambda: np.array([1.0], "f4")),
    ("int widths", lambda: np.array([1], "i8"), lambda: np.array([1], "i4")),
    ("byte order", lambda: np.array([1.0], "<f8"), lambda: np.array([1.0], ">f8")),
    ("shape", lambda: np.ones(3), lambda: np.ones((3, 1))),
    ("array and scalar", lambda: np.array(1.5), lambda: np.float64(1.5)),
    ("memory order", lambda: np.ones((2, 3)), lambda: np.ones((2, 3), order="F")),
    ("writability", lambda: np.ones(2), lambda: read_only([1.0, 1.0])),
    ("negative zero in an array", lambda: np.array([0.0]), lambda: np.array([-0.0])),
    ("one element of an array", lambda: np.zeros((3, 3)), lambda: np.diag([0.0, 0.0, 1e-300])),
    ("view and copy", lambda: views(2), lambda: (np.arange(5.0), np.arange(2.0, 7.0))),
    ("another overlap", lambda: views(2), lambda: tuple(v + 0.0 for v in views(2))),
    (
        "element of an object array",
        lambda: np.array([1, 2], object),
        lambda: np.array([1, 2.0], object),
    ),
    ("names of fields", lambda: np.zeros(1, [("a", "f8")]), lambda: np.zeros(1, [("b", "f8")])),
    (
        "unit of a datetime64",
        lambda: np.array(["2020"], "M8[D]"),
        lambda: np.array(["2020"], "M8[s]"),
    ),
    ("array and matrix", lambda: np.ones((1, 1)), lambda: np.ones((1, 1)).view(SubArray)),
    (
        "mask",
        lambda: np.ma.array([1, 2], mask=[False, True]),
        lambda: np.ma.array([1, 2], mask=[False, False]),
    ),
    ("fill value", lambda: np.ma.array([1], fill_value=1), lambda: np.ma.array([1], fill_value=2)),
    ("name of a series", lambda: pd.Series([1], name="a"), lambda: pd.Series([1], name="b")),
    ("index of a series", lambda: pd.Series([1]), lambda: pd.Series([1], index=[1])),
    ("kind of index", lambda: pd.Series([1, 2]), lambda: pd.Series([1, 2], index=[0, 1])),
    ("dtype of a column", lambda: pd.DataFrame({"a": [1]}), lambda: pd.DataFrame({"a": [1.0]})),
    (
        "order of columns",
        lambda: pd.DataFrame({"a": [1], "b": [1]}),
        lambda: pd.DataFrame({"b": [1], "a": [1]}),
    ),
    (
        "attrs of a frame",
        lambda: pd.DataFrame({"a": [1]}),
        lambda: with_attributes(pd.DataFrame({"a": [1]}), {"n": 1}),
    ),
    (
        "missing or NaN",
        lambda: pd.Series([1, None], dtype="Int64"),
        lambda: pd.Series([1, None], dtype="float"),
    ),
    (
        "order of categories",
        lambda: pd.Categorical(["a"], ["a", "b"]),
        lambda: pd.Categorical(["a"], ["b", "a"]),
    ),
    (
        "frequency of an index",
        lambda: pd.date_range("2020", periods=3),
        lambda: named(pd.date_range("2020", periods=3), freq=None),
    ),
    ("sparse format", lambda: sp.csr_array(np.eye(2)), lambda: sp.csc_array(np.eye(2))),
    ("sparse value", lambda: sp.csr_array(np.eye(2)), lambda: sp.csr_array(2 * np.eye(2))),
    (
        "stored zero",
        lambda: sp.csr_array(np.eye(2)),
        lambda: sp.csr_array(([1.0, 1.0, 0.0], ([0, 1, 0], [0, 1, 1]))),
    ),
    ("dead reference and None", lambda: weakref.ref(Plain()), lambda: None),
]


@pytest.mark.parametrize(("left", "right"), [p[1:] for p in SAME], ids=[p[0] for p in SAME])
def test_the_same(left: Callable[[], Any], right: Callable[[], Any]) -> None:
    assert compare_values(left(), right()) is None


@pytest.mark.parametrize(
    ("left", "right"), [p[1:] for p in DIFFERENT], ids=[p[0] for p in DIFFERENT]
)
def test_not_the_same(left: Callable[[], Any], right: Callable[[], Any]) -> None:
    assert compare_values(left(), right()) is not None
    assert compare_values(right(), left()) is not None


def test_where_in_the_interpreter_a_stack_was_full_does_not_count() -> None:
    prefix = "maximum recursion depth exceeded"
    caught = []
    for message in (prefix, f"{prefix} in comparison", f"{prefix}, they say"):
        with pytest.raises(RecursionError) as error:
            raise RecursionError(message)
        caught.append(as_values(error.value))
    assert compare_values(caught[0], caught[1]) is None
    assert compare_values(caught[0], caught[2]) is not None


def test_the_table_is_as_long_as_promised() -> None:
    assert len(SAME) >= 60
    assert len(DIFFERENT) >= 60


# --- what a difference says ------------------------------------------------------------------


def test_a_difference_names_the_place() -> None:
    difference = compare_values({"a": [Plain(x=[1.0, 2.0])]}, {"a": [Plain(x=[1.0, 2.5])]})
    assert difference is not None
    assert difference.path == "value['a'][0].x[1]"
    assert (difference.left, difference.right) == ("2.0", "2.5")
    assert difference.relative_error == pytest.approx(0.25)


def test_what_cannot_be_compared_says_so() -> None:
    difference = compare_values((i for i in "a"), (i for i in "a"))
    assert "cannot be compared" in str(difference)


def test_no_code_of_the_users_runs() -> None:
    class Trap:
        def __eq__(self, other: object) -> bool:
            raise AssertionError

        def __hash__(self) -> int:
            raise AssertionError

        def __len__(self) -> int:
            raise AssertionError

        @property
        def __dict__(self) -> dict[str, Any]:  # type: ignore[override]
            raise AssertionError

    compare_values([Trap()], [Trap()])


def test_a_long_repr_is_cut() -> None:
    difference = compare_values("x" * 10_000, "y" * 10_000)
    assert difference is not None
    assert len(str(difference)) < 200


# --- rounding --------------------------------------------------------------------------------


def test_rounding_permits_what_the_spread_covers() -> None:
    policy = rounding({"value": np.array([1e-10, 0.0])})
    assert compare_values([1.0, 2.0], [1.0 + 1.5e-10, 2.0], policy) is None
    assert compare_values([1.0, 2.0], [1.0, 2.0 + 2e-10], policy) is not None
    assert compare_values([1.0, 2.0], [1.0 + 1e-9, 2.0], policy) is not None


def test_rounding_permits_a_few_units_where_nothing_is_known() -> None:
    near = math.nextafter(math.nextafter(0.1, 1), 1)
    assert compare_values(0.1, near, rounding({})) is None
    assert compare_values(0.1, 0.1 + 1e-15, rounding({})) is not None


@pytest.mark.parametrize(
    ("left", "right"),
    [
        (1, 2),
        ([1, 2], [1, 3]),
        (np.array([1]), np.array([2])),
        (1.0, NAN),
        (1e308, INF),
        (INF, -INF),
        (NAN, 0.0),
        (1.0, 1),
        (np.array([1.0]), np.array([1.0], "f4")),
        (0.0, -0.0),
        ("1.0", "1.1"),
        (Decimal("1.0"), Decimal("1.1")),
    ],
)
def test_rounding_never_hides_more_than_rounding(left: Any, right: Any) -> None:
    generous = rounding({"value": np.array([0.0])})
    assert compare_values(left, right, generous) is not None


def test_any_rounding_tells_whether_only_floats_differ() -> None:
    assert compare_values([1.0, "a"], [2.0, "a"], ANY_ROUNDING) is None
    assert compare_values([1.0, "a"], [2.0, "b"], ANY_ROUNDING) is not None
    assert compare_values([1.0, 1], [2.0, 2], ANY_ROUNDING) is not None


# --- properties ------------------------------------------------------------------------------

_LEAVES = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.complex_numbers(),
    st.text(max_size=5),
    st.binary(max_size=5),
    st.decimals(),
    st.fractions(),
    st.builds(np.float64, st.floats()),
    st.builds(np.array, st.lists(st.floats(), max_size=4)),
    st.builds(lambda xs: np.array(xs, "i8"), st.lists(st.integers(-9, 9), max_size=4)),
)
_VALUES = st.recursive(
    _LEAVES,
    lambda inner: st.one_of(
        st.lists(inner, max_size=4),
        st.tuples(inner, inner),
        st.dictionaries(st.text(max_size=3), inner, max_size=3),
        st.builds(lambda x: Plain(x=x), inner),
        st.builds(Record, inner, inner),
        st.builds(lambda x: [x, x], st.lists(inner, max_size=2)),
    ),
    max_leaves=12,
)


@settings(max_examples=150, deadline=None)
@given(_VALUES)
def test_a_deep_copy_is_the_same(value: Any) -> None:
    assert compare_values(value, copy.deepcopy(value)) is None


@settings(max_examples=200, deadline=None)
@given(_VALUES, st.randoms(use_true_random=False))
def test_any_single_change_is_seen(value: Any, source: random.Random) -> None:
    changed = _changed(copy.deepcopy(value), source)
    assert compare_values(value, changed) is not None
    assert compare_values(changed, value) is not None


@settings(max_examples=60, deadline=None)
@given(_VALUES, _VALUES)
def test_an_object_that_is_no_longer_shared_is_seen(first: Any, second: Any) -> None:
    shared = [first]
    assert compare_values([shared, second, shared], [[first], second, [first]]) is not None
    assert compare_values({"a": shared, "b": (shared,)}, {"a": [first], "b": ([first],)})


def _changed(value: Any, source: random.Random) -> Any:
    """``value`` with exactly one thing in it made something else."""
    if isinstance(value, list) and value and source.random() < 0.8:
        at = source.randrange(len(value))
        if _occurs_once(value, at):
            value[at] = _changed(value[at], source)
            return value
    if isinstance(value, tuple) and source.random() < 0.8:
        return (_changed(value[0], source), *value[1:])
    if isinstance(value, dict) and value and source.random() < 0.8:
        key = source.choice(sorted(value))
        value[key] = _changed(value[key], source)
        return value
    if isinstance(value, Plain | Record) and source.random() < 0.8:
        value.x = _changed(value.x, source)
        return value
    return _another(value, source)


def _occurs_once(values: list[Any], at: int) -> bool:
    return sum(other is values[at] for other in values) == 1


def _another(value: Any, source: random.Random) -> Any:
    if isinstance(value, bool) or value is None:
        return source.choice([0, "", [value]])
    if type(value) is int:
        return source.choice([value + 1, -value - 1, float(source.random())])
    if type(value) is float:
        nearby = math.nextafter(value, 0.0) if value and math.isfinite(value) else 1.5
        return source.choice([nearby, np.float64(value), None])
    if isinstance(value, list):
        return source.choice([[*value, None], tuple(value)])
    if isinstance(value, np.ndarray):
        return source.choice([np.append(value, 1), value.astype("c16"), read_only(value)])
    if isinstance(value, dict):
        return {**value, "another key": 1}
    return [value]


def test_decimal_context_and_fractions_stay_exact() -> None:
    with decimal.localcontext() as context:
        context.prec = 3
        assert compare_values(Decimal("1.23456"), Decimal("1.23457")) is not None
    assert compare_values(fractions.Fraction(1, 3), fractions.Fraction(1, 3)) is None
