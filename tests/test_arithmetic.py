"""The arithmetic of compiled kernels is CPython's to the last bit, or it says that it is not."""

from __future__ import annotations

import cmath
import importlib.util
import math
import operator
import re
from collections.abc import Callable
from types import ModuleType
from typing import Any

import numba
import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from advisor import building
from advisor.backend import FastPath
from advisor.backends.cython import flags
from advisor.kernel.pieces import choose, library, signatures
from advisor.lowering.library import OWN_HYPOT
from tests.compiled_help import candidate
from tests.lowering_help import same

WORD = 1 << 63


def _on_numbers(signature: str) -> bool:
    """Whether it takes no array."""
    return "void" not in signature and not re.search(r"\*(?!bad)", signature)


def _source() -> str:
    """Every piece of the C library, each with a Python function that calls it."""
    pieces = choose("arithmetic.h", library("arithmetic.h"))
    declared = [s for piece in pieces for s in signatures(piece) if _on_numbers(s)]
    callers = []
    for signature in declared:
        name, arguments = re.fullmatch(r".*?(\w+)\((.*)\)", signature, re.DOTALL).groups()  # type: ignore[union-attr]
        given = [a for a in arguments.split(", ") if a and "*" not in a]
        # Cython itself makes a complex number with an infinite part in another way.
        passed = [
            "complex_of({0}.real, {0}.imag)".format(a.split()[-1])
            if "complex" in a
            else a.split()[-1]
            for a in given
        ]
        typed = ", ".join(a.replace("double complex", "object") for a in given)
        call = ", ".join([*passed, *(["&bad"] if "*bad" in arguments else [])])
        callers.append(
            f"def call_{name}({typed}):\n    cdef long bad = 0\n"
            f"    answer = {name}({call})\n    return None if bad else answer\n"
        )
    includes = ["complex", "fenv", "math", "stdio", "stdlib", "string"]
    code = "\n".join([f"#include <{name}.h>" for name in includes] + [p.text for p in pieces])
    options = " ".join(flags(code))
    head = f"# cython: cdivision=True\n# distutils: extra_compile_args = {options}\n"
    body = "".join(f"    {line}\n" for line in declared)
    return f'{head}cdef extern from *:\n    """\n{code}\n    """\n{body}\n' + "\n".join(callers)


