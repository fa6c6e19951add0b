"""A long element-wise expression over arrays: other engines round their functions otherwise.

kind: float order and Kahan sums
"""

import numpy as np


def blend(x, y, t):
    return np.sin(x) ** 2 * np.exp(-y * t) + np.sqrt(np.abs(x * y)) / (1.0 + x**2) - 3.0 * x / y


def main():
    x = np.linspace(0.1, 30.0, 400_000)
    y = np.linspace(2.0, 0.5, 400_000)
    total = np.zeros_like(x)
    for k in range(8):
        total += blend(x, y, 0.1 * k)
    print(f"{total.sum():.6f} {total[1234]:.9f}")


if __name__ == "__main__":
    main()


# --- calls the program never makes ---


def probes():
    x = np.array([0.5, 1.0, -2.0, 0.0, 3.0])
    yield blend, x, x + 1.0, 0.5
    yield blend, x, x, 0.5
    yield blend, x, x[:, None], 0.5
    yield blend, x, x[:3], 0.5
    yield blend, x.astype(np.float32), x.astype(np.float32) + 2, 0.5
    yield blend, x.astype(int), x.astype(int) + 5, 2
    yield blend, x.astype(np.int8), np.full(5, 100, np.int8), np.int8(2)
    yield blend, np.array([1e200, np.nan, np.inf]), np.array([1.0, 1.0, 2.0]), -1000.0
    yield blend, x + 1j, x, 0.5
    yield blend, 1.5, 2.5, 0.5
    yield blend, 1, 2, 1
    yield blend, np.float32(1.5), 2.0, 1
    yield blend, x.astype(object), x, 1
    yield blend, [1.0], [2.0], 0.5
    yield blend, [1.0, 2.0], np.array([1.0, 2.0]), 0.5
    yield blend, np.zeros((0, 3)), np.zeros((0, 3)), 1.0
    yield blend, np.asfortranarray(np.ones((2, 3))), np.ones((2, 3)), 1.0
    yield blend, np.ma.masked_less(x, 0.1), x + 3, 0.5
    yield blend, np.array(2.0), np.array(3.0), 1.0
    yield blend, x > 0, x > 1, True
    yield blend, x, x + 1, np.array([1.0, 2.0, 3.0, 4.0, 5.0])
    yield blend, x, x + 1, "t"
