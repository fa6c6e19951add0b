"""The functions of ``math`` and NumPy that a kernel can call on numbers, as tables of facts.

Left out is what cannot be reproduced to the last bit: ``math.fsum`` and ``math.gamma`` have
algorithms of their own, and so has ``math.hypot`` in each version of Python.
"""

from __future__ import annotations

import math
import platform
import sys
from collections.abc import Sequence

from advisor.kernel.nodes import Constant, Expression, Intrinsic
from advisor.kernel.types import BOOL, FLOAT, INT, Scalar
from advisor.lowering.arithmetic import binary
from advisor.lowering.literals import constant
from advisor.lowering.promotion import NUMPY_BOOL, NUMPY_FLOAT, cast
from advisor.lowering.scope import Scope
from advisor.lowering.settling import require_small, settle
from advisor.lowering.values import Number, Value

_FLOATS_1 = (
    *("sqrt", "exp", "expm1", "log1p", "log2", "log10", "fabs", "erf", "erfc"),
    *("exp2", "cbrt"),
    *("sin", "cos", "tan", "asin", "acos", "atan"),
    *("sinh", "cosh", "tanh", "asinh", "acosh", "atanh"),
)
_FLOATS_2 = ("pow", "atan2", "fmod", "copysign")
_TESTS = ("isnan", "isinf", "isfinite")
_WHOLE = ("floor", "ceil", "trunc")
CONSTANTS = {f"math.{name}": getattr(math, name) for name in ("pi", "e", "tau", "inf", "nan")}
CONSTANTS |= {"numpy.pi": math.pi, "numpy.e": math.e, "numpy.inf": math.inf, "numpy.nan": math.nan}

MATH = {f"math.{n}": 1 for n in [*_FLOATS_1, *_TESTS, *_WHOLE]} | {
    f"math.{n}": 2 for n in _FLOATS_2
}
MATH |= {"math.log": 1, "math.radians": 1, "math.degrees": 1}
_ON_INTS = {
    "math.gcd": 2, "math.lcm": 2, "math.isqrt": 1,
    "math.factorial": 1, "math.comb": 2, "math.perm": 2,
}  # fmt: skip
MATH |= _ON_INTS
OWN_HYPOT = sys.version_info[:2] in ((3, 10), (3, 11)) and platform.machine() in ("x86_64", "AMD64")
"""Whether ``math.hypot`` is the one that ``templates/backends/arithmetic`` has."""
NUMPY = {"numpy.sqrt": "sqrt", "numpy.floor": "floor", "numpy.ceil": "ceil", "numpy.trunc": "trunc"}
_UFUNCS_1 = (
    *("exp", "exp2", "expm1", "log", "log2", "log10", "log1p", "sin", "cos", "tan"),
    *("arcsin", "arccos", "arctan", "sinh", "cosh", "tanh", "arcsinh", "arccosh", "arctanh"),
    *("cbrt", "square", "sign", "fabs", "rint", "deg2rad", "rad2deg", "reciprocal"),
)
_UFUNCS_2 = (
    *("arctan2", "hypot", "maximum", "minimum", "fmax", "fmin", "power", "fmod"),
    *("remainder", "copysign", "logaddexp"),
)
UFUNCS = {f"numpy.{n}": 1 for n in _UFUNCS_1} | {f"numpy.{n}": 2 for n in _UFUNCS_2}
"""Functions of NumPy that are called through NumPy's own loops, with their arguments."""
NUMPY |= {"numpy.isnan": "isnan", "numpy.isinf": "isinf", "numpy.isfinite": "isfinite"}


def is_known(name: str) -> bool:
    """Whether a function of that full name can be called on numbers."""
    return name in MATH or name in NUMPY or name in UFUNCS or name in _OTHERS


_OTHERS = ("math.hypot", "numpy.abs", "numpy.absolute")


def call(scope: Scope, name: str, values: list[Value]) -> Number:
    """``name(*values)`` for a library function on numbers."""
    numbers = [settle(scope, value) for value in values]
    if any(number.type.kind in ("complex", "char") for number in numbers):
        raise scope.refuse(f"{name} of a complex number or string")
    if name.startswith("numpy."):
        return _numpy(scope, name, numbers)
    if name == "math.hypot":
        return hypot(scope, numbers)
    if name == "math.log" and len(numbers) == 2:  # noqa: PLR2004 # log(x, base)
        parts = [call(scope, "math.log", [number]) for number in numbers]
        return settle(scope, binary(scope, "/", *parts))
    if len(numbers) != MATH[name]:
        raise scope.refuse(f"{name} with {len(numbers)} arguments")
    return _math(scope, name, numbers)


