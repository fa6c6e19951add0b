"""Names and the values in them: reading, assigning, and keeping a value for later."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterable, Sequence

from advisor.kernel.nodes import Assign, Compare, Constant, Expression, Rebind, Variable
from advisor.kernel.types import BOOL, INT, WORD, Scalar
from advisor.lowering import growing_texts
from advisor.lowering.errors import RestartError, UnassignedError
from advisor.lowering.facts import node_key
from advisor.lowering.promotion import cast
from advisor.lowering.scope import Scope
from advisor.lowering.settling import as_member, describe, is_member, widened
from advisor.lowering.states import State
from advisor.lowering.values import (
    ARRAY,
    NONE,
    UNASSIGNED,
    Member,
    Mixed,
    NoneValue,
    Number,
    Perhaps,
    RangeValue,
    Record,
    Rows,
    Scalars,
    TupleBinding,
    TupleValue,
    Unusable,
    Value,
    View,
    code,
)
from advisor.lowering.walking import mentioned, written
from advisor.lowering.wholes import Computed
from advisor.lowering.words import as_word

_NO_TAG = Constant(0, INT)


def evaluate_all(
    scope: Scope,
    nodes: Sequence[ast.expr],
    evaluate: Callable[[ast.expr], Value] | None = None,
) -> list[Value]:
    """Lower expressions from left to right, keeping what each was at its turn.

    A list made by one of several is not yet the one that is assigned: ``a = [1] + [0] * n``.
    """
    values: list[Value] = []
    target = scope.target
    scope.target = target if len(nodes) == 1 else ""
    for node in nodes:
        mark = len(scope.statements)
        value = (evaluate or scope.evaluate)(node)
        values = [*kept_before(scope, values, node, mark), value]
    scope.target = target
    return values


def kept_before(scope: Scope, values: Sequence[Value], node: ast.expr, mark: int) -> list[Value]:
    """Take values from before ``mark`` out of reach of what ``node`` has emitted since."""
    tail = scope.statements[mark:]
    changed = written(tail)
    if not any(mentioned(value) & changed for value in values):
        return list(values)
    del scope.statements[mark:]
    kept = [
        freeze(scope, value, "kept", (id(node), n)) if mentioned(value) & changed else value
        for n, value in enumerate(values)
    ]
    scope.statements.extend(tail)
    return kept


def assign(scope: Scope, key: str, value: Value) -> None:
    """``key = value``."""
    value = value if key in scope.facts.texts else growing_texts.note(scope, key, value)
    if isinstance(value, Number) and key not in scope.facts.texts:
        _assign_number(scope, key, value)
    elif isinstance(value, Mixed):
        _assign_mixed(scope, key, value)
    elif key in scope.facts.texts:
        growing_texts.hold(scope, key, value)
    elif isinstance(value, NoneValue):
        mark(scope, key, NONE)
        scope.bind(key, Scalars(frozenset({NONE})))
    elif isinstance(value, TupleValue):
        _assign_tuple(scope, key, value)
    elif isinstance(value, View):
        _assign_view(scope, key, value)
    elif isinstance(value, RangeValue):
        scope.bind(key, freeze(scope, value, f"{key}_bound", (key, "range")))  # type: ignore[arg-type] # a range again
    elif _is_binding(value):
        mark(scope, key, ARRAY)
        scope.bind(key, value)  # type: ignore[arg-type] # _is_binding has looked
    else:
        raise scope.refuse(f"a name for {describe(value)}")


def learn(scope: Scope, key: str, members: frozenset[Scalar]) -> None:
    """A name holds these numbers, too."""
    known = scope.facts.members.get(key, frozenset())
    if not members <= known:
        scope.facts.members[key] = known | members
        scope.facts.changed = True


def _assign_number(scope: Scope, key: str, value: Number) -> None:
    if value.expression == Variable(key, value.type):
        return  # a loop counted in the user's own variable
    value = _fitting(scope, key, value)
    learn(scope, key, frozenset({value.type}))
    scope.emit(Assign(key, widened(scope, value, scope.facts.storage(key)), scope.line))
    mark(scope, key, value.type)
    scope.bind(key, Scalars(frozenset({value.type})))


def _fitting(scope: Scope, key: str, value: Number) -> Number:
    """A name that ever holds an int of 64 bits without a sign holds nothing but such.

    Raises:
        RestartError: that shows here.
    """
    if value.type == WORD and key not in scope.facts.words:
        scope.facts.words.add(key)
        scope.facts.members.pop(key, None)
        raise RestartError
    if key in scope.facts.words and value.type in (INT, BOOL):
        return Number(as_word(scope, value), WORD)
    return value


def assign_counter(scope: Scope, key: str) -> None:
    """A loop gives its variable an int."""
    learn(scope, key, frozenset({INT}))
    mark(scope, key, INT)
    scope.bind(key, Scalars(frozenset({INT})))


def _assign_mixed(scope: Scope, key: str, value: Mixed) -> None:
    value = _assigned(scope, value)
    learn(scope, key, frozenset(m for m in value.members if isinstance(m, Scalar)))
    if key not in scope.facts.tagged:
        scope.facts.tagged.add(key)
        scope.facts.changed = True
    tag = value.tag
    if key in mentioned(tag):
        tag = freeze_number(scope, Number(tag, INT), "kind", key).expression
    storage = scope.facts.storage(key)
    scope.emit(Assign(key, cast(value.expression, storage), scope.line))
    scope.emit(Assign(scope.tag(key), tag, scope.line))
    scope.bind(key, Scalars(value.members))


def _assigned(scope: Scope, value: Mixed) -> Mixed:
    if UNASSIGNED not in value.members:
        return value
    scope.leave_if(is_member(value, UNASSIGNED), "a name is not assigned")
    return Mixed(value.expression, value.tag, value.members - {UNASSIGNED})


def _assign_tuple(scope: Scope, key: str, value: TupleValue) -> None:
    items = [freeze(scope, item, f"{key}_new", (key, n)) for n, item in enumerate(value.items)]
    keys = tuple(scope.facts.name(("item", key, n), f"{key}_{n}") for n in range(len(value.items)))
    for item_key, item in zip(keys, items, strict=True):
        assign(scope, item_key, item)
    mark(scope, key, ARRAY)
    scope.bind(key, TupleBinding(keys))


def _assign_view(scope: Scope, key: str, value: View) -> None:
    whole = not value.leading and value.window is None
    if whole and key in scope.facts.slots and value.array != key:
        rebind(scope, (key,), (value.array,))
    else:
        mark(scope, key, ARRAY)
        scope.bind(key, value)


def rebind(scope: Scope, targets: tuple[str, ...], sources: tuple[str, ...]) -> None:
    """Let array variables mean other arrays; their kinds must agree."""
    for target, source in zip(targets, sources, strict=True):
        _unify(scope, target, source)
        scope.facts.join(target, source)
    scope.emit(Rebind(targets, sources, scope.line))
    if any(len(scope.facts.slots[target].elements) > 1 for target in targets):
        companions = [tuple(map(scope.kinds, side)) for side in (targets, sources)]
        scope.emit(Rebind(companions[0], companions[1], scope.line))
    for target in targets:
        mark(scope, target, ARRAY)
        scope.bind(target, View(target))


def _unify(scope: Scope, target: str, source: str) -> None:
    """Two array variables that come to mean the same array have the same type."""
    one, two = scope.facts.slots[target], scope.facts.slots[source]
    if one.layers != two.layers or (one.fixed != two.fixed and one.elements != two.elements):
        raise scope.refuse("a name that means arrays of different kinds")
    scope.declare(target, one.layers, two.elements)
    scope.declare(source, two.layers, one.elements)
    if one.elements != two.elements or (one.growable != two.growable and one.fixed | two.fixed):
        raise scope.refuse("a name that means arrays of different kinds")
    if one.growable != two.growable:
        one.growable = two.growable = scope.facts.changed = True


def read(scope: Scope, key: str, name: str) -> Value:
    """What the name with this key holds here."""
    assert scope.state is not None
    binding = scope.state.get(key, Scalars(frozenset({UNASSIGNED})))
    if isinstance(binding, Unusable):
        if binding.origin is not None:
            scope.facts.eager.add(binding.origin)
            raise RestartError
        raise scope.refuse(f"{name}: {binding.construct}")
    if isinstance(binding, Perhaps):
        binding = _surely(scope, key, binding)
    if isinstance(binding, TupleBinding):
        return TupleValue(tuple(read(scope, item, name) for item in binding.keys))
    if not isinstance(binding, Scalars):
        return binding
    members = binding.members
    if members == {UNASSIGNED}:
        raise UnassignedError(name)
    if len(members) > 1:
        return _read_mixed(scope, key, members)
    (member,) = members
    return NoneValue() if isinstance(member, str) else _read_number(scope, key, member)


def _surely(scope: Scope, key: str, binding: Perhaps) -> View | Rows | Record | TupleBinding:
    """The array or tuple; leaves where there is none."""
    for member in sorted(binding.others, key=code):
        scope.leave_if(is_now(scope, key, member), f"a value is {member}")
    return binding.binding


def is_now(scope: Scope, key: str, member: Member) -> Expression:
    """Whether a name's companion says that it is that member now."""
    if key not in scope.facts.tagged or key not in scope.facts.doubtful:
        scope.facts.tagged.add(key)
        scope.facts.doubtful.add(key)
        scope.facts.changed = True
    tag = Variable(scope.tag(key), INT)
    return Compare("==", tag, Constant(code(member), INT), BOOL)


