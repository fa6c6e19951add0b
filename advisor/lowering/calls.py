"""Calls: of built-ins, library functions, methods and the project's own functions."""

from __future__ import annotations

import ast
from collections.abc import Callable
from functools import partial

from advisor.lowering import (
    array_calls,
    array_making,
    builtin,
    closures,
    containers,
    drawing,
    heaps,
    helpers,
    library,
    mathematics,
    numpy_creation,
    strings,
)
from advisor.lowering.arrays import index_of
from advisor.lowering.broadcasting import apply
from advisor.lowering.comprehensions import materialised
from advisor.lowering.containers import only, walkable
from advisor.lowering.counting import as_range
from advisor.lowering.keys import key_function
from advisor.lowering.literals import constant
from advisor.lowering.methods import method_call
from advisor.lowering.naming import evaluate_all, freeze_number
from advisor.lowering.outside import DRAWING, require
from advisor.lowering.parts import is_array
from advisor.lowering.reductions import extreme, extreme_of, quantified
from advisor.lowering.scope import Scope
from advisor.lowering.searches import size
from advisor.lowering.seeing import dtype_scalar, is_dtype
from advisor.lowering.settling import describe
from advisor.lowering.splicing import transposed
from advisor.lowering.storing import converted
from advisor.lowering.summing import total
from advisor.lowering.values import (
    Closure,
    Generator,
    Helper,
    Library,
    Method,
    Number,
    RangeValue,
    Text,
    TupleValue,
    Value,
    View,
    Zipped,
)
from advisor.lowering.wholes import Part


def call(scope: Scope, node: ast.Call) -> Value:
    """A call, by what is called."""
    counted = strings.ones(scope, node)
    if counted is not None:
        return counted
    function = scope.evaluate(node.func)
    if isinstance(function, Helper):
        return helpers.call(scope, function, node)
    if isinstance(function, Closure):
        return closures.call(scope, function, node)
    if isinstance(function, Method):
        owner, name = function.owner, function.name
        known = array_calls.has_method(name)
        if known and isinstance(owner, View | Part) and is_array(scope, owner):
            return array_calls.method(scope, owner, node, name)
        return method_call(scope, function, node)
    if not isinstance(function, Library):
        raise scope.refuse(f"a call of {ast.unparse(node.func)}")
    module, _, short = function.name.rpartition(".")
    if module in DRAWING:
        return drawing.draw(scope, module, short, node)
    require(scope, node.func, function.name)
    if function.name.startswith("builtins."):
        return _builtin(scope, function.name.removeprefix("builtins."), node)
    if function.name.startswith("numpy."):
        return _numpy(scope, function.name, node)
    if function.name in heaps.FUNCTIONS:
        return heaps.call(scope, function.name, node)
    if function.name in containers.COLLECTIONS:
        return containers.COLLECTIONS[function.name](scope, node)
    if function.name in mathematics.FUNCTIONS:
        return mathematics.call(scope, function.name, node)
    if library.is_known(function.name) and not node.keywords:
        return library.call(scope, function.name, evaluate_all(scope, node.args))
    raise scope.refuse(f"a call of {function.name}")


def _numpy(scope: Scope, name: str, node: ast.Call) -> Value:
    """A function of NumPy's: one that makes an array, works on arrays, or on a number."""
    if name in numpy_creation.FUNCTIONS:
        return numpy_creation.call(scope, name, node)
    evaluate = partial(array_making.display, scope) if name in _DISPLAYED else scope.operand
    values = evaluate_all(scope, node.args, evaluate)
    if array_calls.concerns(scope, name, values):
        return array_calls.call(scope, name, values, node)
    if library.is_known(name) and not node.keywords:
        return library.call(scope, name, values)
    dtype = name.removeprefix("numpy.")
    if is_dtype(dtype) and len(values) == 1 and isinstance(values[0], Number):
        kind = dtype_scalar(dtype)
        return Number(converted(scope, kind, values[0]), kind)
    raise scope.refuse(f"a call of {name}")


_DISPLAYED = ("numpy.array", "numpy.asarray")


def _builtin(scope: Scope, name: str, node: ast.Call) -> Value:
    if name != "zip" and any(isinstance(argument, ast.Starred) for argument in node.args):
        raise scope.refuse("a call with star arguments")
    made = _of_text(scope, name, node)
    if made is not None:
        return made
    handler = _BUILTINS.get(name)
    if handler is not None:
        return handler(scope, node)
    if name not in builtin.ON_NUMBERS or node.keywords:
        raise scope.refuse(f"a call of {name}()")
    values = evaluate_all(scope, node.args, scope.operand)
    if name == "abs" and len(values) == 1 and is_array(scope, values[0]):
        return apply(scope, "numpy.abs", values)
    return builtin.call(scope, name, values)


