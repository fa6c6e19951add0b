"""Cholesky's factor of a positive definite matrix, in place over an array.

source: numerical linear algebra, row by row
run: python cholesky.py
expect: winner >= 10 in cholesky
expect: identical in cholesky
"""

import math

import numpy as np


def cholesky(a):
    n = a.shape[0]
    for i in range(n):
        for j in range(i):
            for k in range(j):
                a[i, j] -= a[i, k] * a[j, k]
            a[i, j] /= a[j, j]
        for k in range(i):
            a[i, i] -= a[i, k] * a[i, k]
        a[i, i] = math.sqrt(a[i, i])


def main():
    n = 260
    a = np.array([[1.0 / (1.0 + abs(i - j)) for j in range(n)] for i in range(n)])
    for i in range(n):
        a[i, i] += n
    cholesky(a)
    print("%.17g %.17g" % (a[n - 1, n - 1], a[n - 1, 3]))


main()
