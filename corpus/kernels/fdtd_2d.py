"""Fields on a staggered grid, step by step, over arrays.

source: finite differences in the time domain
run: python fdtd_2d.py
expect: winner >= 10 in advance
expect: identical in advance
"""

import numpy as np


def advance(ex, ey, hz, pulse):
    nx, ny = hz.shape
    for t in range(len(pulse)):
        for j in range(ny):
            ey[0, j] = pulse[t]
        for i in range(1, nx):
            for j in range(ny):
                ey[i, j] = ey[i, j] - 0.5 * (hz[i, j] - hz[i - 1, j])
        for i in range(nx):
            for j in range(1, ny):
                ex[i, j] = ex[i, j] - 0.5 * (hz[i, j] - hz[i, j - 1])
        for i in range(nx - 1):
            for j in range(ny - 1):
                hz[i, j] = hz[i, j] - 0.7 * (ex[i, j + 1] - ex[i, j] + ey[i + 1, j] - ey[i, j])


def main():
    nx, ny, steps = 90, 110, 50
    ex, ey, hz = (
        np.array([[(i * (j + k)) / (nx + k) for j in range(ny)] for i in range(nx)])
        for k in (1, 2, 3)
    )
    advance(ex, ey, hz, np.array([float(t) for t in range(steps)]))
    print("%.17g %.17g" % (hz[5, 7], ex[nx - 1, ny - 1]))


main()