def _read_number(scope: Scope, key: str, member: Scalar) -> Number:
    value = Mixed(Variable(key, scope.facts.storage(key)), _NO_TAG, frozenset({member}))
    return Number(as_member(value, member), member)


def _read_mixed(scope: Scope, key: str, members: frozenset[Member]) -> Mixed:
    if key not in scope.facts.tagged:
        scope.facts.tagged.add(key)
        scope.facts.changed = True
    if UNASSIGNED in members and key not in scope.facts.doubtful:
        scope.facts.doubtful.add(key)
        scope.facts.changed = True
    storage = scope.facts.storage(key) if key in scope.facts.members else INT
    return Mixed(Variable(key, storage), Variable(scope.tag(key), INT), members)


def forget(scope: Scope, keys: Iterable[str]) -> None:
    """These names are not assigned from here on: a function starts anew."""
    for key in keys:
        if key in scope.facts.tagged:
            mark(scope, key, UNASSIGNED)
        assert scope.state is not None
        scope.state = {name: b for name, b in scope.state.items() if name != key}


def freeze(scope: Scope, value: Value, hint: str, node: object) -> Value:
    """The same value in a variable that nothing else assigns, unless it is a constant."""
    if isinstance(value, Number):
        return freeze_number(scope, value, hint, node)
    if isinstance(value, Mixed):
        key = scope.facts.name((scope.frame.path, node_key(node), hint), hint)
        scope.facts.temporaries.pop(key, None)  # in an earlier pass it was of one type
        assign(scope, key, value)
        return read(scope, key, hint)
    if isinstance(value, RangeValue):
        bounds = (value.start, value.stop, value.step)
        frozen = [
            freeze_number(scope, bound, hint, (node_key(node), n)) for n, bound in enumerate(bounds)
        ]
        return RangeValue(*frozen)
    if isinstance(value, TupleValue):
        items = [
            freeze(scope, item, hint, (node_key(node), n)) for n, item in enumerate(value.items)
        ]
        return TupleValue(tuple(items))
    if isinstance(value, Computed):
        raise scope.refuse("an array computed from what changes before it is used")
    return value


