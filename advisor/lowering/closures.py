"""Functions made inside the region: put in line where they are called.

Before::

    def scaled(x):
        return k * x

    total += scaled(y)

After: ``total += k * y``. Names around the function are looked up when it is called, as in
Python.
"""

from __future__ import annotations

import ast
from collections.abc import Sequence

from advisor.lowering import helpers
from advisor.lowering.scope import Scope
from advisor.lowering.straightening import straightened
from advisor.lowering.values import Closure, Value


def call(scope: Scope, closure: Closure, node: ast.Call) -> Value:
    """``closure(…)``."""
    function = _as_function(closure.node)
    name = function.name
    if name in scope.active or len(scope.frame.path) >= helpers.DEEPEST:
        raise scope.refuse(f"the inner function {name}, which calls itself or is nested too deep")
    body = straightened(function.body)
    if body is None:
        raise scope.refuse(f"the inner function {name}, which returns from inside a loop")
    if any(isinstance(n, ast.Global | ast.Nonlocal) for s in body for n in ast.walk(s)):
        raise scope.refuse(f"the inner function {name}, which assigns names around it")
    arguments = helpers.bind_arguments(scope, function, node)
    return helpers.put_in_line(scope, function, body, arguments, node, around=closure.frame)


def _as_function(node: ast.FunctionDef | ast.Lambda) -> ast.FunctionDef:
    """A lambda as the function it stands for."""
    if isinstance(node, ast.FunctionDef):
        return node
    body: Sequence[ast.stmt] = [ast.copy_location(ast.Return(node.body), node.body)]
    made = ast.FunctionDef("lambda", node.args, list(body), [])
    return ast.copy_location(made, node)
