"""Sums of powers: the exponent decides whether the result is small, huge, or a float.

kind: big integers
"""

def power_sum(n, k):
    total = 0
    for i in range(1, n + 1):
        total += i**k
    return total


def main():
    print(power_sum(3_000_000, 2), power_sum(2_000_000, 2) - power_sum(50_000, 3))


if __name__ == "__main__":
    main()


# --- calls the program never makes ---


def probes():
    from fractions import Fraction

    yield power_sum, 100, 40
    yield power_sum, 3_000_000, 1
    yield power_sum, 10, -1
    yield power_sum, 10, -2
    yield power_sum, 10, 0
    yield power_sum, 10, 0.5
    yield power_sum, 10, -0.5
    yield power_sum, 0, 2
    yield power_sum, -5, 2
    yield power_sum, 10, True
    yield power_sum, 5, Fraction(2)
    yield power_sum, 5, 2j
    yield power_sum, 5, None
    yield power_sum, 2, 62
    yield power_sum, 2, 63
    yield power_sum, 2, 64
    yield power_sum, 3, 400.0
    yield power_sum, 100, 400.0
