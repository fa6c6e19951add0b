"""A function compiled as it stands does what it did: on any values, names and failures."""

from __future__ import annotations

import itertools
import re
import sys
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from advisor import building, parsing
from advisor.backend import UnsuitableError
from advisor.emitting import Candidate, untyped
from advisor.profiling.sampling import Spot
from tests.rewriting_help import ask

SCRIPT = """
import math

FACTOR = 3

def helper(x):
    global FACTOR
    FACTOR += 1
    return x

def total(values):
    result = 0
    for value in values:
        result += helper(value) * FACTOR
    return result

def depth(n):
    for _ in (1,):
        if n == 0:
            return 0
        return 1 + depth(n - 1)

def everything(kind, a, b):
    r = 0
    for once in range(1):
{branches}
    return r

class Tally:
    def add(self, *values, **named):
        for value in values:
            self.total = self.total + value + len(named)
        return self.total
"""
STATEMENTS = [
    "r = a + b", "r = a - b", "r = a * b", "r = a / b", "r = a // b", "r = a % b", "r = a ** 2",
    "r = -a", "r = a < b", "r = a == b", "r = a in b", "r = not a", "r = a[b]", "r = a[-1]",
    "r = a[0]", "r = a[1:]", "r = a[b:a]", "a[b] = 1", "a[-1] = b", "del a[-1]", "a[9] = b",
    "del a[:1]", "a += b", "a -= 1", "a *= b", "a += 1.5", "a //= 2", "r = a + 1", "r = 1 - a",
    "r = a * 2", "r = a / 0", "r = a // -3", "r = a % -7", "r = a % 2.5",
    "r = a << 70", "r = 1 if a else 2", "r = a or b", "r = a < b < 3", "r = 'a' + a", "r = a.foo",
    "r = a.foo()", "a.foo = b", "a.append(b)", "r = a.pop()", "r = a.pop(b)", "r = a.get(b)",
    "for x in a: r = x", "for x, y in a: r = y", "x, y, z = a", "x, = a",
    "a[0], a[1] = a[1], a[0]", "r = [x + y for x, y in zip(a, a)]",
    "r = {x: i for i, x in enumerate(a)}", "r = sum(x * b for x in a)", "r = f'{a!r:>9} {b}'",
    "r = len(a)", "r = sorted(a)", "r = math.sqrt(a)", "r = math.nonsense", "r = nonsense",
    "r = 7.5 % a", "r = 0.5 * a", "r += a", "r = r + a", "r = a + b * 0.5", "a[0] += b",
    "a[b] += 0.5", "a[0] *= b", "a[1:] += [b]", "a.foo -= b", "a.foo *= 2", "a.real += 1",
    "r = a(b)", "assert a, b", "raise ValueError(a) from b", "r = {a: b}",
]  # fmt: skip
BRANCHES = "\n".join(
    f"        if kind == {number}:\n            {statement}"
    for number, statement in enumerate(STATEMENTS)
)


class Stubborn(list[Any]):
    """A list that answers for itself."""

    def __getitem__(self, key: Any) -> Any:
        return f"item {key!r}"

    def __setitem__(self, key: Any, value: Any) -> None:
        super().append(f"set {key!r}")

    def __delitem__(self, key: Any) -> None:
        super().append(f"deleted {key!r}")


class Number(int):
    """An integer with an addition of its own."""

    def __add__(self, other: Any) -> Any:
        return "added"


VALUES: list[Callable[[], Any]] = [
    lambda: 0, lambda: 3, lambda: -7, lambda: 2**63 - 1, lambda: -(10**30), lambda: True,
    lambda: 2.5, lambda: -0.0, lambda: float("nan"), lambda: float("inf"), lambda: None,
    lambda: "", lambda: "abc", lambda: b"xy", list, lambda: [3, 1, 2], lambda: [(1, 2), (3, 4)],
    lambda: (1, 2, 3), lambda: {1: 2, "abc": 3}, lambda: {1, 2}, lambda: 1j, lambda: range(3),
    lambda: len, lambda: np.arange(3), lambda: np.float64(2.5), lambda: Fraction(1, 3),
    lambda: Stubborn([1, 2]), lambda: Number(4), lambda: SimpleNamespace(foo=3), lambda: ValueError,
]  # fmt: skip
OTHERS = [VALUES[number] for number in (0, 1, 2, 4, 6, 7, 10, 12, 15, 16)]


