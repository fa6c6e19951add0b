"""Which arrays a kernel changes, when names of arrays come to mean other arrays.

``centers = new_centers`` makes one name mean what the other did; what is stored by the second
name before reaches an array handed in only where that name may still mean it::

    while True:
        made = new array; made[i] = …     # fresh in every trip: centers is not changed
        if made == centers: return made
        centers = made
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from advisor.kernel.nodes import Copy, For, If, New, Rebind, Statement, While
from advisor.lowering.walking import stored

_Meanings = Mapping[str, frozenset[str]]


def changed_arrays(body: tuple[Statement, ...]) -> frozenset[str]:
    """Arrays whose elements change, by any of the names they go by."""
    follower = _Follower()
    follower.block(body, {})
    return stored(body) | follower.changed


@dataclass(slots=True)
class _Follower:
    """Follows what array each name may mean: one it had at the start, or a fresh one (nothing).

    A name that is not mentioned means itself. Every state met is kept in ``met``, so that
    what holds at any ``break`` or ``continue`` holds after the loop.
    """

    changed: set[str] = field(default_factory=set)
    met: list[_Meanings] = field(default_factory=list)

    def block(self, statements: Sequence[Statement], state: _Meanings) -> _Meanings:
        for statement in statements:
            state = self.statement(statement, state)
            self.met.append(state)
        return state

    def statement(self, statement: Statement, state: _Meanings) -> _Meanings:
        match statement:
            case New(array=array) | Copy(array=array):
                return {**state, array: frozenset()}
            case Rebind(targets=targets, sources=sources):
                meanings = [_meaning(state, source) for source in sources]
                return {**state, **dict(zip(targets, meanings, strict=True))}
            case If(test=test, then=then, other=other):
                self.note(test, state)
                return _joined((self.block(then, state), self.block(other, state)))
            case For(body=body, orelse=orelse):
                self.note((statement.start, statement.stop, statement.step), state)
                after = self.loop(body, state)
                return _joined((after, self.block(orelse, after)))
            case While(test=test, body=body, orelse=orelse):
                after = self.loop(body, state)
                self.note(test, after)
                return _joined((after, self.block(orelse, after)))
        self.note(statement, state)
        return state

    def loop(self, body: Sequence[Statement], state: _Meanings) -> _Meanings:
        while True:
            outer, self.met = self.met, [state]
            self.block(body, state)
            after = _joined(self.met)
            self.met = [*outer, *self.met]
            if after == _joined((state,)):
                return after
            state = after

    def note(self, node: object, state: _Meanings) -> None:
        """The arrays that a simple statement or an expression changes."""
        for name in stored((node,)):
            self.changed |= _meaning(state, name)


def _meaning(state: _Meanings, name: str) -> frozenset[str]:
    return state.get(name, frozenset({name}))


def _joined(states: Sequence[_Meanings]) -> _Meanings:
    names = {name for state in states for name in state}
    return {name: frozenset().union(*(_meaning(state, name) for state in states)) for name in names}
