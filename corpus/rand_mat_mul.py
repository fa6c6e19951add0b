"""Multiply two large random matrices.

source: the linear-algebra micro-benchmark used to compare languages
run: python rand_mat_mul.py
expect: left-alone
"""

import numpy as np


def rand_mat_mul(n):
    a = np.random.rand(n, n)
    b = np.random.rand(n, n)
    return a @ b


def main():
    np.random.seed(4)
    for n in (500, 1000, 2000, 2000, 3000, 3000, 3000):
        c = rand_mat_mul(n)
        print(n, f"{c[0, 0]:.6f}", f"{c[-1, -1]:.6f}")


if __name__ == "__main__":
    main()
