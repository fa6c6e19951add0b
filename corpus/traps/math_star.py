"""from math import * brings another pow, and the file has a sum of its own.

kind: rebinding of globals
"""

from math import *


def sum(values):
    total = -0.0
    for value in values:
        total = value - total
    return total


def alternate(values, exponent):
    best = 0
    for value in values:
        best = best + pow(value, exponent) % 7
    return best, sum(values)


def main():
    values = [float((i * 7919) % 1009) for i in range(1_200_000)]
    for exponent in (2, 3):
        print(alternate(values, exponent))


if __name__ == "__main__":
    main()


# --- calls the program never makes ---


def swapped(name, value, *arguments):
    before = globals()[name]
    globals()[name] = value
    try:
        return alternate(*arguments)
    finally:
        globals()[name] = before


def probes():
    import builtins

    yield alternate, [1, 2, 3], 2
    yield alternate, [2, 3], 200
    yield alternate, [-8.0], 1 / 3
    yield alternate, [0.0], -1
    yield alternate, [10.0, 20.0], 400
    yield alternate, [], 2
    yield alternate, [True, False], True
    yield alternate, [2**70, 1], 1
    yield swapped, "pow", builtins.pow, [2, 3], 200
    yield swapped, "pow", lambda a, b: b, [2.0, 3.0], 2
    yield swapped, "sum", builtins.sum, [2.0, 3.0], 2
    yield swapped, "sum", None, [2.0, 3.0], 2
    yield swapped, "range", None, [2.0, 3.0], 2
    yield sum, [0.0]
    yield sum, []
    yield sum, iter([1.5, 2.5, -0.0])
    yield sum, ["a"]
