"""A file that opens with a byte order mark and speaks Greek in UTF-8.

kind: coding cookies
"""

π = 3.14159
ΣΗΜΑ = "Σ = "


def sinus(x, τερματισμός):
    term = total = x
    n = 1
    while abs(term) > τερματισμός and n < 300:
        n += 2
        term *= -x * x / (n * (n - 1))
        total += term
    return total


def main():
    s = 0.0
    for k in range(150_000):
        s += sinus(k * π / 150_000, 1e-12)
    print(ascii(ΣΗΜΑ), s)


if __name__ == "__main__":
    main()


# --- calls the program never makes ---


def probes():
    from fractions import Fraction

    yield sinus, 1, 1e-3
    yield sinus, 0, 0
    yield sinus, 0.0, 0.0
    yield sinus, -0.0, 0.0
    yield sinus, float("nan"), 0.1
    yield sinus, float("inf"), 0.1
    yield sinus, 40.0, 1e-3
    yield sinus, 1e154, 1e300
    yield sinus, 1e200, 1e190
    yield sinus, Fraction(1, 2), Fraction(1, 50)
    yield sinus, 1 + 1j, 0.01
    yield sinus, 10**200, 10**190
    yield sinus, "x", 1
    yield sinus, True, 0.01
    yield lambda: ΣΗΜΑ,
