"""Checks are dropped where they cannot fail, and only there."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from advisor.kernel import nodes, reference, walking
from advisor.kernel.nodes import Expression, Kernel, Statement
from advisor.kernel.ranges import optimise
from advisor.kernel.types import BOOL, FLOAT, INT, Array
from tests.lowering_help import Fast, kernel_of

LIST = Array(FLOAT, ("list",))
VARIABLES = ("i", "j", "k", "n", "m")
PARAMETERS = ("a", "b", "n", "m")


def variable(name: str) -> Expression:
    return nodes.Variable(name, INT)


def literal(value: int) -> Expression:
    return nodes.Constant(value, INT)


def checks(kernel: Kernel) -> int:
    """How many operations may still leave."""
    found: list[Any] = list(walking.all_expressions(kernel))
    found += [s for f in kernel.functions for s in walking.statements(f.body)]
    accesses = [n for n in found if isinstance(n, nodes.Load | nodes.Store)]
    sums = [n for n in found if isinstance(n, nodes.Binary) and n.type.kind == "int"]
    return sum(any(n.checked) or any(n.wraps) for n in accesses) + sum(n.checked for n in sums)


# --------------------------------------------------------- random nests of loops

terms = st.sampled_from(VARIABLES).map(variable) | st.integers(-2, 3).map(literal)
terms |= st.sampled_from("ab").map(lambda array: nodes.Length(array, 0, INT))


@st.composite
def sums(draw: st.DrawFn) -> Expression:
    left = draw(terms)
    for operator in draw(st.lists(st.sampled_from("++--*"), max_size=2)):
        left = nodes.Binary(operator, left, draw(terms), INT)  # type: ignore[arg-type] # one of three
    return left


@st.composite
def conditions(draw: st.DrawFn) -> Expression:
    operator = draw(st.sampled_from(["<", "<=", ">", ">=", "==", "!="]))
    test: Expression = nodes.Compare(operator, draw(sums()), draw(sums()), BOOL)  # type: ignore[arg-type] # one of six
    if draw(st.integers(0, 3)) == 0:
        both = draw(st.sampled_from(["and", "or"]))
        test = nodes.Logical(both, test, draw(conditions()), BOOL)  # type: ignore[arg-type] # one of two
    return nodes.Unary("not", test, BOOL) if draw(st.integers(0, 4)) == 0 else test


@st.composite
def statements(draw: st.DrawFn, depth: int, looping: bool = False) -> Statement:  # noqa: FBT001, FBT002 # a strategy's
    kinds = ["add", "store", "assign", "count", "move"] + (["leave"] if looping else [])
    kinds += ["for", "for", "for", "while", "if"] * (depth > 0) + ["break", "continue"] * looping
    array = draw(st.sampled_from("ab"))
    index = draw(sums())
    match draw(st.sampled_from(kinds)):
        case "add":
            load = nodes.Load(array, (index,), FLOAT, (True,), (True,))
            total = nodes.Variable("total", FLOAT)
            return nodes.Assign("total", nodes.Binary("+", total, load, FLOAT))
        case "store":
            return nodes.Store(array, (index,), nodes.Variable("total", FLOAT), (True,), (True,))
        case "assign":
            return nodes.Assign(draw(st.sampled_from("kn")), index)
        case "count":
            return nodes.Assign("c", nodes.Binary("+", variable("c"), literal(1), INT))
        case "move":
            name = draw(st.sampled_from("kn"))
            operator = draw(st.sampled_from(["+", "+", "-", "//"]))
            by = literal(draw(st.integers(1, 3))) if operator == "//" else draw(terms)
            return nodes.Assign(name, nodes.Binary(operator, variable(name), by, INT))  # type: ignore[arg-type] # one of three
        case "while":
            body = draw(st.lists(statements(depth - 1, looping=True), min_size=1, max_size=3))
            count = nodes.Assign("c", nodes.Binary("+", variable("c"), literal(1), INT))
            ends = nodes.Compare("<", variable("c"), literal(8), BOOL)
            both = nodes.Logical("and", ends, draw(conditions()), BOOL)
            return nodes.While(both, (count, *body))
        case "for":
            body = draw(st.lists(statements(depth - 1, looping=True), min_size=1, max_size=3))
            step = draw(st.sampled_from([1, 1, 1, -1, 2, -3]))
            name = draw(st.sampled_from("ij"))
            bounds = draw(sums()), draw(sums())
            return nodes.For(name, *bounds, literal(step), tuple(body))
        case "if":
            then = draw(st.lists(statements(depth - 1, looping=looping), max_size=2))
            other = draw(st.lists(statements(depth - 1, looping=looping), max_size=2))
            return nodes.If(draw(conditions()), tuple(then), tuple(other))
        case "leave":
            return nodes.If(draw(conditions()), (nodes.Leave("no"),))
        case "break":
            return nodes.If(draw(conditions()), (nodes.Break(),))
        case _:
            return nodes.If(draw(conditions()), (nodes.Continue(),))


@st.composite
def kernels(draw: st.DrawFn) -> Kernel:
    body = draw(st.lists(statements(3), min_size=1, max_size=4))
    result = nodes.Return((nodes.Variable("total", FLOAT), variable("c")))
    start = [nodes.Assign(name, literal(0)) for name in ("i", "j", "k", "c")]
    zero = nodes.Assign("total", nodes.Constant(0.0, FLOAT))
    parameters = (
        *(nodes.Parameter(name, name, LIST, written=True) for name in "ab"),
        *(nodes.Parameter(name, name, INT) for name in "nm"),
    )
    own = dict.fromkeys(("i", "j", "k", "c", "n"), INT) | {"total": FLOAT}
    function = nodes.Function("f", parameters, own, (*start, zero, *body, result), (FLOAT, INT))
    return Kernel((function,), "tuple")


@dataclass(frozen=True)
class Outcome:
    """What became of a call."""

    left: bool
    answer: Any = None
    a: Any = None
    b: Any = None


def run(kernel: Kernel, *arguments: Any) -> Outcome:
    a, b = list(arguments[0]), list(arguments[1])
    try:
        answer = Fast(kernel, {}, PARAMETERS)(a, b, *arguments[2:])
    except reference.Left:
        return Outcome(left=True)
    return Outcome(False, answer, a, b)  # noqa: FBT003 # it did not leave


@settings(deadline=None, max_examples=400)
@given(
    kernel=kernels(),
    a=st.lists(st.just(1.0), max_size=6),
    b=st.lists(st.just(2.0), max_size=6),
    n=st.integers(-3, 7),
    m=st.integers(-3, 7),
)
def test_what_is_unchecked_never_goes_wrong(
    kernel: Kernel, a: list[float], b: list[float], n: int, m: int
) -> None:
    """The reference asserts that an unchecked index is in bounds."""
    quick = run(optimise(kernel), a, b, n, m)
    assert quick.left or quick == run(kernel, a, b, n, m)


# ------------------------------------------------------------- the usual loops


def stencil(u: Any) -> Any:
    for i in range(1, u.shape[0] - 1):
        for j in range(1, u.shape[1] - 1):
            u[i, j] = u[i - 1, j] + u[i + 1, j] + u[i, j - 1] + u[i, j + 1]


def two_grids(u: Any, v: Any) -> Any:
    for i in range(1, len(u) - 1):
        v[i] = u[i - 1] + u[i + 1]


def product(a: Any, b: Any) -> Any:
    c = np.zeros((a.shape[0], b.shape[1]))
    for i in range(a.shape[0]):
        for j in range(b.shape[1]):
            for k in range(a.shape[1]):
                c[i, j] += a[i, k] * b[k, j]
    return c


def triangle(a: Any, n: Any) -> Any:
    total = 0.0
    for i in range(n):
        for j in range(i + 1, n):
            total += a[i] * a[j]
    return total


def backwards(a: Any) -> Any:
    for i in range(len(a) - 2, -1, -1):
        a[i] = a[i] + a[i + 1]


GRID = np.ones((4, 5))


@pytest.mark.parametrize(
    ("function", "arguments"),
    [
        (stencil, (GRID,)),
        (two_grids, ([1.0] * 5, [0.0] * 5)),
        (product, (GRID, GRID.T.copy())),
        (triangle, ([1.0] * 5, 5)),
        (backwards, ([1.0] * 5,)),
    ],
)
def test_the_usual_loops_need_no_checks_inside(
    function: Callable[..., Any], arguments: tuple[Any, ...]
) -> None:
    kernel = optimise(kernel_of(function, *arguments, names={"np": np}))
    loops = [s for s in walking.statements(kernel.entry.body) if isinstance(s, nodes.For)]
    innermost = [loop for loop in loops if not any(isinstance(s, nodes.For) for s in loop.body)]
    for loop in innermost:
        part = nodes.Function("part", (), {}, loop.body, ())
        assert checks(Kernel((part,), "none")) == 0


def test_a_bound_that_is_too_large_leaves_before_the_loop() -> None:
    kernel = optimise(kernel_of(triangle, [1.0] * 5, 5))
    fast = Fast(kernel, {}, ("a", "n"))
    assert fast([1.0] * 5, 5) == 10.0
    assert fast([1.0], 0) == 0.0
    with pytest.raises(reference.Left):
        fast([1.0] * 5, 6)


def test_an_index_that_comes_from_data_stays_checked() -> None:
    def gather(a: Any, places: Any) -> Any:
        total = 0.0
        for p in places:
            total += a[p]
        return total

    kernel = optimise(kernel_of(gather, [1.0, 2.0], [0, 1, -1]))
    fast = Fast(kernel, {}, ("a", "places"))
    assert fast([1.0, 2.0], [0, 1, -1]) == 5.0
    with pytest.raises(reference.Left):
        fast([1.0, 2.0], [2])


def multiples(marks: Any) -> Any:
    for n in range(2, len(marks)):
        k = n * n
        while k < len(marks):
            marks[k] = 1.0
            k += n


def halving(a: Any, x: Any) -> Any:
    low, high = 0, len(a) - 1
    while low <= high:
        middle = (low + high) // 2
        if a[middle] < x:
            low = middle + 1
        else:
            high = middle - 1
    return low


def counting(a: Any) -> Any:
    total, i = 0.0, 0
    while i < len(a):
        if a[i] > 0.5:
            total += a[i]
        i += 1
    return total


@pytest.mark.parametrize(
    ("function", "arguments"),
    [(multiples, ([0.0] * 9,)), (halving, ([1.0, 2.0, 3.0], 2.5)), (counting, ([1.0, 0.0],))],
)
def test_what_a_while_loop_keeps_true_proves_its_indices(
    function: Callable[..., Any], arguments: tuple[Any, ...]
) -> None:
    kernel = optimise(kernel_of(function, *arguments))
    (loop,) = (s for s in walking.statements(kernel.entry.body) if isinstance(s, nodes.While))
    assert checks(Kernel((nodes.Function("part", (), {}, loop.body, ()),), "none")) == 0


def test_what_holds_once_a_loop_has_begun_is_not_known_after_it() -> None:
    def around(a: Any) -> Any:
        total, j = 0.0, len(a) - 1
        for i in range(len(a)):
            total += a[i] * a[j]
            j = i
        return total + a[j]

    kernel = optimise(kernel_of(around, [1.0, 2.0]))
    (loop,) = (s for s in walking.statements(kernel.entry.body) if isinstance(s, nodes.For))
    assert checks(Kernel((nodes.Function("part", (), {}, loop.body, ()),), "none")) == 0
    fast = Fast(kernel, {}, ("a",))
    assert fast([1.0, 2.0, 4.0]) == around([1.0, 2.0, 4.0])
    with pytest.raises(reference.Left):
        fast([])


def test_a_step_that_may_be_negative_keeps_nothing_true() -> None:
    def jumps(a: Any, k: Any, step: Any) -> Any:
        total = 0.0
        while k < len(a):
            total += a[k]
            k += step
        return total

    kernel = optimise(kernel_of(jumps, [1.0, 2.0], 0, 1))
    fast = Fast(kernel, {}, ("a", "k", "step"))
    assert fast([1.0, 2.0, 3.0], 0, 2) == 4.0
    with pytest.raises(reference.Left):
        fast([1.0, 2.0], 1, -1)


def test_only_factors_that_may_be_places_have_unchecked_products() -> None:
    def products(a: Any, k: Any) -> Any:
        total = 0
        for i in range(len(a)):
            for j in range(len(a)):
                total = i * j + i * k
        return total

    kernel = optimise(kernel_of(products, [1.0, 2.0], 3))
    found = [n for n in walking.all_expressions(kernel) if isinstance(n, nodes.Binary)]
    checked = {n.right: n.checked for n in found if n.operator == "*"}
    assert [checked[variable(name)] for name in "jk"] == [False, True]
    with pytest.raises(reference.Left):
        Fast(kernel, {}, ("a", "k"))([1.0, 2.0], 1 << 63)


def test_an_index_that_wraps_around_a_ring_still_does() -> None:
    def ring(a: Any) -> Any:
        total = 0.0
        for i in range(len(a)):
            total += a[i] * a[i - 1]
        return total

    kernel = optimise(kernel_of(ring, [1.0, 2.0, 3.0]))
    assert Fast(kernel, {}, ("a",))([1.0, 2.0, 3.0]) == 11.0


# ------------------------------------------------------------ masks and shifts

WORDS = st.sampled_from([-3, -1, 0, 1, 7, 31, 32, 63, 64, 255, 0xFFFFFFFF, 1 << 40, (1 << 63) - 1])
MASKED = st.recursive(
    st.one_of(WORDS.map(literal), st.just(variable("x")), st.just(variable("y"))),
    lambda inner: st.builds(
        lambda operator, left, right: nodes.Binary(operator, left, right, INT),
        st.sampled_from(["&", "|", "^", "<<", ">>", "+", "*", "%"]),
        inner,
        st.one_of(inner, WORDS.map(literal)),
    ),
    max_leaves=6,
)


@settings(max_examples=300, deadline=None)
@given(MASKED, st.integers(-(2**63), 2**63 - 1), st.integers(0, 2**32 - 1))
def test_a_shift_or_product_goes_unchecked_only_where_64_bits_hold_it(
    expression: Expression, x: int, y: int
) -> None:
    masked = nodes.Binary("&", variable("y"), literal(0xFFFFFFFF), INT)
    body = (nodes.Assign("y", masked), nodes.Return((expression,)))
    parameters = tuple(nodes.Parameter(name, name, INT) for name in ("x", "y"))
    function = nodes.Function("f", parameters, {}, body, (INT,))
    (_, end) = optimise(Kernel((function,), "one")).entry.body
    assert isinstance(end, nodes.Return)
    (after,) = end.values
    assert isinstance(after, Expression)
    _within_64_bits(after, {"x": x, "y": y & 0xFFFFFFFF})


def _within_64_bits(node: Expression, values: dict[str, int]) -> int | None:
    """The value, or ``None`` where a check makes the kernel leave before."""
    if isinstance(node, nodes.Constant):
        assert isinstance(node.value, int)
        return node.value
    if isinstance(node, nodes.Variable):
        return values[node.name]
    assert isinstance(node, nodes.Binary)
    sides = [_within_64_bits(side, values) for side in (node.left, node.right)]
    left, right = sides
    if left is None or right is None or (node.operator == "<<" and right > 64 and node.checked):
        return None
    try:
        value = int(eval(f"left {node.operator} right"))
    except (ValueError, ZeroDivisionError):
        assert node.checked, f"{left} {node.operator} {right} raises"
        return None
    if -(2**63) <= value < 2**63:
        return value
    assert node.checked, f"{left} {node.operator} {right} leaves 64 bits"
    return None


def test_the_mixing_of_a_random_generator_needs_no_checks() -> None:
    def temper(words: list[int]) -> int:
        total = 0
        for word in words:
            y = word & 0xFFFFFFFF
            y = y ^ (y >> 11)
            y = y ^ ((y << 7) & 0x9D2C5680)
            total ^= y ^ (y >> 18)
        return total

    after = optimise(kernel_of(temper, [1, 2, 3]))
    binary = [n for n in walking.all_expressions(after) if isinstance(n, nodes.Binary)]
    assert not any(node.checked for node in binary if node.operator in ("<<", ">>"))
