"""The functions of a kernel: what goes in, what comes out, and passes until nothing changes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from advisor.kernel.nodes import (
    Compare,
    Constant,
    Function,
    Kernel,
    Parameter,
    Rebind,
    Return,
    Statement,
    Variable,
)
from advisor.kernel.types import BOOL, INT, Array, Scalar, Type
from advisor.lowering.arithmetic import constant
from advisor.lowering.arrays import is_mixed
from advisor.lowering.errors import UnsupportedError
from advisor.lowering.expressions import evaluate
from advisor.lowering.helpers import local_names
from advisor.lowering.outside import declare_fixed
from advisor.lowering.recursion import DEPTH, Instance
from advisor.lowering.results import Results
from advisor.lowering.scope import Facts, Scope
from advisor.lowering.seeing import first_typed, shape_of
from advisor.lowering.sinking import sink
from advisor.lowering.statements import execute
from advisor.lowering.unit import Unit
from advisor.lowering.values import (
    Binding,
    Frame,
    NoneValue,
    ObjectValue,
    Scalars,
    Unusable,
    Value,
    View,
)
from advisor.lowering.walking import called, mentioned, stored, walk, written
from advisor.observing import Seen

_PASSES = 60


def finished(unit: Unit) -> Kernel:
    """The kernel of a unit."""
    entry, returns = _entry(unit)
    functions = _ordered(unit, entry)
    sizes = {
        parameter.name: shape_of(unit.seen[parameter.name], parameter.type)
        for parameter in entry.parameters
        if isinstance(parameter.type, Array)
    }
    return Kernel(functions, returns, tuple(unit.identities.values()), sizes)


def _ordered(unit: Unit, entry: Function) -> tuple[Function, ...]:
    """The helpers that are called, each before its callers, then the entry."""
    made = {
        instance.function.name: instance.function
        for instance in unit.instances.values()
        if isinstance(instance, Instance) and instance.function is not None
    }
    ordered: dict[str, Function] = {}

    def visit(function: Function) -> None:
        for name in sorted(called(function.body) - {function.name}):
            if name not in ordered and name in made:
                visit(made[name])
        ordered[function.name] = function

    visit(entry)
    return tuple(ordered.values())


# ----------------------------------------------------------------------- entry


def _entry(unit: Unit) -> tuple[Function, Literal["none", "one", "tuple"]]:
    tree, facts = unit.tree, Facts()
    arguments = [*tree.args.posonlyargs, *tree.args.args, *tree.args.kwonlyargs]
    names = [argument.arg for argument in arguments]
    own = [*names, *sorted(local_names(tree.body) - set(names))]
    keys = {name: facts.name(("local", name), name) for name in own}
    results = Results.expected(unit)
    types: dict[str, Type] = {}
    for _ in range(_PASSES):
        facts.changed = False
        scope = _scope(unit, facts, keys)
        scope.begin(_entry_state(scope, names, types))
        results.prepare(scope, types)
        scope.execute(tree.body)
        if scope.state is not None:
            scope.frame.finish(NoneValue())
        if not facts.changed:
            break
    else:
        raise UnsupportedError("a function whose types do not settle")
    function = _function(unit.tree.name, scope, types, results.types)
    return function, results.returns


def _scope(unit: Unit, facts: Facts, keys: dict[str, str]) -> Scope:
    def nowhere(value: Value) -> None:
        raise AssertionError(value)

    frame = Frame(keys, (), "", nowhere)
    return Scope(unit, facts, frame, {}, evaluate, execute)


def _entry_state(scope: Scope, names: Sequence[str], types: dict[str, Type]) -> dict[str, Binding]:
    state: dict[str, Binding] = {}
    for name in names:
        key = scope.frame.locals[name]
        seens = scope.unit.parameters.get(name, ())
        if not seens:
            state[key] = Unusable("an argument that was not seen in a call")
        elif seens[0].kind == "object":
            state[key] = ObjectValue(name)
            _attributes(scope, name, state, types)
        else:
            state[key] = _parameter(scope, key, seens, types)
    scope.parameters = frozenset(key for key in types if key in scope.facts.slots)
    return state


def _parameter(scope: Scope, key: str, seens: Sequence[Seen], types: dict[str, Type]) -> Binding:
    try:
        kind = first_typed(seens)
    except UnsupportedError as error:
        return Unusable(error.construct)
    types[key] = kind
    scope.unit.seen[key] = seens[0]
    if isinstance(kind, Scalar):
        scope.facts.members.setdefault(key, frozenset({kind}))
        return Scalars(frozenset({kind}))
    declare_fixed(scope, key, kind)
    return View(key)


def _attributes(scope: Scope, name: str, state: dict[str, Binding], types: dict[str, Type]) -> None:
    """Numbers and arrays of an object live in variables of their own."""
    seens = dict(scope.unit.names)
    first = scope.unit.parameters[name][0]
    for attribute, seen in zip(first.names, first.items, strict=False):
        seens.setdefault(f"{name}.{attribute}", (seen,))
    for path, found in seens.items():
        owner, _, attribute = path.partition(".")
        if owner != name or not attribute or "." in attribute:
            continue
        key = scope.facts.name(("attribute", path), f"{name}_{attribute}")
        scope.attributes[path] = key
        state[key] = _parameter(scope, key, found, types)


def _function(
    name: str, scope: Scope, types: dict[str, Type], results: tuple[Type, ...]
) -> Function:
    """The entry: parameters are what the body mentions of what comes from outside."""
    body = _body(scope)
    used = mentioned(body) | written(body)
    changed = _changed(body)
    origins = {key: path for path, key in scope.attributes.items()}
    parameters = [
        Parameter(key, origins.get(key, key), _declared(scope, key, kind), key in changed)
        for key, kind in types.items()
        if key in used
    ]
    parameters += [
        Parameter(key, origin, kind, key in changed)
        for origin, (key, kind) in scope.outer.items()
        if key in used
    ]
    assigned = {key for key in written(body) if key in origins}
    parameters = [
        Parameter(p.name, p.origin, p.type, p.written or p.name in assigned) for p in parameters
    ]
    taken = {parameter.name for parameter in parameters}
    doc = f"{name}, from line {scope.unit.offset + scope.unit.tree.lineno}"
    return Function(name, tuple(parameters), _locals(scope, used - taken), body, results, doc)


def _body(scope: Scope) -> tuple[Statement, ...]:
    """The finished statements; companions are set outside of loops where that can be."""
    companions = {scope.tag(key) for key in scope.facts.tagged}
    companions |= {scope.kinds(name) for name in tuple(scope.facts.slots) if is_mixed(scope, name)}
    return sink(scope.statements, frozenset(companions))


def _declared(scope: Scope, key: str, kind: Type) -> Type:
    """A parameter that later holds another kind of number lives in the wider type."""
    if isinstance(kind, Scalar) and scope.facts.storage(key) != kind:
        raise UnsupportedError(f"the argument {key}, which becomes another type of number,")
    return kind


def _changed(body: tuple[Statement, ...]) -> frozenset[str]:
    """Arrays whose elements change, by any of the names they go by."""
    names = set(stored(body))
    rebinds = [node for node in walk(body) if isinstance(node, Rebind)]
    for _ in rebinds:
        for rebind in rebinds:
            group = {*rebind.targets, *rebind.sources}
            if group & names:
                names |= group
    return frozenset(names)


def _locals(scope: Scope, names: frozenset[str]) -> dict[str, Type]:
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


# ------------------------------------------------------------------- instances


def lower_instance(caller: Scope, instance: Instance) -> None:
    """Lower a helper for the types of its arguments."""
    instance.busy = True
    tree = caller.unit.helpers[instance.source]
    arguments = [*tree.args.posonlyargs, *tree.args.args, *tree.args.kwonlyargs]
    names = [argument.arg for argument in arguments]
    own = [*names, *sorted(local_names(tree.body) - set(names))]
    facts = instance.facts
    keys = {name: facts.name(("local", name), name) for name in own}
    facts.taken.add(DEPTH)
    for _ in range(_PASSES):
        before = (instance.result, instance.nothing)
        facts.changed = False
        scope = _instance_scope(caller, instance, keys)
        scope.begin(_instance_state(scope, names, instance))
        scope.execute(tree.body)
        if scope.state is not None:
            scope.frame.finish(NoneValue())
        if not facts.changed and before == (instance.result, instance.nothing):
            break
    else:
        raise UnsupportedError("a helper whose types do not settle")
    instance.globals = list(scope.outer)
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


def _instance_state(scope: Scope, names: Sequence[str], instance: Instance) -> dict[str, Binding]:
    depth = Compare("<", Variable(DEPTH, INT), Constant(1, INT), BOOL)
    scope.leave_if(depth, "calls nested too deep")
    state: dict[str, Binding] = {}
    for name, kind in zip(names, instance.types, strict=True):
        key = scope.frame.locals[name]
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
    nothing = isinstance(value, NoneValue)
    number = constant(0) if nothing else scope.settle(value)
    if instance.result is None:
        instance.result, instance.nothing = number.type, nothing
    if instance.result != number.type or instance.nothing != nothing:
        raise scope.refuse(f"the helper {instance.source}, which returns different types,")
    scope.emit(Return((number.expression,), scope.line))
    scope.state = None


def _instance_function(scope: Scope, names: Sequence[str], instance: Instance) -> Function:
    body = _body(scope)
    changed = _changed(body)
    parameters = [Parameter(DEPTH, "", INT)]
    for name, kind in zip(names, instance.types, strict=True):
        key = scope.frame.locals[name]
        _declared(scope, key, kind)
        parameters.append(Parameter(key, "", kind, key in changed))
    parameters += [
        Parameter(key, origin, kind, key in changed) for origin, (key, kind) in scope.outer.items()
    ]
    taken = {parameter.name for parameter in parameters}
    used = (mentioned(body) | written(body)) - taken
    result = instance.result or INT
    return Function(
        instance.name, tuple(parameters), _locals(scope, used), body, (result,), instance.source
    )
