"""Small programs in the styles of every day: lists of lists, hashes, heaps, texts and tables."""

from __future__ import annotations

import bisect
import heapq
from collections import Counter, defaultdict, deque
from typing import Any

from tests.small_programs import BIG, INF, NAN, Program

# ------------------------------------------------------------------------ rows


def eliminated(matrix: Any) -> Any:
    rows = [row[:] for row in matrix]
    for i in range(len(rows)):
        pivot = max(range(i, len(rows)), key=lambda r: abs(rows[r][i]))
        rows[i], rows[pivot] = rows[pivot], rows[i]
        for r in range(i + 1, len(rows)):
            factor = rows[r][i] / rows[i][i]
            rows[r] = [x - factor * y for x, y in zip(rows[r], rows[i])]  # noqa: B905 # the form
    return rows


def turned(n: Any, width: Any) -> Any:
    rows = [[i * n + j for j in range(n)] for i in range(n)]
    for i in range(n):
        rows[i] = rows[i][width:] + rows[i][:width]
    rows[0] = rows[-1][::-1]
    rows[-1], rows[1] = rows[1], rows[-1]
    return rows


def started(n: Any) -> Any:
    ways = [1] + [0] * n  # the form is tested
    for coin in (2, 3, 5):
        for total in range(coin, n + 1):
            ways[total] += ways[total - coin]
    return ways


# ----------------------------------------------------------------------- words

MASK = (1 << 64) - 1


def congruent(n: Any, seed: Any) -> Any:
    x = seed
    total = 0
    for _ in range(n):
        x = (x * 6364136223846793005 + 1442695040888963407) & 0xFFFFFFFFFFFFFFFF
        total += x >> 33
        total ^= x % 1000
    return total, x, x / 2**64


def xorshift(n: Any, x: Any) -> Any:
    drawn = []
    for _ in range(n):
        x ^= (x << 13) & MASK
        x ^= x >> 7
        x ^= (x << 17) & MASK
        drawn.append((x >> 11) / (1 << 53))
    return drawn


def splitmix(n: Any, state: Any) -> Any:
    low = 0
    for _ in range(n):
        state = (state + 0x9E3779B97F4A7C15 * 1) % 2**64
        z = state
        z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & MASK
        z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & MASK
        z = z ^ (z >> 31)
        low += z < 1 << 62
        low += z // 10**18
    return low, state


def fnv(data: Any, turn: Any) -> Any:
    found = 0xCBF29CE484222325
    for byte in data:
        found = ((found ^ byte) * 0x100000001B3) & MASK
        found = ((found << turn) | (found >> (64 - turn))) & MASK
    return found


def rotated(n: Any, a: Any, b: Any) -> Any:
    seen = [a]
    for _ in range(n):
        b ^= a
        a = (a << 24 | a >> 40) & MASK ^ b ^ (b << 16) & MASK
        b = (b << 37 | b >> 27) & MASK
        seen.append((a + b) & MASK)
    return seen


def negated(xs: Any) -> Any:
    return [(-x * 3 + ~x) & 0xFF for x in xs]


def squared(x: Any, n: Any, m: Any) -> Any:
    for _ in range(n):
        x = x * x % m
    return x


# ------------------------------------------------------------ queues and heaps


def cheapest(costs: Any) -> Any:
    n = len(costs)
    best = [float("inf")] * n
    best[0] = 0
    heap: list[Any] = [(0, 0)]
    while heap:
        cost, here = heapq.heappop(heap)
        if cost > best[here]:
            continue
        for there in range(n):
            step = costs[here][there]
            if step > 0 and cost + step < best[there]:
                best[there] = cost + step
                heapq.heappush(heap, (best[there], there))
    return sum(best)


def merged(xs: Any) -> Any:
    heap: list[Any] = []
    for i, x in enumerate(xs):
        heapq.heappush(heap, (x, -i))
    total = 0
    while len(heap) > 2:
        a, i = heapq.heappop(heap)
        b, j = heapq.heappop(heap)
        total += a + b
        heapq.heappush(heap, (a + b, max(i, j)))
    return total, heap


def largest(xs: Any, k: Any) -> Any:
    kept = list(xs[:k])
    heapq.heapify(kept)
    for x in xs[k:]:
        if x > kept[0]:
            heapq.heapreplace(kept, x)
        heapq.heappushpop(kept, -x)
    in_order: list[Any] = []
    for x in xs:
        bisect.insort(in_order, x)
    return kept, in_order, bisect.bisect_left(in_order, xs[0]), bisect.bisect(in_order, xs[0])


def flooded(grid: Any, start: Any) -> Any:
    waiting = deque([start])
    seen = {start}
    total = 0
    while waiting:
        r, c = waiting.popleft()
        total += grid[r][c]
        for near in ((r + 1, c), (r - 1, c), (r, c + 1), (r, c - 1)):
            i, j = near
            if (
                0 <= i < len(grid)
                and 0 <= j < len(grid[0])
                and (i, j) not in seen
                and near != start
            ):
                seen.add((i, j))
                waiting.append((i, j))
    return total


