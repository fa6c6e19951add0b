"""What a value looks like is told exactly, and telling runs no code of the user's."""

import collections
import dataclasses
import math
import re
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from advisor import observing
from advisor.observing import Seen, attributes, observe

INT, FLOAT, BOOL = Seen("int"), Seen("float"), Seen("bool")
ROW = Seen("list", items=(FLOAT,), length=2, shape=(2,))
ARRAY = np.arange(6.0).reshape(2, 3)
ARRAY.flags.writeable = False
SHARED: list[float] = [1.0, 2.0]


class Point:
    """Numbers in slots, and one that is not set."""

    __slots__ = ("label", "missing", "x", "y")

    def __init__(self, x: float, y: object) -> None:
        self.x, self.y, self.label = x, y, "a"


class Grid(np.ndarray[Any, Any]):
    """No plain array: it may compute otherwise."""


class Body(Point):
    """Numbers in slots and in a dictionary."""

    def __init__(self) -> None:
        super().__init__(1.0, 2)
        self.path = [[1.0, 2.0]]
        self.itself = self


class List(list[Any]):
    """No list to us: it may do anything."""


@pytest.mark.parametrize(
    ("value", "seen"),
    [
        (3, Seen("int", value=3)),
        (True, Seen("bool", value=True)),
        (1.5, Seen("float", value=1.5)),
        (2j, Seen("complex", value=2j)),
        ("ab", Seen("str", length=2, value="ab")),
        ("a" * 1000, Seen("str", length=1000)),
        (1 << 5000, Seen("int")),
        (b"ab", Seen("bytes", length=2)),
        (None, Seen("NoneType")),
        ([1.0, 2.0], ROW),
        ([1, 2.0, True], Seen("list", items=(INT, FLOAT, BOOL), length=3, shape=(3,))),
        ([], Seen("list", length=0, shape=(0,))),
        ([1.0, None], Seen("list", items=(FLOAT, Seen("NoneType")), length=2)),
        ([[1.0, 2.0], [3.0, 4.0]], Seen("list", items=(ROW,), length=2, shape=(2, 2))),
        (
            [[1.0], [1.0, 2.0]],
            Seen("list", items=(Seen("list", items=(FLOAT,)),), length=2),
        ),
        (
            [SHARED, SHARED],
            Seen(
                "list",
                items=(dataclasses.replace(ROW, plain=False),),
                length=2,
                shape=(2, 2),
                plain=False,
            ),
        ),
        (
            (1, 2.0),
            Seen(
                "tuple",
                items=(Seen("int", value=1), Seen("float", value=2.0)),
                length=2,
                shape=(2,),
            ),
        ),
        (
            [(1, 2.0), (3, 4)],
            Seen(
                "list",
                items=(
                    Seen(
                        "tuple",
                        items=(INT, Seen("mixed", items=(FLOAT, INT))),
                        length=2,
                        shape=(2,),
                    ),
                ),
                length=2,
                shape=(2, 2),
            ),
        ),
        ({1, 2}, Seen("set", items=(INT,), length=2)),
        (
            {1: [1.0, 2.0]},
            Seen(
                "dict",
                items=(
                    Seen("list", items=(INT,), length=1, shape=(1,)),
                    Seen("list", items=(ROW,), length=1, shape=(1, 2)),
                ),
                length=1,
            ),
        ),
        (range(5), Seen("range", length=5)),
        (range(10**30), Seen("range")),
        (math, Seen("module", "math")),
        (math.sqrt, Seen("builtin", "math.sqrt")),
        (np.sqrt, Seen("builtin", "numpy.sqrt")),
        (len, Seen("builtin", "len")),
        (float, Seen("type", "float")),
        (dataclasses.asdict, Seen("function", "dataclasses.asdict")),
        (Point.__init__, Seen("function", f"{__name__}.Point.__init__")),
        (Point(1.0, 2).__init__, Seen("method", f"{__name__}.Point.__init__")),  # type: ignore[misc]  # it is only looked at
        ((x for x in [1]), Seen("generator")),
        (List([1]), Seen("object", f"{__name__}.List")),
        (collections.deque([1]), Seen("object", "collections.deque")),
        (np.float32(1.5), Seen("scalar", "float32", value=1.5)),
        (np.int64(3), Seen("scalar", "int64", value=3)),
        (ARRAY, Seen("ndarray", "float64", length=2, shape=(2, 3), plain=False)),
        (ARRAY.copy(), Seen("ndarray", "float64", length=2, shape=(2, 3))),
        (ARRAY.T, Seen("ndarray", "float64", length=3, shape=(3, 2), plain=False)),
        (np.array(1), Seen("ndarray", "int64", shape=())),
        (np.zeros(2, ">f8"), Seen("ndarray", "float64", length=2, shape=(2,), plain=False)),
        (np.zeros(2).view(Grid), Seen("object", f"{__name__}.Grid")),
        (
            [np.zeros(2), np.zeros(3)],
            Seen("list", items=(Seen("ndarray", "float64"),), length=2),
        ),
        (
            Point(1.0, 2),
            Seen(
                "object",
                f"{__name__}.Point",
                items=(Seen("float", value=1.0), Seen("int", value=2)),
                names=("x", "y"),
            ),
        ),
        (
            [Point(1.0, 2), Point(2.0, None)],
            Seen(
                "list",
                items=(Seen("object", f"{__name__}.Point", items=(FLOAT,), names=("x",)),),
                length=2,
            ),
        ),
    ],
    ids=lambda value: re.sub(r" at 0x[0-9a-f]+", "", repr(value)),
)
def test_a_value_looks_like_this(value: object, seen: Seen) -> None:
    assert observe(value) == seen


