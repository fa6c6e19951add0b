"""Walk two values side by side and stop at the first difference.

One walk goes over everything a call left behind, so that an object met twice on one
side must be met twice on the other: aliasing between result, arguments and globals
is part of the behaviour. The walk keeps its own stack: values may be nested deeper
than Python can recurse, and may hold themselves.
"""

from __future__ import annotations

import types
from collections.abc import Sequence
from itertools import zip_longest
from typing import Any

import numpy as np
from numpy.typing import NDArray

from advisor.equality.builtins_opened import ATOMS, is_plain_sequence
from advisor.equality.differences import Difference, short
from advisor.equality.floats import compare_floats, worst_error
from advisor.equality.objects_opened import from_class_statement, is_value, open_value
from advisor.equality.opening import Opened
from advisor.equality.outcome import Outcome
from advisor.equality.policy import ANY_ROUNDING, EXACT, Policy
from advisor.equality.sets import orders_of_sets


def compare(left: Outcome, right: Outcome, policy: Policy = EXACT) -> Difference | None:
    """The first difference between what the original did and what the candidate did."""
    if (left.raised is None) != (right.raised is None):
        return Difference("the call", _ending(left), _ending(right))
    return _walk_outcomes(left, right, policy).run()


def _ending(outcome: Outcome) -> str:
    if outcome.raised is None:
        return f"returning {short(outcome.result)}"
    return f"raising {outcome.raised}"


def compare_values(left: Any, right: Any, policy: Policy = EXACT) -> Difference | None:
    """The first difference between two values of one process."""
    walk = _Walk(policy)
    walk.push(
        [
            ("value", left, right),
            ("order of sets", orders_of_sets([left]), orders_of_sets([right])),
        ]
    )
    return walk.run()


def largest_error(left: Outcome, right: Outcome) -> float:
    """The largest relative difference between floats of outcomes alike but for rounding."""
    walk = _walk_outcomes(left, right, ANY_ROUNDING)
    walk.run()
    return walk.worst


def numbers(outcome: Outcome) -> dict[str, NDArray[Any]]:
    """Every block of floats of an outcome by its path: what a spread is measured on."""
    walk = _walk_outcomes(outcome, outcome, EXACT)
    walk.blocks = {}
    walk.run()
    return walk.blocks


def _walk_outcomes(left: Outcome, right: Outcome, policy: Policy) -> _Walk:
    walk = _Walk(policy)
    walk.objects.pair(_raw(left.function), _raw(right.function), "the function")
    walk.push(
        [
            (label if label == other else f"{label} / {other}", one, two)
            for (label, one), (other, two) in zip_longest(
                left.roots(left.own), right.roots(left.own), fillvalue=("nothing", None)
            )
        ]
    )
    return walk


def _raw(function: Any) -> Any:
    return getattr(function, "__func__", function)


class _Walk:
    """The state of one walk."""

    def __init__(self, policy: Policy) -> None:
        self.policy = policy
        self.stack: list[tuple[str, Any, Any]] = []
        self.worst = 0.0
        self.blocks: dict[str, NDArray[Any]] | None = None
        self.objects = _Pairing()
        self._memories_met = _Pairing()
        self._addresses: dict[int, tuple[int, int]] = {}

    def push(self, pairs: Sequence[tuple[str, Any, Any]]) -> None:
        """Compare these next, in order."""
        self.stack.extend(reversed(pairs))

    def run(self) -> Difference | None:
        """Walk until the first difference or the end."""
        while self.stack:
            difference = self._step(*self.stack.pop())
            if difference is not None:
                return difference
        return None

    def _step(self, path: str, left: Any, right: Any) -> Difference | None:
        kind = type(left)
        if isinstance(left, type) and isinstance(right, type):
            return self._classes(path, left, right)
        if kind is not type(right) and self._classes(f"type of {path}", kind, type(right)):
            return Difference(path, *_with_types(left, right), "type")
        if issubclass(kind, types.ModuleType):
            return None if left is right else _plain(path, left, right)
        if not is_value(kind):
            clash = self.objects.pair(left, right, path)
            if clash:
                return Difference(path, short(left), short(right), clash)
            if clash == "":
                return None
        if self.blocks is None and _evidently_same(left, right):
            return None
        return self._opened(path, left, right)

    def _opened(self, path: str, left: Any, right: Any) -> Difference | None:
        one = open_value(left)
        two = one if left is right else open_value(right)
        if one.unknown or two.unknown:
            why = f"cannot be compared: {one.unknown or two.unknown}"
            return Difference(path, short(left), short(right), why)
        if one.facts != two.facts or len(one.parts) != len(two.parts):
            return _pinpointed(path, left, right)
        self._push_parts(path, one, two)
        return self._memories(path, one, two) or self._floats(path, one, two)

    def _push_parts(self, path: str, one: Opened, two: Opened) -> None:
        self.objects.keep((one, two))
        self.push(
            [
                (path + label, mine, yours)
                for (label, mine), (_, yours) in zip(one.parts, two.parts, strict=True)
            ]
        )

    def _floats(self, path: str, one: Opened, two: Opened) -> Difference | None:
        if one.floats is None or two.floats is None:
            return None
        if self.blocks is not None:
            self.blocks[path] = one.floats
        difference = compare_floats(path, one.floats, two.floats, self.policy)
        if difference is None and self.policy.tolerance is not None:
            self.worst = max(self.worst, worst_error(one.floats, two.floats))
        return difference

    def _memories(self, path: str, one: Opened, two: Opened) -> Difference | None:
        """Arrays that lie in the same memory on one side must do so on the other."""
        if one.memory is None or two.memory is None:
            return None
        (owner, address), (other, its_address) = one.memory, two.memory
        clash = self._memories_met.pair(owner, other, path)
        if clash:
            return Difference(path, "an array", "an array", clash.replace("object", "memory"))
        first = self._addresses.setdefault(id(owner), (address, its_address))
        if address - first[0] != its_address - first[1]:
            return Difference(path, "an array", "an array", "another part of shared memory")
        return None

    def _classes(self, path: str, left: type, right: type) -> Difference | None:
        """A class of the program's own is made anew for each run: the same if it holds the same."""
        if left is right or self.objects.pair(left, right, path) == "":
            return None
        if not (from_class_statement(left) and from_class_statement(right)):
            return _plain(path, left, right)
        if (left.__module__, left.__qualname__) != (right.__module__, right.__qualname__):
            return _plain(path, left, right)
        self.push(
            [
                (f"{path}.__bases__", left.__bases__, right.__bases__),
                (f"{path}'s body", _class_body(left), _class_body(right)),
            ]
        )
        return None


