"""Sweeps of Gauss and Seidel in place over an array.

source: the iteration of Gauss and Seidel, nine points
run: python seidel_2d.py
expect: winner >= 10 in sweep
expect: identical in sweep
expect: no-slice-form in sweep
"""

import numpy as np


def sweep(a, steps):
    n = a.shape[0]
    for _ in range(steps):
        for i in range(1, n - 1):
            for j in range(1, n - 1):
                a[i, j] = (
                    a[i - 1, j - 1] + a[i - 1, j] + a[i - 1, j + 1]
                    + a[i, j - 1] + a[i, j] + a[i, j + 1]
                    + a[i + 1, j - 1] + a[i + 1, j] + a[i + 1, j + 1]
                ) / 9.0


def main():
    n = 140
    a = np.array([[(i * (j + 2) + 2.0) / n for j in range(n)] for i in range(n)])
    sweep(a, 45)
    print("%.17g %.17g" % (a[5, 7], a[n // 2, n // 3]))


main()
