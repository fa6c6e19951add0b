"""Small programs as people write them, with inputs that must stay compiled and hostile ones."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

NAN, INF = math.nan, math.inf
BIG = 1 << 62


@dataclass(frozen=True, slots=True)
class Program:
    """One function, what it is compiled for, and what else it is called with.

    Attributes:
        stays: further arguments for which the fast path must answer.
        others: arguments for which it may decline, but must not answer otherwise.
        backends: the back ends that take it.
    """

    function: Callable[..., Any]
    arguments: tuple[Any, ...]
    stays: Sequence[tuple[Any, ...]] = ()
    others: Sequence[tuple[Any, ...]] = ()
    helpers: Sequence[Callable[..., Any]] = ()
    names: Mapping[str, Any] = field(default_factory=dict)
    backends: Sequence[str] = ("cython", "numba")

    def options(self) -> dict[str, Any]:
        """What it is lowered with."""
        return {"helpers": self.helpers, "names": self.names}

    def surroundings(self) -> dict[str, Any]:
        """The globals it is called among."""
        return {**self.names, **{h.__name__: h for h in self.helpers}}


# ----------------------------------------------------------------------- lists


def stack(xs: Any) -> Any:
    held: list[Any] = []
    total = 0.0
    for x in xs:
        while held and held[-1] > x:
            total += held.pop()
        held.append(x)
    return total, held


def queue(links: Any, start: Any) -> Any:
    distance = [-1] * len(links)
    distance[start] = 0
    waiting = [start]
    while waiting:
        here = waiting.pop(0)
        for there in links[here]:
            if distance[there] < 0:
                distance[there] = distance[here] + 1
                waiting.append(there)
    return distance


def josephus(n: Any, k: Any) -> Any:
    people = list(range(n))
    at = 0
    order = []
    while people:
        at = (at + k - 1) % len(people)
        order.append(people.pop(at))
    return order


def pops(xs: Any, at: Any) -> Any:
    last = xs.pop()
    other = xs.pop(at)
    return last - other, len(xs)


def inserts(xs: Any, at: Any) -> Any:
    found = [1.5]
    for x in xs:
        found.insert(at, x)
        found.insert(0, -x)
    return found


def insertion_sort(xs: Any) -> Any:
    result: list[Any] = []
    for x in xs:
        i = 0
        while i < len(result) and result[i] < x:
            i += 1
        result.insert(i, x)
    return result


def collects(xs: Any, found: Any) -> Any:
    for x in xs:
        if x > 1:
            found.append(x)
    return found


def pushes(heap: Any, xs: Any) -> Any:
    for x in xs:
        heap.append(x)
        i = len(heap) - 1
        while i > 0 and heap[(i - 1) // 2] > heap[i]:
            heap[i], heap[(i - 1) // 2] = heap[(i - 1) // 2], heap[i]
            i = (i - 1) // 2


def extends(xs: Any, k: Any) -> Any:
    out = []
    for i in range(k):
        out.extend(xs)
        out += [i * 0.5, 2.0]
    return out


def deletes(xs: Any, i: Any, j: Any) -> Any:
    del xs[i:j]
    del xs[i]
    return len(xs)


def sorts(xs: Any) -> Any:
    ys = sorted(xs)
    zs = sorted(xs, reverse=True)
    xs.sort()
    zs.reverse()
    return ys, zs


def medians(xs: Any, w: Any) -> Any:
    out = []
    for i in range(len(xs) - w + 1):
        window = sorted(xs[i : i + w])
        out.append(window[w // 2])
    return out


def copies(xs: Any) -> Any:
    ys = xs[1:]
    ys[0] = 7.0
    zs = xs[:2]
    xs[0] = -1.0
    zs.append(3.0)
    return ys, zs, xs[1:3]


def removes(xs: Any, x: Any) -> Any:
    xs.remove(x)
    return xs.count(x)


def primes(n: Any) -> Any:
    found: list[Any] = []
    for i in range(2, n):
        for p in found:
            if p * p > i:
                found.append(i)
                break
            if i % p == 0:
                break
        else:
            found.append(i)
    return found


FLOATS = [0.5, 1.5, -2.0, 3.25, 0.0]
HOSTILE_FLOATS: list[list[Any]] = [
    [], [1.0], [NAN, 1.0, 2.0], [1.0, NAN], [-0.0, 0.0, -0.0, 0.0], [INF, -INF, 2.0, 2.0],
    [1, 2.0], [True, 2.0], list("ab"),
]  # fmt: skip


def settles(old: Any) -> Any:
    """What comes back is what was handed in where nothing changes."""
    rounds = 0
    while True:
        new = [[(x + 1) // 2 for x in row] for row in old]
        rounds += 1
        if new == old:
            return old, rounds
        old = new


def unlike(xs: Any, ys: Any) -> Any:
    return xs != ys, ys == xs


PROGRAMS: dict[str, Program] = {
    "stack": Program(
        stack, (FLOATS,), [([2.0, 1.0],)], [(xs,) for xs in HOSTILE_FLOATS]
    ),
    "queue": Program(
        queue, ([[1, 2], [0, 3], [3, 0], [2, 1]], 0), [([[0, 0]], 0)],
        [([[1, 2], [0, 9]], 0), ([[-1, 0], [1, 1]], -1), ([], 0), ([[1], [0, 1]], 0)],
    ),
    "josephus": Program(josephus, (10, 3), [(0, 3), (7, 1), (5, 12)], [(5, -3), (4, BIG)]),
    "pops": Program(
        pops, (FLOATS, 1), [(FLOATS, -1), (FLOATS, 3), (FLOATS, -4)],
        [(FLOATS, 4), (FLOATS, -5), ([1.0], 0), ([], 0), (FLOATS, True)],
    ),
    "inserts": Program(
        inserts, (FLOATS, 1), [(FLOATS, -1), (FLOATS, 100), (FLOATS, -100)],
        [(xs, 2) for xs in HOSTILE_FLOATS],
    ),
    "insertion sort": Program(
        insertion_sort, (FLOATS,), [([3.0, 2.0, 1.0],)], [(xs,) for xs in HOSTILE_FLOATS]
    ),
    "collects": Program(
        collects, ([1.0, 2.0], [0.5]), [([3.0], []), ([], [])],
        [([3.0], [1]), ([3], [1.0]), (FLOATS, ["a"])],
    ),
    "pushes": Program(
        pushes, ([], FLOATS), [([1.0], FLOATS), ([], [])], [([NAN], FLOATS), ([1], [2.0])]
    ),
    "extends": Program(
        extends, (FLOATS, 2), [(FLOATS, 0), ([], 2), (FLOATS, -1)], [([1], 2), ([NAN], 2)]
    ),
    "deletes": Program(
        deletes, (FLOATS, 1, 3), [(FLOATS, 0, 0), (FLOATS, -2, 100), (FLOATS, 3, 1)],
        [(FLOATS, 0, 9), ([], 0, 0), (FLOATS, 4, 5)],
    ),
    "sorts": Program(
        sorts, (FLOATS,), [([],), ([-0.0, 0.0, -0.0, 0.0],), ([float(-i % 7) for i in range(99)],)],
        [(xs,) for xs in HOSTILE_FLOATS],
    ),
    "medians": Program(
        medians, (FLOATS, 3), [(FLOATS, 9), ([float(-i % 7) for i in range(99)], 41)],
        [(xs, 2) for xs in HOSTILE_FLOATS],
    ),
    "copies": Program(copies, (FLOATS,), [([1.0, 2.0],)], [(xs,) for xs in HOSTILE_FLOATS]),
    "removes": Program(
        removes, (FLOATS, 1.5), [(FLOATS, -0.0)], [(FLOATS, 9.0), ([NAN], NAN), ([], 1.0)]
    ),
    "settles": Program(
        settles, ([[1, 400], [8, 3]],), [([[0, 1], [1, 0]],), ([[-5, 7]],)],
        [([[BIG * 2, 3]],), ([],), ([[1.0, 4.0]],), ([[1], []],), ([[NAN]],), (((1, 4),),)],
    ),
    "unlike": Program(
        unlike, (FLOATS, FLOATS[:-1]), [(FLOATS, FLOATS[:]), ([0.0], [-0.0]), ([], [])],
        [(xs, xs) for xs in HOSTILE_FLOATS] + [([NAN], [NAN]), ([NAN], [1.0]), (FLOATS, (1.0,))],
    ),
    "primes": Program(primes, (30,), [(2,), (0,), (200,)]),
}  # fmt: skip
