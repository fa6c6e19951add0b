"""Functions of math at their corners: signs of zeros, huge ints, and what they refuse.

kind: domain and overflow errors
"""

import math


def bearings(points):
    total = 0.0
    for x, y in points:
        total += math.atan2(y, x) + math.hypot(x, y) + math.copysign(1.0, x)
    return total


def wrapped(angles, turn):
    found = []
    for angle in angles:
        found.append(math.fmod(angle, turn) + angle % turn - math.floor(angle / turn))
    return found


def entropy(counts):
    total = 0.0
    size = sum(counts)
    for count in counts:
        if count:
            total -= count / size * math.log(count / size, 2) + math.log2(count) * 0.0
    return total


def coprime(numbers, other):
    total = 0
    for number in numbers:
        if math.gcd(number, other) == 1:
            total += math.isqrt(number)
    return total


def main():
    points = [((i * 7919) % 1009 - 500.0, (i * 31) % 997 - 400.0) for i in range(750_000)]
    print(bearings(points))
    print(sum(wrapped([i / 7 for i in range(900_000)], 6.25)))
    print(entropy([i % 13 + 1 for i in range(900_000)]))
    print(coprime(range(1_500_000), 30_030))


if __name__ == "__main__":
    main()


# --- calls the program never makes ---


def probes():
    from decimal import Decimal
    from fractions import Fraction

    nan, inf = float("nan"), float("inf")
    yield bearings, [(-0.0, 0.0), (0.0, -0.0), (-0.0, -0.0), (0, 0)]
    yield bearings, [(inf, nan), (nan, inf)]
    yield bearings, [(nan, 1.0)]
    yield bearings, [(-nan, 1.0)]
    yield bearings, [(1e200, 1e200), (1e308, 1e308)]
    yield bearings, [(1e308, 1.7e308), (1e308, 1.7e308)]
    yield bearings, [(1, 2), (True, Fraction(1, 2))]
    yield bearings, [(10**400, 1)]
    yield bearings, [(Decimal(1), 2)]
    yield bearings, [(1.0, "x")]
    yield bearings, [(1.0, 2.0, 3.0)]
    yield wrapped, [-1.0, -0.0, 7.5, -7.5, 5e-324], 6.25
    yield wrapped, [-1.0, 1.0, 0.0], -6.25
    yield wrapped, [1.0], inf
    yield wrapped, [-1.0], inf
    yield wrapped, [inf], 1.0
    yield wrapped, [1.0, 2.0], 0.0
    yield wrapped, [nan], 1.0
    yield wrapped, [1e300], 1e-10
    yield wrapped, [10**30, 7], 3
    yield wrapped, [7, -7, True], 3
    yield wrapped, [], 0.0
    yield entropy, [1, 2, 3, 0]
    yield entropy, [-1, 2]
    yield entropy, [1, -1]
    yield entropy, [10**400, 10**400]
    yield entropy, [0.5, 0.25, 0.25]
    yield entropy, [1e-320, 1.0]
    yield entropy, [0, 0]
    yield entropy, [nan, 1.0]
    yield entropy, [True, True]
    yield entropy, []
    yield coprime, [0, 1, 7, -7], 30
    yield coprime, [2**70 + 1, 10**40 + 3], 6
    yield coprime, [4, 9], 0
    yield coprime, [5.0], 3
    yield coprime, [True], True
    yield coprime, [2**53 + 1, 2**62 - 1, 2**63 - 1], -2
    yield coprime, [-3, 5], 2