class _Pairing:
    """Which object of the original stands for which of the candidate, one to one."""

    def __init__(self) -> None:
        self._there: dict[int, tuple[int, str]] = {}
        self._back: dict[int, int] = {}
        self._kept: list[Any] = []  # ids stay unique only as long as their objects live

    def keep(self, value: Any) -> None:
        """Let a passing value live as long as the walk."""
        self._kept.append(value)

    def pair(self, left: Any, right: Any, path: str) -> str | None:
        """Note that these two stand for each other.

        Returns:
            ``None`` for a new pair, "" for one known already, else why they cannot be one.
        """
        known = self._there.get(id(left))
        if known is None and id(right) not in self._back:
            self._there[id(left)] = (id(right), path)
            self._back[id(right)] = id(left)
            self.keep((left, right))
            return None
        if known is None:
            other = self._there[self._back[id(right)]][1]
            return f"the same object as {other} in the candidate only"
        if known[0] == id(right):
            return ""
        return f"the same object as {known[1]} in the original only"


def _evidently_same(left: Any, right: Any) -> bool:
    """Whether two values of one type need no closer look."""
    if left is right:
        return True
    kind = type(left)
    if kind is float:
        return bool(left == right != 0.0)
    if kind is list or kind is tuple:
        return is_plain_sequence(left) and is_plain_sequence(right) and _equal_plain(left, right)
    return kind in ATOMS and bool(left == right)


def _equal_plain(left: Any, right: Any) -> bool:
    """At the speed of C; a zero, whose sign ``==`` does not see, needs a closer look."""
    if not left or not right or type(left[0]) is not type(right[0]):
        return not left and not right
    return bool(left == right) and not (type(left[0]) is float and 0.0 in left)


_NO_BEHAVIOUR = (
    "__dict__",
    "__weakref__",
    "__module__",
    "__annotations__",
    "__abstractmethods__",
    "_abc_impl",
)


def _class_body(kind: type) -> dict[str, Any]:
    return {k: v for k, v in sorted(vars(kind).items()) if k not in _NO_BEHAVIOUR}


def _plain(path: str, left: Any, right: Any) -> Difference:
    return Difference(path, short(left), short(right))


def _with_types(left: Any, right: Any) -> tuple[str, str]:
    one, two = short(left), short(right)
    names = type(left).__qualname__, type(right).__qualname__
    if names[0] == names[1]:
        names = (f"{type(left).__module__}.{names[0]}", f"{type(right).__module__}.{names[1]}")
    return f"{names[0]} {one}", f"{names[1]} {two}"


def _pinpointed(path: str, left: Any, right: Any) -> Difference:
    """Two values whose facts differ; in sequences of equal length, the first such element."""
    if type(left) in (list, tuple) and len(left) == len(right):
        for i, (mine, yours) in enumerate(zip(left, right, strict=True)):
            if type(mine) is not type(yours):
                return Difference(f"{path}[{i}]", *_with_types(mine, yours), "type")
            if type(mine) in ATOMS and mine != yours:
                return _plain(f"{path}[{i}]", mine, yours)
    if isinstance(left, np.ndarray):
        return _layouts(path, left, right)
    if isinstance(left, list | tuple | dict | set | frozenset) and len(left) != len(right):
        return Difference(path, short(left), short(right), f"length {len(left)} / {len(right)}")
    return _plain(path, left, right)


def _layouts(path: str, left: NDArray[Any], right: NDArray[Any]) -> Difference:
    for why, one, two in (
        ("dtype", str(left.dtype), str(right.dtype)),
        ("dtype", left.dtype.str, right.dtype.str),
        ("shape", left.shape, right.shape),
        ("writability", left.flags.writeable, right.flags.writeable),
        ("memory order", _order(left), _order(right)),
    ):
        if one != two:
            return Difference(path, f"an array of {one}", f"an array of {two}", why)
    where = np.argwhere(np.asarray(left != right))
    index = tuple(int(i) for i in where[0]) if len(where) else ()
    at = f"{path}[{', '.join(map(str, index))}]"
    return _plain(at if index else path, left[index], right[index])


def _order(array: NDArray[Any]) -> str:
    flags = array.flags
    return (
        "".join(
            letter
            for letter, is_it in (("C", flags.c_contiguous), ("F", flags.f_contiguous))
            if is_it
        )
        or "neither C nor F order"
    )
