"""Heat that spreads in a cube, over arrays.

source: the heat equation, seven-point stencil
run: python heat_3d.py
expect: winner >= 10 in spread
expect: identical in spread
"""

import numpy as np


def spread(a, b, steps):
    n = a.shape[0]
    for _ in range(steps):
        for i in range(1, n - 1):
            for j in range(1, n - 1):
                for k in range(1, n - 1):
                    b[i, j, k] = (
                        0.125 * (a[i + 1, j, k] - 2.0 * a[i, j, k] + a[i - 1, j, k])
                        + 0.125 * (a[i, j + 1, k] - 2.0 * a[i, j, k] + a[i, j - 1, k])
                        + 0.125 * (a[i, j, k + 1] - 2.0 * a[i, j, k] + a[i, j, k - 1])
                        + a[i, j, k]
                    )
        a, b = b, a
    return a


def main():
    n = 34
    a = np.array([[[(i + j + (n - k)) * 10.0 / n for k in range(n)] for j in range(n)] for i in range(n)])
    a = spread(a, a.copy(), 30)
    print("%.17g %.17g" % (a[3, 4, 5], a[n // 2, n // 2, n // 2]))


main()
