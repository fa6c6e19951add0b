"""A polynomial near its roots: powers, Horner's rule and a fused product all differ there.

kind: float order and Kahan sums
"""

def horner(coefficients, x):
    value = 0.0
    for coefficient in coefficients:
        value = value * x + coefficient
    return value


def main():
    wilkinson = [1.0]
    for root in range(1, 15):
        shifted = wilkinson + [0.0]
        for i, c in enumerate(wilkinson):
            shifted[i + 1] -= root * c
        wilkinson = shifted
    values = [horner(wilkinson, 1.0 + k / 61_000) for k in range(800_000)]
    print(repr(sum(values)), repr(values[12345]), repr(min(values)))


if __name__ == "__main__":
    main()


# --- calls the program never makes ---


def probes():
    from fractions import Fraction

    yield horner, [1.0, -3.0, 2.0], 1.0000000001
    yield horner, [1, -3, 2], 5
    yield horner, [1, -3, 2], 10**200
    yield horner, [], 2.0
    yield horner, [], "x"
    yield horner, [1.0], None
    yield horner, [1e308, 1e308], 10.0
    yield horner, [1.0, 2.0], float("nan")
    yield horner, [0.0, -0.0], -1.0
    yield horner, (1.0, 2.0), 2.0
    yield horner, [1.0, "2"], 2.0
    yield horner, [Fraction(1, 3), 2], Fraction(1, 2)
    yield horner, [1.0, 2.0], 1j
    yield horner, [1.0, 2.0], [3.0]
