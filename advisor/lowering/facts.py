"""What the passes over one function have found out so far.

A function is lowered again and again until nothing new is found out. What is kept
here only grows, so this ends.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from advisor.kernel.types import Layer, Scalar
from advisor.lowering.promotion import widest
from advisor.lowering.states import State

KIND = Scalar("int", "uint8")
"""What a companion array holds: the code of each element's type."""


@dataclass(slots=True)
class Slot:
    """What is known of one array variable.

    Attributes:
        layers: what Python holds along each axis.
        elements: the types its elements ever have.
        fixed: its type is settled: a parameter, or an ndarray, which converts.
        growable: it is appended to.
    """

    layers: tuple[Layer, ...]
    elements: frozenset[Scalar]
    fixed: bool = False
    growable: bool = False


@dataclass(slots=True)
class Facts:
    """What the passes over one function have found out so far; it only grows.

    Attributes:
        members: the numbers each variable ever holds.
        tagged: variables with a companion that tells which of them it is.
        copied: parameters that become another type of number, or a list of another length,
            and so live in a copy.
        rebound: attributes that come to hold another array.
        eager: slices that are made lists of their own, since something happens to them.
        queues: lists of tuples and deques, with the width of their tuples, -1 for one of
            single numbers, or 0 for as long as that is not known.
        heaps: those of them that are plain lists.
        given: the first text that a name was given.
        texts: names that hold a text which grows.
        words: variables that come to hold ints of 64 bits without a sign.
        doubtful: those of them that may be read before they are assigned.
        rows: lists that rows are appended to, with what a row is.
        widths: how many items the rows of such a list have where the text shows it.
        keys: what the parts of the keys of a dict or set are, by what makes it.
        slots: array variables.
        renamed: for array variables that come to mean each other's arrays, all of them.
        heads: the state at the head of each loop.
        names: kernel names already given to a node of the source.
        temporaries: variables of our own, with their type in the latest pass.
        taken: all names in use.
    """

    members: dict[str, frozenset[Scalar]] = field(default_factory=dict)
    tagged: set[str] = field(default_factory=set)
    copied: set[str] = field(default_factory=set)
    rebound: set[str] = field(default_factory=set)
    eager: set[object] = field(default_factory=set)
    queues: dict[str, int] = field(default_factory=dict)
    heaps: set[str] = field(default_factory=set)
    given: dict[str, object] = field(default_factory=dict)
    texts: set[str] = field(default_factory=set)
    words: set[str] = field(default_factory=set)
    doubtful: set[str] = field(default_factory=set)
    rows: dict[str, Layer] = field(default_factory=dict)
    widths: dict[str, set[int]] = field(default_factory=dict)
    keys: dict[object, tuple[Scalar, ...]] = field(default_factory=dict)
    slots: dict[str, Slot] = field(default_factory=dict)
    renamed: dict[str, frozenset[str]] = field(default_factory=dict)
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

    def same(self, array: str) -> frozenset[str]:
        """All array variables that may mean the array this one means."""
        return self.renamed.get(array, frozenset({array}))

    def join(self, one: str, other: str) -> None:
        """These two array variables may mean the same array."""
        group = self.same(one) | self.same(other)
        if group != self.same(one):
            self.renamed |= dict.fromkeys(group, group)
            self.changed = True

    def learnt(self) -> object:
        """What is known of variables and arrays, to be compared with what is known later."""
        slots = {name: (slot.elements, slot.growable) for name, slot in self.slots.items()}
        return slots, dict(self.members), set(self.tagged), set(self.copied), set(self.eager)

    def storage(self, key: str) -> Scalar:
        """The machine type that holds whatever the variable ever is."""
        return widest(self.members[key])


def node_key(node: object) -> object:
    """What a node is known by in every pass."""
    return node if isinstance(node, str | int | tuple) else id(node)
