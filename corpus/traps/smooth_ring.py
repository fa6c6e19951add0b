"""Smoothing a ring in place: the first element reads the last by index -1, before it is new.

kind: in-place stencils
"""

def smooth(values, rounds):
    for _ in range(rounds):
        for i in range(len(values) - 1):
            values[i] = 0.25 * values[i - 1] + 0.5 * values[i] + 0.25 * values[i + 1]
    return values


def main():
    values = [float(i % 17) for i in range(1000)]
    values = smooth(values, 5000)
    print(values[0], values[250], sum(values))


if __name__ == "__main__":
    main()


# --- calls the program never makes ---


def probes():
    yield smooth, [], 5
    yield smooth, [3.0], 5
    yield smooth, [3.0, 4.0], 1
    yield smooth, [1, 2, 3], 1
    yield smooth, [True, False, True], 1
    yield smooth, [1e308, 1e308, 1e308, -1e308], 2
    yield smooth, [1.0, float("nan"), 2.0, 3.0], 2
    yield smooth, (1.0, 2.0, 3.0), 1
    yield smooth, [1.0, 2.0, "3", 4.0], 3
    yield smooth, [-0.0, -0.0, -0.0], 2
    yield smooth, [5e-324, 5e-324, 5e-324], 2
    from fractions import Fraction

    yield smooth, [Fraction(1, 3), Fraction(2, 3), Fraction(1)], 2
