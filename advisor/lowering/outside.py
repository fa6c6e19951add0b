"""Names from outside the function: modules, helpers, built-ins, numbers and arrays.

Globals are not frozen: a number or array that the region reads comes in as a
parameter, and what it calls is compared by identity before the kernel runs.
"""

from __future__ import annotations

import ast
import builtins

from advisor.kernel.nodes import Variable
from advisor.kernel.types import Array, Scalar, Type
from advisor.lowering.errors import UnsupportedError
from advisor.lowering.facts import Slot
from advisor.lowering.library import CONSTANTS
from advisor.lowering.literals import constant
from advisor.lowering.scope import Scope
from advisor.lowering.seeing import first_typed
from advisor.lowering.values import Helper, Library, Number, Value, View
from advisor.observing import Seen

_MODULES = {name: name for name in ("math", "cmath", "numpy", "builtins")} | {"np": "numpy"}


def global_value(scope: Scope, name: str) -> Value:
    """What a global name, or an attribute path such as ``self.n``, stands for."""
    if name in scope.unit.helpers:
        return Helper(name)
    seens = scope.unit.names.get(name)
    if seens:
        return _seen(scope, name, seens)
    if name in _MODULES:
        return Library(_MODULES[name])
    if hasattr(builtins, name):
        return Library(f"builtins.{name}")
    raise scope.refuse(f"the global {name}, which was not seen in a call,")


def _seen(scope: Scope, name: str, seens: tuple[Seen, ...]) -> Value:
    first = seens[0]
    if first.kind == "module":
        return Library(first.name)
    if first.kind in ("function", "builtin", "type"):
        return _function(scope, name, first.name)
    try:
        kind = first_typed(seens)
    except UnsupportedError as error:
        raise scope.refuse(f"{error.construct} ({name})") from None
    scope.unit.seen[scope.facts.name(("outer", name), name.replace(".", "_"))] = first
    return outer_value(scope, name, kind)


def is_known_function(full: str) -> bool:
    """Whether it is a function of a module that the kernel knows."""
    return full.rpartition(".")[0] in _MODULES.values()


def _function(scope: Scope, name: str, full: str) -> Value:
    """A library function imported by name: ``from math import sqrt``."""
    module, _, short = full.rpartition(".")
    if module in _MODULES.values():
        return Library(full)
    if not module and hasattr(builtins, short):
        return Library(f"builtins.{short}")
    raise scope.refuse(f"a call of {name}")


def outer_value(scope: Scope, origin: str, kind: Type) -> Value:
    """A number or array from outside, which becomes a parameter."""
    key = scope.facts.name(("outer", origin), origin.replace(".", "_"))
    scope.outer[origin] = (key, kind)
    if isinstance(kind, Scalar):
        return Number(Variable(key, kind), kind)
    declare_fixed(scope, key, kind)
    return View(key)


def declare_fixed(scope: Scope, key: str, kind: Array) -> None:
    """An array that comes in: its type is settled."""
    if key not in scope.facts.slots:
        scope.facts.slots[key] = Slot(kind.layers, frozenset({kind.element}), fixed=True)


def library_attribute(scope: Scope, module: Library, name: str, node: ast.Attribute) -> Value:
    """``math.sqrt``, ``np.pi``: a constant is guarded like a function."""
    full = f"{module.name}.{name}"
    if full in CONSTANTS:
        scope.unit.require(ast.unparse(node), target=full)
        return constant(CONSTANTS[full])
    return Library(full)


def require(scope: Scope, node: ast.expr, full: str) -> None:
    """Let the guard compare a library function where the region reaches it."""
    scope.unit.require(ast.unparse(node), target=full)
