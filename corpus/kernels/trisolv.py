"""A triangular system solved again and again, over arrays.

source: forward substitution
run: python trisolv.py
expect: winner >= 10 in solve
expect: identical in solve
"""

import numpy as np


def solve(l, b, x, rounds):
    n = len(b)
    for _ in range(rounds):
        for i in range(n):
            x[i] = b[i]
            for j in range(i):
                x[i] -= l[i, j] * x[j]
            x[i] = x[i] / l[i, i]
        for i in range(n):
            b[i] = 0.5 * b[i] + x[i]


def main():
    n = 400
    l = np.array([[(i + n - j + 1) * 2.0 / n if j <= i else 0.0 for j in range(n)] for i in range(n)])
    b = np.array([i / n for i in range(n)])
    x = np.zeros(n)
    solve(l, b, x, 35)
    print("%.17g %.17g" % (x[3], x[n - 1]))


main()
