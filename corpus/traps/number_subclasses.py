"""Subclasses of int and float, enumerations among them, with operators of their own.

kind: subclasses
"""

def weigh(items, factor):
    total = 0
    heaviest = items[0]
    for item in items:
        total += item * factor
        if item > heaviest:
            heaviest = item
    return total, heaviest


def main():
    items = [(i * 7919) % 10_007 for i in range(100_000)]
    print([weigh(items[k:], 3 + k) for k in range(60)][::20])


if __name__ == "__main__":
    main()


# --- calls the program never makes ---


import enum


class Size(enum.IntEnum):
    SMALL = 1
    LARGE = 9


class Metres(float):
    def __mul__(self, other):
        return Metres(float(self) * other * 1000)


class Odd(int):
    def __gt__(self, other):
        return int(self) < int(other)

    def __radd__(self, other):
        return "odd"


def probes():
    import numpy as np

    yield weigh, [Size.SMALL, Size.LARGE], 2
    yield weigh, [Metres(1.5), Metres(0.5)], 2
    yield weigh, [Odd(4), Odd(2), 3], 2
    yield weigh, [True, False], 3
    yield weigh, [1, 2], True
    yield weigh, [1, 2], 0.5
    yield weigh, [1, 2], Size.LARGE
    yield weigh, [np.int64(5), np.int64(7)], 2
    yield weigh, [np.int64(2**62), 1], 4
    yield weigh, [np.int32(2**30)], 4
    yield weigh, [2**62, 1], 4
    yield weigh, [2**70], 0
    yield weigh, [1.0, 2], 3
    yield weigh, [3, 3.0], 1
    yield weigh, [], 1
    yield weigh, ["ab"], 1
    yield weigh, [[1], [2]], 1
    yield weigh, (1, 2), 3
    yield weigh, np.array([1, 2]), 3
