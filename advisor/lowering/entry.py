"""The functions of a kernel: what goes in, what comes out, and passes until nothing changes."""

from __future__ import annotations

import ast
from collections.abc import Sequence
from typing import Literal, TypeAlias

from advisor.kernel.nodes import (
    Copy,
    Draws,
    Function,
    Kernel,
    New,
    Output,
    Pack,
    Parameter,
    Rebind,
)
from advisor.kernel.types import FLOAT, INT, WORD, Array, Scalar, Type
from advisor.lowering import records
from advisor.lowering.arrays import is_mixed
from advisor.lowering.changing import changed_arrays
from advisor.lowering.errors import UnsupportedError
from advisor.lowering.expressions import evaluate
from advisor.lowering.facts import Facts
from advisor.lowering.finishing import declared, local_types, tidied
from advisor.lowering.naming import begin
from advisor.lowering.outside import declare_fixed, dice, is_generator, is_known_function
from advisor.lowering.passes import copy_parameters, current, local_keys, note_copies, run
from advisor.lowering.recursion import Instance
from advisor.lowering.results import Results
from advisor.lowering.scope import Scope
from advisor.lowering.seeing import first_typed, shape_of
from advisor.lowering.statements import execute
from advisor.lowering.straightening import local_names
from advisor.lowering.unit import Unit
from advisor.lowering.values import (
    NONE,
    Binding,
    Frame,
    Library,
    ObjectValue,
    Scalars,
    Unusable,
    Value,
    View,
)
from advisor.lowering.walking import called, mentioned, walk, written
from advisor.observing import Seen

_PASSES = 60
_Entry: TypeAlias = tuple[
    Function, Literal["none", "one", "tuple"], tuple[Output, ...], tuple[Pack, ...]
]


def finished(unit: Unit) -> Kernel:
    """The kernel of a unit."""
    entry, returns, outputs, packs = _entry(unit)
    functions = _ordered(unit, entry)
    sizes = {
        parameter.name: shape_of(unit.seen[parameter.name], parameter.type)
        for parameter in entry.parameters
        if isinstance(parameter.type, Array)
    }
    return Kernel(
        functions,
        returns,
        tuple(unit.identities.values()),
        sizes,
        outputs,
        packs,
        _draws(unit, entry),
        given=tuple(argument.arg for argument in _arguments(unit.tree)),
    )


def _arguments(tree: ast.FunctionDef) -> list[ast.arg]:
    return [*tree.args.posonlyargs, *tree.args.args, *tree.args.kwonlyargs]


def _draws(unit: Unit, entry: Function) -> tuple[Draws, ...]:
    """The generators whose states are parameters of the entry."""
    arrays: dict[str, dict[str, str]] = {}
    for parameter in entry.parameters:
        if parameter.origin in unit.states:
            generator, part = unit.states[parameter.origin]
            arrays.setdefault(generator, {})[part] = parameter.name
    return tuple(
        Draws(unit.kinds[generator], parts, tuple(unit.generators[generator].items()))
        for generator, parts in arrays.items()
    )


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


def _entry(unit: Unit) -> _Entry:
    tree, facts = unit.tree, Facts()
    names = [argument.arg for argument in _arguments(tree)]
    own = [*names, *sorted(local_names(tree.body) - set(names))]
    results = Results.expected(unit)
    types: dict[str, Type] = {}
    for _ in range(_PASSES):
        facts.changed = False
        scope = _scope(unit, facts, local_keys(facts, own))
        begin(scope, _entry_state(scope, names, types))
        copy_parameters(scope, types)
        results.prepare(scope, types)
        run(scope, tree.body)
        note_copies(facts, {key: types[key] for key in types if key not in results.attributes})
        if not facts.changed:
            break
    else:
        raise UnsupportedError("a function whose types do not settle")
    outputs = results.outputs
    function = _function(unit.tree.name, scope, types, results)
    _refuse_other_lists(scope, function, tuple(outputs))
    packs = results.packs if any(p.kind != "plain" for p in results.packs) else ()
    return function, results.returns, tuple(outputs), packs


