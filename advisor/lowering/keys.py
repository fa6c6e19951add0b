"""Functions given as key= to min and max."""

from __future__ import annotations

import ast
from collections.abc import Callable

from advisor.lowering import builtin
from advisor.lowering.arrays import index_of, subscript
from advisor.lowering.naming import assign
from advisor.lowering.outside import require
from advisor.lowering.scope import Scope
from advisor.lowering.values import (
    Frame,
    Library,
    Method,
    Value,
    View,
)


def key_function(scope: Scope, node: ast.expr) -> Callable[[Value], Value]:
    """A ``key=`` function: a lambda, a method that looks an item up, or a built-in."""
    if isinstance(node, ast.Lambda):
        return _lambda(scope, node)
    function = scope.evaluate(node)
    if isinstance(function, Method) and function.name == "__getitem__":
        owner = function.owner
        if isinstance(owner, View):
            return lambda value: subscript(scope, owner, [index_of(scope, value)], node)
    if isinstance(function, Library) and function.name.startswith("builtins."):
        name = function.name.removeprefix("builtins.")
        require(scope, node, function.name)
        if name in builtin.ON_NUMBERS:
            return lambda value: builtin.call(scope, name, [value])
    raise scope.refuse(f"the key {ast.unparse(node)}")


def _lambda(scope: Scope, node: ast.Lambda) -> Callable[[Value], Value]:
    names = [argument.arg for argument in node.args.args]
    if len(names) != 1 or node.args.defaults or node.args.vararg or node.args.kwarg:
        raise scope.refuse("a lambda with other than one argument")
    outer = scope.frame
    key = scope.facts.name((outer.path, id(node), names[0]), names[0])
    frame = Frame({**outer.locals, names[0]: key}, outer.path, outer.helper, outer.finish)

    def apply(value: Value) -> Value:
        with scope.within(frame):
            assign(scope, key, value)
            return scope.evaluate(node.body)

    return apply
