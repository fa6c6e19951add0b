"""Arithmetic in a kernel is Python's to the last bit, or the kernel leaves."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from advisor.lowering import UnsupportedError
from tests.lowering_help import agree, kernel_of

INTS = st.integers(-20, 20) | st.integers(-(1 << 63), (1 << 63) - 1)
FLOATS = st.floats() | st.sampled_from([0.0, -0.0, 0.5, 1.5, 2.5, -2.5, 3.0, 1e300])
COMPLEX = st.complex_numbers(max_magnitude=1e6) | st.sampled_from([0j, -0.0 + 0j, 1j, 2 + 0j])


def arithmetic(a: Any, b: Any) -> Any:
    return a + b, a - b, a * b


def quotients(a: Any, b: Any) -> Any:
    return a / b, a // b, a % b, divmod(a, b)[0]


def powers(a: Any, b: Any) -> Any:
    return a**2, a**3, a**b


def bits(a: Any, b: Any) -> Any:
    return a & b, a | b, a ^ b, ~a, -b, a << (b & 7), a >> (b & 7)


def comparisons(a: Any, b: Any) -> Any:
    return a < b, a <= b, a == b, a != b, a > b, a >= b


def extremes(a: Any, b: Any) -> Any:
    return min(a, b), max(a, b), min(b, a), max(b, a, a)


def unary(a: Any, b: Any) -> Any:
    return -a, +a, abs(a), not a, bool(b)


def conversions(a: Any, b: Any) -> Any:
    return int(a), float(b), round(a), bool(b), int(b > 0)


def chained(a: Any, b: Any) -> Any:
    return a < b < 10 or 0 <= a != b, 1 if a < b <= a + 1 else 2


def complex_arithmetic(a: Any, b: Any) -> Any:
    return a + b, a - b, a * b, a**2, a**3, -a, a == b, a.real, b.imag, a.conjugate()


PAIRS = (arithmetic, quotients, powers, comparisons, extremes, unary, conversions, chained)


@pytest.mark.parametrize("function", [*PAIRS, bits])
@given(a=INTS, b=INTS)
@settings(max_examples=60, deadline=None)
def test_ints_are_pythons_or_the_kernel_leaves(
    function: Callable[..., Any], a: int, b: int
) -> None:
    agree(function, kernel_of(function, 3, 2), (a, b))


@pytest.mark.parametrize("function", PAIRS)
@given(a=FLOATS, b=FLOATS)
@settings(max_examples=60, deadline=None)
def test_floats_are_pythons_or_the_kernel_leaves(
    function: Callable[..., Any], a: float, b: float
) -> None:
    agree(function, kernel_of(function, 3.0, 2.0), (a, b))


@pytest.mark.parametrize("function", [f for f in PAIRS if f is not extremes])
@given(a=INTS, b=FLOATS)
@settings(max_examples=60, deadline=None)
def test_ints_meet_floats_as_in_python(function: Callable[..., Any], a: int, b: float) -> None:
    agree(function, kernel_of(function, 3, 2.0), (a, b))


@given(a=COMPLEX, b=COMPLEX)
@settings(max_examples=60, deadline=None)
def test_complex_numbers_are_pythons_or_the_kernel_leaves(a: complex, b: complex) -> None:
    agree(complex_arithmetic, kernel_of(complex_arithmetic, 1j, 2 + 1j), (a, b))


@pytest.mark.parametrize("function", [*PAIRS, bits])
def test_tame_ints_stay_in_the_kernel(function: Callable[..., Any]) -> None:
    assert agree(function, kernel_of(function, 3, 2), (7, 2))


@pytest.mark.parametrize("function", PAIRS)
def test_tame_floats_stay_in_the_kernel(function: Callable[..., Any]) -> None:
    assert agree(function, kernel_of(function, 3.0, 2.0), (7.5, -2.0))


def larger_of_int_and_float(a: Any, b: Any) -> Any:
    return max(a, b) * 0.5, max(0, b) + 1.5


@given(a=st.integers(-5, 5), b=FLOATS)
@settings(max_examples=60, deadline=None)
def test_a_choice_between_int_and_float_is_used_as_what_it_is(a: int, b: float) -> None:
    kernel = kernel_of(larger_of_int_and_float, 1, 2.0)
    assert agree(larger_of_int_and_float, kernel, (a, b)) or math.isnan(b)


def zero_until_a_float(values: Any) -> Any:
    total = 0
    for value in values:
        total += value
    return total


def test_a_name_that_is_still_an_int_is_not_handed_back_as_a_float() -> None:
    kernel = kernel_of(zero_until_a_float, [1.5, 2.5])
    assert agree(zero_until_a_float, kernel, ([1.5, -0.0],))
    assert not agree(zero_until_a_float, kernel, ([],))


def math_functions(x: Any, y: Any) -> Any:
    return (
        math.sqrt(x), math.exp(y), math.log(x), math.log(x, 3.0), math.sin(x), math.atan2(x, y),
        math.pow(x, y), math.fmod(x, 2.0), math.copysign(x, y), math.floor(y), math.ceil(y),
        math.isnan(x), math.isinf(y), math.radians(x), math.degrees(y), math.fabs(y), math.pi * x,
    )  # fmt: skip


@given(x=FLOATS, y=FLOATS)
@settings(max_examples=100, deadline=None)
def test_math_functions_are_pythons_or_the_kernel_leaves(x: float, y: float) -> None:
    kernel = kernel_of(math_functions, 1.5, 2.5, names={"math": math})
    agree(math_functions, kernel, (x, y), {"math": math})


def test_tame_math_stays_in_the_kernel() -> None:
    kernel = kernel_of(math_functions, 1.5, 2.5, names={"math": math})
    assert agree(math_functions, kernel, (1.5, 2.5), {"math": math})


def own_gamma(x: Any) -> Any:
    return math.gamma(x)


def text_arithmetic(x: Any) -> Any:
    return x - "a"


def big_literal(x: Any) -> Any:
    return x + 18446744073709551616


@pytest.mark.parametrize(
    ("function", "argument", "construct"),
    [
        (own_gamma, 1.0, "math.gamma"),
        (text_arithmetic, "x", "array or list"),
        (big_literal, 1, "beyond 64 bits"),
    ],
)
def test_what_has_no_exact_form_is_refused_by_name(
    function: Callable[..., Any], argument: Any, construct: str
) -> None:
    with pytest.raises(UnsupportedError, match=construct) as caught:
        kernel_of(function, argument, names={"math": math})
    assert caught.value.line == 2