def freeze_number(scope: Scope, value: Number, hint: str, node: object) -> Number:
    """``freeze`` of a number."""
    if isinstance(value.expression, Constant):
        return value
    key = scope.facts.name((scope.frame.path, node_key(node), hint), hint)
    scope.facts.temporaries[key] = value.type
    scope.emit(Assign(key, value.expression, scope.line))
    scope.bind(key, Scalars(frozenset({value.type})))
    return Number(Variable(key, value.type), value.type, value.small)


def mark(scope: Scope, key: str, member: Member) -> None:
    """Let a name's companion say what it is now, if it has one."""
    if key in scope.facts.tagged:
        scope.emit(Assign(scope.tag(key), Constant(code(member), INT), scope.line))


def begin(scope: Scope, state: State) -> None:
    """Start the function with what holds on entry; companions say so, too."""
    scope.state = state
    for key in sorted(scope.facts.tagged):
        binding = state.get(key)
        if isinstance(binding, Scalars):
            (member,) = binding.members
            mark(scope, key, member)
        elif isinstance(binding, View):
            mark(scope, key, ARRAY)
        elif key in scope.facts.doubtful:
            mark(scope, key, UNASSIGNED)


def _is_binding(value: Value) -> bool:
    return not isinstance(value, Mixed | NoneValue | TupleValue | Number)
