"""All distances between a thousand points in three dimensions.

source: the three nested index loops of many comparisons of compilers for Python
run: python pairwise_distances.py
expect: winner >= 100 in pairwise
"""

import numpy as np


def pairwise(X):
    n, m = X.shape
    D = np.empty((n, n))
    for i in range(n):
        for j in range(n):
            d = 0.0
            for k in range(m):
                tmp = X[i, k] - X[j, k]
                d += tmp * tmp
            D[i, j] = np.sqrt(d)
    return D


def main():
    np.random.seed(0)
    X = np.random.random((1000, 3))
    D = pairwise(X)
    print(f"{D.sum():.6f} {D.max():.10f} {D[1, 2]:.10f} {D[999, 0]:.10f}")


if __name__ == "__main__":
    main()
