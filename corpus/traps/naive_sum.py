"""A plain running sum is the sum from left to right, not pairwise, and starts as an int.

kind: float order and Kahan sums
"""

def total(values):
    result = 0
    for value in values:
        result += value
    return result


def main():
    values = [((i * 7919) % 10007) / 9973 for i in range(50_000)]
    print([repr(total(values[k:])) for k in range(0, 2000, 5)][-3:])


if __name__ == "__main__":
    main()


# --- calls the program never makes ---


def probes():
    from decimal import Decimal
    from fractions import Fraction

    yield total, [1e16, 1.0, -1e16, 1.0] * 40
    yield total, []
    yield total, [0.1] * 100
    yield total, [-0.0]
    yield total, [-0.0, -0.0]
    yield total, [1, 2.5, 3]
    yield total, [2**63, 1.0]
    yield total, [2**53, 1, 1.0]
    yield total, [True, True]
    yield total, [Fraction(1, 2), 1]
    yield total, [Decimal("1.10"), 1]
    yield total, [1.0, float("inf"), float("-inf")]
    yield total, [1e308, 1e308]
    yield total, ["a"]
    yield total, "12"
    yield total, [[1], [2]]
    yield total, [1j, 2]
    yield total, iter([0.1, 0.2])
    yield total, None
    yield total, [10**400, 1.0]
