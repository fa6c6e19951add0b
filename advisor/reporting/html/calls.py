"""The whole run as a tree of calls: who called whom, and how long that took.

Lines of one function are one node, and a function that calls itself is drawn once:
a tower of a thousand equal boxes tells nobody anything.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from advisor.profiling.sampling import Profile
from advisor.reporting import figures, view
from advisor.reporting.figures import one_line

_LEAST_SHARE = 0.002
_MOST = 1_500  # nodes: more than anyone can look at
_DEEPEST = 40

ROOT = "0"


@dataclass(frozen=True, slots=True)
class Node:
    """A function where it stands in the tree; times of all calls on this way together.

    Attributes:
        id: a name of its own, by which charts and buttons speak of it.
        parent: the ``id`` of its caller, "" for the run itself.
        seconds: with what it calls.
        own: without.
        share: of the run, 0 to 1.
    """

    id: str
    parent: str
    title: str
    place: str
    seconds: float
    own: float
    share: float
    children: tuple[Node, ...]

    @property
    def spoken(self) -> str:
        """The time and its share, as they are read."""
        return f"{figures.seconds(self.seconds)}, {figures.percent(self.share)}"


@dataclass(slots=True)
class _Growing:
    """A node while samples are added to it."""

    weight: int = 0
    children: dict[tuple[str, str], _Growing] = field(default_factory=dict)


def tree(profile: Profile) -> Node | None:
    """The run as a tree; ``None`` where nothing was sampled."""
    root = _Growing()
    for stack, weight in profile.stacks:
        _add(root, [_function(label) for label in stack], weight)
    if not root.weight:
        return None
    return _Numbering(profile, root.weight, _widest(root)).run(root)


def flat(node: Node) -> Iterator[Node]:
    """The node and all below it, callers first."""
    yield node
    for child in node.children:
        yield from flat(child)


def _function(label: str) -> tuple[str, str]:
    """(path, qualified name) of a ``path:qualified name:line``."""
    path, function, _ = label.rsplit(":", 2)
    return path, function


def _add(root: _Growing, stack: Sequence[tuple[str, str]], weight: int) -> None:
    node, last = root, None
    node.weight += weight
    depth = 0
    for function in stack:
        if function == last or depth == _DEEPEST:
            continue
        node = node.children.setdefault(function, _Growing())
        node.weight += weight
        last = function
        depth += 1


def _widest(root: _Growing) -> frozenset[int]:
    """The nodes to be drawn, by ``id()``: no child without its parent, which comes before it."""
    seen = [node for node in _all(root) if node.weight >= _LEAST_SHARE * root.weight]
    ranked = sorted(seen, key=lambda node: -node.weight)
    return frozenset(map(id, ranked[:_MOST]))


def _all(node: _Growing) -> Iterator[_Growing]:
    yield node
    for child in node.children.values():
        yield from _all(child)


class _Numbering:
    """Turns weights into times, and gives each node its name."""

    def __init__(self, profile: Profile, total: int, drawn: frozenset[int]) -> None:
        self._target = profile.target
        self._seconds = profile.run.seconds
        self._total = total
        self._drawn = drawn
        self._lines = {(str(s.path), s.function): s.first_line for s in profile.spots}

    def run(self, root: _Growing) -> Node:
        return self._node(root, ROOT, "", "the whole run", "")

    def _node(self, grown: _Growing, name: str, parent: str, title: str, place: str) -> Node:
        called = sum(child.weight for child in grown.children.values())
        return Node(
            id=name,
            parent=parent,
            title=title,
            place=place,
            seconds=self._time(grown.weight),
            own=self._time(grown.weight - called),
            share=grown.weight / self._total,
            children=tuple(self._children(grown, name)),
        )

    def _children(self, grown: _Growing, parent: str) -> Iterator[Node]:
        ranked = sorted(grown.children.items(), key=lambda item: -item[1].weight)
        for number, ((path, function), child) in enumerate(ranked):
            if id(child) in self._drawn:
                title = "module level" if function == "<module>" else one_line(function)
                yield self._node(
                    child, f"{parent}.{number}", parent, title, self._place(path, function)
                )

    def _time(self, weight: int) -> float:
        return weight / self._total * self._seconds

    def _place(self, path: str, function: str) -> str:
        shown = view.shown_path(Path(path), self._target)
        line = self._lines.get((path, function))
        return one_line(f"{shown}:{line}" if line else shown)
