"""A transposed times A times a vector, over arrays.

source: level-2 BLAS kernels
run: python atax.py
expect: winner >= 10 in atax
expect: identical in atax
"""

import numpy as np


def atax(a, x, y, tmp):
    m, n = a.shape
    for i in range(n):
        y[i] = 0.0
    for i in range(m):
        tmp[i] = 0.0
        for j in range(n):
            tmp[i] = tmp[i] + a[i, j] * x[j]
        for j in range(n):
            y[j] = y[j] + a[i, j] * tmp[i]


def main():
    m, n = 1400, 1500
    a = np.array([[((i + j) % n) / (5.0 * m) for j in range(n)] for i in range(m)])
    x = np.array([1.0 + i / n for i in range(n)])
    y, tmp = np.zeros(n), np.zeros(m)
    atax(a, x, y, tmp)
    print("%.17g %.17g" % (y[3], y[n - 1]))


main()