def window(xs: Any, size: Any) -> Any:
    held = deque(maxlen=size)  # type: ignore[var-annotated] # the form is tested
    means = []
    for x in xs:
        held.append(x)
        means.append(sum(held) / len(held) + held[0] - held[-1])
    return means


def counted_out(n: Any, k: Any) -> Any:
    people = deque(range(n))
    while len(people) > 1:
        for _ in range(k - 1):
            people.append(people.popleft())
        people.popleft()
    return people.pop()


def of_both_types(xs: Any) -> Any:
    held = []
    total = 0.0
    for x in xs:
        held.append(x)
        held.append(1)
        if x > 1.0:
            total += held.pop() + held.pop()
    for one in held:
        total += one * 2
    return total


# ----------------------------------------------------------------------- texts


def enciphered(text: Any, shift: Any) -> Any:
    result = ""
    for letter in text:
        if letter.isupper():
            result += chr((ord(letter) - 65 + shift) % 26 + 65)
        elif letter == " ":
            result += "--"
        else:
            result += letter
    return result


def paired(strand: Any) -> Any:
    partners = {"A": "T", "T": "A", "C": "G", "G": "C"}
    out = []
    for base in reversed(strand):
        out.append(partners[base])  # noqa: PERF401 # the form is tested
    return "".join(out), ", ".join(base if base != "A" else "*" for base in strand)


def look_and_say(rounds: Any) -> Any:
    said = "1"
    for _ in range(rounds):
        following = ""
        i = 0
        while i < len(said):
            j = i
            while j < len(said) and said[j] == said[i]:
                j += 1
            following = following + (str(j - i) + said[i])
            i = j
        said = following
    return said


def digits(low: Any, high: Any) -> Any:
    best = ""
    total = 0
    for n in range(low, high):
        text = str(n * n)
        if text == text[::-1]:
            best = text
        total += sum(int(digit) for digit in text)
        total += bin(n).count("1")  # noqa: FURB161 # the form is tested
        total += int(text[::-1]) * len(str(n)) + format(abs(n), "b").count("0") + len(bin(n))
    return best, total


def turned_words(text: Any) -> Any:
    words = ""
    word = ""
    for letter in text:
        if letter == " ":
            words += word[::-1] + " "
            word = ""
        else:
            word += letter
    return words + word


# ---------------------------------------------------------------------- tables


def tallied(xs: Any, by: Any) -> Any:
    counts: Any = defaultdict(int)
    weights: Any = defaultdict(float)
    for i, x in enumerate(xs):
        counts[x % by] += 1
        weights[x % by, i % 2] += x * 0.5
        weights[i, i] += weights[x, x] + counts[i]
    return dict(counts), counts[by], len(counts), dict(weights)


def frequent(text: Any) -> Any:
    counts = Counter(text.lower())
    counts["*"] += counts["-"] + 2
    best = 0
    letter = ""
    for one, count in counts.items():
        if count > best:
            best = count
            letter = one
    return letter, best, len(counts), counts["?"]


def table_driven(number: Any, cells: Any) -> Any:
    rules = {
        (a, b, c): (number >> (4 * a + 2 * b + c)) & 1
        for a in (0, 1)
        for b in (0, 1)
        for c in (0, 1)
    }
    n = len(cells)
    for _ in range(3):
        cells = [rules[cells[i - 1], cells[i], cells[(i + 1) % n]] for i in range(n)]
    odd = {i % 3 for i in range(n)}
    more = dict(rules)
    more[2, 2, 2] = 5
    return cells, odd, len(rules), len(more)


NAMED = {
    "defaultdict": defaultdict, "Counter": Counter,
    "heapq": heapq, "bisect": bisect, "deque": deque,
    **{f"heapq.{name}": getattr(heapq, name) for name in heapq.__all__},
    **{f"bisect.{name}": getattr(bisect, name) for name in ("bisect", "bisect_left", "insort")},
}  # fmt: skip


