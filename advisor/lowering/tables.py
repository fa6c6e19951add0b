"""Dicts and sets of whole numbers, characters and tuples of them, as open addressing in arrays.

Keys and values lie in growing arrays in the order in which they came, which is the order of a
dict; nothing is ever taken out. An index of twice their number at least says where each lies.

Before: ``counts[x] = counts.get(x, 0) + 1``.

After::

    at = mixed(x) & (len(index) - 1)
    found = index[at]
    while found >= 0 and keys[found] != x:
        at = (at + 1) & (len(index) - 1)
        found = index[at]
    value = (values[found] if found >= 0 else 0) + 1
    if found >= 0:
        values[found] = value
    else:
        index[at] = len(keys); keys.append(x); values.append(value)
        if 2 * len(keys) > len(index):
            index = a new one of twice the size, into which all keys go
"""

from __future__ import annotations

import ast
from collections.abc import Sequence
from dataclasses import dataclass

from advisor.kernel.nodes import (
    Append,
    Assign,
    Binary,
    Compare,
    Constant,
    Expression,
    For,
    If,
    Intrinsic,
    Length,
    Load,
    Logical,
    New,
    Statement,
    Store,
    Variable,
    While,
)
from advisor.kernel.types import BOOL, CHAR, INT, Scalar
from advisor.lowering.arrays import ONE, ZERO, minus
from advisor.lowering.comparing import character
from advisor.lowering.creation import CAPACITY
from advisor.lowering.errors import RestartError
from advisor.lowering.facts import node_key
from advisor.lowering.naming import freeze_number
from advisor.lowering.promotion import cast
from advisor.lowering.scope import Scope
from advisor.lowering.settling import describe, settle
from advisor.lowering.storing import append
from advisor.lowering.targets import apart
from advisor.lowering.values import (
    Mixed,
    Number,
    Table,
    Text,
    TupleValue,
    Unusable,
    Value,
    View,
)

_EMPTY = Constant(-1, INT)
_SAFE = ((False,), (False,))


@dataclass(frozen=True, slots=True)
class Found:
    """Where a key is.

    Attributes:
        key: its parts.
        at: the place in the index where it is, or would go.
        place: its position among the keys; negative if it is not there.
    """

    key: tuple[Number, ...]
    at: Variable
    place: Variable

    @property
    def here(self) -> Expression:
        """Whether it is there."""
        return Compare(">=", self.place, ZERO, BOOL)


# -------------------------------------------------------------------- creation


def begin(
    scope: Scope,
    node: ast.AST,
    *,
    values: bool,
    missing: Number | None = None,
    counts: bool = False,
) -> Table:
    """An empty dict or set, made at this node.

    ``missing`` is what a key that is not there gives; ``counts``: it is not put in then.
    """
    site = (scope.frame.path, node_key(node), "table")
    base = scope.target or ("dict" if values else "set")
    parts = scope.facts.keys.get(site, ())
    names = tuple(scope.facts.name((site, "keys", n), f"{base}_keys") for n, _ in enumerate(parts))
    index = scope.facts.name((site, "index"), f"{base}_index")
    held = scope.facts.name((site, "values"), f"{base}_values") if values else ""
    table = Table(names, held, index, site, missing, counts)
    assert scope.state is not None
    gone = Unusable("a dict or set that is used after another was made in its place")
    scope.state = {n: gone if b == table else b for n, b in scope.state.items()}
    for name, kind in zip(names, parts, strict=True):
        scope.declare(name, ("list",), frozenset({kind})).growable = True
        scope.emit(New(name, (CAPACITY,), None, scope.line))
    if values:
        scope.declare(held, ("list",), frozenset()).growable = True
        scope.emit(New(held, (CAPACITY,), None, scope.line))
        if len(scope.facts.slots[held].elements) > 1:
            scope.emit(New(scope.kinds(held), (CAPACITY,), None, scope.line))
        scope.bind(held, View(held))
    scope.declare(index, ("list",), frozenset({INT}))
    scope.emit(New(index, (CAPACITY,), _EMPTY, scope.line))
    return table


def learn_parts(scope: Scope, table: Table, key: Sequence[Number]) -> None:
    """What the keys are shows with the first one that is looked up.

    Raises:
        RestartError: it was not known so far.
    """
    parts = tuple(number.type for number in key)
    known = scope.facts.keys.get(table.site)
    if known is None:
        scope.facts.keys[table.site] = parts
        raise RestartError
    if known != parts:
        raise scope.refuse("a dict or set with keys of several types")


