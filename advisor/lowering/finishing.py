"""A finished function: its parameters, its locals, and code that is tidied up."""

from __future__ import annotations

from advisor.kernel.nodes import Statement
from advisor.kernel.types import INT, Scalar, Type
from advisor.lowering.arrays import is_mixed
from advisor.lowering.errors import UnsupportedError
from advisor.lowering.scope import Scope
from advisor.lowering.sinking import sink


def tidied(scope: Scope) -> tuple[Statement, ...]:
    """The finished statements; companions are set outside of loops where that can be."""
    companions = {scope.tag(key) for key in scope.facts.tagged}
    companions |= {scope.kinds(name) for name in tuple(scope.facts.slots) if is_mixed(scope, name)}
    return sink(scope.statements, frozenset(companions))


def declared(scope: Scope, key: str, kind: Type) -> Type:
    """A parameter that later holds another kind of number lives in the wider type."""
    if isinstance(kind, Scalar) and scope.facts.storage(key) != kind:
        raise UnsupportedError(f"the argument {key}, which becomes another type of number,")
    return kind


def local_types(scope: Scope, names: frozenset[str]) -> dict[str, Type]:
    """The type of each name that the code mentions."""
    facts = scope.facts
    tags = {scope.tag(key) for key in facts.tagged}
    kinds: dict[str, Type] = {}
    for name in sorted(names):
        if name in facts.slots:
            kinds[name] = scope.array(name)
        elif name in facts.temporaries:
            kinds[name] = facts.temporaries[name]
        elif name in tags:
            kinds[name] = INT
        else:
            kinds[name] = facts.storage(name)
    return kinds
