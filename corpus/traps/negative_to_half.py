"""A negative number to the power one half is a complex number; zero to minus one an error.

kind: domain and overflow errors
"""

def speeds(energies, mass, exponent):
    result = []
    for energy in energies:
        result.append((2 * energy / mass) ** exponent)
    return result


def main():
    energies = [1.0 + (i * 7919) % 1009 for i in range(1_500_000)]
    result = speeds(energies, 3.0, 0.5)
    print(sum(result), result[7])


if __name__ == "__main__":
    main()


# --- calls the program never makes ---


def probes():
    from fractions import Fraction

    import numpy as np

    yield speeds, [4.0, -4.0, 1.0], 2.0, 0.5
    yield speeds, [0.0, -0.0], 2.0, 0.5
    yield speeds, [1.0, 0.0], 2.0, -1
    yield speeds, [0.0], 2.0, 0
    yield speeds, [-0.0], 2.0, 3
    yield speeds, [-0.0], 2.0, -0.5
    yield speeds, [1.0], 0.0, 0.5
    yield speeds, [1e308], 1.0, 2
    yield speeds, [1e200], 1.0, 2
    yield speeds, [-8.0], 2.0, 1 / 3
    yield speeds, [float("nan")], 1.0, 0
    yield speeds, [float("-inf")], 1.0, 0.5
    yield speeds, [-1.0], 1.0, float("inf")
    yield speeds, [2, 8], 4, 2
    yield speeds, [2, 8], 4, 0.5
    yield speeds, [True], True, True
    yield speeds, [Fraction(1, 2)], 1, 2
    yield speeds, [np.float64(-4.0)], 2.0, 0.5
    yield speeds, np.array([-4.0, 4.0]), 2.0, 0.5
    yield speeds, [2**600, 1], 2**590, 0.5
    yield speeds, [10**400], 1, 0.5
    yield speeds, [1.0], 1.0, 10**400
    yield speeds, [3.0], 2.0, 2.5
