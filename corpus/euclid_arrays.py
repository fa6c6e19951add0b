"""Euclidean distance of two NumPy vectors by an index loop.

source: the loop people bring along from C, on arrays
run: python euclid_arrays.py
expect: winner >= 100 in euclid
"""

import numpy as np


def euclid(a, b):
    total = 0.0
    for i in range(len(a)):
        total += (a[i] - b[i]) ** 2
    return np.sqrt(total)


def main():
    rng = np.random.default_rng(7)
    a = rng.random(1_000_000)
    for k in range(9):
        b = rng.random(1_000_000)
        print(k, f"{euclid(a, b):.9f}")


if __name__ == "__main__":
    main()
