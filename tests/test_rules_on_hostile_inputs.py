"""What the rewritten functions of the rules do with inputs that no script made."""

import textwrap
import warnings
from collections.abc import Iterator
from copy import deepcopy
from typing import Any

import libcst as cst
import numpy as np
import pytest

from advisor import catalog, matching, rendering
from advisor.rule import Rule

RULES = {rule.name: rule for rule in catalog.load()}
NAN = float("nan")


class Loud:
    """Equal to everything, unhashable, and says when it was compared."""

    def __init__(self) -> None:
        self.heard: list[object] = []

    def __eq__(self, other: object) -> bool:
        self.heard.append(type(other).__name__)
        return True

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        return f"Loud({self.heard})"


class Text(str):
    """A string that adds in its own way."""

    __slots__ = ()

    def __add__(self, other: str) -> str:
        return f"<{super().__add__(other)}>"

    def __radd__(self, other: str) -> str:
        return f"[{other}]"


class Box:
    """A place for text."""

    def __init__(self, text: Any = "") -> None:
        self.text = text


class Counted:
    """Counts how often its text is set."""

    def __init__(self) -> None:
        self.log: list[str] = []

    @property
    def text(self) -> str:
        """All that was set so far."""
        return "".join(self.log)

    @text.setter
    def text(self, value: str) -> None:
        self.log.append(value)


class Logged(Box):
    """Logs every attribute that is set."""

    def __setattr__(self, name: str, value: Any) -> None:
        vars(self).setdefault("log", []).append((name, value))
        vars(self)[name] = value


class Slotted:
    """Keeps its text in a slot."""

    __slots__ = ("text",)

    def __init__(self) -> None:
        self.text = "."

    def __repr__(self) -> str:
        return f"Slotted({self.text!r})"


FILL = """
    def fill(box, words):
        for word in words:
            box.text += word + " "
        return box
"""
NUMBERED = """
    def fill(box, words):
        for number, word in enumerate(words):
            if number % 2:
                box.text = box.text + str(number)
            box.text += word.upper()
        return box.text
"""
SPELL = """
    def spell(words, text=""):
        for word in words:
            text += word
        return text
"""
COMMON = """
    def common(ours, theirs):
        for x in ours:
            for y in theirs:
                if x == y:
                    yield x
"""
COMMON_ONCE = """
    def common(ours, theirs):
        for x in ours:
            for y in theirs:
                if x == y:
                    yield x
                    break
"""
APPENDED = """
    def common(ours, theirs, out):
        for x in ours:
            for y in theirs:
                if x == y:
                    out.append(x)
        return out
"""
KNOWN = """
    def known(words, dictionary):
        return [word for word in words if word in dictionary]
"""
UNIQUE = """
    def unique(items, seen):
        for item in items:
            if item not in seen:
                seen.append(item)
        return seen
"""
GROWN = """
    def grown(start, values):
        for value in values:
            start = np.append(start, value)
        return start
"""
STACKED = """
    def stacked(start, rows):
        for row in rows:
            start = np.vstack((start, row))
        return start
"""
JOINED = """
    def joined(start, rows):
        for row in rows:
            start = np.concatenate([start, row])
            row *= 2
        return start
"""
LOWEST = """
    def lowest(prices):
        best = prices[0]
        for price in prices:
            if price < best:
                best = price
        return best
"""
TOTAL = """
    def total_of(counts):
        total = 0
        for count in counts:
            total += count
        return total
"""
SCALED = """
    def scaled(x, out, factor):
        for i in range(len(x)):
            out[i] = x[i] / factor - 1
        return out
"""
TABLE = """
    def table(a, b, out, n, m):
        for i in range(n):
            for j in range(m):
                out[i, j] = a[i] * b[j] + out[i, j]
        return out
"""
DISTANCE = """
    def distance(a, b, n, total):
        for i in range(n):
            total += (a[i] - b[i]) / b[i]
        return total
"""
ROOTS = """
    def roots(a, n, total):
        for i in range(n):
            total += math.sqrt(a[i])
        return total
"""
LONG = """
    def long(x, y):
        return x / (x * x + 1) + 2 * x - y ** 2
"""
LONGEST = """
    def longest(words):
        best = 0
        for i in range(len(words)):
            if len(words[i]) > best:
                best = len(words[i])
        return best
"""

