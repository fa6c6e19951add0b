"""Statistics of the traces of random matrices.

source: the small-matrix micro-benchmark used to compare languages
run: python rand_mat_stat.py
expect: left-alone because random
"""

import numpy as np
from numpy.linalg import matrix_power


def rand_mat_stat(t):
    n = 5
    v = np.zeros(t)
    w = np.zeros(t)
    for i in range(t):
        a = np.random.randn(n, n)
        b = np.random.randn(n, n)
        c = np.random.randn(n, n)
        d = np.random.randn(n, n)
        P = np.concatenate((a, b, c, d), axis=1)
        Q = np.concatenate((np.concatenate((a, b), axis=1), np.concatenate((c, d), axis=1)), axis=0)
        v[i] = np.trace(matrix_power(P.T @ P, 4))
        w[i] = np.trace(matrix_power(Q.T @ Q, 4))
    return np.std(v) / np.mean(v), np.std(w) / np.mean(w)


def main():
    np.random.seed(2)
    s1, s2 = rand_mat_stat(80_000)
    print(f"{s1:.8f} {s2:.8f}")


if __name__ == "__main__":
    main()
