"""A chaotic recurrence: a fused multiply-add or another order shows after forty steps.

kind: recurrences
"""

def orbit(start, rate, steps):
    x = start
    trace = []
    for _ in range(steps):
        x = rate * x * (1.0 - x)
        trace.append(x)
    return trace


def main():
    last = [orbit(0.1 + k / 4000, 3.99, 6000)[-1] for k in range(1500)]
    print(sum(last), last[3], last[77])


if __name__ == "__main__":
    main()


# --- calls the program never makes ---


def probes():
    from decimal import Decimal
    from fractions import Fraction

    yield orbit, 0.3, 3.7, 60
    yield orbit, 0, 4, 3
    yield orbit, 1, 4, 3
    yield orbit, 2, 4, 12
    yield orbit, 2.0, 4.0, 30
    yield orbit, Fraction(1, 3), Fraction(7, 2), 4
    yield orbit, Fraction(1, 3), 3, 3
    yield orbit, Decimal("0.3"), Decimal("3.7"), 3
    yield orbit, 0.3, 3.7, 0
    yield orbit, 0.3, 3.7, -5
    yield orbit, float("nan"), 3.7, 2
    yield orbit, -0.0, 3.7, 2
    yield orbit, 0.3, "3", 2
    yield orbit, 0.3 + 1j, 3.7, 3
    yield orbit, True, 3.7, 3
    yield orbit, 0.3, 3.7, 2.0
