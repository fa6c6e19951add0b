"""One kernel function while it is lowered: its code so far, and what holds at this point.

Within one pass the state says what each name may hold *here*, so that ``total = 0``
followed by ``total += 1.5`` is an int for as long as it is one and a float from then on.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field

from advisor.kernel.nodes import Constant, Expression, If, Leave, Statement
from advisor.kernel.types import Array, Layer, Scalar, Type
from advisor.lowering.errors import UnassignedError, UnsupportedError
from advisor.lowering.facts import KIND, Facts, Slot
from advisor.lowering.promotion import widest
from advisor.lowering.states import State, join
from advisor.lowering.unit import Unit
from advisor.lowering.values import Binding, Frame, Perhaps, Queue, Scalars, Unusable, Value, View
from advisor.lowering.walking import mentioned

_OPERATIONS = (ast.Attribute, ast.BinOp, ast.Compare, ast.Subscript, ast.UnaryOp)


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
    recipe: ast.expr | None = None
    site: ast.AST | None = None
    active: frozenset[str] = frozenset()
    attributes: dict[str, str] = field(default_factory=dict)
    gathered: dict[str, str] = field(default_factory=dict)
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
        target = self.target
        if isinstance(outer, _OPERATIONS):  # an operand is not what the target will be
            self.target = ""
        value = self.evaluate_node(self, node)
        self.site, self.target = outer, target
        return value

    def operand(self, node: ast.expr) -> Value:
        """Lower an expression whose array, if it is one that NumPy would make, is used at once."""
        self.recipe = node
        return self.evaluate(node)

    def execute(self, nodes: Sequence[ast.stmt]) -> None:
        """Lower statements."""
        self.execute_nodes(self, nodes)

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
        gone = "a slice that is used after its list was changed"
        self._spoil(lambda _, view: view.array == array and view.copied, gone)

    def spoil_walks(self, array: str) -> None:
        """The length of ``array`` changes: whoever walks over it may no longer."""
        gone = "a list that grows while a loop walks over it"
        self._spoil(lambda name, view: view.array == array and name in self.walks, gone)
        self.spoil_copies(array)

    def spoil_rows(self, array: str, construct: str) -> None:
        """Other lists take the place of rows of ``array``: no name may mean them any more."""
        same = self.facts.same(array)
        self._spoil(lambda _, view: view.array in same and bool(view.leading), construct)

    def spoil_names(self, array: str, construct: str) -> None:
        """``array`` became part of something: no name may mean it any more."""
        same = self.facts.same(array)
        self._spoil(lambda _, view: view.array in same, construct)

    def spoil_queue(self, queue: str, construct: str) -> None:
        """Another list was made where this one was: no name may mean it any more."""
        assert self.state is not None
        self.state = {
            name: Unusable(construct) if isinstance(b, Queue) and b.name == queue else b
            for name, b in self.state.items()
        }

    def _spoil(self, test: Callable[[str, View], bool], construct: str) -> None:
        """Names that mean such views are no longer read."""
        assert self.state is not None
        self.state = {
            name: _spoilt(name, binding, test, construct) for name, binding in self.state.items()
        }

    def tag(self, key: str) -> str:
        """The name of the companion that tells what a variable is."""
        return self.facts.name(("tag", key), f"{key}_kind")

    def kinds(self, array: str) -> str:
        """The companion array that tells the type of each element."""
        name = self.facts.name(("kinds", array), f"{array}_kinds")
        slot = self.facts.slots[array]
        layers: tuple[Layer, ...] = ("list",)
        if not slot.growable:
            layers = ndarray_layers(len(slot.layers))
        if name in self.facts.slots:
            self.facts.slots[name].layers = layers
        self.declare(name, layers, frozenset({KIND})).growable = slot.growable
        return name

    def declare(self, slot: str, layers: tuple[Layer, ...], elements: frozenset[Scalar]) -> Slot:
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
        return Array(widest(known.elements), known.layers, known.growable)

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


def ndarray_layers(axes: int) -> tuple[Layer, ...]:
    """The layers of an ndarray."""
    return tuple("ndarray" for _ in range(axes))


def _spoilt(
    name: str, binding: Binding, test: Callable[[str, View], bool], construct: str
) -> Binding:
    view = binding.binding if isinstance(binding, Perhaps) else binding
    if not isinstance(view, View) or not test(name, view):
        return binding
    return Unusable(construct, view.origin if view.copied else None)


def _rests_on(binding: Binding, key: str) -> bool:
    if isinstance(binding, Perhaps):
        binding = binding.binding
    if isinstance(binding, View) and binding.array == key:
        return True
    return not isinstance(binding, Scalars) and key in mentioned(binding)