CASES: list[tuple[str, str, list[tuple[Any, ...]]]] = [
    (
        "string-concat-in-loop",
        FILL,
        [
            (Box("a"), ["b", "c"]),
            (Box("a"), []),
            (Box(b"a"), ["b"]),
            (Box(), ["b", 1, "c"]),
            (Box(), [Text("b"), "c"]),
            (Box(Text("a")), ["b", "c"]),
            (Box(), "word"),
            (Box(), {"k": 1}),
            (Counted(), ["a", "b"]),
            (Logged(), ["a", "b"]),
            (Slotted(), ["a", "b"]),
            (3, ["a"]),
            (None, []),
            (Box(), None),
        ],
    ),
    (
        "string-concat-in-loop",
        NUMBERED,
        [
            (Box("a"), ("b", "c", "d")),
            (Box(), ["b", 1]),
            (Box(), [None]),
            (Slotted(), ["x", "y"]),
        ],
    ),
    (
        "string-concat-in-loop",
        SPELL,
        [(["a", "b"],), (["a"], 3), ([1, 2], 0), ([[1]], []), ([Text("a"), "b"],), (["a"], Text())],
    ),
    (
        "nested-loop-intersection",
        COMMON,
        [
            ([1, 2, 2], [2, 1, 2]),
            ([NAN, 1], [NAN, 1.0, True]),
            (["a"], "banana"),
            ([[1]], [[1], [1]]),
            ([Loud()], [1, 2]),
            ([1, Loud(), 2], [1, 2, 2]),
            ([1, 2], [Loud()]),
            ([2**70, -0.0], [2**70, 0]),
            ((1, None), [None, 1]),
            (5, [1]),
            ([1], 5),
            ([], None),
        ],
    ),
    (
        "nested-loop-intersection",
        COMMON_ONCE,
        [([1, 2, 2], [2, 1, 2]), ([NAN], [NAN]), ([1, Loud(), 1], [1, 1]), ([[1], 1], [1, [1]])],
    ),
    (
        "nested-loop-intersection",
        APPENDED,
        [
            ([1, 2, 2], [2, 1, 2], []),
            ([True, 1.0], [1], [0]),
            ([Loud()], [1, 2], []),
            ([1], [1], None),
            ([NAN], [NAN], []),
        ],
    ),
    (
        "membership-in-list",
        KNOWN,
        [
            (["a", "b"], ["b"]),
            ([1, True, 2.0], [1.0]),
            ([[1]], [[1]]),
            ([NAN], [NAN]),
            (["a"], "abc"),
            ([1], "abc"),
            ([Loud()], [1, 2]),
            ([1, 2], [Loud()]),
            ([[1]], {1: 2}),
            ([], None),
            (["a"], None),
        ],
    ),
    (
        "membership-in-list",
        UNIQUE,
        [
            ([1, 1.0, True, "a"], []),
            ([[1], [1]], []),
            ([Loud(), 1], [2]),
            ([1, 2], {3}),
            ([NAN, NAN, float("nan")], []),
            ([1], ()),
        ],
    ),
    (
        "grow-array-in-loop",
        GROWN,
        [
            (np.array([]), [1.5, 2.5, 3]),
            (np.array([1, 2]), [3, 4, 2**63, 5, -1]),
            (np.array([1], dtype=np.int8), [3, 4]),
            (np.array(["a"]), [1.5, 2, "b"]),
            (np.zeros((2, 2)), [1.0, 2.0]),
            (np.array([]), [[1, 2], [3]]),
            (np.array([]), []),
            ([], [1.0, 2.0, None]),
            (np.array([], dtype=np.float32), [np.float32(1), np.float64(2), 3.0]),
            (np.array([True]), [True, 1, 2]),
            (np.array([1.0]), [1j, 2.0, 3.0]),
            (np.array(["2020-01-01"], dtype="datetime64[D]"), [1.5]),
            (np.ma.array([1.0], mask=[True]), [1.0, 2.0, 3.0]),
        ],
    ),
    (
        "grow-array-in-loop",
        STACKED,
        [
            (np.empty((0, 2)), [[1.0, 2.0], [3.0, 4.0], [5, 6]]),
            (np.empty((0, 2)), [np.ones(2), np.ones(2), np.ones((3, 2)), np.ones(2)]),
            (np.empty((0, 2)), [np.ones(2), np.ones(3)]),
            (np.empty((0, 2), dtype=np.int8), [np.ones(2), np.ones(2, dtype=int), np.ones(2)]),
            (np.asfortranarray(np.ones((3, 2))), [np.ones(2)] * 3),
            (np.ma.array([[1.0, 2.0]], mask=True), [np.ones(2), np.ones(2), np.ones(2)]),
            (np.empty((0, 2)), []),
            (np.ones(2), [np.ones(2), np.ones(2), np.ones(2)]),
        ],
    ),
    (
        "grow-array-in-loop",
        JOINED,
        [
            (np.empty(0), [np.ones(1), np.ones(2), np.ones(3)]),
            (np.empty((0, 2)), [np.ones((1, 2)), np.ones((2, 2))] * 2),
            (np.empty(0), [np.ones(1), np.ones(2, dtype=int), np.ones(2, dtype=">f8")]),
            (np.empty(0), [[1.0], [2.0]]),
            (np.empty(0), [np.float64(1.0)]),
            (np.empty(0), [np.ones((2, 2)), np.ones((2, 2))]),
        ],
    ),
    (
        "min-max-loop",
        LOWEST,
        [
            ([3, 1.0, 1, True],),
            ([NAN, 1.0],),
            ([1.0, NAN, 0.5],),
            ([0.0, -0.0],),
            ([],),
            (["b", "a", 1],),
            ([[2], [1]],),
            ("hello",),
            ({0: 5, 1: 2},),
            (np.array([2.0, 1.0]),),
        ],
    ),
    (
        "sum-loop",
        TOTAL,
        [
            ([1, 2],),
            ([True],),
            ([],),
            ([0.1] * 10,),
            ([1e16, 1.0, -1e16],),
            ([[1]],),
            (["a"],),
            ([np.array([1, 2]), np.array([0.5, 1])],),
            ([2**100, -1],),
            (range(5),),
        ],
    ),
    (
        "elementwise-index-loop",
        SCALED,
        [
            (np.arange(4.0), np.zeros(4), 2),
            (np.arange(4.0), np.zeros(3), 2),
            (np.arange(4.0), np.zeros(5, dtype=np.float32), 2),
            (np.array([1.0, NAN, np.inf]), np.zeros(3), 2.0),
            (np.arange(3.0), np.zeros(3), 0),
            (np.arange(3.0), np.zeros(3), 0.0),
            (np.arange(3.0), [0, 0, 0], 2),
            ([1, 2], [0, 0], 2),
            (np.arange(3), np.zeros(3), 2),
            (np.array([1e308]), np.zeros(1), 1e-10),
            (np.arange(3.0), np.zeros((3, 2)), 2),
            (np.zeros(0), None, 0),
        ],
    ),
    (
        "nested-index-loop",
        TABLE,
        [
            (np.arange(3.0), np.arange(2.0), np.ones((3, 2)), 3, 2),
            (np.arange(3.0), np.arange(2.0), np.asfortranarray(np.ones((4, 4))), 3, 2),
            (np.arange(3.0), np.arange(2.0), np.ones((3, 2)), 4, 2),
            (np.arange(3.0), np.arange(2.0), np.ones((3, 2)), 0, 2),
            (np.arange(3.0), np.arange(2.0), np.ones((3, 2)), 3.0, 2),
            (np.arange(3.0), [0.0, 1.0], np.ones((3, 2)), 3, 2),
        ],
    ),
    (
        "reduction-index-loop",
        DISTANCE,
        [
            (np.arange(4.0), np.ones(4), 4, 0),
            (np.arange(4.0), np.ones(4), 4, 1.5),
            (np.arange(4.0), np.ones(4), 0, 0),
            (np.arange(4.0), np.ones(3), 4, 0.0),
            (np.arange(4.0), np.zeros(4), 4, 0.0),
            ([1.0, 2.0], [1.0, 0.0], 2, 0.0),
            (np.arange(4.0), np.ones(4), 4, "a"),
            (np.arange(4.0), np.ones(4), 4, np.zeros(2)),
            (np.array([1, 2]), np.array([1, 2]), 2, 0),
        ],
    ),
    (
        "reduction-index-loop",
        ROOTS,
        [
            (np.arange(4.0), 4, 0),
            (np.array([1.0, -1.0]), 2, 0.0),
            (np.array([1.0, NAN]), 2, 0.0),
            (np.arange(4.0), 4, np.float64(0)),
        ],
    ),
    (
        "long-array-expression",
        LONG,
        [
            (np.linspace(0, 1, 30_000), 2),
            (np.linspace(0, 1, 30_000), np.linspace(0, 1, 30_000)),
            (np.linspace(0, 1e200, 30_000), 2),
            (np.full(30_000, NAN), 2.0),
            (np.arange(30_000), 2),
            (np.linspace(0, 1, 30_000), 2**60),
            (np.linspace(0, 1, 30_000).reshape(300, 100), np.ones(100)),
            (1.5, 2),
        ],
    ),
    (
        "temporary-heavy-expression",
        LONG,
        [
            (np.linspace(0, 1, 30_000), 2),
            (np.linspace(0, 1, 60_000)[::2], 2.0),
            (np.linspace(0, 1e200, 30_000), 2),
            (np.linspace(0, 1, 30_000).reshape(300, 100), np.ones((300, 100))),
            (np.linspace(0, 1, 30_000).astype(np.float32), 2),
            (1, 2),
        ],
    ),
    (
        "range-len",
        LONGEST,
        [(["a", "bcd"],), ([],), (["a", 3],), ({0: "a"},), ("abc",), ([[1, 2], "a"],), (None,)],
    ),
]


