"""Pi from random points of a generator written by hand.

source: Monte Carlo textbooks
run: python monte_carlo_pi.py
expect: winner >= 10
expect: identical
"""


def estimate(n, seed):
    inside = 0
    for _ in range(n):
        seed = (seed * 1103515245 + 12345) % 2147483648
        x = seed / 2147483648
        seed = (seed * 1103515245 + 12345) % 2147483648
        y = seed / 2147483648
        if x * x + y * y <= 1.0:
            inside += 1
    return 4.0 * inside / n


print("%.7f" % estimate(5_000_000, 42))
