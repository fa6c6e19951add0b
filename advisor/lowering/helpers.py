"""Calls of the project's own functions: in line where that can be, else as kernel functions.

Before::

    def dist(p, q):
        return sum((a - b) ** 2 for a, b in zip(p, q))

    d = dist(point, centers[k])

After::

    total = 0
    for index in range(0, min(len(point), len(centers[k]))):
        total = total + (point[index] - centers[k, index]) ** 2
    d = total
"""

from __future__ import annotations

import ast
from collections.abc import Mapping, Sequence

from advisor.kernel.nodes import (
    DEPTH_LIMIT,
    ArrayName,
    CallFunction,
    Constant,
    Expression,
    Variable,
)
from advisor.kernel.types import INT, Array, Scalar, Type
from advisor.lowering import texts
from advisor.lowering.arithmetic import is_variable
from advisor.lowering.arrays import plus
from advisor.lowering.errors import UnassignedError
from advisor.lowering.naming import assign, evaluate_all, forget, freeze_number, read
from advisor.lowering.outside import global_value
from advisor.lowering.recursion import DEPTH, Instance, instance_of
from advisor.lowering.scope import Scope
from advisor.lowering.settling import describe, settle
from advisor.lowering.straightening import (
    calls_itself,
    is_docstring,
    is_inlinable,
    local_names,
    straightened,
)
from advisor.lowering.values import (
    UNASSIGNED,
    Frame,
    Helper,
    Mixed,
    NoneValue,
    Number,
    Scalars,
    Value,
    View,
)

DEEPEST = 8


def call(scope: Scope, helper: Helper, node: ast.Call) -> Value:
    """``name(…)`` for a function of the project or of a text of ours, or ``self.name(…)``."""
    name, owner = helper.name, helper.owner
    function = scope.unit.helpers[name]
    arguments = bind_arguments(scope, function, node, (owner,) if owner else ())
    if texts.is_reserved(name) and not texts.makes_list(name):
        return call_function(scope, name, list(arguments.values()), node)
    if not texts.is_reserved(name):
        scope.unit.require(name, helper=True, owner=owner.name if owner else "")
    if name in scope.active or calls_itself(function) or not is_inlinable(function):
        return call_function(scope, name, list(arguments.values()), node)
    if len(scope.frame.path) >= DEEPEST:
        raise scope.refuse(f"helpers that call helpers more than {DEEPEST} deep")
    body = scope.unit.straight(name, straightened)
    return put_in_line(scope, function, body, arguments, node)


def bind_arguments(
    scope: Scope, function: ast.FunctionDef, node: ast.Call, first: Sequence[Value] = ()
) -> Mapping[str, Value]:
    """Each parameter with the value it is given; ``first`` come before those of the call."""
    if function.args.vararg or function.args.kwarg or function.decorator_list:
        raise scope.refuse(f"the helper {function.name}, which has star arguments or decorators,")
    if any(isinstance(a, ast.Starred) for a in node.args) or any(
        keyword.arg is None for keyword in node.keywords
    ):
        raise scope.refuse("a call with star arguments")
    positional = [a.arg for a in (*function.args.posonlyargs, *function.args.args)]
    names = [*positional, *(a.arg for a in function.args.kwonlyargs)]
    given = evaluate_all(scope, [*node.args, *(keyword.value for keyword in node.keywords)])
    given = [*first, *given]
    count = len(first) + len(node.args)
    if count > len(positional):
        raise scope.refuse(f"a call of {ast.unparse(node.func)} with so many arguments")
    keys = [*positional[:count], *(str(k.arg) for k in node.keywords)]
    bound = dict(zip(keys, given, strict=True))
    if len(bound) != len(keys) or not set(bound) <= set(names):
        raise scope.refuse(f"a call of {ast.unparse(node.func)} that does not fit its parameters")
    return {
        name: bound[name] if name in bound else _default(scope, function, name, node)
        for name in names
    }


def _default(scope: Scope, function: ast.FunctionDef, name: str, call: ast.Call) -> Value:
    arguments = function.args
    every = [*arguments.defaults, *arguments.kw_defaults]
    if any(isinstance(d, ast.Constant) and d.value is ... for d in every):
        called = ast.unparse(call.func)
        raise scope.refuse(f"a call of {called}, whose default values are calculated,")
    positional = [a.arg for a in (*arguments.posonlyargs, *arguments.args)]
    defaults = dict(zip(positional[::-1], arguments.defaults[::-1], strict=False))
    node = defaults.get(name)
    if node is None:
        only = [a.arg for a in arguments.kwonlyargs]
        node = arguments.kw_defaults[only.index(name)] if name in only else None
    if not isinstance(node, ast.Constant | ast.UnaryOp) or ast.unparse(node) == "...":
        raise scope.refuse(f"a call of {ast.unparse(call.func)} without a value for {name}")
    return scope.evaluate(node)


