"""round() to digits, to tens and to nothing: each gives another type and another tie.

kind: float order and Kahan sums
"""


def rounded(values, digits):
    found = []
    for value in values:
        found.append(round(value, digits))
    return found


def whole(values):
    total = 0
    for value in values:
        total += round(value)
    return total


def halves(values):
    total = 0.0
    for value in values:
        total += int(value + 0.5) - value // 1
    return total


def main():
    values = [((i * 7919) % 100_003) / 128 - 300 for i in range(1_200_000)]
    print(sum(rounded(values, 2)), whole(values), halves(values))


if __name__ == "__main__":
    main()


# --- calls the program never makes ---


def probes():
    from decimal import Decimal
    from fractions import Fraction

    import numpy as np

    nan, inf = float("nan"), float("inf")
    ties = [0.5, 1.5, 2.5, -0.5, 2.675, 1.005, 5e-324, -0.0]
    for digits in (2, 0, -1, 1, 400, -400, None, True, 1.0, 22):
        yield rounded, ties, digits
    yield rounded, [15, 25, -25, 10**30 + 5, True], -1
    yield rounded, [15, 25], 2
    yield rounded, [nan, inf], 2
    yield rounded, [1.7976931348623157e308], -308
    yield rounded, [Decimal("2.675"), Fraction(7, 3)], 2
    yield rounded, [np.float64(2.675), np.float32(2.675), np.int64(25)], -1
    yield rounded, [1j], 2
    yield rounded, ["a"], 2
    yield whole, ties
    yield whole, [1e300, -1e300, 1.5]
    yield whole, [nan]
    yield whole, [1.0, inf]
    yield whole, [True, 7, 2**80]
    yield whole, [np.float64(2.5), np.float32(3.5)]
    yield whole, [Decimal("2.5"), Fraction(5, 2)]
    yield whole, [2.0**62, 2.0**62, 2.0**63]
    yield halves, ties
    yield halves, [1e300]
    yield halves, [nan]
    yield halves, [0.49999999999999994, 4503599627370497.5, 2.0**53 + 1]
    yield halves, [-0.5, -1.5, 7, True]
    yield halves, [-inf]
    yield halves, []