def region(path: Path, function: str) -> parsing.Region:
    (found,) = parsing.parse(Spot(path, function, 0, 1.0, 1.0, 1.0, (), ()), share=0.05)
    return found


def drafted(tmp_path: Path, text: str, function: str = "f") -> Candidate:
    path = tmp_path / "script.py"
    path.write_text(text)
    return untyped.from_region(region(path, function))


@pytest.fixture(scope="module")
def text() -> str:
    return SCRIPT.replace("{branches}", BRANCHES)


@pytest.fixture(scope="module")
def candidates(tmp_path_factory: pytest.TempPathFactory, text: str) -> dict[str, Candidate]:
    path = tmp_path_factory.mktemp("written") / "script.py"
    path.write_text(text)
    functions = ("total", "depth", "everything", "Tally.add")
    return {name: untyped.from_region(region(path, name)) for name in functions}


@pytest.fixture(scope="module")
def folders(tmp_path_factory: pytest.TempPathFactory, candidates: dict[str, Candidate]) -> set[str]:
    work = tmp_path_factory.mktemp("built")
    builds = [building.build(candidate, work) for candidate in candidates.values()]
    assert [built.problem for built in builds] == [""] * len(builds)
    return {str(built.directory) for built in builds}


@pytest.fixture
def rewritten(
    folders: set[str],
    candidates: dict[str, Candidate],
    text: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> dict[str, Any]:
    """The script's names, with the compiled functions in place; each is there to be asked."""
    monkeypatch.setattr(sys, "path", [*folders, *sys.path])
    names = original(text)
    for number, candidate in enumerate(candidates.values()):
        path = tmp_path / f"{number}.py"
        path.write_text(candidate.module_code)
        exec(compile(candidate.module_code, path, "exec"), names)
    assert all(names[name] for name in names if "_untyped_" in name)
    names["Tally"].add = names["add"]
    return names


def original(text: str) -> dict[str, Any]:
    names: dict[str, Any] = {"__name__": "script"}
    exec(text, names)
    return names


def deed(function: Callable[..., Any], number: int, *makers: Callable[[], Any]) -> str:
    """All that is seen of a call: its result or failure, and its arguments afterwards."""
    arguments = [make() for make in makers]
    try:
        result = function(number, *arguments)
    except Exception as error:  # noqa: BLE001 # whatever the original raises is what is wanted
        result = type(error), error.args, type(error.__cause__), type(error.__context__)
    shown = repr([(type(value), value) for value in (result, *arguments)])
    return re.sub(r"0x[0-9a-f]+", "", shown)


@pytest.mark.filterwarnings("ignore::RuntimeWarning", "ignore::DeprecationWarning")
@pytest.mark.parametrize("number", range(len(STATEMENTS)), ids=STATEMENTS)
def test_it_does_what_python_does_with_any_values(
    number: int, text: str, rewritten: dict[str, Any]
) -> None:
    function = original(text)["everything"]
    for makers in itertools.product(VALUES, OTHERS):
        expected = deed(function, number, *makers)
        assert deed(rewritten["everything"], number, *makers) == expected


def test_integers_beyond_64_bits_stay_exact(rewritten: dict[str, Any]) -> None:
    assert rewritten["total"]([2**80, -(3**70)]) == 2**80 * 4 - 3**70 * 5


def test_a_global_that_changes_under_way_is_read_anew(rewritten: dict[str, Any]) -> None:
    assert rewritten["total"]([1, 1, 1]) == 4 + 5 + 6
    assert rewritten["FACTOR"] == 6


def test_names_bound_anew_or_gone_are_seen(rewritten: dict[str, Any]) -> None:
    rewritten["helper"] = lambda x: x * 100
    rewritten["FACTOR"] = 1
    assert rewritten["total"]([1, 2]) == 300
    kind = STATEMENTS.index("r = len(a)")
    rewritten["len"] = lambda _: "mine"
    assert rewritten["everything"](kind, [], 0) == "mine"
    del rewritten["helper"]
    with pytest.raises(NameError, match=r"^name 'helper' is not defined$"):
        rewritten["total"]([1])


def test_recursion_goes_through_the_script_and_goes_as_deep(
    text: str, rewritten: dict[str, Any]
) -> None:
    def deepest(function: Callable[[int], int]) -> int:
        low, high = 10, 2 * sys.getrecursionlimit()
        while high - low > 1:
            middle = (low + high) // 2
            try:
                function(middle)
                low = middle
            except RecursionError:
                high = middle
        return low

    compiled = rewritten["depth"]
    # The innermost call asks for globals(), which counts as a level.
    assert 0 <= deepest(original(text)["depth"]) - deepest(compiled) <= 1
    rewritten["depth"] = lambda _: 41
    assert compiled(5) == 42


def test_where_recursion_may_go_very_deep_the_original_statements_run(
    rewritten: dict[str, Any], candidates: dict[str, Candidate], tmp_path: Path
) -> None:
    assert ask(candidates["depth"], rewritten, tmp_path, 0) == (0,)
    before = sys.getrecursionlimit()
    sys.setrecursionlimit(100_000)
    try:
        assert ask(candidates["depth"], rewritten, tmp_path, 0) is None
        assert rewritten["depth"](20_000) == 20_000
    finally:
        sys.setrecursionlimit(before)


def test_methods_with_starred_parameters_are_served(rewritten: dict[str, Any]) -> None:
    tally = rewritten["Tally"]()
    tally.total = 1
    assert tally.add(1, 2, other=3) == 6


def test_without_its_module_the_original_statements_run(
    text: str, candidates: dict[str, Candidate], monkeypatch: pytest.MonkeyPatch
) -> None:
    names = original(text)
    (companion,) = candidates["total"].companions
    monkeypatch.setitem(sys.modules, companion.name.removesuffix(".pyx"), None)
    exec(candidates["total"].module_code, names)
    assert [names[name] for name in names if "_untyped_" in name] == [None]
    assert names["total"]([1, 1]) == 4 + 5


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        ("return a + b", "no loop"),
        ("for x in a: yield x", "what returns"),
        ("for x in a: pass\n    return x", "x may be read before it is bound"),
        ("for x in a: b = lambda: x", "line 3: a lambda"),
        ("for x in a: globals = x", "the name globals"),
        ("for x in a: global Y; Y = x", "a global statement"),
        ("for x in a: del b", "a name is deleted"),
        ("for x in a: print(sys._getframe())", "_getframe"),
        ("for x in a: b = 1 if x else 2.5", "a choice between literals"),
        ("for x in a: b = 2 ** 70", "arithmetic on literals"),
        ("for x in a: b[x in a] = 1", "a test is an index"),
        ("for x in a: b = x in (1, 2)", "a search in a literal"),
        ("for x in a: b = '%d' % x", "formatted with %"),
        ("b = (x for x in a)\n    return b", "a generator expression"),
        ("for x in a: b = a[0] < b[0] < x", "a chain of comparisons"),
        ("for x in a: raise b", "something other than a new exception"),
        ("for x in a: p, (q, r) = x", "nested targets"),
        ("for x in a: cdef = x", "the name cdef"),
        ("try:\n        for x in a: pass\n    except b: x = 1", "what is caught is in a variable"),
        ("for x in a: b(*x)", "a star"),
        ("with a:\n        for x in b: pass", "with"),
    ],
)
def test_what_cython_does_otherwise_is_left_to_python(
    body: str, reason: str, tmp_path: Path
) -> None:
    with pytest.raises(UnsuitableError, match=re.escape(reason)):
        drafted(tmp_path, f"import sys\ndef f(a, b):\n    {body}\n")