# -------------------------------------------------------------------- in line


def put_in_line(
    scope: Scope,
    function: ast.FunctionDef,
    body: Sequence[ast.stmt],
    arguments: Mapping[str, Value],
    node: ast.Call,
    *,
    around: Frame | None = None,
) -> Value:
    """The function's body where it is called; ``around`` has the names outside of it."""
    path = (*scope.frame.path, id(node))
    names = [*arguments, *sorted(local_names(body) - set(arguments))]
    keys = {n: scope.facts.name((path, function.name, n), f"{function.name}_{n}") for n in names}
    answer = scope.facts.name((path, function.name, "answer"), f"{function.name}_answer")

    def finish(value: Value) -> None:
        assign(scope, answer, value)

    outer = around.locals if around is not None else {}
    frame = Frame({**outer, **keys}, path, function.name, finish)
    expression = _only_expression(body)
    with scope.within(frame), scope.doing(function.name):
        for name, value in arguments.items():
            _pass(scope, keys[name], value, direct=expression is not None)
        if expression is not None:
            return scope.evaluate(expression)
        forget(scope, [keys[name] for name in names if name not in arguments])
        forget(scope, [answer])
        scope.execute(body)
    return _answer(scope, answer)


def _answer(scope: Scope, key: str) -> Value:
    """What an inlined body has returned; falling off its end returns ``None``."""
    if scope.state is None:
        raise UnassignedError(key)
    binding = scope.state.get(key)
    if binding is None:
        return NoneValue()
    if isinstance(binding, Scalars) and UNASSIGNED in binding.members:
        raise scope.refuse("a helper that returns a value on some paths only")
    return read(scope, key, key)


def _only_expression(body: Sequence[ast.stmt]) -> ast.expr | None:
    statements = [s for s in body if not is_docstring(s)]
    if len(statements) == 1 and isinstance(statements[0], ast.Return):
        return statements[0].value
    return None


def _pass(scope: Scope, key: str, value: Value, *, direct: bool) -> None:
    """Hand an argument over; one that costs nothing to read again stays what it is."""
    if direct and isinstance(value, Number) and is_variable(value.expression):
        scope.bind(key, value)
    else:
        assign(scope, key, value)


# ---------------------------------------------------------- kernel functions


def call_function(scope: Scope, name: str, values: list[Value], node: ast.Call) -> Value:
    """Call a kernel function made for arguments of these types."""
    arguments = [_argument(scope, value) for value in values]
    types = tuple(_type_of(scope, argument) for argument in arguments)
    instance: Instance = instance_of(scope, name, types)
    depth: Expression = Constant(DEPTH_LIMIT, INT)
    if scope.function == instance.name:
        depth = plus(Variable(DEPTH, INT), -1)
    if instance.result is None:
        raise UnassignedError(f"the result of {name}")
    extra = [_argument(scope, global_value(scope, origin)) for origin in instance.globals]
    passed = (depth, *arguments, *extra)
    result = CallFunction(instance.name, passed, instance.result)
    number = Number(result, instance.result)
    for argument in arguments:
        if isinstance(argument, ArrayName):
            scope.spoil_copies(argument.name)
    # C does not say which of two operands it evaluates first, and Python's stack may hold one
    # of two recursions only.
    recursive = name in scope.active or calls_itself(scope.unit.helpers[name])
    if recursive or any(isinstance(argument, ArrayName) for argument in arguments):
        number = freeze_number(scope, number, "outcome", node)
    if instance.handed is not None:
        return values[instance.handed]
    return NoneValue() if instance.nothing else number


def _argument(scope: Scope, value: Value) -> Expression | ArrayName:
    if isinstance(value, View):
        if value.leading or value.window is not None:
            raise scope.refuse("a row or slice handed to a helper that cannot be inlined")
        if len(scope.facts.slots[value.array].elements) > 1:
            raise scope.refuse("a list of several types handed to a helper")
        return ArrayName(value.array)
    if isinstance(value, Mixed):
        value = settle(scope, value)
    if isinstance(value, Number):
        return value.expression
    raise scope.refuse(f"{describe(value)} handed to a helper")


def _type_of(scope: Scope, argument: Expression | ArrayName) -> Type:
    if isinstance(argument, ArrayName):
        kind: Array | Scalar = scope.array(argument.name)
        return kind
    return argument.type
