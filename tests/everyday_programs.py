"""Small programs in the styles of every day: lists of lists, hashes, heaps, texts and tables."""

from __future__ import annotations

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


PROGRAMS: dict[str, Program] = {
    "eliminated": Program(
        eliminated, ([[1.0, 2.0], [3.0, 4.0]],), [([[0.5, 1.0], [-2.0, -0.0]],)],
        [([[0.0, 1.0], [0.0, 2.0]],), ([[1.0], [2.0]],), ([],), ([[NAN, INF], [1.0, 2.0]],)],
    ),
    "turned": Program(turned, (4, 1), [(3, 0), (5, -2), (2, 9)], [(1, 1), (0, 0), (3, BIG)]),
    "started": Program(started, (9,), [(5,), (40,)], [(4,), (-1,)]),
}  # fmt: skip
