"""int() of a float: towards zero, of any size, and never of a NaN.

kind: ints beyond 2**53
"""

def quantise(values, step):
    counts = [0] * 8
    last = 0
    for value in values:
        last = int(value / step)
        counts[last % 8] += 1
    return counts, last


def main():
    values = [((i * 7919) % 100_003) / 7 - 5000 for i in range(1_500_000)]
    print(quantise(values, 0.3))


if __name__ == "__main__":
    main()


# --- calls the program never makes ---


def probes():
    from decimal import Decimal
    from fractions import Fraction

    import numpy as np

    yield quantise, [1e30, -1e30, 2.0**63, -(2.0**63), 2.0**62], 1.0
    yield quantise, [1.0, float("nan"), 2.0], 1.0
    yield quantise, [1.0, float("inf")], 1.0
    yield quantise, [1.0, float("-inf")], 1.0
    yield quantise, [-0.5, -0.0, 0.999999], 1.0
    yield quantise, [1.0], 0.0
    yield quantise, [1.0], 5e-324
    yield quantise, [7, 8], 2
    yield quantise, [2**53 + 1], 1
    yield quantise, [2**70 + 1], 1
    yield quantise, [10**400], 10**399
    yield quantise, [Fraction(7, 2)], 1
    yield quantise, [Decimal("7.5")], 1
    yield quantise, [1j], 1
    yield quantise, ["7"], 1
    yield quantise, [np.float64(3.5), np.float32(2.5)], 1.0
    yield quantise, np.array([3.5, 1e30]), 1.0
    yield quantise, [], 0.0
    yield quantise, [True], 1
