"""Names from outside the function: modules, helpers, built-ins, numbers and arrays.

Globals are not frozen: a number or array that the region reads comes in as a
parameter, and what it calls is compared by identity before the kernel runs.
"""

from __future__ import annotations

import ast
import builtins
import re
from importlib import import_module

from advisor.kernel.nodes import Variable
from advisor.kernel.types import FLOAT, INT, Array, Scalar, Type
from advisor.lowering import texts
from advisor.lowering.errors import UnsupportedError
from advisor.lowering.facts import Slot
from advisor.lowering.library import CONSTANTS
from advisor.lowering.literals import constant
from advisor.lowering.scope import Scope
from advisor.lowering.seeing import first_typed
from advisor.lowering.values import Dice, Helper, Library, Number, ObjectValue, Value, View
from advisor.observing import Seen

_MODULES = {
    name: name for name in ("math", "cmath", "numpy", "builtins", "heapq", "bisect", "collections")
} | {"np": "numpy"}
_INNER = {"_heapq": "heapq", "_bisect": "bisect", "_collections": "collections"}
"""The modules in C that public ones take their functions from."""
DRAWING = {"random": "mersenne", "numpy.random": "legacy"}
"""Modules whose functions draw, each from a generator behind them: how that draws."""
_GENERATORS = {
    "random.Random": "mersenne",
    "numpy.random.mtrand.RandomState": "legacy",
    "numpy.random._generator.Generator": "pcg",
}
"""Classes of generators, and how they draw."""
_METHOD = re.compile(r"(?:random\.)?Random\.(\w+)")
STATES = {
    "words": (Array(INT, ("list",)), 626),
    "ready": (Array(INT, ("list",)), 624),
    "spare": (Array(FLOAT, ("list",)), 2),
    "limbs": (Array(INT, ("list",)), 13),
}
"""The arrays in which a generator's state comes in, with their lengths."""


def global_value(scope: Scope, name: str) -> Value:
    """What a global name, or an attribute path such as ``self.n``, stands for."""
    if texts.is_ours(scope):
        return texts.global_value(scope, name)
    if name in scope.unit.helpers and not texts.is_reserved(name):
        return Helper(name)
    if name in scope.unit.states:
        return state(scope, *scope.unit.states[name])
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
    if is_generator(first):
        return dice(scope, first, name)
    drawn = _METHOD.fullmatch(first.name) if first.kind in ("method", "builtin") else None
    if drawn:
        return _draw(scope, "random", drawn[1], name)
    if first.kind == "module":
        return Library(first.name)
    if first.kind in ("function", "builtin", "type"):
        return _function(scope, name, first.name)
    try:
        kind = first_typed(seens)
    except UnsupportedError as error:
        raise scope.refuse(f"{error.construct} ({name})") from None
    scope.unit.seen[_key(scope, name)] = first
    return outer_value(scope, name, kind)


def method_of(scope: Scope, owner: ObjectValue, name: str) -> Helper | None:
    """A method of an object's own class that is compiled along."""
    seen = scope.unit.parameters.get(owner.name, ())
    full = f"{seen[0].name.rpartition('.')[2]}.{name}" if seen else ""
    return Helper(full, owner) if full in scope.unit.helpers else None


def is_known_function(full: str) -> bool:
    """Whether it is a function of a module that the kernel knows."""
    return full.rpartition(".")[0] in _MODULES.values()


def _function(scope: Scope, name: str, full: str) -> Value:
    """A library function imported by name: ``from math import sqrt``."""
    module, _, short = full.rpartition(".")
    module = _INNER.get(module, module)
    full = f"{module}.{short}" if module else short
    if module in _MODULES.values():
        scope.unit.require(name, target=full)
        return Library(full)
    if not module and hasattr(builtins, short):
        return Library(f"builtins.{short}")
    raise scope.refuse(f"a call of {name}")


def outer_value(scope: Scope, origin: str, kind: Type) -> Value:
    """A number or array from outside, which becomes a parameter."""
    key = _key(scope, origin)
    scope.outer[origin] = (key, kind)
    if isinstance(kind, Scalar):
        return Number(Variable(key, kind), kind)
    declare_fixed(scope, key, kind)
    return View(key)


def _key(scope: Scope, origin: str) -> str:
    return scope.facts.name(("outer", origin), re.sub(r"\W", "_", origin))


def declare_fixed(scope: Scope, key: str, kind: Array) -> None:
    """An array that comes in: its type is settled."""
    if key not in scope.facts.slots:
        scope.facts.slots[key] = Slot(kind.layers, frozenset({kind.element}), fixed=True)


def library_attribute(scope: Scope, module: Library, name: str, node: ast.Attribute) -> Value:
    """``math.sqrt``, ``np.pi``: a constant is guarded like a function."""
    full = f"{module.name}.{name}"
    if module.name in DRAWING:
        return _draw(scope, module.name, name, ast.unparse(node))
    if full in CONSTANTS:
        scope.unit.require(ast.unparse(node), target=full)
        return constant(CONSTANTS[full])
    if module.name in _MODULES.values() and callable(
        getattr(import_module(module.name), name, None)
    ):
        require(scope, node, full)
    return Library(full)


def require(scope: Scope, node: ast.expr, full: str) -> None:
    """Let the guard compare a library function where the region reaches it."""
    local = isinstance(node, ast.Name) and node.id in scope.frame.locals
    if not texts.is_ours(scope) and not local:  # where that was set the function was compared
        scope.unit.require(ast.unparse(node), target=full)


# ----------------------------------------------------------- random generators


def is_generator(seen: Seen) -> bool:
    """Whether it is a generator of a class of Python's or NumPy's own."""
    return seen.kind == "object" and seen.name in _GENERATORS


def dice(scope: Scope, seen: Seen, origin: str) -> Dice:
    """The value for a generator, and how the region reaches it."""
    scope.unit.kinds[origin] = _GENERATORS[seen.name]
    scope.unit.generators[origin] = {origin: ""}
    return Dice(origin)


def _draw(scope: Scope, module: str, method: str, expression: str) -> Value:
    """A method of a module's hidden generator, and how the region reaches it."""
    scope.unit.kinds[module] = DRAWING[module]
    scope.unit.generators.setdefault(module, {})[expression] = method
    return Library(f"{module}.{method}")


def state(scope: Scope, generator: str, part: str) -> Value:
    """The array with a part of a generator's state."""
    origin = f"{generator}:{part}"
    kind, length = STATES[part]
    scope.unit.states[origin] = generator, part
    scope.unit.seen[_key(scope, origin)] = Seen("list", length=length, shape=(length,))
    return outer_value(scope, origin, kind)