def rewritten(rule: Rule, source: str) -> Iterator[str]:
    tree = cst.parse_module(textwrap.dedent(source).strip() + "\n")
    matches = list(matching.find(rule, cst.ensure_type(tree.body[0], cst.FunctionDef)))
    assert matches
    for candidate in rendering.candidates(matches):
        yield "\n".join((*candidate.imports, candidate.prelude, candidate.function))


def function(source: str) -> Any:
    scope: dict[str, Any] = {}
    exec("import math\nimport numpy as np\n" + textwrap.dedent(source), scope)
    name = cst.ensure_type(cst.parse_module(textwrap.dedent(source)).body[-1], cst.FunctionDef)
    return scope[name.name.value]


def outcome(call: Any, arguments: tuple[Any, ...]) -> tuple[Any, ...]:
    """The answer or the exception, the warnings, and the arguments afterwards."""
    given = deepcopy(arguments)
    with warnings.catch_warnings(record=True) as heard:
        warnings.simplefilter("always")
        try:
            answer = call(*given)
            answer = list(answer) if isinstance(answer, Iterator) else answer
        except Exception as error:  # noqa: BLE001  (whatever it raises is its behaviour)
            answer = (type(error), str(error))
    texts = {(str(warning.message), warning.category) for warning in heard}
    return described(answer), texts, [described(argument) for argument in given]


