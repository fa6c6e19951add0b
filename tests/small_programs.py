"""Small programs as people write them, with inputs that must stay compiled and hostile ones."""

from __future__ import annotations

import cmath
import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

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


# --------------------------------------------------------------------- numbers


def distances(points: Any) -> Any:
    total = 0.0
    best = math.inf
    for i in range(len(points)):
        for j in range(i + 1, len(points)):
            total += math.hypot(points[i][0] - points[j][0], points[i][1] - points[j][1])
            best = min(best, math.dist(points[i], points[j]))
    return total, best


def lengths(points: Any) -> Any:
    return [math.hypot(x, y, z) for x, y, z in points]


def rounds(xs: Any, digits: Any) -> Any:
    return [round(x, digits) for x in xs]


def whole_numbers(ns: Any, k: Any) -> Any:
    found = []
    for n in ns:
        found.append(math.isqrt(n) + math.gcd(n, k) - math.lcm(n, k))
        found.append(math.comb(n, k) + math.perm(n, k))
        found.append(n.bit_count() - n.bit_length())
    return found


def factorials(ns: Any) -> Any:
    return [math.factorial(n) for n in ns]


def modular(ns: Any, e: Any, m: Any) -> Any:
    return [pow(n, e, m) for n in ns]


def closeness(xs: Any, y: Any, tolerance: Any) -> Any:
    near = 0
    for x in xs:
        if math.isclose(x, y) or math.isclose(x, y, rel_tol=0.0, abs_tol=tolerance):
            near += 1
        if x.is_integer():
            near += 100
    return near, math.prod(xs), math.prod(xs, start=2)


def fourier(xs: Any) -> Any:
    n = len(xs)
    out = []
    for k in range(n):
        s = 0j
        for t in range(n):
            s += xs[t] * cmath.exp(-2j * math.pi * k * t / n)
        out.append(s)
    return out


def elementary(xs: Any) -> Any:
    out = []
    for x in xs:
        y = np.exp(-x) * np.sin(x) + np.log1p(x * x) - np.arctan2(x, 2.0)
        out.append(np.maximum(y, np.tanh(x)) + np.hypot(x, y) + np.square(x) + np.power(2.0, x))
    return out


def logarithms(xs: Any) -> Any:
    total = np.sqrt(2.0)
    for x in xs:
        total += np.log(x) / x
    return total


# ------------------------------------------------------------ functions, paths


def inner_functions(xs: Any, k: Any) -> Any:
    def scaled(x: Any, by: Any = 2.0) -> Any:
        return k * x + by

    parents = list(range(len(xs)))

    def root(i: Any) -> Any:
        while parents[i] != i:
            parents[i] = parents[parents[i]]
            i = parents[i]
        return i

    square: Callable[[Any], Any] = lambda x: x * x - k  # noqa: E731 # the form is tested
    total = 0.0
    for i, x in enumerate(xs):
        parents[root(i)] = root(0)
        total += scaled(x) + scaled(x, by=1.0) + square(x)
        k = k + 1.0
    return total, parents


def safe_ratios(xs: Any, ys: Any) -> Any:
    out = []
    for x, y in zip(xs, ys):  # noqa: B905 # the form is tested
        try:
            out.append(x / y)
        except ZeroDivisionError:
            out.append(0.0)
        else:
            out[-1] += 1.0
        finally:
            out[-1] *= 2.0
    return out


def limited(xs: Any, limit: Any = None) -> Any:
    total = 0.0
    for x in xs:
        if limit is not None and x > limit:
            continue
        total += x
    return total


def integral(f: Any, a: Any, b: Any, n: Any) -> Any:
    h = (b - a) / n
    s = 0.5 * (f(a) + f(b))
    for i in range(1, n):
        s += f(a + i * h)
    return s * h


# ---------------------------------------------------------------- slices, rows


def sieve(n: Any) -> Any:
    prime = [True] * (n + 1)
    prime[0:2] = [False, False]
    for i in range(2, int(n**0.5) + 1):
        if prime[i]:
            prime[i * i :: i] = [False] * len(prime[i * i :: i])
    return [i for i, p in enumerate(prime) if p]


def next_permutation(a: Any) -> Any:
    i = len(a) - 2
    while i >= 0 and a[i] >= a[i + 1]:
        i -= 1
    if i < 0:
        a[:] = a[::-1]
        return False
    j = len(a) - 1
    while a[j] <= a[i]:
        j -= 1
    a[i], a[j] = a[j], a[i]
    a[i + 1 :] = a[i + 1 :][::-1]
    return True


