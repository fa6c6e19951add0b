"""A line is printed from inside the loop now and then, in the middle of the arithmetic.

kind: prints in the loop
"""

def integrate(rate, steps, every):
    x, y = 1.0, 0.0
    for step in range(steps):
        x, y = x - rate * y, y + rate * x
        if step % every == 0:
            print(f"{step}: {x:.6f} {y:.6f}")
    return x, y


def main():
    print(integrate(1e-6, 4_000_000, 500_000))


if __name__ == "__main__":
    main()


# --- calls the program never makes ---


def probes():
    from fractions import Fraction

    yield integrate, 0.5, 6, 2
    yield integrate, 0.5, 6, 0
    yield integrate, 0.5, 0, 0
    yield integrate, 1e200, 6, 1
    yield integrate, 1, 4, 1
    yield integrate, "x", 4, 1
    yield integrate, 0.5, 4, 1.5
    yield integrate, 1j, 3, 1
    yield integrate, Fraction(1, 2), 3, 5
    yield integrate, Fraction(1, 2), 3, 1
    yield integrate, float("nan"), 3, 1