def _math(scope: Scope, name: str, numbers: list[Number]) -> Number:
    short = name.removeprefix("math.")
    if short in ("radians", "degrees"):
        factor = math.pi / 180.0 if short == "radians" else 180.0 / math.pi
        scaled = Number(cast(numbers[0].expression, FLOAT), FLOAT)
        return settle(scope, binary(scope, "*", scaled, constant(factor)))
    if name in _ON_INTS:
        return _on_ints(scope, name, numbers)
    if short in _WHOLE and numbers[0].type.kind in ("int", "bool"):
        return Number(cast(numbers[0].expression, INT), INT, numbers[0].small)
    arguments = tuple(cast(number.expression, FLOAT) for number in numbers)
    folded = _folded(short, arguments)
    if folded is not None:
        return folded
    result = BOOL if short in _TESTS else INT if short in _WHOLE else FLOAT
    return Number(Intrinsic(name, arguments, result), result)


def _folded(name: str, arguments: tuple[Expression, ...]) -> Number | None:
    """A call on literals is done now: a C compiler would round it its own way."""
    if not all(isinstance(argument, Constant) for argument in arguments):
        return None
    try:
        value = getattr(math, name)(*(a.value for a in arguments if isinstance(a, Constant)))
    except (ValueError, OverflowError):
        return None
    return constant(value) if not isinstance(value, int) or abs(value) < 1 << 53 else None


def _on_ints(scope: Scope, name: str, numbers: list[Number]) -> Number:
    if any(number.type.kind not in ("int", "bool") for number in numbers):
        raise scope.refuse(f"{name} of floats")
    arguments = tuple(cast(number.expression, INT) for number in numbers)
    return Number(Intrinsic(name, arguments, INT), INT)


def hypot(scope: Scope, values: Sequence[Value]) -> Number:
    """``math.hypot`` of two or three numbers, as this version of Python computes it."""
    numbers = [settle(scope, value) for value in values]
    if not OWN_HYPOT or len(numbers) not in (2, 3):
        raise scope.refuse(f"math.hypot of {len(numbers)} numbers in this version of Python")
    if any(number.type.kind in ("complex", "char") for number in numbers):
        raise scope.refuse("math.hypot of a complex number or string")
    name = "math.hypot" if len(numbers) == 2 else "math.hypot_3"  # noqa: PLR2004 # x and y
    return Number(
        Intrinsic(name, tuple(cast(number.expression, FLOAT) for number in numbers), FLOAT), FLOAT
    )


def _ufunc(scope: Scope, name: str, numbers: list[Number]) -> Number:
    """A function that works on doubles and gives one."""
    wide = all(number.type.dtype in (None, "float64") for number in numbers)
    if len(numbers) != UFUNCS[name] or not wide:
        raise scope.refuse(f"{name} of such arguments")
    if not any(number.type.kind == "float" for number in numbers):
        raise scope.refuse(f"{name} of an int")
    for number in numbers:
        if number.type.kind == "bool":
            raise scope.refuse(f"{name} of a bool")
        if number.type.kind == "int":
            require_small(scope, number)
    arguments = tuple(cast(number.expression, NUMPY_FLOAT) for number in numbers)
    short = name.removeprefix("numpy.")
    return Number(Intrinsic(f"np.{short}", arguments, NUMPY_FLOAT), NUMPY_FLOAT)


def _numpy(scope: Scope, name: str, numbers: list[Number]) -> Number:
    """A NumPy function on one number gives a NumPy scalar."""
    if name in UFUNCS:
        return _ufunc(scope, name, numbers)
    if len(numbers) != 1:
        raise scope.refuse(f"{name} with {len(numbers)} arguments")
    number = numbers[0]
    if number.type.dtype not in (None, "float64", "int64") or number.type.kind == "bool":
        raise scope.refuse(f"{name} of a {number.type.dtype or number.type.kind}")
    if name in ("numpy.abs", "numpy.absolute"):
        kind = NUMPY_FLOAT if number.type.kind == "float" else Scalar("int", "int64")
        return Number(Intrinsic("abs", (cast(number.expression, kind),), kind), kind)
    short = NUMPY[name]
    if short in _WHOLE and number.type.kind == "int":
        raise scope.refuse(f"{name} of an int")
    if short in _TESTS:
        test = Intrinsic(f"math.{short}", (cast(number.expression, FLOAT),), BOOL)
        return Number(cast(test, NUMPY_BOOL), NUMPY_BOOL)
    argument = cast(number.expression, NUMPY_FLOAT)
    return Number(Intrinsic(f"np.{short}", (argument,), NUMPY_FLOAT), NUMPY_FLOAT)
