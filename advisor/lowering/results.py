"""What the entry hands back: one kind of thing, the one that recorded calls handed back.

A ``return`` of another kind leaves the kernel, so that ``return None`` for "not found"
costs a second look by the original body, and nothing else.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from advisor.kernel.nodes import (
    ArrayName,
    Compare,
    Constant,
    Expression,
    For,
    If,
    Leave,
    Length,
    Load,
    Output,
    Pack,
    Return,
    Variable,
)
from advisor.kernel.types import BOOL, INT, WORD, Array, Scalar, Type
from advisor.lowering import growing_texts
from advisor.lowering.arrays import ONE, ZERO, is_mixed
from advisor.lowering.errors import UnassignedError, UnsupportedError
from advisor.lowering.facts import KIND
from advisor.lowering.naming import assign_counter, read
from advisor.lowering.passes import current
from advisor.lowering.rows import as_array
from advisor.lowering.scope import Scope
from advisor.lowering.seeing import type_of
from advisor.lowering.settling import describe, narrow, present, settle
from advisor.lowering.slicing import eagerly
from advisor.lowering.unit import Unit
from advisor.lowering.values import (
    Mixed,
    NoneValue,
    Number,
    Queue,
    Rows,
    Scalars,
    Table,
    Text,
    TupleValue,
    Value,
    View,
    code,
)
from advisor.lowering.words import as_word
from advisor.observing import Seen

Form = Literal["none", "one", "tuple"]


@dataclass(slots=True)
class Results:
    """The form and types of the result, as expected and as found.

    Attributes:
        form: how results are handed back; ``None`` until that is known.
        wanted: the types seen in a recorded call, where they could be told.
        types: the types found.
    """

    form: Form | None
    wanted: tuple[Type | None, ...] | None
    types: tuple[Type, ...] = ()
    attributes: dict[str, Type] = field(default_factory=dict)
    parameters: dict[str, Type] = field(default_factory=dict)
    outputs: dict[Output, Type] = field(default_factory=dict)
    packs: tuple[Pack, ...] = ()

    @classmethod
    def expected(cls, unit: Unit) -> Results:
        """What the heaviest recorded call handed back."""
        seen = unit.result
        if unit.loop or (seen is not None and seen.kind == "tuple"):
            items = seen.items if seen is not None else ()
            return cls("tuple" if unit.loop else None, tuple(_type(item) for item in items) or None)
        if seen is None:
            return cls(None, None)
        if seen.kind == "NoneType":
            return cls("none", ())
        return cls("one", (_type(seen),))

    def prepare(self, scope: Scope, types: dict[str, Type]) -> None:
        """Let ``return`` in this scope hand results to us."""
        self.attributes = {key: types[key] for key in scope.attributes.values() if key in types}
        self.parameters = types
        scope.frame = replace(scope.frame, finish=lambda value: self.finish(scope, value))

    def finish(self, scope: Scope, value: Value) -> None:
        """``return value`` of the entry."""
        form: Form = "one"
        items: Sequence[Value] = (value,)
        if isinstance(value, NoneValue):
            form, items = "none", ()
        elif isinstance(value, TupleValue):
            form, items = "tuple", value.items
        if self.form is None:
            self.form = form
        if self.form != form:
            scope.leave("another kind of result")
            return
        self._hand_back(scope, items)

    def _hand_back(self, scope: Scope, items: Sequence[Value]) -> None:
        self.packs = tuple(map(_pack, items))
        whole, items = items, [part for item in items for part in _parts(scope, item)]
        known = self.wanted and len(self.wanted) == len(items) == len(whole)
        wanted = self.wanted if self.wanted and known else (None,) * len(items)
        if self.types and len(self.types) == len(items):
            wanted = self.types
        else:
            wanted = tuple(map(_own_width, items, wanted))
        pairs = [result(scope, item, kind) for item, kind in zip(items, wanted, strict=True)]
        if any(pair is None for pair in pairs):
            scope.leave("a result of another type")
            return
        settle_attributes(scope, self.attributes)
        self.outputs = dict(outputs_of(scope, self.parameters))
        found = tuple(pair[1] for pair in pairs if pair is not None)
        if self.types and self.types != found:
            if not _grown(self.types, found):
                raise scope.refuse("returning different types")
            scope.facts.changed = True
        self.types = found
        values = [pair[0] for pair in pairs if pair is not None]
        values += [ArrayName(_held(scope, output)) for output in self.outputs]
        scope.emit(Return(tuple(values), scope.line))
        scope.state = None

    @property
    def returns(self) -> Form:
        """The form, once all is lowered.

        Raises:
            UnsupportedError: nothing was ever returned.
        """
        if self.form is None:
            raise UnsupportedError("a function that never returns")
        return self.form


def _own_width(item: Value, wanted: Type | None) -> Type | None:
    """Whether an int takes 63 bits or 64 is seen in the code, not in a call."""
    if isinstance(item, Number) and {item.type, wanted} == {INT, WORD}:
        return item.type
    return wanted


def _pack(item: Value) -> Pack:
    if isinstance(item, Queue):
        return Pack("rows", len(item.arrays))
    if not isinstance(item, Table):
        return Pack("plain")
    if not item.keys:
        raise UnassignedError("a key of a dict or set")
    if item.missing is not None:
        raise UnsupportedError("a defaultdict or Counter that is handed back")
    return Pack("dict" if item.values else "set", len(item.keys))


def _parts(scope: Scope, item: Value) -> Iterator[Value]:
    """What is handed back for it: the keys and values of a dict are lists of their own."""
    if isinstance(item, Queue):
        yield from _of_queue(scope, item)
        return
    if not isinstance(item, Table):
        yield item
        return
    yield from map(View, item.keys)
    if item.values:
        yield View(item.values)


def _of_queue(scope: Scope, queue: Queue) -> Iterator[Value]:
    """The parts of a list of tuples, none of which was taken from its front."""
    if not queue.tuples or queue.name not in scope.facts.heaps:
        raise scope.refuse("a deque that is handed back")
    yield from map(View, queue.arrays)


def _grown(old: tuple[Type, ...], new: tuple[Type, ...]) -> bool:
    """Whether the types differ only by what was learnt of lists since."""
    pairs = zip(old, new, strict=False)
    return len(old) == len(new) and all(
        a == b or (isinstance(a, Array) and isinstance(b, Array) and a.layers == b.layers)
        for a, b in pairs
    )


def _type(seen: Seen) -> Type | None:
    try:
        return type_of(seen)
    except UnsupportedError:
        return None


def result(
    scope: Scope, value: Value, wanted: Type | None
) -> tuple[Expression | ArrayName, Type] | None:
    """One result with its type; ``None`` where it cannot be of the wanted type."""
    if isinstance(value, Rows):
        value = as_array(scope, value, "result")
    if isinstance(value, Text):
        key = scope.facts.name(("returned", value.text), "text")
        growing_texts.hold(scope, key, value)
        value = View(key)
    if isinstance(value, View):
        return _array(scope, value, wanted)
    if isinstance(value, Mixed):
        value = _narrowed(scope, value, wanted)
        if isinstance(value, NoneValue):
            return None
    if isinstance(value, NoneValue):
        return None
    if not isinstance(value, Number):
        raise scope.refuse(f"returning {describe(value)}")
    if isinstance(wanted, Scalar) and value.type != wanted:
        if (value.type, wanted) == (INT, WORD):
            return as_word(scope, value), WORD
        if (value.type, wanted) != (WORD, INT):
            return None
        value = settle(scope, value)
    return value.expression, value.type


def _narrowed(scope: Scope, value: Mixed, wanted: Type | None) -> Value:
    known = present(scope, value)
    if not isinstance(known, Mixed):
        return known
    if isinstance(wanted, Scalar):
        return narrow(scope, known, wanted) if wanted in known.members else NoneValue()
    return settle(scope, known)


def _array(scope: Scope, view: View, wanted: Type | None) -> tuple[ArrayName, Type]:
    eagerly(scope, view)
    if view.leading or view.window is not None:
        raise scope.refuse("returning a row or slice of an array")
    kind = scope.array(view.array)
    if is_mixed(scope, view.array):
        element = kind.element
        if isinstance(wanted, Array) and wanted.element.storage == element.storage:
            element = wanted.element
        if element not in scope.facts.slots[view.array].elements:
            element = max(scope.facts.slots[view.array].elements, key=code)
        _leave_unless_all(scope, view.array, element, len(kind.layers))
        kind = Array(element, kind.layers, kind.growable)
    return ArrayName(view.array), kind


def _leave_unless_all(scope: Scope, array: str, member: Scalar, axes: int) -> None:
    """Look at the kind of every element: a list of floats must not hold an int any more."""
    kinds = scope.kinds(array)
    names = [scope.facts.name(("check", array, axis), f"{array}_at") for axis in range(axes)]
    indices = tuple(Variable(name, INT) for name in names)
    safe = (False,) * axes
    load = Load(kinds, indices, KIND, safe, safe)
    test = Compare("!=", load, Constant(code(member), KIND), BOOL)
    body: tuple[If | For, ...] = (
        If(test, (Leave("a list that mixes types", scope.line),), (), scope.line),
    )
    for axis in reversed(range(axes)):
        assign_counter(scope, names[axis])
        extent = Length(kinds, axis, INT)
        body = (For(names[axis], ZERO, extent, ONE, body, (), scope.line),)
    scope.emit(body[0])


def outputs_of(scope: Scope, parameters: Mapping[str, Type]) -> Iterator[tuple[Output, Type]]:
    """What goes into the caller's lists and attributes, beside the elements that change."""
    facts = scope.facts
    for key, kind in sorted(parameters.items()):
        if isinstance(kind, Array) and key in facts.copied:
            output = Output(key, "content")
            if key in facts.rebound:
                raise scope.refuse("an attribute whose list grows and is replaced")
            _, found = _array(scope, View(current(facts, key)), kind)
            yield output, found
        elif key in facts.rebound:
            _, found = _array(scope, View(key), kind)
            yield Output(key, "attribute"), found


def _held(scope: Scope, output: Output) -> str:
    return current(scope.facts, output.parameter)


def settle_attributes(scope: Scope, attributes: dict[str, Type]) -> None:
    """Attributes go back with the type they came with."""
    assert scope.state is not None
    for key, kind in attributes.items():
        binding = scope.state.get(key)
        if isinstance(kind, Array):
            own = current(scope.facts, key)
            if scope.state.get(own) != View(own):
                raise scope.refuse("an attribute that is given another array")
        elif isinstance(binding, Scalars) and binding.members != {kind}:
            value = read(scope, key, key)
            if isinstance(value, Mixed) and kind in value.members:
                narrow(scope, value, kind)
            else:
                raise scope.refuse("an attribute that is given another type")
