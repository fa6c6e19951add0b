"""math.sqrt is looked up at each call, so that replacing it is felt at once.

kind: monkeypatching
"""

import math


def lengths(xs, ys):
    result = []
    for i in range(len(xs)):
        result.append(math.sqrt(xs[i] * xs[i] + ys[i] * ys[i]))
    return result


def main():
    xs = [((i * 7919) % 1009) / 10 for i in range(1_500_000)]
    found = lengths(xs, xs[::-1])
    print(sum(found), found[77])


if __name__ == "__main__":
    main()


# --- calls the program never makes ---


def with_sqrt(replacement, xs, ys):
    before, math.sqrt = math.sqrt, replacement
    try:
        return lengths(xs, ys)
    finally:
        math.sqrt = before


def with_math(replacement, xs, ys):
    global math
    before, math = math, replacement
    try:
        return lengths(xs, ys)
    finally:
        math = before


def with_name(name, value, xs, ys):
    globals()[name] = value
    try:
        return lengths(xs, ys)
    finally:
        del globals()[name]


class Own:
    @staticmethod
    def sqrt(x):
        return -x


def probes():
    from decimal import Decimal

    yield with_sqrt, (lambda x: "patched"), [1.0], [2.0]
    yield with_sqrt, None, [1.0], [2.0]
    yield with_sqrt, None, [], [2.0]
    yield with_math, Own, [1.0], [2.0]
    yield with_math, __import__("cmath"), [1.0], [2.0]
    yield with_name, "len", (lambda xs: 1), [1.0, 2.0], [2.0, 3.0]
    yield with_name, "range", (lambda n: [0, 0, 1]), [1.0, 2.0], [2.0, 3.0]
    yield lengths, [1.0, 2.0], [3.0]
    yield lengths, [1e200], [1e200]
    yield lengths, [2**600], [0]
    yield lengths, [2**31 + 1, 3], [4, 2**31]
    yield lengths, [float("nan"), float("inf")], [1.0, float("-inf")]
    yield lengths, [Decimal("1.5")], [Decimal("2")]
    yield lengths, [1j], [1.0]
    yield lengths, [1j], [2j]
    yield lengths, [True], [False]
    yield lengths, [-0.0], [0.0]
    yield lengths, ["a"], [1]
