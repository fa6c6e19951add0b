"""One kernel function while it is lowered: its names, its code so far, what it knows.

A function is lowered again and again until nothing new is found out: the types a
name ever holds, which names need a companion that tells their type at run time, and
what holds at the head of each loop only ever grow, so this ends. Within one pass the
state says what each name may hold *here*, so that ``total = 0`` followed by
``total += 1.5`` is an int for as long as it is one and a float from then on.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field

from advisor.kernel.nodes import (
    Assign,
    Compare,
    Constant,
    Expression,
    If,
    Intrinsic,
    Leave,
    Rebind,
    Statement,
    Variable,
)
from advisor.kernel.types import BOOL, INT, Array, Scalar, Type
from advisor.lowering.errors import UnassignedError, UnsupportedError
from advisor.lowering.promotion import cast, widest
from advisor.lowering.unit import Unit
from advisor.lowering.values import (
    NONE,
    UNASSIGNED,
    Binding,
    Frame,
    Member,
    Mixed,
    NoneValue,
    Number,
    RangeValue,
    Scalars,
    State,
    TupleBinding,
    TupleValue,
    Unusable,
    Value,
    View,
    code,
    join,
)
from advisor.lowering.walking import mentioned, written

KIND = Scalar("int", "uint8")
"""What a companion array holds: the code of each element's type."""
_EXACT = 1 << 53
_NO_TAG = Constant(0, INT)


@dataclass(slots=True)
class Slot:
    """What is known of one array variable.

    Attributes:
        layers: what Python holds along each axis.
        elements: the types its elements ever have.
        fixed: its type is settled: a parameter, or an ndarray, which converts.
        growable: it is appended to.
    """

    layers: tuple[str, ...]
    elements: frozenset[Scalar]
    fixed: bool = False
    growable: bool = False


@dataclass(slots=True)
class Facts:
    """What the passes over one function have found out so far; it only grows.

    Attributes:
        members: the numbers each variable ever holds.
        tagged: variables with a companion that tells which of them it is.
        doubtful: those of them that may be read before they are assigned.
        slots: array variables.
        heads: the state at the head of each loop.
        names: kernel names already given to a node of the source.
        temporaries: variables of our own, with their type in the latest pass.
        taken: all names in use.
    """

    members: dict[str, frozenset[Scalar]] = field(default_factory=dict)
    tagged: set[str] = field(default_factory=set)
    doubtful: set[str] = field(default_factory=set)
    slots: dict[str, Slot] = field(default_factory=dict)
    heads: dict[object, State] = field(default_factory=dict)
    names: dict[object, str] = field(default_factory=dict)
    temporaries: dict[str, Scalar] = field(default_factory=dict)
    taken: set[str] = field(default_factory=set)
    changed: bool = False

    def name(self, key: object, hint: str) -> str:
        """The kernel name for ``key``: ``hint``, or ``hint_2`` … when that is taken."""
        if key not in self.names:
            name, number = hint, 1
            while name in self.taken:
                number += 1
                name = f"{hint}_{number}"
            self.taken.add(name)
            self.names[key] = name
        return self.names[key]

    def storage(self, key: str) -> Scalar:
        """The machine type that holds whatever the variable ever is."""
        return widest(self.members[key])


