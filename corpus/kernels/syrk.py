"""A symmetric update C = beta*C + alpha*A*A transposed.

source: level-3 BLAS kernels
run: python syrk.py
expect: winner >= 10 in syrk
expect: identical in syrk
"""

import numpy as np

_seed = 42


def draw():
    global _seed
    _seed = (_seed * 1103515245 + 12345) % 2147483648
    return _seed / 2147483648


def syrk(alpha, beta, a, c):
    n, m = a.shape
    for i in range(n):
        for j in range(i + 1):
            c[i, j] *= beta
        for k in range(m):
            for j in range(i + 1):
                c[i, j] += alpha * a[i, k] * a[j, k]


def main():
    n, m = 190, 150
    a = np.array([[draw() for _ in range(m)] for _ in range(n)])
    c = np.array([[draw() for _ in range(n)] for _ in range(n)])
    syrk(1.5, 1.2, a, c)
    print("%.17g %.17g" % (c[5, 3], c[n - 1, n - 1]))


main()