def slices(xs: Any, i: Any, j: Any, k: Any) -> Any:
    ys = xs[i:j:k] + xs[:2]
    total = 0.0
    for x in xs[i:][:j]:
        total += x
    ys[1:3] = xs[-2:]
    return ys, total


def palindromes(text: Any, word: Any) -> Any:
    found = 0
    for i in range(len(text)):
        for j in range(i + 1, len(text) + 1):
            piece = text[i:j]
            if piece == piece[::-1]:
                found += 1
            if piece == word or piece == "ab":  # noqa: PLR1714 # the form is tested
                found += 100
    return found


def regions(grid: Any) -> Any:
    n, m = len(grid), len(grid[0])
    seen = [[False] * m for _ in range(n)]
    count = 0
    for i in range(n):
        for j in range(m):
            if grid[i][j] == 1 and not seen[i][j]:
                count += 1
                stack = [(i, j)]
                seen[i][j] = True
                while stack:
                    x, y = stack.pop()
                    for dx, dy in [(1, 0), (-1, 0), (0, 1), (0, -1)]:
                        a, b = x + dx, y + dy
                        if 0 <= a < n and 0 <= b < m and grid[a][b] == 1 and not seen[a][b]:
                            seen[a][b] = True
                            stack.append((a, b))
    return count


def spread(width: Any, start: Any) -> Any:
    queue = [(start, 0)]
    far = [-1] * width
    while len(queue) > 0:
        at, steps = queue.pop(0)
        if far[at] >= 0:
            continue
        far[at] = steps
        if at > 0:
            queue.append((at - 1, steps + 1))
        if at + 1 < width:
            queue.append((at + 1, steps + 1))
    return far, len(queue)


def products(rows: Any, xs: Any) -> Any:
    return [sum(a * b for a, b in zip(column, xs)) for column in zip(*rows)]  # noqa: B905


# --------------------------------------------------------------------- objects


@dataclass
class Body:
    """As people write it, with a default."""

    x: float
    y: float
    mass: float = 1.0
    hits: int = 0


@dataclass(slots=True)
class Slotted:
    """The same without a dict."""

    x: float
    y: float
    mass: float = 1.0
    hits: int = 0


class Frozen(Body):
    """Raises where it is set a second time."""

    def __setattr__(self, name: str, value: Any) -> None:
        if name in vars(self):
            raise AttributeError(name)
        object.__setattr__(self, name, value)


class Computed(Body):
    """An attribute that is computed."""

    @property
    def x(self) -> float:
        """Never what was set."""
        return 1.0

    @x.setter
    def x(self, value: float) -> None:
        self.y = value


class Sheet:
    """Two lists and a count."""

    def __init__(self, *cells: float) -> None:
        self.now = list(cells)
        self.next = [0.0] * len(cells)
        self.log = [0.5]
        self.steps = 0

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sheet) and vars(self) == vars(other)

    __hash__ = None  # type: ignore[assignment] # it is mutable


def swapping(self: Any, times: Any) -> Any:
    for _ in range(times):
        for i in range(1, len(self.now) - 1):
            self.next[i] = 0.5 * (self.now[i - 1] + self.now[i + 1])
        self.now, self.next = self.next, self.now
        self.steps += 1
        self.log.append(self.now[1])
    return self.now, self.log


def replacing(self: Any, times: Any) -> Any:
    for _ in range(times):
        fresh = [x + 1.0 for x in self.now]
        self.now = fresh
        self.steps += 1
    self.next = self.now


class Pinned:
    """Numbers in a list."""

    def __init__(self, *at: float) -> None:
        self.at = list(at)
        self.fixed = len(at) > 2  # the form is tested

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Pinned) and vars(self) == vars(other)

    __hash__ = None  # type: ignore[assignment] # it is mutable


def bounced(bodies: Any, dt: Any) -> Any:
    for body in bodies:
        body.x += body.mass * dt
        if body.x > 1.0 or body.y < 0:
            body.x = 2.0 - body.x
            body.hits += 1
    bodies[-1].y = bodies[0].x


def attraction(bodies: Any) -> Any:
    total = 0.0
    nearest = None
    for i, a in enumerate(bodies):
        for b in bodies:
            if b is a:
                continue
            dx, dy = a.x - b.x, a.y - b.y
            total += a.mass * b.mass / (dx * dx + dy * dy + 0.01)
        if nearest is None or a.x < nearest.x:
            nearest = a
        total += len(bodies) * i
    return total, nearest.y  # type: ignore[union-attr] # nobody is without bodies