def test_attributes_are_those_of_the_instance_in_slots_and_dictionary() -> None:
    body = Body()
    assert attributes(body) == {
        "x": 1.0,
        "y": 2,
        "label": "a",
        "path": [[1.0, 2.0]],
        "itself": body,
    }
    assert observe(body).names == ("x", "y", "path")


def test_containers_that_hold_themselves_come_to_an_end() -> None:
    loop: list[Any] = [1.0]
    loop.append(loop)
    table: dict[str, Any] = {}
    table["self"] = table
    nest: Any = ()
    for _ in range(10_000):
        nest = (nest,)
    assert observe(loop).length == 2
    assert observe(table).kind == "dict"
    assert observe(nest).kind == "tuple"


def test_only_so_much_of_an_endless_list_is_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(observing, "_ENOUGH", 10)
    assert observe([*[1.0] * 20, None]).items == (FLOAT,)


class Trap:
    """Cries when it is touched in any way that runs code of its own."""

    __slots__ = ("__dict__",)

    def cry(self, *_: object) -> Any:
        """Whatever it is asked for."""
        raise AssertionError("user code was run")

    __getattribute__ = __len__ = __iter__ = __eq__ = __hash__ = __bool__ = cry
    __repr__ = __getitem__ = __int__ = __float__ = __index__ = __contains__ = cry
    __class__ = property(cry)
    number = property(cry)


def test_looking_runs_no_code_of_the_users() -> None:
    trap = Trap()
    name = f"{__name__}.Trap"
    for value in (trap, [trap, trap], {1: trap}, (trap, [trap]), Body):
        observe(value)
    assert observe(trap) == Seen("object", name)
    assert observe([trap]).items == (Seen("object", name),)


scalars = st.one_of(st.integers(), st.floats(), st.booleans(), st.complex_numbers(), st.none())
nests = st.recursive(scalars, lambda inner: st.lists(inner, max_size=4), max_leaves=30)


@given(nests)
def test_shape_and_types_are_those_found_one_by_one(value: object) -> None:
    seen = observe(value)
    assert seen.shape == (plain_shape(value) if isinstance(value, list) else None)
    assert leaf_kinds(seen) == {type(leaf).__name__ for leaf in leaves(value)}
    assert hash(seen) == hash(observe(value))


def plain_shape(value: object) -> tuple[int, ...] | None:
    """The definition, without any hurry."""
    if not isinstance(value, list):
        return None if value is None else ()
    inner = [plain_shape(item) for item in value]
    if not inner:
        return (0,)
    if inner[0] is None or any(shape != inner[0] for shape in inner):
        return None
    return (len(value), *inner[0])


def leaves(value: object) -> list[object]:
    return [leaf for v in value for leaf in leaves(v)] if isinstance(value, list) else [value]


def leaf_kinds(seen: Seen) -> set[str]:
    inner = {kind for item in seen.items for kind in leaf_kinds(item)}
    return inner if seen.kind == "list" else {seen.kind}
