"""Two grids that are averaged into each other, over arrays.

source: Jacobi's iteration for Laplace's equation
run: python jacobi_2d.py
expect: winner >= 10 in relax
expect: identical in relax
"""

import numpy as np


def relax(a, b, steps):
    n = a.shape[0]
    for _ in range(steps):
        for i in range(1, n - 1):
            for j in range(1, n - 1):
                b[i, j] = 0.2 * (a[i, j] + a[i, j - 1] + a[i, j + 1] + a[i + 1, j] + a[i - 1, j])
        for i in range(1, n - 1):
            for j in range(1, n - 1):
                a[i, j] = 0.2 * (b[i, j] + b[i, j - 1] + b[i, j + 1] + b[i + 1, j] + b[i - 1, j])


def main():
    n = 130
    a = np.array([[(i * (j + 2) % 17) / 17 for j in range(n)] for i in range(n)])
    b = a.copy()
    relax(a, b, 90)
    print("%.17g %.17g" % (a[5, 7], b[n // 2, n // 3]))


main()