def pulled(pins: Any, k: Any) -> Any:
    for pin in pins:
        for d in range(2):
            pin.at[d] *= k
    return sum(pin.at[0] for pin in pins)


def both(left: Any, right: Any) -> Any:
    for a, b in zip(left, right):  # noqa: B905 # the form is tested
        a.x = b.x + 1.0


def bodies(kind: Any, *numbers: float) -> list[Any]:
    return [kind(x, x + 0.5, 1.0 + x) for x in numbers]


def packed(items: Any, capacity: Any) -> Any:
    best = [0.0] * (capacity + 1)
    for weight, value in items:
        for c in range(capacity, weight - 1, -1):
            best[c] = max(best[c], best[c - weight] + value)
    return best[capacity], len(items), items[0][1] + items[-1][0]


def billed(rows: Any) -> Any:
    total = 0.0
    for _name, price, count in rows:
        total += price * count
    return total


TWICE = bodies(Body, 0.5) * 2
FLOATS = [0.5, 1.5, -2.0, 3.25, 0.0]


# --------------------------------------------------------------- dicts and sets


def counted(xs: Any) -> Any:
    counts: dict[Any, Any] = {}
    for x in xs:
        counts[x] = counts.get(x, 0) + 1
    best, most = -1, 0
    for x, n in counts.items():
        if n > most:
            best, most = x, n
    return counts, best, len(counts), sum(counts.values())


def tally(text: Any) -> Any:
    counts: dict[Any, Any] = {}
    for letter in text:
        if letter in counts:
            counts[letter] += 1
        else:
            counts[letter] = 1
    return counts


def distinct(xs: Any) -> Any:
    seen = set()
    out = []
    for x in xs:
        if x not in seen:
            seen.add(x)
            out.append(x)
    return out, sorted(set(xs)), seen


def pair_with_sum(xs: Any, target: Any) -> Any:
    where: dict[Any, Any] = {}
    for i, x in enumerate(xs):
        if target - x in where:
            return where[target - x], i
        where[x] = i
    return -1, -1


def collatz(limit: Any) -> Any:
    lengths = {1: 1}
    best, longest = 0, 0
    for n in range(1, limit):
        path = []
        m = n
        while m not in lengths:
            path.append(m)
            m = m // 2 if m % 2 == 0 else 3 * m + 1
        length = lengths[m]
        for p in reversed(path):
            length += 1
            lengths[p] = length
        if lengths[n] > longest:
            longest, best = lengths[n], n
    return best, longest, len(lengths)


def walked(steps: Any) -> Any:
    x = y = 0
    seen = {(0, 0): 0.5}
    for n, step in enumerate(steps):
        x, y = x + step % 3 - 1, y + step % 5 - 2
        seen[(x, y)] = seen.get((x, y), 0.0) + n
    far = {(x, y)}
    far.add((0, 0))
    return seen, far, (0, 0) in far


def keyed(xs: Any, x: Any) -> Any:
    table = {}
    for i in xs:
        table[i] = i * 0.5
    rounds = 0
    for _ in range(3):
        fresh = {}
        for i in xs:
            fresh[i] = rounds
        rounds += len(fresh)
    return table[x], rounds


# --------------------------------------------------------------------- letters


def letters(text: Any) -> Any:
    counts = [0] * 26
    digits = 0
    spaces = 0
    for letter in text:
        if letter.isalpha():
            counts[ord(letter.lower()) - ord("a")] += 1
        elif letter.isdigit():
            digits += int(letter)
        elif letter.isspace():
            spaces += 1
    return counts, digits, spaces


def shifted(text: Any, k: Any) -> Any:
    out = []
    for letter in text:
        if "a" <= letter <= "z":
            out.append(chr((ord(letter) - 97 + k) % 26 + 97))
        else:
            out.append(letter.upper())
    return out


