"""The safe form as a whole: on whatever it is called with, it does what the function does.

Random small functions are compiled once; then each is called with random arguments, tame
and wild, as a rewritten script would call it: the fast path first, and the original
statements where that declines.
"""

from __future__ import annotations

import copy
import linecache
import math
import random
from collections.abc import Callable, Iterator
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from advisor import equality
from tests.compiled_help import Ask, compile_all

SEEDS = range(4)
SEEN = ([0.5, 1.5, 2.25, -3.0, 0.125], [3, 1, 2, 0, 4], 4, 0.75)


def program(seed: int) -> str:
    """A function of a list of floats, one of ints, a count and a float."""
    source = random.Random(seed)  # noqa: S311 - programs, not secrets
    lines = ["total = 0.0", "whole = 1", *_loop(source), *_loop(source)]
    body = "\n".join(f"    {line}" for line in [*lines, "return total + x * whole"])
    return f"def program{seed}(values, counts, n, x):\n{body}\n"


def _loop(source: random.Random) -> Iterator[str]:
    start, stop = source.choice(["", "1, "]), source.choice(["n", "n + 1", "len(values)"])
    yield f"for i in range({start}{stop}):"
    for _ in range(source.randint(1, 3)):
        yield from (f"    {line}" for line in _statement(source))


def _statement(source: random.Random) -> Iterator[str]:
    real, whole = _real(source), _whole(source)
    match source.randrange(6):
        case 0:
            yield f"values[{_index(source)}] = {real}"
        case 1:
            yield f"counts[{_index(source)}] = {whole}"
        case 2:
            yield f"whole = {whole}"
        case 3:
            yield f"total += {real}"
        case 4:
            yield f"if {real} {source.choice(['<', '>=', '=='])} {_real(source)}:"
            yield f"    total -= {_real(source)}"
        case _:
            yield f"if {whole} > {source.randint(0, 3)}:"
            yield f"    {source.choice(['break', 'continue', 'total = -total'])}"


def _real(source: random.Random) -> str:
    parts = ["x", "total", "0.5", f"values[{_index(source)}]", "i * 0.25", "float(whole)"]
    left, right = source.choices(parts, k=2)
    return f"{left} {source.choice(['+', '-', '*', '/'])} {right}"


def _whole(source: random.Random) -> str:
    parts = ["i", "n", "3", f"counts[{_index(source)}]", "whole"]
    left, right = source.choices(parts, k=2)
    return f"{left} {source.choice(['+', '-', '*', '*', '//', '%'])} {right}"


def _index(source: random.Random) -> str:
    return source.choice(["i", "i", "i - 1", "i + 1", "-1", "counts[i]"])


def defined(seed: int) -> Callable[..., Any]:
    """The function, with a source that can be asked for."""
    text, name = program(seed), f"<safe form {seed}>"
    linecache.cache[name] = (len(text), None, text.splitlines(keepends=True), name)
    space: dict[str, Any] = {}
    exec(compile(text, name, "exec"), space)
    function: Callable[..., Any] = space[f"program{seed}"]
    return function


@pytest.fixture(scope="module")
def safe_forms(
    tmp_path_factory: pytest.TempPathFactory,
) -> dict[int, tuple[Callable[..., Any], Ask]]:
    functions = {seed: defined(seed) for seed in SEEDS}
    cases = {str(seed): (function, *SEEN) for seed, function in functions.items()}
    asks = compile_all(tmp_path_factory.mktemp("safe"), cases)
    return {seed: (function, asks[str(seed)]) for seed, function in functions.items()}


FLOATS = st.one_of(st.floats(-8, 8), st.floats(), st.sampled_from([0.0, -0.0, 5e-324, 1e308]))
INTS = st.one_of(st.integers(-3, 6), st.integers(), st.sampled_from([2**62, 2**63, -(2**63)]))
STRANGE = st.sampled_from([1, True, None, "1", Fraction(1, 3), 2**70, 1j, math.nan])
ARGUMENTS = st.tuples(
    st.one_of(
        st.lists(FLOATS, max_size=7),
        st.lists(st.floats(-8, 8), min_size=5, max_size=9),
        st.lists(st.one_of(FLOATS, STRANGE), max_size=5),
        st.tuples(FLOATS, FLOATS),
    ),
    st.one_of(
        st.lists(INTS, max_size=7),
        st.lists(st.integers(-2, 4), min_size=5, max_size=9),
        st.lists(st.one_of(INTS, STRANGE), max_size=5),
    ),
    st.one_of(st.integers(-2, 7), st.sampled_from([True, 2.0, None])),
    st.one_of(FLOATS, STRANGE),
)


def outcome(call: Callable[..., Any], arguments: tuple[Any, ...]) -> Any:
    """What came back or was raised, and the arguments afterwards."""
    try:
        result = ("returned", call(*arguments))
    except Exception as error:  # noqa: BLE001 - an exception is an outcome
        result = ("raised", (type(error), error.args))
    return result, arguments


@pytest.mark.parametrize("seed", SEEDS)
def test_the_fast_path_does_the_work_on_ordinary_arguments(
    seed: int, safe_forms: dict[int, tuple[Callable[..., Any], Ask]]
) -> None:
    function, ask = safe_forms[seed]
    given_to_both = copy.deepcopy(SEEN), copy.deepcopy(SEEN)
    if outcome(function, given_to_both[0])[0][0] == "returned":
        assert ask(*given_to_both[1]), program(seed)


@pytest.mark.parametrize("seed", SEEDS)
def test_the_safe_form_does_what_the_function_does(
    seed: int, safe_forms: dict[int, tuple[Callable[..., Any], Ask]]
) -> None:
    function, ask = safe_forms[seed]

    def rewritten(*arguments: Any) -> Any:
        fast = ask(*arguments)
        return fast[0] if fast else function(*arguments)

    @settings(
        max_examples=150, deadline=None, suppress_health_check=list(HealthCheck), database=None
    )
    @given(ARGUMENTS, st.booleans())
    def alike(arguments: tuple[Any, ...], shared: bool) -> None:  # noqa: FBT001 - drawn
        if shared:
            arguments = (arguments[0], arguments[0], *arguments[2:])
        expected = outcome(function, copy.deepcopy(arguments))
        got = outcome(rewritten, copy.deepcopy(arguments))
        difference = equality.compare_values(expected, got)
        assert difference is None, f"{program(seed)}\n{arguments}: {difference}"

    alike()