PROGRAMS: dict[str, Program] = {
    "eliminated": Program(
        eliminated, ([[1.0, 2.0], [3.0, 4.0]],), [([[0.5, 1.0], [-2.0, -0.0]],)],
        [([[0.0, 1.0], [0.0, 2.0]],), ([[1.0], [2.0]],), ([],), ([[NAN, INF], [1.0, 2.0]],)],
    ),
    "turned": Program(turned, (4, 1), [(3, 0), (5, -2), (2, 9)], [(1, 1), (0, 0), (3, BIG)]),
    "started": Program(started, (9,), [(5,), (40,)], [(4,), (-1,)]),
    "congruent": Program(
        congruent, (5, 7), [(9, 0), (9, BIG), (0, 3)], [(3, -1), (3, 1.0), (3, MASK)]
    ),
    "xorshift": Program(
        xorshift, (5, 88172645463325252), [(3, MASK), (3, 0)], [(3, -1), (2, 1 << 64), (2, True)],
        names={"MASK": MASK},
    ),
    "splitmix": Program(
        splitmix, (6, 1), [(9, MASK), (9, BIG)], [(3, -5), (1, 1 << 70), (1, 0.5)],
        names={"MASK": MASK},
    ),
    "fnv": Program(
        fnv, (b"hello world", 5), [(b"", 1), (bytes(range(256)), 63)],
        [(b"a", 64), (b"ab", -1), (b"ab", 0), (bytearray(b"ab"), 1), ([1, -1], 3)],
        names={"MASK": MASK},
    ),
    "rotated": Program(
        rotated, (3, 1 << 63, 5), [(2, MASK, MASK), (0, 1, 2)], [(2, -1, 2), (2, 1 << 64, 1)],
        names={"MASK": MASK},
    ),
    "negated": Program(
        negated, ([1, -2, 3],), [([BIG, -BIG, 0],)], [([1 << 64],), ([True],), ([1.5],)]
    ),
    "squared": Program(
        squared, (12345, 9, 10**9 + 7), [(3, 5, -7), (1, 2, 1)],
        [(BIG - 1, 5, BIG + 1), (BIG - 1, 5, -BIG - 3), (3, 4, 0), (2, 99, 1 << 63), (-BIG, 3, 2)],
    ),
    "cheapest": Program(
        cheapest, ([[0.0, 4.0], [2.0, 0.0]],),
        [([[0.0, 1.0, 5.0], [1.0, 0.0, 2.0], [0.0, 0.0, 0.0]],)],
        [([],), ([[NAN, 1.0], [1.0, INF]],), ([[1, 2], [3, 4]],)], names=NAMED,
    ),
    "merged": Program(
        merged, ([5, 3, 8, 1],), [([2, 2, 2],), (list(range(40, 0, -1)),)],
        [([],), ([1, 1.0],), ([True, 2, 3],), ([BIG, BIG, BIG],)], names=NAMED,
    ),
    "largest": Program(
        largest, ([0.5, 3.0, -1.0, 3.0], 2),
        [([-0.0, 0.0, 0.0, -0.0], 3), ([NAN, 1.0, 0.5, NAN], 2)],
        [([], 1), ([1.0], 0), ([1, 2.0], 1), ([1.0, 2.0], -1)], names=NAMED,
    ),
    "flooded": Program(
        flooded, ([[1, 2], [3, 4]], (0, 0)), [([[1] * 9] * 1, (0, 4))],
        [([[1]], (0, 0, 0)), ([], (0, 0)), ([[1]], [0, 0]), ([[1]], (5, 5)), ([[1]], (True, 0))],
        names=NAMED,
    ),
    "window": Program(
        window, ([1.0, 2.0, 3.0], 2), [([0.5, NAN, 1.0], 1), ([], 3), ([1.0], BIG)],
        [([1.0], 0), ([1.0], -1), ([1, 2], 2)], names=NAMED,
    ),
    "counted out": Program(counted_out, (7, 3), [(1, 5), (50, 2)], [(0, 1), (5, 0)], names=NAMED),
    "of both types": Program(of_both_types, ([0.5, 2.0, 1.5],), [([],), ([3.0] * 9,)], [([1],)]),
    "enciphered": Program(
        enciphered, ("HELLO you", 3), [("", 1), ("XYZ~", -30)],
        [("\u00e9", 1), ("A\ud800", 1), (["A"], 1), ("A", 1.0)],
    ),
    "paired": Program(paired, ("GATTACA",), [("",), ("A",)], [("N",), ("\ud800",), (["A"],)]),
    "look and say": Program(look_and_say, (3,), [(0,), (9,)], [(-1,)]),
    "digits": Program(digits, (1, 30), [(-30, 30), (5, 5)], [(BIG, BIG + 1), (1.0, 3)]),
    "turned words": Program(
        turned_words, ("ab cde f",), [("",), (" ",), ("\U0001f600 x",)], [("\ud800 a",), (b"a b",)]
    ),
    "tallied": Program(
        tallied, ([1, 2, 5, 7, 2], 3), [([], 2), ([0, -1, -7], 4)],
        [([1], 0), ([1.0], 2), ([True], 2), ([BIG, -BIG], 7)], names=NAMED,
    ),
    "frequent": Program(
        frequent, ("Hello",), [("",), ("-*-?[`{@Zz",)], [("\ud800\u00e9",), (["a"],), (b"ab",)],
        names=NAMED,
    ),
    "table driven": Program(
        table_driven, (110, [0, 1, 0, 0]), [(30, [1])],
        [(30, []), (-1, [0]), (1, [0, 2]), (1, [1.0])],
    ),
}  # fmt: skip
