"""A counter that grows by 0.1 and is compared with a float; multiplying instead is another sum.

kind: float counters
"""

def sample(start, stop, step):
    values = []
    x = start
    while x < stop:
        values.append(x * x)
        x += step
    return values, x


def main():
    values, x = sample(0.0, 150_000.0, 0.1)
    print(len(values), repr(x), repr(sum(values)))


if __name__ == "__main__":
    main()


# --- calls the program never makes ---


def probes():
    from decimal import Decimal
    from fractions import Fraction

    yield sample, 0.0, 1.0, 0.1
    yield sample, 0.0, 0.3, 0.1
    yield sample, 0, 5, 1
    yield sample, 0, 5, 2.0
    yield sample, 0, 2.5, 1
    yield sample, 2**62, 2**63 + 2**62, 2**61
    yield sample, 2**31, 2**34, 2**32
    yield sample, Fraction(0), 1, Fraction(1, 3)
    yield sample, Decimal("0.0"), Decimal("0.3"), Decimal("0.1")
    yield sample, float("nan"), 1.0, 0.1
    yield sample, 1.0, float("nan"), 0.0
    yield sample, 1.0, 0.0, 0.0
    yield sample, -0.0, 0.0, 1.0
    yield sample, 1e308, float("inf"), 1e308
    yield sample, 1e200, 2e200, 1e200
    yield sample, False, True, True
    yield sample, 0.0, "x", 0.1
    yield sample, 0.0, 1.0, "x"
    yield sample, 5.0, 1.0, "x"
