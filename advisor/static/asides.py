"""Places where a slow habit costs nobody anything, whatever it looks like.

A test computes with a handful of values, and is read more often than it is waited for.
What a compiler makes of a loop over elements is the quick way to write it.
"""

from __future__ import annotations

import ast

from advisor.static.module import FUNCTIONS, Function, Module

_OF_TESTS = ("TestCase", "Test", "Tests")
_COMPILERS = frozenset(
    {"jit", "njit", "vectorize", "guvectorize", "stencil", "cfunc", "kernel"}
    | {"overload", "overload_method", "overload_attribute", "register_jitable"}
)
_COMPILING = ("numba.", "taichi.", "triton.", "jax.", "cupyx.", "pythran.", "cython.")


def is_aside(module: Module, node: ast.AST) -> bool:
    """Does ``node`` stand in a test, or in a function that is compiled?"""
    for _, above in module.above(node):
        if isinstance(above, FUNCTIONS) and (_is_test(above) or _is_compiled(module, above)):
            return True
        if isinstance(above, ast.ClassDef) and _is_test_case(above):
            return True
    return False


def _is_test(function: Function) -> bool:
    return function.name.startswith("test") and not function.name[4:5].islower()


def _is_compiled(module: Module, function: Function) -> bool:
    return any(
        _compiles(module, decorator.func if isinstance(decorator, ast.Call) else decorator)
        for decorator in function.decorator_list
    )


def _compiles(module: Module, decorator: ast.expr) -> bool:
    name = module.dotted(decorator)
    return name.startswith(_COMPILING) and name.rpartition(".")[2] in _COMPILERS


def _is_test_case(owner: ast.ClassDef) -> bool:
    """Does it extend a class of tests?"""
    return any(_last_name(base).endswith(_OF_TESTS) for base in owner.bases)


def _last_name(node: ast.expr) -> str:
    match node:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name
        case _:
            return ""