def key_of(scope: Scope, value: Value, node: object) -> tuple[Number, ...]:
    """A key as whole numbers and characters, in variables that stay what they are."""
    value = apart(scope, value)
    if isinstance(value, TupleValue) and len(value.items) == 1:
        raise scope.refuse("a tuple of one item as a key")
    items = value.items if isinstance(value, TupleValue) else (value,)
    numbers = []
    for n, item in enumerate(items):
        number = character(scope, item) if isinstance(item, Text) else _number(scope, item)
        if number.type not in (INT, CHAR):
            raise scope.refuse(f"a dict or set with keys of type {number.type.kind}")
        numbers.append(freeze_number(scope, number, "key", (node_key(node), "key", n)))
    return tuple(numbers)


def _number(scope: Scope, item: Value) -> Number:
    if isinstance(item, Number | Mixed):
        return settle(scope, item)
    raise scope.refuse(f"{describe(item)} as a key")


# ---------------------------------------------------------------------- search


def find(scope: Scope, table: Table, value: Value, node: object) -> Found:
    """Look a key up."""
    key = key_of(scope, value, node)
    learn_parts(scope, table, key)
    parts = [number.expression for number in key]
    start = Number(_place_of(table, parts), INT, small=True)
    at = freeze_number(scope, start, "at", (node_key(node), "at")).expression
    assert isinstance(at, Variable)
    first = Number(_load(table.index, at), INT, small=True)
    place = freeze_number(scope, first, "found", (node_key(node), "found")).expression
    assert isinstance(place, Variable)
    other: Expression | None = None
    for name, part in zip(table.keys, parts, strict=True):
        differs = Compare("!=", _load(name, place, part.type), part, BOOL)
        other = differs if other is None else Logical("or", other, differs, BOOL)
    assert other is not None
    test = Logical("and", Compare(">=", place, ZERO, BOOL), other, BOOL)
    step = (
        Assign(at.name, _next(table, at), scope.line),
        Assign(place.name, _load(table.index, at), scope.line),
    )
    scope.emit(While(test, step, (), scope.line))
    return Found(key, at, place)


def _place_of(table: Table, parts: Sequence[Expression]) -> Expression:
    """Where the search for a key begins."""
    mixed: Expression = ZERO
    for part in parts:
        mixed = Intrinsic("mixed", (mixed, cast(part, INT)), INT)
    return Binary("&", mixed, minus(Length(table.index, 0, INT), ONE), INT, checked=False)


def _next(table: Table, at: Expression) -> Expression:
    further = Binary("+", at, ONE, INT, checked=False)
    return Binary("&", further, minus(Length(table.index, 0, INT), ONE), INT, checked=False)


def _load(array: str, at: Expression, kind: Scalar = INT) -> Load:
    return Load(array, (at,), kind, *_SAFE)


# --------------------------------------------------------------------- changes


def insert(scope: Scope, table: Table, found: Found, value: Value | None) -> None:
    """Put a key in that is not there."""
    keys = table.keys[0]
    scope.emit(Store(table.index, (found.at,), Length(keys, 0, INT), *_SAFE, scope.line))
    for name, part in zip(table.keys, found.key, strict=True):
        scope.emit(Append(name, part.expression, scope.line))
        scope.spoil_walks(name)
    if value is not None:
        append(scope, View(table.values), value)
    twice = Binary("*", Length(keys, 0, INT), Constant(2, INT), INT, checked=False)
    full = Compare(">", twice, Length(table.index, 0, INT), BOOL)
    scope.emit(If(full, tuple(_rebuilt(scope, table)), (), scope.line))


def _rebuilt(scope: Scope, table: Table) -> list[Statement]:
    """The index made anew, twice as long."""
    names = {
        hint: scope.facts.name((table.site, hint), hint) for hint in ("size", "entry", "at_new")
    }
    for name in names.values():
        scope.facts.temporaries[name] = INT
    size, entry, at = (Variable(names[hint], INT) for hint in ("size", "entry", "at_new"))
    kinds = scope.facts.keys[table.site]
    parts = [_load(n, entry, kind) for n, kind in zip(table.keys, kinds, strict=True)]
    taken = Compare(">=", _load(table.index, at), ZERO, BOOL)
    line = scope.line
    body: tuple[Statement, ...] = (
        Assign(at.name, _place_of(table, parts), line),
        While(taken, (Assign(at.name, _next(table, at), line),), (), line),
        Store(table.index, (at,), entry, *_SAFE, line),
    )
    twice = Binary("*", Length(table.index, 0, INT), Constant(2, INT), INT, checked=False)
    return [
        Assign(size.name, twice, line),
        New(table.index, (size,), _EMPTY, line),
        For(entry.name, ZERO, Length(table.keys[0], 0, INT), ONE, body, (), line),
    ]
