"""General matrix product C = alpha*A*B + beta*C over arrays, by index.

source: level-3 BLAS, as loop benchmarks write it down
run: python gemm.py
expect: winner >= 10 in gemm
expect: identical in gemm
"""

import numpy as np

_seed = 42


def draw():
    global _seed
    _seed = (_seed * 1103515245 + 12345) % 2147483648
    return _seed / 2147483648


def gemm(alpha, beta, a, b, c):
    for i in range(c.shape[0]):
        for j in range(c.shape[1]):
            c[i, j] *= beta
            for k in range(a.shape[1]):
                c[i, j] += alpha * a[i, k] * b[k, j]


def main():
    n = 170
    a = np.array([[draw() for _ in range(n)] for _ in range(n)])
    b = np.array([[draw() for _ in range(n)] for _ in range(n)])
    c = np.array([[draw() for _ in range(n)] for _ in range(n)])
    gemm(1.5, 1.2, a, b, c)
    print("%.17g %.17g" % (c[3, 5], c[n - 1, n - 1]))


main()