def described(value: Any) -> Any:
    if isinstance(value, np.ndarray) and value.dtype == object:
        return type(value), value.shape, described(value.tolist())
    if isinstance(value, np.ndarray):
        return type(value), value.dtype, value.shape, value.flags.c_contiguous, value.tobytes()
    if hasattr(value, "__dict__") and not isinstance(value, type | np.generic):
        return type(value), {name: described(part) for name, part in vars(value).items()}
    if isinstance(value, list | tuple):
        return type(value), [described(item) for item in value]
    return type(value), repr(value)


def close(one: Any, other: Any) -> bool:
    """The same but for the last bits of floats."""
    if isinstance(one, tuple) and isinstance(other, tuple) and len(one) == len(other) == 5:
        mine, yours = (np.frombuffer(each[4], dtype=each[1]) for each in (one, other))
        return one[:4] == other[:4] and np.allclose(mine, yours, rtol=1e-12, equal_nan=True)
    if one == other:
        return True
    floats = (one[1], other[1])
    numbers = [float(text.removeprefix("np.float64(").rstrip(")")) for text in floats]
    return bool(one[0] == other[0] and np.allclose(numbers[0], numbers[1], rtol=1e-12))


PARAMETERS = [
    pytest.param(RULES[name], source, call, id=f"{name}-{at}-{number}")
    for at, (name, source, calls) in enumerate(CASES)
    for number, call in enumerate(calls)
]


