"""Library functions given as text of ours: their names mean what they mean where they stand."""

from __future__ import annotations

import ast
import inspect
from functools import cache

from advisor.lowering import legacy, mersenne, pcg
from advisor.lowering.literals import constant
from advisor.lowering.scope import Scope
from advisor.lowering.values import Helper, Library, Value

_TEXTS = {"mersenne": mersenne, "legacy": legacy, "pcg": pcg}
"""The modules, by what the names of their functions begin with."""


@cache
def functions() -> dict[str, ast.FunctionDef]:
    """The functions of all these modules, by name."""
    bodies = (ast.parse(inspect.getsource(text)).body for text in _TEXTS.values())
    return {n.name: n for body in bodies for n in body if isinstance(n, ast.FunctionDef)}


def is_reserved(name: str) -> bool:
    """Whether a function of the program's may not be called that."""
    return name in functions()


def makes_list(name: str) -> bool:
    """Whether a function of ours answers with a list, so that it has to be put in line."""
    returns = functions()[name].returns
    return returns is not None and ast.unparse(returns).startswith("list")


def is_ours(scope: Scope) -> bool:
    """Whether the text being lowered is ours, and not the program's."""
    return is_reserved(scope.frame.helper)


def global_value(scope: Scope, name: str) -> Value:
    """What a global name stands for in such a text."""
    if name in functions():
        return Helper(name)
    text = _TEXTS[scope.frame.helper.partition("_")[0]]
    value = vars(text).get(name)
    if isinstance(value, int | float):
        return constant(value)
    return Library(name if value is not None else f"builtins.{name}")
