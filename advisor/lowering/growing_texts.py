"""Names that hold a text which grows: an array of code points with room to spare.

A text never changes in Python. So a name whose text grows has an array of its own, into which
whatever it is given is copied; and as soon as more is put at its end, no other name may mean
what it meant before.

Before: ``line = ""`` and, in a loop, ``line += letter``.
After: ``line = growing array``, ``line.append(letter)``.
"""

from __future__ import annotations

from advisor.kernel.nodes import (
    Append,
    Binary,
    Constant,
    Expression,
    For,
    Length,
    Load,
    New,
    Variable,
)
from advisor.kernel.types import CHAR, INT
from advisor.lowering.errors import RestartError
from advisor.lowering.scope import Scope
from advisor.lowering.values import Number, Text, Value, View

_ROOM = Constant(16, INT)
_ZERO, _ONE = Constant(0, INT), Constant(1, INT)


def is_growing(scope: Scope, key: str) -> bool:
    """Whether the name holds a text that grows."""
    return key in scope.facts.texts


def grow_from_now_on(scope: Scope, key: str) -> None:
    """The name holds a text that grows, it turns out.

    Raises:
        RestartError: always; all is to be lowered anew.
    """
    if key in scope.facts.slots and scope.facts.slots[key].fixed:
        raise scope.refuse("a text that came in and is put something to its end")
    scope.facts.texts.add(key)
    raise RestartError


def note(scope: Scope, key: str, value: Value) -> Value:
    """A name that is given several texts holds each in an array; one letter may be a number.

    Raises:
        RestartError: that shows here.
    """
    letters = CHAR in scope.facts.members.get(key, ())
    if isinstance(value, Number) and value.type == CHAR and key in scope.facts.given:
        grow_from_now_on(scope, key)
    if not isinstance(value, Text) and not is_text(scope, value):
        return value
    if isinstance(value, Text) and len(value.text) == 1 and letters:
        return Number(Constant(ord(value.text), CHAR), CHAR)
    if letters:
        grow_from_now_on(scope, key)
    given = scope.facts.given.setdefault(key, value)
    literal = isinstance(given, Text) or isinstance(value, Text)
    if literal and given != value:
        grow_from_now_on(scope, key)
    return value


def begin(scope: Scope, key: str) -> View:
    """An empty text."""
    scope.declare(key, ("str",), frozenset({CHAR})).growable = True
    scope.emit(New(key, (_ROOM,), None, scope.line))
    scope.bind(key, View(key))
    return View(key)


def hold(scope: Scope, key: str, value: Value) -> None:
    """``key = value``, a text."""
    if isinstance(value, View) and value.array == key:
        if value.window is None:
            return
        raise scope.refuse("a text that grows and is given a piece of itself")
    begin(scope, key)
    add(scope, key, value)


def add(scope: Scope, key: str, value: Value) -> None:
    """``key += value``: a literal, a character or another text."""
    if isinstance(value, Text):
        for letter in value.text:
            scope.emit(Append(key, Constant(ord(letter), CHAR), scope.line))
    elif isinstance(value, Number) and value.type == CHAR:
        scope.emit(Append(key, value.expression, scope.line))
    elif isinstance(value, View) and is_text(scope, value) and value.array != key:
        _add_all(scope, key, value)
    else:
        raise scope.refuse("a text that grows by what is no other text")
    scope.spoil_names(key, "a text that was kept while it grew")
    scope.bind(key, View(key))


def is_text(scope: Scope, value: Value) -> bool:
    """Whether it is a text, or a piece of one, in an array."""
    return isinstance(value, View) and scope.facts.slots[value.array].layers == ("str",)


def _add_all(scope: Scope, key: str, view: View) -> None:
    counter = scope.facts.name((scope.frame.path, id(scope.site), key, view.array, "add"), "k")
    scope.facts.temporaries[counter] = INT
    at: Expression = Variable(counter, INT)
    count: Expression = Length(view.array, 0, INT)
    if view.window is not None:
        start, count, step = view.window
        by = Constant(step, INT) if isinstance(step, int) else step
        at = Binary("+", start, Binary("*", at, by, INT, checked=False), INT, checked=False)
    letter = Load(view.array, (at,), CHAR, (False,), (False,))
    body = (Append(key, letter, scope.line),)
    scope.emit(For(counter, _ZERO, count, _ONE, body, (), scope.line))