@pytest.mark.parametrize(("rule", "source", "call"), PARAMETERS)
def test_behaviour_is_kept_on_hostile_input(rule: Rule, source: str, call: tuple[Any, ...]) -> None:
    expected = outcome(function(source), call)
    for text in rewritten(rule, source):
        found = outcome(function(text), call)
        if rule.expects == "identical":
            assert found == expected
        else:
            assert close(found[0], expected[0])
            assert found[1] == expected[1]
            assert all(close(*pair) for pair in zip(found[2], expected[2], strict=True))


@pytest.mark.parametrize("source", [COMMON, COMMON_ONCE], ids=["all", "once"])
@pytest.mark.parametrize(
    "change",
    [
        pytest.param("pass", id="nothing"),
        "theirs.append(3)",
        "theirs.clear()",
        "theirs.reverse()",
        "theirs[2:3] = [9]",
        "ours.append(2) if len(ours) < 9 else None",
        "ours.pop()",
        "theirs.insert(0, Loud())",
    ],
)
def test_a_generator_sees_what_its_consumer_changes(source: str, change: str) -> None:
    (text,) = rewritten(RULES["nested-loop-intersection"], source)

    def consumed(call: Any) -> list[object]:
        ours, theirs = [1, 2, 3, 2, 4, 4], [2, 3, 2, 1, 4]
        found = []
        for item in call(ours, theirs):
            found.append(item)
            if len(found) < 20:
                exec(change, {"ours": ours, "theirs": theirs, "Loud": Loud})
        return [*found, ours, repr(theirs)]

    assert consumed(function(text)) == consumed(function(source))


def test_a_generator_stays_lazy() -> None:
    (text,) = rewritten(RULES["nested-loop-intersection"], COMMON)
    ours, theirs = [1, 2], [1, 2]
    waiting = function(text)(ours, theirs)
    theirs.clear()
    assert list(waiting) == []


def test_overlapping_arrays_are_left_to_the_loop() -> None:
    (text,) = rewritten(RULES["elementwise-index-loop"], SCALED)
    for call in (function(SCALED), function(text)):
        line = np.arange(6.0)
        call(line[:-1], line[1:], 2)
        assert line.tolist() == [0.0, -1.0, -1.5, -1.75, -1.875, -1.9375]


def test_a_recurrence_is_no_index_loop() -> None:
    source = """
        def recurrence(x, n):
            for i in range(1, n):
                x[i] = x[i - 1] + x[i]
    """
    tree = cst.parse_module(textwrap.dedent(source))
    node = cst.ensure_type(tree.body[0], cst.FunctionDef)
    assert not [m for rule in RULES.values() for m in matching.find(rule, node)]
