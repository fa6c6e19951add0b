"""Compensated summation: an optimiser that reorders sums to gain speed removes the compensation.

kind: float order and Kahan sums
"""

def compensated(values):
    total = 0.0
    lost = 0.0
    for value in values:
        corrected = value - lost
        grown = total + corrected
        lost = (grown - total) - corrected
        total = grown
    return total


def main():
    values = [1.0 / (i + 1) ** 1.1 for i in range(1_500_000)]
    print(repr(compensated(values)), repr(compensated(values[::-1])))
    print(repr(compensated([1e16, 1.0, -1e16] * 250_000)))


if __name__ == "__main__":
    main()


# --- calls the program never makes ---


def probes():
    from fractions import Fraction

    yield compensated, [0.1] * 1000
    yield compensated, [1e308, 1e308, -1e308]
    yield compensated, [1.0, 1e100, 1.0, -1e100]
    yield compensated, []
    yield compensated, [1, 2, 3]
    yield compensated, [2**60, 1, 1, 1]
    yield compensated, [float("inf"), 1.0]
    yield compensated, [float("nan"), 1.0]
    yield compensated, [-0.0]
    yield compensated, [Fraction(1, 3), 1]
    yield compensated, (0.1, 0.2)
    yield compensated, iter([0.1, 0.2, 0.3])
    yield compensated, [0.1, "x"]
    yield compensated, {0.1: 1, 0.2: 2}
