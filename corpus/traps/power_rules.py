"""Powers of ints and floats: the sign of the exponent decides the type, and pow takes a modulus.

kind: domain and overflow errors
"""


def growth(rates, years):
    total = 0.0
    for rate in rates:
        total += (1.0 + rate) ** years
    return total


def residues(bases, exponent, modulus):
    total = 0
    for base in bases:
        total += pow(base, exponent, modulus)
    return total


def squares(values):
    found = []
    for value in values:
        found.append(value**2 + 2**value)
    return found


def main():
    rates = [((i * 7919) % 1009) / 1e4 for i in range(600_000)]
    print(growth(rates, 7), growth(rates, 2.5))
    print(residues(range(400_000), 65_537, 1_000_003))
    print(sum(squares([i % 20 for i in range(300_000)])))


if __name__ == "__main__":
    main()


# --- calls the program never makes ---


def probes():
    from fractions import Fraction

    yield growth, [-3.0], 0.5
    yield growth, [-1.0], -1
    yield growth, [-1.0, 0.5], 0
    yield growth, [1e200], 2
    yield growth, [1e-200 - 1], 2
    yield growth, [-3.0], 3
    yield growth, [-3.0], 2.5
    yield growth, [float("nan"), 1.0], 0
    yield growth, [float("inf")], -1
    yield growth, [1, 2], -2
    yield growth, [Fraction(1, 2)], 2
    yield growth, [0.5], 2**70
    yield growth, [0.5], True
    yield growth, [-0.5], 10**400
    yield residues, [3, 5], -1, 7
    yield residues, [2], -1, 4
    yield residues, [3], 0, 1
    yield residues, [3], 2, -7
    yield residues, [3, -4], 2**70, 10**30
    yield residues, [3], 2, 0
    yield residues, [3.0], 2, 5
    yield residues, [3], 2, None
    yield residues, [True, False], True, 2
    yield residues, [2**62 + 1], 3, 2**62
    yield squares, [-1, -2, 0]
    yield squares, [62, 63, 64, 100]
    yield squares, [0.5, -0.5]
    yield squares, [1e200]
    yield squares, [1024.0]
    yield squares, [True, 3]
    yield squares, [1j]
    yield squares, ["a"]
