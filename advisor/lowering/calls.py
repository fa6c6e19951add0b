"""Calls: of built-ins, library functions, methods and the project's own functions."""

from __future__ import annotations

import ast
from collections.abc import Callable
from functools import partial

from advisor.kernel.nodes import Compare
from advisor.kernel.types import BOOL
from advisor.lowering import (
    array_calls,
    array_making,
    builtin,
    closures,
    dictionaries,
    drawing,
    heaps,
    helpers,
    library,
    mathematics,
    numpy_creation,
    ordering,
    queues,
    strings,
    tables,
)
from advisor.lowering.arrays import ZERO, index_of, rank
from advisor.lowering.broadcasting import apply
from advisor.lowering.comprehensions import materialised
from advisor.lowering.counting import as_range
from advisor.lowering.creation import copied, from_display, slot_for
from advisor.lowering.generators import iterable, iterate
from advisor.lowering.iteration import walk
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
from advisor.lowering.storing import append, converted
from advisor.lowering.summing import total
from advisor.lowering.values import (
    Closure,
    Generator,
    Helper,
    Library,
    Method,
    Number,
    RangeValue,
    Table,
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
    if function.name in _COLLECTIONS:
        return _COLLECTIONS[function.name](scope, node)
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


def _walkable(scope: Scope, node: ast.expr) -> Value:
    target, scope.target = scope.target, ""
    value = iterable(scope, node)
    scope.target = target
    return value


def _made(scope: Scope, node: ast.expr) -> Value:
    """A walkable value that may be walked item by item from several sides."""
    value = _walkable(scope, node)
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
    value = _made(scope, _only(scope, node))
    if not isinstance(value, View | RangeValue | TupleValue | Text):
        raise scope.refuse(f"reversed() of {describe(value)}")
    return Zipped("reversed", (value,))


def _only(scope: Scope, node: ast.Call) -> ast.expr:
    if node.keywords or len(node.args) != 1:
        raise scope.refuse(f"{ast.unparse(node.func)}() with such arguments")
    return node.args[0]


# ------------------------------------------------------------------ reductions


def _len(scope: Scope, node: ast.Call) -> Value:
    return size(scope, _walkable(scope, _only(scope, node)), node)


def _sum(scope: Scope, node: ast.Call) -> Value:
    extra = [*node.args[1:], *(k.value for k in node.keywords if k.arg == "start")]
    if not node.args or len(extra) > 1 or len(extra) != len(node.args) - 1 + len(node.keywords):
        raise scope.refuse("sum() with such arguments")
    start = scope.evaluate(extra[0]) if extra else constant(0)
    return total(scope, _walkable(scope, node.args[0]), start, node)


def _any(scope: Scope, node: ast.Call) -> Value:
    return quantified(scope, _walkable(scope, _only(scope, node)), node, kind="any")


def _all(scope: Scope, node: ast.Call) -> Value:
    return quantified(scope, _walkable(scope, _only(scope, node)), node, kind="all")


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
    value = _walkable(scope, node.args[0])
    return extreme(scope, value, node, operator, key=key, default=default)


def _list(scope: Scope, node: ast.Call) -> Value:
    if not node.args and not node.keywords:
        return from_display(scope, TupleValue(()), node)
    return _listed(scope, _only(scope, node), node)


def _listed(scope: Scope, items: ast.expr, node: ast.Call, *, in_order: bool = True) -> View:
    """A fresh list; of a set only where its order does not matter."""
    value = _walkable(scope, items)
    if isinstance(value, Table) and len(value.keys) == 1 and (value.values or not in_order):
        return copied(scope, View(value.keys[0]), node, ("list",))
    if isinstance(value, Generator):
        return materialised(scope, value, node)
    if isinstance(value, View) and rank(scope, value) == 1:
        return copied(scope, value, node, ("list",))
    if isinstance(value, RangeValue | Zipped):
        return _list_of(scope, value, node)
    raise scope.refuse(f"list() of {describe(value)}")


def _deque(scope: Scope, node: ast.Call) -> Value:
    """``deque()``, ``deque(items)`` or ``deque(items, maxlen=n)``."""
    options = {keyword.arg: keyword.value for keyword in node.keywords}
    most = options.pop("maxlen", None)
    if len(node.args) > 1 or options:
        raise scope.refuse("deque() with such arguments")
    slot = slot_for(scope, ("list",), node)
    items = _walkable(scope, node.args[0]) if node.args else TupleValue(())
    limit = None
    if most is not None and not (isinstance(most, ast.Constant) and most.value is None):
        limit = freeze_number(scope, index_of(scope, scope.evaluate(most)), "most", most)
        scope.leave_if(Compare("<", limit.expression, ZERO, BOOL), "a deque of negative length")
    if isinstance(items, TupleValue):
        return queues.begin(scope, slot, items.items, most=limit)
    queue = queues.begin(scope, slot, (), most=limit)
    iterate(scope, items, node, lambda item: queues.put(scope, queue, item))
    return queue


def _defaultdict(scope: Scope, node: ast.Call) -> Value:
    """``defaultdict(int)`` or ``defaultdict(float)``."""
    made = scope.evaluate(node.args[0]) if len(node.args) == 1 else None
    kinds = {Library("builtins.int"): constant(0), Library("builtins.float"): constant(0.0)}
    if node.keywords or not isinstance(made, Library) or made not in kinds:
        raise scope.refuse("defaultdict() of other things than int or float")
    require(scope, node.args[0], made.name)
    return tables.begin(scope, node, values=True, missing=kinds[made])


def _counter(scope: Scope, node: ast.Call) -> Value:
    """``Counter()`` or ``Counter(items)``."""
    if node.keywords or len(node.args) > 1:
        raise scope.refuse("Counter() with such arguments")
    source = _walkable(scope, node.args[0]) if node.args else TupleValue(())
    if isinstance(source, Table):
        raise scope.refuse("Counter() of a dict or set")
    if isinstance(source, TupleValue) and not source.items:
        return tables.begin(scope, node, values=True, missing=constant(0), counts=True)
    return dictionaries.counted(scope, source, node)


_COLLECTIONS: dict[str, Callable[[Scope, ast.Call], Value]] = {
    "collections.deque": _deque,
    "collections.defaultdict": _defaultdict,
    "collections.Counter": _counter,
}


def _dict(scope: Scope, node: ast.Call) -> Value:
    if node.keywords or len(node.args) > 1:
        raise scope.refuse("dict() with such arguments")
    if node.args:
        source = scope.evaluate(node.args[0])
        if not isinstance(source, Table) or not source.values:
            raise scope.refuse(f"dict() of {describe(source)}")
        return dictionaries.copied(scope, source, node)
    return tables.begin(scope, node, values=True)


def _set(scope: Scope, node: ast.Call) -> Value:
    if not node.args:
        return tables.begin(scope, node, values=False)
    items = _walkable(scope, _only(scope, node))
    if isinstance(items, Table):
        return dictionaries.copied(scope, items, node)
    table = tables.begin(scope, node, values=False)
    iterate(
        scope, items, node, lambda item: dictionaries.add(scope, table, item, (id(node), "add"))
    )
    return table


def _sorted(scope: Scope, node: ast.Call) -> Value:
    """``sorted(items)``: a fresh list, then put in order."""
    if len(node.args) != 1:
        raise scope.refuse("sorted() with such arguments")
    descending = ordering.is_descending(scope, node.keywords)
    view = _listed(scope, node.args[0], node, in_order=False)
    ordering.sort(scope, view, descending=descending)
    return view


def _list_of(scope: Scope, value: RangeValue | Zipped, node: ast.Call) -> View:
    view = from_display(scope, TupleValue(()), node)
    walk(scope, value, (id(node), "list"), lambda item: append(scope, view, item))
    return view


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
    "list": _list,
    "sorted": _sorted,
    "dict": _dict,
    "set": _set,
}


# --------------------------------------------------------------------- methods
