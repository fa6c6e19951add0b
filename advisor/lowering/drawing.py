"""Draws from ``random``: the generator's state comes in as an array and goes back with the rest.

Before: ``x = random.random()``.
After: ``x = mersenne_random(words)``, a kernel function made of the text in ``mersenne``.

A kernel works on a copy of the state. Where it leaves, nothing has been drawn as far as the
program can see, and the original statements draw it all again.
"""

from __future__ import annotations

import ast

from advisor.kernel.types import FLOAT, INT, Scalar
from advisor.lowering import helpers, texts
from advisor.lowering.arrays import rank
from advisor.lowering.outside import STATES, state
from advisor.lowering.promotion import cast
from advisor.lowering.scope import Scope
from advisor.lowering.searches import size
from advisor.lowering.settling import describe, settle
from advisor.lowering.straightening import straightened
from advisor.lowering.values import Mixed, NoneValue, Number, RangeValue, Value, View

_IN_LINE = ("choice", "shuffle", "sample", "triangular")
_SAMPLE_RANGE = "mersenne_sample_range"
_ON_INTS = ("getrandbits", "randrange", "randint", "sample", "integers")
_ALIASES = {"rand": "random", "random_sample": "random", "randn": "standard_normal"}
"""NumPy's other names for drawing one number."""
_NUMPY_INT = Scalar("int", "int64")


def draw(scope: Scope, generator: str, method: str, node: ast.Call) -> Value:
    """``random.gauss(mu, sigma)``, or the same method of a generator of the program's own.

    Args:
        scope: where it is called.
        generator: how the region reaches the generator.
        method: what it draws.
        node: the call.
    """
    kind = scope.unit.kinds[generator]
    name = f"{kind}_{method if kind == 'mersenne' else _ALIASES.get(method, method)}"
    if f"{name}_{len(node.args)}" in texts.functions():
        name = f"{name}_{len(node.args)}"
    function = texts.functions().get(name)
    if function is None:
        raise scope.refuse(f"a call of {ast.unparse(node.func)}()")
    parts = [a.arg for a in function.args.args if a.arg in STATES]
    states = [state(scope, generator, part) for part in parts]
    bound = helpers.bind_arguments(scope, function, node, states)
    arguments = {key: _fitting(scope, method, key, value) for key, value in bound.items()}
    items = arguments.get("items")
    if method == "sample" and isinstance(items, RangeValue):
        name, function = _SAMPLE_RANGE, texts.functions()[_SAMPLE_RANGE]
        count = size(scope, items, node)
        arguments |= {"start": items.start, "step": items.step, "n": count}
        del arguments["items"]
    if method in _IN_LINE:
        body = scope.unit.straight(name, straightened)
        return helpers.put_in_line(scope, function, body, arguments, node)
    value = helpers.call_function(scope, name, list(arguments.values()), node)
    if method == "integers" and isinstance(value, Number):
        return Number(cast(value.expression, _NUMPY_INT), _NUMPY_INT)
    return value


def _fitting(scope: Scope, method: str, name: str, value: Value) -> Value:
    """An argument such as the text was written for: numbers of Python's own, plain lists."""
    if name in STATES or isinstance(value, NoneValue):
        return value
    if name == "items":
        if isinstance(value, View) and rank(scope, value) > 1 and method != "choice":
            raise scope.refuse(f"random.{method} of rows")
        return value
    number = settle(scope, value) if isinstance(value, Number | Mixed) else None
    if number is None or number.type not in ((INT,) if method in _ON_INTS else (INT, FLOAT)):
        raise scope.refuse(f"random.{method} of {describe(value)}, not of Python's own numbers,")
    return number