def _refuse_other_lists(scope: Scope, function: Function, outputs: Sequence[Output]) -> None:
    """A name whose list grows in the caller's hands must mean that list to the end."""
    own = {current(scope.facts, o.parameter) for o in outputs if o.kind == "content"}
    made: set[str] = set()
    for node in walk(function.body):
        if isinstance(node, Rebind) and own & {*node.targets, *node.sources}:
            raise UnsupportedError("a list that grows and whose name changes hands", node.line)
        if isinstance(node, New | Copy) and node.array in own:
            if node.array in made:
                raise UnsupportedError("a list that grows and is then replaced", node.line)
            made.add(node.array)


def _scope(unit: Unit, facts: Facts, keys: dict[str, str]) -> Scope:
    def nowhere(value: Value) -> None:
        raise AssertionError(value)

    frame = Frame(keys, (), "", nowhere)
    return Scope(unit, facts, frame, {}, evaluate, execute)


def _entry_state(scope: Scope, names: Sequence[str], types: dict[str, Type]) -> dict[str, Binding]:
    state: dict[str, Binding] = {}
    for name in names:
        key = scope.facts.name(("local", name), name)
        seens = scope.unit.parameters.get(name, ())
        if not seens:
            state[key] = Unusable("an argument that was not seen in a call")
        elif seens[0].kind == "NoneType":
            scope.unit.require(name, target="None")
            state[key] = Scalars(frozenset({NONE}))
        elif seens[0].kind == "builtin" and is_known_function(seens[0].name):
            scope.unit.require(name, target=seens[0].name)
            state[key] = Library(seens[0].name)
        elif is_generator(seens[0]):
            state[key] = dice(scope, seens[0], name)
        elif seens[0].kind == "object":
            state[key] = ObjectValue(name)
            _attributes(scope, name, state, types)
        else:
            found = records.declare(scope, name, seens[0], types)
            state[key] = found or _parameter(scope, key, seens, types)
    scope.parameters = frozenset(key for key in types if key in scope.facts.slots)
    return state


def _parameter(scope: Scope, key: str, seens: Sequence[Seen], types: dict[str, Type]) -> Binding:
    scope.unit.seen[key] = seens[0]
    try:
        kind = first_typed(seens)
    except UnsupportedError as error:
        return _empty_list(scope, key, seens[0], types) or Unusable(error.construct)
    if kind == INT and key in scope.facts.words:
        kind = WORD
    types[key] = kind
    if isinstance(kind, Scalar):
        scope.facts.members.setdefault(key, frozenset({kind}))
        return Scalars(frozenset({kind}))
    declare_fixed(scope, key, kind)
    return View(key)


def _empty_list(scope: Scope, key: str, seen: Seen, types: dict[str, Type]) -> View | None:
    """A list that was empty in every call: what is appended to it tells its type."""
    if seen.kind != "list" or seen.length != 0:
        return None
    scope.declare(key, ("list",), frozenset())
    types[key] = Array(FLOAT, ("list",))
    return View(key)


def _entry_type(scope: Scope, key: str, kind: Type) -> Type:
    """A parameter's type; a list's as far as it was learnt, and whether it grows."""
    if isinstance(kind, Scalar):
        return declared(scope, key, kind)
    if is_mixed(scope, key):
        raise UnsupportedError(f"the argument {key}, a list that comes to mix types,")
    return scope.array(key)


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
        state[key] = (
            dice(scope, found[0], path)
            if is_generator(found[0])
            else _parameter(scope, key, found, types)
        )


def _function(name: str, scope: Scope, types: dict[str, Type], results: Results) -> Function:
    """The entry: parameters are what the body mentions of what comes from outside."""
    body = tidied(scope)
    used = mentioned(body) | written(body)
    outputs = {output.parameter: kind for output, kind in results.outputs.items()}
    changed = changed_arrays(body) | outputs.keys()
    origins = {key: path for path, key in (scope.attributes | scope.gathered).items()}
    parameters = [
        Parameter(key, origins.get(key, key), _entry_type(scope, key, kind), key in changed)
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
    locals_ = local_types(scope, used - taken)
    return Function(
        name, tuple(parameters), locals_, body, (*results.types, *outputs.values()), doc
    )