@pytest.fixture(scope="module")
def c(tmp_path_factory: pytest.TempPathFactory) -> ModuleType:
    draft = FastPath("cython", "why", "", companions=(("_arithmetic.pyx", _source()),))
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("ADVISOR_CACHE", str(tmp_path_factory.mktemp("cache")))
        built = building.build(candidate(draft), tmp_path_factory.mktemp("work"))
    assert built.problem == ""
    assert built.directory is not None
    path = built.directory / built.extensions[0]
    spec = importlib.util.spec_from_file_location("_arithmetic", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


edges = [0, 1, -1, 2, -2, 3, 7, 62, 63, 64, 1 << 31, -(1 << 31), 1 << 53, WORD - 1, -WORD, 1 - WORD]
words = st.sampled_from(edges) | st.integers(-WORD, WORD - 1) | st.integers(-20, 70)
floats = st.floats() | st.floats(-1e3, 1e3) | st.integers(-30, 30).map(float)

INTEGERS: dict[str, Callable[..., Any]] = {
    "add": operator.add,
    "subtract": operator.sub,
    "multiply": operator.mul,
    "floor_divide": operator.floordiv,
    "modulo": operator.mod,
    "shift_left": operator.lshift,
    "shift_right": operator.rshift,
    "int_min": min,
    "int_max": max,
    "math_gcd": math.gcd,
}
many = settings(deadline=None, max_examples=300)


def expected(function: Callable[..., Any], *arguments: Any) -> Any:
    """Python's answer; ``None`` where it raises or leaves 64 bits."""
    try:
        answer = function(*arguments)
    except (ArithmeticError, ValueError):
        return None
    if isinstance(answer, int) and not -WORD <= answer < WORD:
        return None
    return answer


def kept(got: Any, wanted: Any) -> None:
    """The answers must be alike; where Python fails the helper must have said so."""
    assert (got is None and wanted is None) or same(got, wanted), f"{got!r}, not {wanted!r}"


@many
@given(name=st.sampled_from(sorted(INTEGERS)), a=words, b=words)
def test_integers(c: ModuleType, name: str, a: int, b: int) -> None:
    if name == "shift_left" and b > 1000:
        return
    got, wanted = getattr(c, f"call_{name}")(a, b), expected(INTEGERS[name], a, b)
    if got is None and name in ("math_gcd", "shift_left"):
        return  # at the very edge of 64 bits they may leave it to Python
    kept(got, wanted)


@many
@given(a=st.sampled_from(edges) | st.integers(-9, 9), b=st.integers(-2, 70))
def test_integer_powers(c: ModuleType, a: int, b: int) -> None:
    wanted = expected(operator.pow, a, b)
    kept(c.call_power(a, b), wanted if isinstance(wanted, int) else None)


@many
@given(a=words, b=words)
def test_true_division_of_integers_is_exact_or_left(c: ModuleType, a: int, b: int) -> None:
    got = c.call_true_divide(a, b)
    if max(abs(a), abs(b)) <= 1 << 53:
        kept(got, expected(operator.truediv, a, b))
    else:
        assert got is None


def _real_power(a: float, b: float) -> float:
    answer: float | complex = a**b
    if isinstance(answer, complex):
        raise ArithmeticError  # noqa: TRY004 # the kernel leaves, as for any other error
    return answer


@many
@given(a=floats, b=floats)
@example(a=-0.0, b=3.0)
@example(a=0.0, b=-math.inf)
@example(a=-math.inf, b=0.5)
@example(a=5.0, b=-0.0)
@example(a=-1e-300, b=1e300)
def test_floats(c: ModuleType, a: float, b: float) -> None:
    kept(c.call_divide(a, b), expected(operator.truediv, a, b))
    kept(c.call_float_modulo(a, b), expected(operator.mod, a, b))
    kept(c.call_float_floor_divide(a, b), expected(operator.floordiv, a, b))
    kept(c.call_float_power(a, b), expected(_real_power, a, b))
    kept(c.call_float_min(a, b), min(a, b))
    kept(c.call_float_max(a, b), max(a, b))
    kept(c.call_math_fmod(a, b), expected(math.fmod, a, b))
    kept(c.call_math_pow(a, b), expected(math.pow, a, b))
    kept(c.call_math_atan2(a, b), math.atan2(a, b))
    kept(c.call_math_copysign(a, b), math.copysign(a, b))


@settings(deadline=None, max_examples=3000)
@given(x=floats | st.floats(1, 2))
@example(x=1e200)
@example(x=-2.0)
@example(x=-math.inf)
def test_constant_powers_round_as_the_library_does(c: ModuleType, x: float) -> None:
    kept(c.call_square(x), expected(_real_power, x, 2))
    kept(c.call_cube(x), expected(_real_power, x, 3))
    kept(c.call_root(x), expected(_real_power, x, 0.5))


FUNCTIONS = sorted(
    name.removeprefix("math_")
    for name in library("arithmetic.h")
    if name.startswith("math_") and hasattr(math, name.removeprefix("math_"))
    if name not in ("math_isqrt", "math_factorial", "math_comb", "math_perm", "math_lcm")
)
BINARY = {"atan2", "copysign", "fmod", "gcd", "hypot", "pow"}
ON_INTS: dict[str, Callable[..., Any]] = {
    "math_isqrt": math.isqrt,
    "math_factorial": math.factorial,
    "math_comb": math.comb,
    "math_perm": math.perm,
    "math_lcm": math.lcm,
    "power_modulo": pow,
    "int_bit_count": int.bit_count,
    "int_bit_length": int.bit_length,
}
"""Functions on ints, which may leave where Python's answer is near the edge of 64 bits."""


@many
@given(name=st.sampled_from([f for f in FUNCTIONS if f not in BINARY]), x=floats)
def test_the_math_module(c: ModuleType, name: str, x: float) -> None:
    wanted = expected(getattr(math, name), x)
    got = getattr(c, f"call_math_{name}")(x)
    kept(bool(got) if isinstance(wanted, bool) else got, wanted)


@many
@given(name=st.sampled_from(sorted(ON_INTS)), a=words, b=words, m=words)
@example(name="power_modulo", a=-WORD, b=5, m=-WORD)
@example(name="math_isqrt", a=WORD - 1, b=0, m=0)
@example(name="math_comb", a=66, b=33, m=0)
@example(name="math_lcm", a=-WORD, b=1, m=0)
def test_functions_on_integers(c: ModuleType, name: str, a: int, b: int, m: int) -> None:
    if name in ("math_comb", "math_perm") and max(a, b) > 10**4:
        return
    if name == "math_factorial" and a > 10**3:
        return
    given_ = {"power_modulo": (a, b, m), "math_comb": (a, b), "math_perm": (a, b)}
    arguments = (a, b) if name == "math_lcm" else given_.get(name, (a,))
    got = getattr(c, f"call_{name}")(*arguments)
    wanted = None if name == "power_modulo" and b < 0 else expected(ON_INTS[name], *arguments)
    near_the_edge = wanted is not None and (abs(wanted) >= 1 << 61 or -WORD in arguments)
    if got is not None or not near_the_edge:
        kept(got, wanted)


@settings(deadline=None, max_examples=2000)
@given(x=floats, digits=st.integers(-1, 16))
@example(x=2.675, digits=2)
@example(x=0.5, digits=0)
@example(x=-0.001, digits=2)
@example(x=1e22 / 3, digits=15)
def test_rounding_to_digits(c: ModuleType, x: float, digits: int) -> None:
    got = c.call_float_round_to(x, digits)
    if got is not None or 0 <= digits <= 15:
        kept(got, round(x, digits))


@pytest.mark.skipif(not OWN_HYPOT, reason="another version's math.hypot")
@settings(deadline=None, max_examples=2000)
@given(x=floats, y=floats, z=floats)
@example(x=5e-324, y=5e-324, z=0.0)
@example(x=1.7e308, y=1.7e308, z=math.nan)
def test_lengths_of_vectors(c: ModuleType, x: float, y: float, z: float) -> None:
    kept(c.call_math_hypot(x, y), math.hypot(x, y))
    kept(c.call_math_hypot_3(x, y, z), math.hypot(x, y, z))


@many
@given(x=floats)
def test_conversions(c: ModuleType, x: float) -> None:
    kept(c.call_float_int(x), expected(int, x))
    kept(c.call_float_round(x), expected(round, x))
    kept(c.call_float_abs(x), abs(x))


@many
@given(a=st.complex_numbers(), b=st.complex_numbers(), n=st.integers(-4, 101))
def test_complex_numbers(c: ModuleType, a: complex, b: complex, n: int) -> None:
    kept(c.call_complex_multiply(a, b), a * b)
    quotient = c.call_complex_divide(a, b)
    if cmath.isfinite(b):
        kept(quotient, expected(operator.truediv, a, b))
    else:
        assert quotient is None
    kept(c.call_complex_abs(a), expected(abs, a))
    got = c.call_complex_power(a, complex(n))
    if got is not None:
        kept(got, expected(operator.pow, a, n))


@many
@given(z=st.complex_numbers() | st.complex_numbers(max_magnitude=3), limit=st.floats(0.1, 9))
@example(z=2j, limit=2.0)
@example(z=1.2 + 1.6j, limit=2.0)
@example(z=1e200 + 1e200j, limit=2.0)
def test_sizes_are_compared_without_their_roots(c: ModuleType, z: complex, limit: float) -> None:
    wanted = expected(abs, z)
    if wanted is None or math.isnan(wanted):
        assert c.call_abs_against(z, limit) is None
    else:
        assert c.call_abs_against(z, limit) == (wanted > limit) - (wanted < limit)


@many
@given(index=words, length=st.integers(0, 9))
def test_indices_count_from_the_end_or_are_out_of_bounds(
    c: ModuleType, index: int, length: int
) -> None:
    kept(c.call_at(index, length), expected_index(index, length))
    kept(c.call_within(index, length), index if 0 <= index < length else None)


def expected_index(index: int, length: int) -> int | None:
    return range(length)[index] if -length <= index < length else None


@many
@given(start=st.integers(-9, 9), stop=st.integers(-9, 9), step=st.integers(-4, 4))
def test_trips_of_a_range(c: ModuleType, start: int, stop: int, step: int) -> None:
    kept(c.call_trips(start, stop, step), len(range(start, stop, step)) if step else None)


# ----------------------------------------------------------------------- Numba


class Leave(Exception):  # noqa: N818 # as in the generated modules
    """The kernel gives up."""


@pytest.fixture(scope="module")
def numba_pieces() -> Callable[..., Any]:
    names = [*INTEGERS, "power", "true_divide", "float_modulo", "float_floor_divide", "square"]
    pieces = choose("arithmetic.py", [name for name in names if name != "math_gcd"])
    space: dict[str, Any] = {"math": math, "np": np, "njit": numba.njit, "Leave": Leave}
    exec("\n".join(piece.text for piece in pieces), space)

    def call(name: str, *arguments: float) -> Any:
        try:
            return space[name](*arguments)
        except Leave:
            return None

    return call


@many
@given(name=st.sampled_from(sorted(set(INTEGERS) - {"math_gcd"})), a=words, b=words)
def test_integers_in_numba(numba_pieces: Callable[..., Any], name: str, a: int, b: int) -> None:
    if name == "shift_left" and b > 1000:
        return
    got, wanted = numba_pieces(name, a, b), expected(INTEGERS[name], a, b)
    near_the_edge = name in ("multiply", "shift_left") and abs(a * b if b < 64 else WORD) > 9e18
    if got is not None or not (name == "shift_left" or near_the_edge):
        kept(got, wanted)


@many
@given(a=floats, b=floats)
def test_floats_in_numba(numba_pieces: Callable[..., Any], a: float, b: float) -> None:
    kept(numba_pieces("float_modulo", a, b), expected(operator.mod, a, b))
    kept(numba_pieces("float_floor_divide", a, b), expected(operator.floordiv, a, b))


@settings(deadline=None, max_examples=2000)
@given(x=floats | st.floats(1, 2))
def test_squares_in_numba(numba_pieces: Callable[..., Any], x: float) -> None:
    got = numba_pieces("square", x)
    if math.isfinite(x):
        kept(got, expected(_real_power, x, 2))
    else:
        assert got is None
