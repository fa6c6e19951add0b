"""Two products of a matrix and its transpose with vectors.

source: level-2 BLAS kernels
run: python mvt.py
expect: winner >= 10 in mvt
expect: identical in mvt
"""

import numpy as np


def mvt(a, x1, x2, y1, y2):
    n = len(x1)
    for i in range(n):
        for j in range(n):
            x1[i] = x1[i] + a[i, j] * y1[j]
    for i in range(n):
        for j in range(n):
            x2[i] = x2[i] + a[j, i] * y2[j]


def main():
    n = 1400
    a = np.array([[((i * j) % n) / n for j in range(n)] for i in range(n)])
    x1, x2, y1, y2 = (np.array([((i + k) % n) / n for i in range(n)]) for k in (0, 1, 3, 4))
    mvt(a, x1, x2, y1, y2)
    print("%.17g %.17g" % (x1[5], x2[n - 1]))


main()
