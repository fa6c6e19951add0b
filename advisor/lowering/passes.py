"""Passes over a function: parameters that become another type live in a copy of their own.

Before: ``def halve(n): n = n / 2; return n`` for an int ``n``.
After: ``n_2 = n``, which may be an int or a float, and stands for ``n`` from then on.
"""

from __future__ import annotations

import ast
from collections.abc import Iterable, Mapping, Sequence

from advisor.kernel.nodes import New, Variable
from advisor.kernel.types import Scalar, Type
from advisor.lowering.creation import CAPACITY, duplicate
from advisor.lowering.errors import RestartError
from advisor.lowering.facts import Facts
from advisor.lowering.naming import assign
from advisor.lowering.scope import Scope
from advisor.lowering.values import NoneValue, Number, View


def local_keys(facts: Facts, names: Iterable[str]) -> dict[str, str]:
    """The kernel name that each local name goes by."""
    keys = {name: facts.name(("local", name), name) for name in names}
    return {name: current(facts, key) for name, key in keys.items()}


def _own(facts: Facts, key: str) -> str:
    return facts.name(("copy of", key), key)


def current(facts: Facts, key: str) -> str:
    """The name that what came in as ``key`` goes by in the function."""
    return _own(facts, key) if key in facts.copied else key


def copy_parameters(scope: Scope, types: Mapping[str, Type]) -> None:
    """Begin the function with the copies."""
    for key in sorted(scope.facts.copied):
        kind, own = types[key], _own(scope.facts, key)
        if isinstance(kind, Scalar):
            assign(scope, own, Number(Variable(key, kind), kind))
        else:
            _copy_list(scope, key, own)


def _copy_list(scope: Scope, key: str, own: str) -> None:
    """A list that changes its length; one that was always empty has its copy's elements."""
    slots = scope.facts.slots
    slot = scope.declare(own, ("list",), slots[key].elements)
    slot.growable = True
    if not slots[key].elements and len(slot.elements) == 1:
        scope.declare(key, ("list",), slot.elements)
    if slots[key].elements:
        duplicate(scope, own, View(key), ("copy of", key))
        return
    scope.emit(New(own, (CAPACITY,), None, scope.line))  # for as long as nothing is known
    scope.bind(own, View(own))


def run(scope: Scope, body: Sequence[ast.stmt]) -> None:
    """One pass over a function's body; what it finds out may call for another."""
    try:
        scope.execute(body)
        if scope.state is not None:
            scope.frame.finish(NoneValue())
    except RestartError:
        scope.facts.heads.clear()
        scope.facts.changed = True


def note_copies(facts: Facts, types: Mapping[str, Type]) -> None:
    """Find the parameters that were given another type of number in this pass."""
    for key, kind in types.items():
        if not isinstance(kind, Scalar) or facts.members.get(key, {kind}) == {kind}:
            continue
        facts.members[key] = frozenset({kind})
        facts.tagged.discard(key)
        facts.copied.add(key)
        facts.changed = True
