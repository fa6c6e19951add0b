"""Pairs that are named tuples, dataclasses or lists: unpacking is all that is asked of them.

kind: subclasses
"""

import collections

Point = collections.namedtuple("Point", "x y")


def path_length(points):
    total = 0.0
    ax, ay = points[0]
    for bx, by in points[1:]:
        total += ((bx - ax) ** 2 + (by - ay) ** 2) ** 0.5
        ax, ay = bx, by
    return total, (ax, ay)


def main():
    points = [(((i * 7919) % 1009) / 10, ((i * 31) % 997) / 10) for i in range(60_000)]
    print([path_length(points[k:]) for k in range(40)][-1])


if __name__ == "__main__":
    main()


# --- calls the program never makes ---


class Unpacking:
    def __iter__(self):
        print("unpacked")
        return iter((1.0, 2.0))


class Skewed(tuple):
    def __iter__(self):
        return iter((9.0, 9.0))


def probes():
    import numpy as np

    nan = float("nan")
    yield path_length, [Point(0.0, 0.0), Point(3.0, 4.0)]
    yield path_length, [(0.0, 0.0), Skewed((3.0, 4.0))]
    yield path_length, [(0.0, 0.0), Unpacking()]
    yield path_length, [[0.0, 0.0], (3.0, 4.0)]
    yield path_length, [(0, 0), (3, 4)]
    yield path_length, [(0, 0), (3, 4.0), (True, 2)]
    yield path_length, [(0.0, 0.0), (3.0, 4.0, 5.0)]
    yield path_length, [(0.0, 0.0), (3.0,)]
    yield path_length, [(0.0, 0.0), 5]
    yield path_length, [(0.0, 0.0)]
    yield path_length, []
    yield path_length, ["ab", "cd"]
    yield path_length, [(nan, 0.0), (0.0, nan)]
    yield path_length, [(0.0, 0.0), (1e200, 0.0)]
    yield path_length, [(0, 0), (10**200, 0)]
    yield path_length, np.array([[0.0, 0.0], [3.0, 4.0]])
    yield path_length, {0: (1.0, 2.0)}
    yield path_length, ((0.0, 0.0), (3.0, 4.0))
    yield path_length, [(1j, 0), (0, 1)]
