"""Plain recursion over ints: deep calls raise RecursionError, floats and Fractions work too.

kind: recursion with memo
"""

def binomial(n, k):
    if k == 0 or k == n:
        return 1
    return binomial(n - 1, k - 1) + binomial(n - 1, k)


def main():
    print(binomial(24, 9), [binomial(18, k) for k in range(17)])


if __name__ == "__main__":
    main()


# --- calls the program never makes ---


def probes():
    from fractions import Fraction

    yield binomial, 5, 2
    yield binomial, 5.0, 2
    yield binomial, 5, 2.0
    yield binomial, Fraction(5), Fraction(2)
    yield binomial, True, False
    yield binomial, 3, 5
    yield binomial, 2, -1
    yield binomial, 5, 2.5
    yield binomial, 2**70, 2**70
    yield binomial, 2**70, 0
    yield binomial, "x", 0
    yield binomial, "x", 1
    yield binomial, None, None
    yield binomial, 5000, 1
