"""A dot product of ints: a product, or only the sum, can leave 64 bits.

kind: big integers
"""

def dot(xs, ys):
    total = 0
    for x, y in zip(xs, ys):
        total += x * y
    return total


def main():
    xs = [(i * 37) % 1009 for i in range(20_000)]
    ys = [(i * 91) % 997 - 400 for i in range(20_000)]
    print([dot(xs[k:], ys) for k in range(700)][::100])


if __name__ == "__main__":
    main()


# --- calls the program never makes ---


def probes():
    from fractions import Fraction

    yield dot, [2**40, 3], [2**40, 5]
    yield dot, [2**62, 2**62], [1, 1]
    yield dot, [-(2**63)], [-1]
    yield dot, [2**31] * 5, [2**31] * 5
    yield dot, [2**63], [0]
    yield dot, [2**64, 1], [1, 1]
    yield dot, [], []
    yield dot, [1, 2, 3], [4.0, 5, 6]
    yield dot, [1.5, 2], [2, 3]
    yield dot, [True, False], [True, True]
    yield dot, [1, 2, 3], [1]
    yield dot, ["a", "b"], [2, 3]
    yield dot, [[1], [2]], [2, 3]
    yield dot, [Fraction(1, 3), 1], [3, Fraction(1, 7)]
    yield dot, iter([1, 2, 3]), iter([1, 2])
    yield dot, (1, 2, 3), range(3)
    yield dot, {1: 2, 3: 4}, [5, 6]
