"""An orthonormal base, column by column, over arrays.

source: the modified Gram-Schmidt process
run: python gramschmidt.py
expect: winner >= 10 in orthonormal
expect: identical in orthonormal
"""

import math
import numpy as np

_seed = 42


def draw():
    global _seed
    _seed = (_seed * 1103515245 + 12345) % 2147483648
    return _seed / 2147483648


def orthonormal(a, r, q):
    m, n = a.shape
    for k in range(n):
        norm = 0.0
        for i in range(m):
            norm += a[i, k] * a[i, k]
        r[k, k] = math.sqrt(norm)
        for i in range(m):
            q[i, k] = a[i, k] / r[k, k]
        for j in range(k + 1, n):
            r[k, j] = 0.0
            for i in range(m):
                r[k, j] += q[i, k] * a[i, j]
            for i in range(m):
                a[i, j] = a[i, j] - q[i, k] * r[k, j]


def main():
    m, n = 130, 110
    a = np.array([[draw() for _ in range(n)] for _ in range(m)])
    r, q = np.zeros((n, n)), np.zeros((m, n))
    orthonormal(a, r, q)
    print("%.17g %.17g" % (r[n - 1, n - 1], q[m - 1, n - 1]))


main()
