"""Symmetrising through a transposed view reads what the loop has just written.

kind: views and overlaps
"""

import numpy as np


def symmetrise(a, b):
    n = a.shape[0]
    for i in range(n):
        for j in range(n):
            a[i, j] = 0.5 * (a[i, j] + b[j, i])
    return a


def main():
    i, j = np.indices((280, 280))
    a = (i * 31.0 + j * 17) % 101
    for _ in range(4):
        symmetrise(a, a.copy())
    print(repr(float(a.sum())), a[3, 200])


if __name__ == "__main__":
    main()


# --- calls the program never makes ---


def own(view):
    a = np.arange(9.0).reshape(3, 3) ** 2
    symmetrise(a, view(a))
    return a


def probes():
    yield own, lambda a: a
    yield own, lambda a: a.T
    yield own, lambda a: a[::-1]
    yield own, lambda a: a.copy()
    yield own, lambda a: a[:2, :2]
    a = np.arange(9.0).reshape(3, 3)
    yield symmetrise, a, a
    yield symmetrise, a.T, a
    yield symmetrise, a.astype(int), a
    yield symmetrise, a.astype(np.float32), a
    yield symmetrise, np.arange(6.0).reshape(2, 3), a
    yield symmetrise, np.arange(6.0).reshape(3, 2), a
    yield symmetrise, a.copy(order="F"), a + np.nan
    yield symmetrise, np.zeros((0, 0)), None
    yield symmetrise, np.broadcast_to(np.arange(3.0), (3, 3)), a
    yield symmetrise, a, a.tolist()
