"""Integrate a quadratic with the trapezoid rule.

source: the first exercise of most courses on numerical methods
run: python trapezoid.py
expect: winner >= 100 in trapezoid
"""


def f(x):
    return 2 * x**2 + 3 * x + 1


def trapezoid(a, b, n):
    h = (b - a) / n
    total = 0.5 * (f(a) + f(b))
    for i in range(1, n):
        total += f(a + i * h)
    return total * h


def main():
    for n in (10, 1000, 100_000, 16_000_000):
        print(f"{n:>9} {trapezoid(0.0, 10.0, n):.6f}")


if __name__ == "__main__":
    main()
