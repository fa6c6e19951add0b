"""The covariances of the columns of a table.

source: descriptive statistics
run: python covariance.py
expect: winner >= 10 in covariance
expect: identical in covariance
"""

import numpy as np

_seed = 42


def draw():
    global _seed
    _seed = (_seed * 1103515245 + 12345) % 2147483648
    return _seed / 2147483648


def covariance(data, mean, cov):
    n, m = data.shape
    for j in range(m):
        mean[j] = 0.0
        for i in range(n):
            mean[j] += data[i, j]
        mean[j] /= n
    for i in range(n):
        for j in range(m):
            data[i, j] -= mean[j]
    for i in range(m):
        for j in range(i, m):
            cov[i, j] = 0.0
            for k in range(n):
                cov[i, j] += data[k, i] * data[k, j]
            cov[i, j] /= n - 1.0
            cov[j, i] = cov[i, j]


def main():
    n, m = 220, 160
    data = np.array([[draw() * (j + 1) for j in range(m)] for _ in range(n)])
    mean, cov = np.zeros(m), np.zeros((m, m))
    covariance(data, mean, cov)
    print("%.17g %.17g" % (cov[3, 7], cov[m - 1, m - 1]))


main()