def _of_text(scope: Scope, name: str, node: ast.Call) -> Value | None:
    """``str(n)``, ``bin(n)``, ``format(n, "b")`` and ``int(text)``."""
    if name not in ("str", "bin", "int", "format") or node.keywords or not node.args:
        return None
    if name == "format":
        wanted = isinstance(node.args[-1], ast.Constant) and node.args[-1].value == "b"
        name = "bits" if len(node.args) == 2 and wanted else ""  # noqa: PLR2004 # number, form
    elif len(node.args) > 1:
        return None
    if name == "int":
        text = scope.evaluate(node.args[0])
        known = isinstance(text, View) and strings.is_text(scope, text)
        return (
            strings.in_line(scope, name, text, node) if known else builtin.call(scope, name, [text])
        )
    return strings.of_number(scope, name, scope.evaluate(node.args[0]), node) if name else None


# -------------------------------------------------------------- walking things


def _made(scope: Scope, node: ast.expr) -> Value:
    """A walkable value that may be walked item by item from several sides."""
    value = walkable(scope, node)
    if isinstance(value, Generator):
        return materialised(scope, value, value.node)
    return value


def _range(scope: Scope, node: ast.Call) -> Value:
    if node.keywords or not 1 <= len(node.args) <= 3:  # noqa: PLR2004 # range(start, stop, step)
        raise scope.refuse("range() with such arguments")
    return as_range(scope, evaluate_all(scope, node.args))


def _zip(scope: Scope, node: ast.Call) -> Value:
    if node.keywords or not node.args:
        raise scope.refuse("zip() with such arguments")
    first = node.args[0]
    if isinstance(first, ast.Starred):
        rows = scope.evaluate(first.value) if len(node.args) == 1 else None
        if not isinstance(rows, View):
            raise scope.refuse("zip() with such arguments")
        return transposed(scope, rows, node)
    if any(isinstance(argument, ast.Starred) for argument in node.args):
        raise scope.refuse("zip() with such arguments")
    return Zipped("zip", tuple(_made(scope, argument) for argument in node.args))


def _enumerate(scope: Scope, node: ast.Call) -> Value:
    arguments = [*node.args, *(k.value for k in node.keywords if k.arg == "start")]
    if not 1 <= len(arguments) <= 2 or len(arguments) != len(node.args) + len(node.keywords):  # noqa: PLR2004 # enumerate(items, start)
        raise scope.refuse("enumerate() with such arguments")
    items = _made(scope, arguments[0])
    start = index_of(scope, scope.evaluate(arguments[1])) if len(arguments) > 1 else constant(0)
    start = freeze_number(scope, start, "first", node)
    return Zipped("enumerate", (items,), start)


def _reversed(scope: Scope, node: ast.Call) -> Value:
    value = _made(scope, only(scope, node))
    if not isinstance(value, View | RangeValue | TupleValue | Text):
        raise scope.refuse(f"reversed() of {describe(value)}")
    return Zipped("reversed", (value,))


# ------------------------------------------------------------------ reductions


def _len(scope: Scope, node: ast.Call) -> Value:
    return size(scope, walkable(scope, only(scope, node)), node)


def _sum(scope: Scope, node: ast.Call) -> Value:
    extra = [*node.args[1:], *(k.value for k in node.keywords if k.arg == "start")]
    if not node.args or len(extra) > 1 or len(extra) != len(node.args) - 1 + len(node.keywords):
        raise scope.refuse("sum() with such arguments")
    start = scope.evaluate(extra[0]) if extra else constant(0)
    return total(scope, walkable(scope, node.args[0]), start, node)


def _any(scope: Scope, node: ast.Call) -> Value:
    return quantified(scope, walkable(scope, only(scope, node)), node, kind="any")


def _all(scope: Scope, node: ast.Call) -> Value:
    return quantified(scope, walkable(scope, only(scope, node)), node, kind="all")


def _min(scope: Scope, node: ast.Call) -> Value:
    return _extreme(scope, node, "<")


def _max(scope: Scope, node: ast.Call) -> Value:
    return _extreme(scope, node, ">")


def _extreme(scope: Scope, node: ast.Call, operator: str) -> Value:
    options = {keyword.arg: keyword.value for keyword in node.keywords}
    if not node.args or not set(options) <= {"key", "default"}:
        raise scope.refuse("min() or max() with such arguments")
    if len(node.args) > 1:
        if options:
            raise scope.refuse("min() or max() of several values with a key")
        return extreme_of(scope, evaluate_all(scope, node.args), operator, node)
    key = key_function(scope, options["key"]) if "key" in options else None
    default = scope.evaluate(options["default"]) if "default" in options else None
    value = walkable(scope, node.args[0])
    return extreme(scope, value, node, operator, key=key, default=default)


_BUILTINS: dict[str, Callable[[Scope, ast.Call], Value]] = {
    "range": _range,
    "zip": _zip,
    "enumerate": _enumerate,
    "reversed": _reversed,
    "len": _len,
    "sum": _sum,
    "any": _any,
    "all": _all,
    "min": _min,
    "max": _max,
    **containers.BUILTINS,
}


# --------------------------------------------------------------------- methods
