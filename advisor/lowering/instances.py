"""Kernel functions for helpers that cannot be put in line: made per types of arguments."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from advisor.kernel.nodes import (
    Compare,
    Constant,
    Function,
    Parameter,
    Return,
    Variable,
)
from advisor.kernel.types import BOOL, INT, Scalar, Type
from advisor.lowering.changing import changed_arrays
from advisor.lowering.entry import _PASSES
from advisor.lowering.errors import UnsupportedError
from advisor.lowering.expressions import evaluate
from advisor.lowering.finishing import declared, local_types, tidied
from advisor.lowering.literals import constant
from advisor.lowering.naming import begin
from advisor.lowering.outside import declare_fixed
from advisor.lowering.passes import copy_parameters, local_keys, note_copies, run
from advisor.lowering.recursion import DEPTH, Instance
from advisor.lowering.scope import Scope
from advisor.lowering.settling import settle
from advisor.lowering.statements import execute
from advisor.lowering.straightening import local_names
from advisor.lowering.values import (
    Binding,
    Frame,
    NoneValue,
    Scalars,
    Value,
    View,
)
from advisor.lowering.walking import mentioned, written


def lower_instance(caller: Scope, instance: Instance) -> None:
    """Lower a helper for the types of its arguments."""
    instance.busy = True
    tree = caller.unit.helpers[instance.source]
    arguments = [*tree.args.posonlyargs, *tree.args.args, *tree.args.kwonlyargs]
    names = [argument.arg for argument in arguments]
    own = [*names, *sorted(local_names(tree.body) - set(names))]
    facts = instance.facts
    facts.taken.add(DEPTH)
    keys = [facts.name(("local", name), name) for name in names]
    types = dict(zip(keys, instance.types, strict=True))
    for _ in range(_PASSES):
        before = (instance.result, instance.nothing, instance.globals)
        facts.changed = False
        scope = _instance_scope(caller, instance, local_keys(facts, own))
        begin(scope, _instance_state(scope, types))
        copy_parameters(scope, types)
        run(scope, tree.body)
        note_copies(facts, types)
        instance.globals = list(scope.outer)
        if not facts.changed and before == (instance.result, instance.nothing, instance.globals):
            break
    else:
        raise UnsupportedError("a helper whose types do not settle")
    instance.function = _instance_function(scope, names, instance)
    instance.busy = False


def _instance_scope(caller: Scope, instance: Instance, keys: dict[str, str]) -> Scope:
    def finish(value: Value) -> None:
        _finish_instance(scope, instance, value)

    frame = Frame(keys, (), instance.source, finish)
    scope = Scope(caller.unit, instance.facts, frame, {}, evaluate, execute)
    scope.function = instance.name
    scope.line = caller.line
    scope.active = caller.active | {instance.source}
    return scope


def _instance_state(scope: Scope, types: Mapping[str, Type]) -> dict[str, Binding]:
    depth = Compare("<", Variable(DEPTH, INT), Constant(1, INT), BOOL)
    scope.leave_if(depth, "calls nested too deep")
    state: dict[str, Binding] = {}
    for key, kind in types.items():
        if isinstance(kind, Scalar):
            scope.facts.members.setdefault(key, frozenset({kind}))
            state[key] = Scalars(frozenset({kind}))
        else:
            declare_fixed(scope, key, kind)
            state[key] = View(key)
    scope.parameters = frozenset(scope.facts.slots)
    return state


def _finish_instance(scope: Scope, instance: Instance, value: Value) -> None:
    """``return`` in a kernel function: exactly one number, of one type."""
    handed = _parameter_handed(scope, instance, value)
    nothing = isinstance(value, NoneValue)
    number = constant(0) if nothing or handed is not None else settle(scope, value)
    form = number.type, nothing, handed
    if instance.result is None:
        instance.result, instance.nothing, instance.handed = form
    if (instance.result, instance.nothing, instance.handed) != form:
        raise scope.refuse(f"the helper {instance.source}, which returns different types,")
    scope.emit(Return((number.expression,), scope.line))
    scope.state = None


def _parameter_handed(scope: Scope, instance: Instance, value: Value) -> int | None:
    """Which parameter's whole array a value is."""
    if not isinstance(value, View) or value.leading or value.window is not None:
        return None
    tree = scope.unit.helpers[instance.source]
    arguments = [*tree.args.posonlyargs, *tree.args.args, *tree.args.kwonlyargs]
    keys = [scope.frame.locals[argument.arg] for argument in arguments]
    return keys.index(value.array) if value.array in keys else None


def _instance_function(scope: Scope, names: Sequence[str], instance: Instance) -> Function:
    body = tidied(scope)
    changed = changed_arrays(body)
    parameters = [Parameter(DEPTH, "", INT)]
    for name, kind in zip(names, instance.types, strict=True):
        key = scope.facts.name(("local", name), name)
        declared(scope, key, kind)
        parameters.append(Parameter(key, "", kind, key in changed))
    parameters += [
        Parameter(key, origin, kind, key in changed) for origin, (key, kind) in scope.outer.items()
    ]
    taken = {parameter.name for parameter in parameters}
    used = (mentioned(body) | written(body)) - taken
    result = instance.result or INT
    return Function(
        instance.name, tuple(parameters), local_types(scope, used), body, (result,), instance.source
    )
