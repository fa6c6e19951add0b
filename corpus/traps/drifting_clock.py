"""Two clocks run until they meet: rounding decides when, and whether, the loop ends.

kind: while drift
"""

def meetings(period, other, until):
    a = b = 0.0
    count = 0
    while a < until and b < until:
        if a <= b:
            a += period
        else:
            b += other
        if abs(a - b) < 1e-9:
            count += 1
    return count, a, b


def main():
    print(meetings(0.1, 0.3, 200_000.0), meetings(0.7, 0.07, 10_000.0))


if __name__ == "__main__":
    main()


# --- calls the program never makes ---


def probes():
    from fractions import Fraction

    nan = float("nan")
    yield meetings, 0.1, 0.2, 10.0
    yield meetings, 0.1, 0.7, 50.0
    yield meetings, 1, 3, 30
    yield meetings, 2**62, 2**62, 2**65
    yield meetings, Fraction(1, 3), Fraction(1, 7), 3
    yield meetings, nan, 1.0, 3.0
    yield meetings, 1.0, nan, 3.0
    yield meetings, 1.0, 1.0, nan
    yield meetings, float("inf"), 1.0, 3.0
    yield meetings, float("inf"), float("inf"), float("inf")
    yield meetings, 1.0, 1.0, 0
    yield meetings, 1.0, 1.0, "x"
    yield meetings, "x", 1.0, 1.0
    yield meetings, 1.0, "x", 3.0
    yield meetings, 1e308, 1e308, float("inf")
    yield meetings, True, True, 3