POINTS = [[0.1, 1.7], [2.3, 3.5], [-1.9, -1.0]]
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
    "distances": Program(
        distances, (POINTS,), [([[0.0, 0.0], [1e300, 1e300]],)], [([[0.0, 0.0], [5e-324, 0.0]],),
         ([[NAN, 1.0], [INF, 2.0]],), ([[1e308, 1.0], [-1e308, 2.0]],), ([[1.0], [2.0]],), ([],)],
        names={"math": math},
    ),
    "lengths": Program(
        lengths, ([(1.0, 2.0, 3.0), (-0.1, 1e-9, 1e9)],), [([(NAN, INF, 1.0), (0.0, -0.0, 0.0)],)],
        [([(1.0, 2.0)],)], names={"math": math},
    ),
    "rounds": Program(
        rounds, (FLOATS, 2),
        [([0.1234567 * 1.7**i for i in range(40)], 3), ([-0.001, 0.0, -0.0, INF, NAN], 2)],
        [([2.675, 0.125, 1.005, 0.5, 1e22, -2.5, 1e-7 / 3], d) for d in (0, 1, 2, 15, 16, -1)],
    ),
    "whole numbers": Program(
        whole_numbers, ([5, 12, 33], 3), [([0, 1, 7], 0), ([4], 9)],
        [([-4], 2), ([100], 50), ([-(1 << 63), (1 << 63) - 1], 1), ([9], -3), ([60], 30)],
        names={"math": math},
    ),
    "factorials": Program(
        factorials, ([0, 5, 20],), [], [([21],), ([-1],), ([True],)], names={"math": math}
    ),
    "modular": Program(
        modular, ([3, 4, 5], 65537, 1009), [([-7, 0, 3], 5, -13), ([2], 0, 1)],
        [([3], -1, 7), ([3], 2, 0), ([BIG, -BIG], 3, BIG - 1), ([True], 2, 5)],
    ),
    "closeness": Program(
        closeness, ([1.0, 2.5, 2.5000000001], 2.5, 0.25), [([INF, NAN, 2.0], INF, 0.1)],
        [([NAN, INF, -INF, 1e308], y, t) for y in (NAN, INF, 1e308) for t in (0.1, -1.0, NAN, INF)],
        names={"math": math},
    ),
    "fourier": Program(
        fourier, (FLOATS,), [([],), ([1.0],)], [([NAN, 1.0],), ([INF],), ([1, 2],)],
        names={"math": math, "cmath": cmath}, backends=("cython",),
    ),
    "elementary": Program(
        elementary, ([0.5, 1.5, -2.0],), [([i * 0.37 - 9.0 for i in range(60)],)],
        [([x],) for x in (NAN, INF, -INF, 1e308, -800.0, 5e-324, 1, True)],
        names={"np": np}, backends=("cython",),
    ),
    "logarithms": Program(
        logarithms, ([0.5, 1.5],), [([1e-300, 1e300],)],
        [([0.0],), ([-1.0],), ([1.0, NAN],), ([],)],
        names={"np": np}, backends=("cython",),
    ),
    "inner functions": Program(
        inner_functions, (FLOATS, 2.0), [([], 1.0)], [(xs, 1.0) for xs in HOSTILE_FLOATS]
    ),
    "safe ratios": Program(
        safe_ratios, (FLOATS, [1.0, 2.0, 3.0, 4.0, 5.0]), [([], [1.0])],
        [(FLOATS, FLOATS), ([1], [2]), ([NAN], [INF])],
    ),
    "limited": Program(
        limited, (FLOATS, None), [([], None)], [(FLOATS, 1.0), (FLOATS, 0), (FLOATS, NAN)]
    ),
    "integral": Program(
        integral, (math.sin, 0.0, 1.0, 10), [(math.sin, -1.0, 2.0, 3)],
        [(math.cos, 0.0, 1.0, 5), (math.sin, 0.0, 1.0, 0), (abs, 0.0, 1.0, 3)],
        backends=("cython",),
    ),
    "sieve": Program(sieve, (30,), [(100,), (1,)], [(0,), (-5,)]),
    "next permutation": Program(
        next_permutation, ([1, 3, 2],), [([3, 2, 1],), ([1],), ([2, 2, 1, 2],)], [([],), ([1.5],)]
    ),
    "slices": Program(
        slices, (FLOATS, 1, 4, 2), [(FLOATS, 0, 9, 1), (FLOATS, -3, -1, 3), (FLOATS, 0, 5, BIG)],
        [(FLOATS, 0, 5, 0), (FLOATS, 3, 0, -1), ([], 0, 1, 1), ([1.0], 0, 1, 1)],
    ),
    "palindromes": Program(
        palindromes, ("abaab", "aba"), [("", ""), ("ab", "abc")], [("é\ud800é", "é")]
    ),
    "regions": Program(
        regions, ([[1, 0, 1], [1, 1, 0]],), [([[0]],), ([[1, 1], [1, 1]],)], [([],), ([[]],)]
    ),
    "spread": Program(spread, (9, 3), [(1, 0)], [(0, 0), (3, -1), (3, 5)]),
    "products": Program(
        products, ([[1.0, 2.0], [3.0, 4.0]], [0.5, 2.0]), [([[1.0], [2.0]], [1.0])],
        [([[1.0, 2.0]], []), ([[]], [1.0]), ([[NAN, -0.0]], [INF])],
    ),
    "counted": Program(
        counted, ([1, 2, 1],), [([],), ([i * i % 1024 - 99 for i in range(3000)],)],
        [([True, 1],), ([1.0],), ([BIG, -BIG, BIG],), ([1 << 70],)],
    ),
    "tally": Program(tally, ("abracadabra",), [("",), ("é\ud800x",)], [(["ab"],)]),
    "distinct": Program(
        distinct, ([3, 1, 3],), [([],), ([i * 1024 % 7001 for i in range(900)],)], [([1.0],)]
    ),
    "pair with sum": Program(
        pair_with_sum, ([1, 2, 5], 7), [([1], 9), ([], 0)], [([BIG, BIG], 2 * BIG), ([1.5], 3)]
    ),
    "collatz": Program(collatz, (20,), [(300,), (1,)], [(-1,)]),
    "walked": Program(walked, ([1, 2, 3],), [([],), (list(range(500)),)], [([1.5],)]),
    "keyed": Program(keyed, ([1, 2, 3], 2), [([5], 5)], [([1], 9), ([], 0), ([1], 1.0)]),
    "bounced": Program(
        bounced, (bodies(Body, 0.5, 1.5, -2.0), 0.1),
        [(bodies(Slotted, 0.5, 1.5), 0.5), (bodies(Body, 3.0), -1.0)],
        [
            *(((bodies(kind, 0.5, 2.0)), 0.1) for kind in (Computed, Frozen)),
            (TWICE, 0.1), ([], 0.1), (bodies(Body, 1.0) + bodies(Slotted, 1.0), 0.1),
            ([Body(1, 2.0)], 0.1), ([Body(1.0, 2.0, 1.0, 1 << 70)], 0.1), ([1.0], 0.1),
        ],
    ),
    "attraction": Program(
        attraction, (bodies(Body, 0.5, 1.5, -2.0),), [(bodies(Slotted, 1.0, NAN),)],
        [([],), (TWICE,), (bodies(Computed, 1.0, 2.0),), (tuple(bodies(Body, 1.0)),)],
    ),
    "swapping": Program(
        swapping, (Sheet(1.0, 2.0, 5.0), 3), [(Sheet(1.0, 2.0), 0), (Sheet(*FLOATS), 4)],
        [(Sheet(1.0), 1), (Sheet(), 2), (Body(1.0, 2.0), 1)],
    ),
    "replacing": Program(
        replacing, (Sheet(1.0, 2.0, 5.0), 3), [(Sheet(1.0), 0), (Sheet(*FLOATS), 1)],
        [(Sheet(), 2), (Sheet(1, 2.0), 1)],
    ),
    "pulled": Program(
        pulled, ([Pinned(1.0, 2.0), Pinned(3.0, 4.0)], 0.5), [([Pinned(0.0, -0.0)], -1.0)],
        [([Pinned(1.0)], 2.0), ([Pinned(1.0, 2.0), Pinned(1.0)], 2.0), ([], 1.0)],
    ),
    "packed": Program(
        packed, ([(2, 3.5), (3, 4.0)], 10), [([(1, NAN)], 3), ([(5, -0.0), (2, 1.0)], 4)],
        [([], 3), ([(1, 2)], 3), ([(1, 2.0, 3)], 3), ([[1, 2.0]], 3), ([(9, 1.0)], 3)],
    ),
    "billed": Program(
        billed, ([("a", 1.5, 2), ("bb", 2.0, 3)],), [([("c", 1.0, -1)],)],
        [([("a", 1.5)],), ([],), ([(1, 1.0, 2)],), ([("a", 1, 2)],), ([("a", 1.0, 2), (1.0,)],)],
    ),
    "both": Program(
        both, (bodies(Body, 1.0, 2.0), bodies(Body, 3.0)), [(bodies(Body, 1.0), [])],
        [(TWICE[:1], TWICE[:1]), (bodies(Body, 1.0), TWICE)],
    ),
    "letters": Program(
        letters, ("Hello 12",), [("az AZ 09\t\x1c[`{@/:",), ("",)], [("é",), ("٣",)]
    ),
    "shifted": Program(shifted, ("Hello", 3), [("xyz!", -100), ("", 1)], [("ßz", 1)]),
    "primes": Program(primes, (30,), [(2,), (0,), (200,)]),
}  # fmt: skip
