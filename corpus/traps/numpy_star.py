"""from numpy import * replaces sum, max, abs, round and any by others of other manners.

kind: rebinding of globals
"""

from numpy import *


def spread(values, low):
    top = values[0]
    total = 0
    for value in values:
        top = max([top, abs(value)])
        total += round(value)
    return top, total, any(value < low for value in values[:3])


def rough(values):
    total = 0.0
    for value in values:
        total += abs(value - 0.5) * value
    return total


def main():
    values = [((i * 7919) % 1009) / 7 for i in range(60_000)]
    print(*spread(values, 1.0)[:2])
    print(rough(values * 20))


if __name__ == "__main__":
    main()


# --- calls the program never makes ---


def probes():
    import numpy as np

    nan = float("nan")
    yield spread, [1.5, 2.5, -3.5], 0
    yield spread, [1, 2, -3], 0
    yield spread, [True, False], 0
    yield spread, [1.5, nan, 2.0], 9.0
    yield spread, [2**70], 0
    yield spread, [], 0
    yield spread, np.array([1.5, -2.5], dtype=np.float32), 0
    yield spread, np.array([250, 3], dtype=np.uint8), 0
    yield spread, ["a"], 0
    yield rough, [1, 2, 3]
    yield rough, [1j, 2.0]
    yield rough, [1e308, 1e308]
    yield rough, np.array([1.5, -2.5], dtype=np.float32)
    yield rough, np.float64([1.5, nan])
    yield rough, []
    yield rough, [np.array([1.0, 2.0]), 1.0]
    yield rough, [True, False]
    yield rough, [2**70]