@dataclass(slots=True)
class Scope:
    """One pass over one kernel function.

    ``evaluate`` and ``execute`` lower an expression and statements; they are handed in
    so that the modules for single constructs need not know the dispatchers.
    """

    unit: Unit
    facts: Facts
    frame: Frame
    state: State | None
    evaluate_node: Callable[[Scope, ast.expr], Value]
    execute_nodes: Callable[[Scope, Sequence[ast.stmt]], None]
    function: str = ""
    target: str = ""
    testing: ast.expr | None = None
    site: ast.expr | None = None
    active: frozenset[str] = frozenset()
    attributes: dict[str, str] = field(default_factory=dict)
    outer: dict[str, tuple[str, Type]] = field(default_factory=dict)
    counters: frozenset[str] = frozenset()
    parameters: frozenset[str] = frozenset()
    statements: list[Statement] = field(default_factory=list)
    line: int = 0
    walks: frozenset[str] = frozenset()
    breaks: list[list[State | None]] = field(default_factory=list)
    continues: list[list[State | None]] = field(default_factory=list)

    # ------------------------------------------------------------- dispatching

    def evaluate(self, node: ast.expr) -> Value:
        """Lower an expression."""
        self.at(node)
        outer, self.site = self.site, node
        value = self.evaluate_node(self, node)
        self.site = outer
        return value

    def evaluate_all(self, nodes: Sequence[ast.expr]) -> list[Value]:
        """Lower expressions from left to right, keeping what each was at its turn."""
        values: list[Value] = []
        for node in nodes:
            mark = len(self.statements)
            value = self.evaluate(node)
            values = [*self.keep(values, node, mark), value]
        return values

    def keep(self, values: Sequence[Value], node: ast.expr, mark: int) -> list[Value]:
        """Take values from before ``mark`` out of reach of what ``node`` has emitted since."""
        tail = self.statements[mark:]
        changed = written(tail)
        if not any(mentioned(value) & changed for value in values):
            return list(values)
        del self.statements[mark:]
        kept = [
            self.freeze(value, "kept", (id(node), n)) if mentioned(value) & changed else value
            for n, value in enumerate(values)
        ]
        self.statements.extend(tail)
        return kept

    def number(self, node: ast.expr) -> Number:
        """Lower an expression that must be a number of one type."""
        return self.settle(self.evaluate(node))

    def execute(self, nodes: Sequence[ast.stmt]) -> None:
        """Lower statements."""
        self.execute_nodes(self, nodes)

    # ------------------------------------------------------------------ output

    def at(self, node: ast.AST) -> None:
        """Remember where in the file we are; a helper's lines are its caller's."""
        if not self.frame.helper and hasattr(node, "lineno"):
            self.line = node.lineno + self.unit.offset

    def refuse(self, construct: str) -> UnsupportedError:
        """The error for a construct at the current line."""
        inside = f" (in {self.frame.helper})" if self.frame.helper else ""
        return UnsupportedError(construct + inside, self.line)

    def emit(self, statement: Statement) -> None:
        """Append a statement."""
        self.statements.append(statement)

    @contextmanager
    def block(self) -> Iterator[list[Statement]]:
        """Collect the statements emitted meanwhile in a list of their own."""
        outer, self.statements = self.statements, []
        try:
            yield self.statements
        finally:
            self.statements = outer

    @contextmanager
    def doing(self, helper: str) -> Iterator[None]:
        """Remember that this helper's body is being lowered, to see recursion."""
        outer, self.active = self.active, self.active | {helper}
        try:
            yield
        finally:
            self.active = outer

    def fresh(self, keys: Iterable[str]) -> None:
        """These names are not assigned from here on: a function starts anew."""
        for key in keys:
            if key in self.facts.tagged:
                self._tag(key, UNASSIGNED)
            assert self.state is not None
            self.state = {name: b for name, b in self.state.items() if name != key}

    @contextmanager
    def within(self, frame: Frame) -> Iterator[None]:
        """Look names up in another frame meanwhile."""
        outer, self.frame = self.frame, frame
        try:
            yield
        finally:
            self.frame = outer

    def leave(self, reason: str) -> None:
        """Give up here; nothing after it is reached."""
        self.emit(Leave(reason, self.line))
        self.state = None

    def leave_if(self, test: Expression, reason: str) -> None:
        """Give up when the test holds."""
        if isinstance(test, Constant):
            if test.value:
                self.emit(Leave(reason, self.line))
            return
        self.emit(If(test, (Leave(reason, self.line),), (), self.line))

    # ------------------------------------------------------------------- names

    def hidden(self, node: object, hint: str) -> str:
        """A name of our own for something at this node, the same in every pass."""
        return self.facts.name((self.frame.path, id(node), hint), hint)

    def bind(self, key: str, binding: Binding) -> None:
        """Let a name hold something from here on."""
        assert self.state is not None
        self.state = {**self._without(key), key: binding}

    def _without(self, key: str) -> State:
        """The state with every view that rests on ``key`` spoilt, since it changes now."""
        assert self.state is not None
        gone = Unusable("a row or index that is used after what it rests on was assigned")
        return {
            name: gone if name != key and _rests_on(binding, key) else binding
            for name, binding in self.state.items()
        }

    def spoil_copies(self, array: str) -> None:
        """Elements of ``array`` change: slices that Python had copied are out of date."""
        assert self.state is not None
        gone = Unusable("a slice that is used after its list was changed")
        self.state = {
            name: gone if isinstance(b, View) and b.array == array and b.copied else b
            for name, b in self.state.items()
        }

    def spoil_walks(self, array: str) -> None:
        """The length of ``array`` changes: whoever walks over it may no longer."""
        assert self.state is not None
        gone = Unusable("a list that grows while a loop walks over it")
        self.state = {
            name: gone if isinstance(b, View) and b.array == array and name in self.walks else b
            for name, b in self.state.items()
        }
        self.spoil_copies(array)

    def read(self, key: str, name: str) -> Value:
        """What the name with this key holds here."""
        assert self.state is not None
        binding = self.state.get(key, Scalars(frozenset({UNASSIGNED})))
        if isinstance(binding, Unusable):
            raise self.refuse(f"{name}: {binding.construct}")
        if isinstance(binding, TupleBinding):
            return TupleValue(tuple(self.read(item, name) for item in binding.keys))
        if not isinstance(binding, Scalars):
            return binding
        members = binding.members
        if members == {UNASSIGNED}:
            raise UnassignedError(name)
        if len(members) > 1:
            return self._read_mixed(key, members)
        (member,) = members
        return NoneValue() if isinstance(member, str) else self._read_number(key, member)

    def _read_number(self, key: str, member: Scalar) -> Number:
        value = Mixed(Variable(key, self.facts.storage(key)), _NO_TAG, frozenset({member}))
        return Number(self._as(value, member), member)

    def _read_mixed(self, key: str, members: frozenset[Member]) -> Mixed:
        if key not in self.facts.tagged:
            self.facts.tagged.add(key)
            self.facts.changed = True
        if UNASSIGNED in members and key not in self.facts.doubtful:
            self.facts.doubtful.add(key)
            self.facts.changed = True
        storage = self.facts.storage(key) if key in self.facts.members else INT
        return Mixed(Variable(key, storage), Variable(self.tag(key), INT), members)

    def begin(self, state: State) -> None:
        """Start the function with what holds on entry; companions say so, too."""
        self.state = state
        for key in sorted(self.facts.tagged):
            binding = state.get(key)
            if isinstance(binding, Scalars):
                (member,) = binding.members
                self._tag(key, member)
            elif key in self.facts.doubtful:
                self._tag(key, UNASSIGNED)

    def tag(self, key: str) -> str:
        """The name of the companion that tells what a variable is."""
        return self.facts.name(("tag", key), f"{key}_kind")

    def assign(self, key: str, value: Value) -> None:
        """``key = value``."""
        if isinstance(value, Number):
            self._assign_number(key, value)
        elif isinstance(value, Mixed):
            self._assign_mixed(key, value)
        elif isinstance(value, NoneValue):
            self._tag(key, NONE)
            self.bind(key, Scalars(frozenset({NONE})))
        elif isinstance(value, TupleValue):
            self._assign_tuple(key, value)
        elif isinstance(value, View):
            self._assign_view(key, value)
        elif isinstance(value, RangeValue):
            self.bind(key, self.freeze(value, f"{key}_bound", (key, "range")))  # type: ignore[arg-type] # a range again
        elif _is_binding(value):
            self.bind(key, value)  # type: ignore[arg-type] # _is_binding has looked
        else:
            raise self.refuse(f"a name for {describe(value)}")

    def _learn(self, key: str, members: frozenset[Scalar]) -> None:
        known = self.facts.members.get(key, frozenset())
        if not members <= known:
            self.facts.members[key] = known | members
            self.facts.changed = True

    def _assign_number(self, key: str, value: Number) -> None:
        if value.expression == Variable(key, value.type):
            return  # a loop counted in the user's own variable
        self._learn(key, frozenset({value.type}))
        self.emit(Assign(key, self.hold(value, self.facts.storage(key)), self.line))
        self._tag(key, value.type)
        self.bind(key, Scalars(frozenset({value.type})))

    def _tag(self, key: str, member: Member) -> None:
        if key in self.facts.tagged:
            self.emit(Assign(self.tag(key), Constant(code(member), INT), self.line))

    def assign_counter(self, key: str) -> None:
        """A loop gives its variable an int."""
        self._learn(key, frozenset({INT}))
        self._tag(key, INT)
        self.bind(key, Scalars(frozenset({INT})))

    def _assign_mixed(self, key: str, value: Mixed) -> None:
        value = self._assigned(value)
        self._learn(key, frozenset(m for m in value.members if isinstance(m, Scalar)))
        if key not in self.facts.tagged:
            self.facts.tagged.add(key)
            self.facts.changed = True
        tag = value.tag
        if key in mentioned(tag):
            tag = self.freeze(Number(tag, INT), "kind", key).expression
        storage = self.facts.storage(key)
        self.emit(Assign(key, cast(value.expression, storage), self.line))
        self.emit(Assign(self.tag(key), tag, self.line))
        self.bind(key, Scalars(value.members))

    def _assigned(self, value: Mixed) -> Mixed:
        if UNASSIGNED not in value.members:
            return value
        self.leave_if(self.is_member(value, UNASSIGNED), "a name is not assigned")
        return Mixed(value.expression, value.tag, value.members - {UNASSIGNED})

    def _assign_tuple(self, key: str, value: TupleValue) -> None:
        items = [self.freeze(item, f"{key}_new", (key, n)) for n, item in enumerate(value.items)]
        keys = tuple(
            self.facts.name(("item", key, n), f"{key}_{n}") for n in range(len(value.items))
        )
        for item_key, item in zip(keys, items, strict=True):
            self.assign(item_key, item)
        self.bind(key, TupleBinding(keys))

    def _assign_view(self, key: str, value: View) -> None:
        whole = not value.leading and value.window is None
        if whole and key in self.facts.slots and value.array != key:
            self.rebind((key,), (value.array,))
        else:
            self.bind(key, value)

    def rebind(self, targets: tuple[str, ...], sources: tuple[str, ...]) -> None:
        """Let array variables mean other arrays; their kinds must agree."""
        for target, source in zip(targets, sources, strict=True):
            self._unify(target, source)
        self.emit(Rebind(targets, sources, self.line))
        if any(len(self.facts.slots[target].elements) > 1 for target in targets):
            companions = [tuple(map(self.kinds, side)) for side in (targets, sources)]
            self.emit(Rebind(companions[0], companions[1], self.line))
        for target in targets:
            self.bind(target, View(target))

    # ------------------------------------------------------------------ arrays

    def _unify(self, target: str, source: str) -> None:
        """Two array variables that come to mean the same array have the same type."""
        one, two = self.facts.slots[target], self.facts.slots[source]
        if one.layers != two.layers or (one.fixed != two.fixed and one.elements != two.elements):
            raise self.refuse("a name that means arrays of different kinds")
        self.declare(target, one.layers, two.elements)
        self.declare(source, two.layers, one.elements)
        if one.elements != two.elements or (one.growable != two.growable and one.fixed | two.fixed):
            raise self.refuse("a name that means arrays of different kinds")
        if one.growable != two.growable:
            one.growable = two.growable = self.facts.changed = True

    def kinds(self, array: str) -> str:
        """The companion array that tells the type of each element."""
        name = self.facts.name(("kinds", array), f"{array}_kinds")
        slot = self.facts.slots[array]
        layers = ("list",) if slot.growable else ("ndarray",) * len(slot.layers)
        if name in self.facts.slots:
            self.facts.slots[name].layers = layers
        self.declare(name, layers, frozenset({KIND})).growable = slot.growable
        return name

    def declare(self, slot: str, layers: tuple[str, ...], elements: frozenset[Scalar]) -> Slot:
        """Make an array variable known, or learn more of it."""
        known = self.facts.slots.get(slot)
        if known is None:
            known = self.facts.slots[slot] = Slot(layers, elements)
            self.facts.changed = True
        if known.layers != layers:
            raise self.refuse("a name that means arrays of different kinds")
        if not known.fixed and not elements <= known.elements:
            known.elements |= elements
            self.facts.changed = True
        return known

    def array(self, slot: str) -> Array:
        """The type of an array variable, as far as it is known."""
        known = self.facts.slots[slot]
        if not known.elements:
            raise UnassignedError(slot)
        return Array(widest(known.elements), known.layers, known.growable)  # type: ignore[arg-type] # layers are Layer names

    # ------------------------------------------------------------------ values

    def freeze(self, value: Value, hint: str, node: object) -> Value:
        """The same value in a variable that nothing else assigns, unless it is a constant."""
        if isinstance(value, Number):
            return self.freeze_number(value, hint, node)
        if isinstance(value, Mixed):
            key = self.facts.name((self.frame.path, node_key(node), hint), hint)
            self.assign(key, value)
            return self.read(key, hint)
        if isinstance(value, RangeValue):
            bounds = (value.start, value.stop, value.step)
            frozen = [
                self.freeze_number(bound, hint, (node_key(node), n))
                for n, bound in enumerate(bounds)
            ]
            return RangeValue(*frozen)
        if isinstance(value, TupleValue):
            items = [
                self.freeze(item, hint, (node_key(node), n)) for n, item in enumerate(value.items)
            ]
            return TupleValue(tuple(items))
        return value

    def freeze_number(self, value: Number, hint: str, node: object) -> Number:
        """``freeze`` of a number."""
        if isinstance(value.expression, Constant):
            return value
        key = self.facts.name((self.frame.path, node_key(node), hint), hint)
        self.facts.temporaries[key] = value.type
        self.emit(Assign(key, value.expression, self.line))
        self.bind(key, Scalars(frozenset({value.type})))
        return Number(Variable(key, value.type), value.type, value.small)

    def hold(self, value: Number, storage: Scalar) -> Expression:
        """The number in a wider machine type; leaves where a double cannot hold the int."""
        if storage.kind in ("float", "complex") and value.type.kind == "int":
            self.require_small(value)
        return cast(value.expression, storage)

    def require_small(self, value: Number) -> None:
        """Leave unless the int is within ±2**53."""
        expression = value.expression
        if value.small or (isinstance(expression, Constant) and abs(expression.value) <= _EXACT):
            return
        wide = cast(expression, INT)
        for operator, bound in (("<", -_EXACT), (">", _EXACT)):
            test = Compare(operator, wide, Constant(bound, INT), BOOL)  # type: ignore[arg-type] # literals above
            self.leave_if(test, "an integer that a double cannot hold exactly")

    def is_member(self, value: Mixed, member: Member) -> Expression:
        """Whether the value is that member now."""
        return Compare("==", value.tag, Constant(code(member), INT), BOOL)

    def known(self, value: Mixed) -> Mixed | Number:
        """The value as a number; leaves where it is ``None`` or not assigned."""
        for member in (UNASSIGNED, NONE):
            if member in value.members:
                self.leave_if(self.is_member(value, member), f"a value is {member}")
        numbers = frozenset(m for m in value.members if isinstance(m, Scalar))
        if not numbers:
            raise UnassignedError("None")
        if len(numbers) > 1:
            return Mixed(value.expression, value.tag, numbers)
        (kind,) = numbers
        return Number(self._as(value, kind), kind)

    def _as(self, value: Mixed, member: Scalar) -> Expression:
        """The value as that member, which it is; an int held in a double is exact."""
        if member.kind in ("int", "bool") and value.expression.type.kind == "float":
            return cast(Intrinsic("int", (value.expression,), INT), member)
        return cast(value.expression, member)

    def settle(self, value: Value) -> Number:
        """A number of one type; leaves where it is not the likeliest one."""
        if isinstance(value, Mixed):
            value = self.known(value)
        if isinstance(value, Mixed):
            return self.narrow(value, max(value.members, key=code))
        if not isinstance(value, Number):
            raise self.refuse(f"{describe(value)} where a number is expected")
        return value

    def narrow(self, value: Mixed, member: Member) -> Number:
        """The value as one of its members; leaves where it is another."""
        assert isinstance(member, Scalar)
        test = Compare("!=", value.tag, Constant(code(member), INT), BOOL)
        self.leave_if(test, f"a value is not the {member.kind} it was expected to be")
        return Number(self._as(value, member), member)

    # ------------------------------------------------------------------- paths

    def merge(self, *states: State | None) -> None:
        """Go on where these paths meet."""
        merged: State | None = None
        for state in states:
            merged = join(merged, state)
        self.state = merged

    def head(self, key: object, back: State | None = None) -> State | None:
        """What holds at a loop's head: on entry, and after all trips known so far."""
        known = join(self.facts.heads.get(key), back)
        if known is not None and known != self.facts.heads.get(key):
            self.facts.heads[key] = known
            self.facts.changed = True
        return join(self.state, known)


def node_key(node: object) -> object:
    """What a node is known by in every pass."""
    return node if isinstance(node, str | int | tuple) else id(node)


def describe(value: Value) -> str:
    """A value in the reader's words."""
    names: Mapping[type, str] = {
        View: "an array or list",
        TupleValue: "a tuple",
        NoneValue: "None",
    }
    if type(value) in names:
        return names[type(value)]
    text = getattr(value, "name", "") or getattr(value, "text", "")
    return f"{type(value).__name__.lower()} {text}".strip()


def _is_binding(value: Value) -> bool:
    return not isinstance(value, Mixed | NoneValue | TupleValue | Number)


def _rests_on(binding: Binding, key: str) -> bool:
    if isinstance(binding, View) and binding.array == key:
        return True
    return not isinstance(binding, Scalars) and key in mentioned(binding)
