"""Arrays without dimensions or without elements: unpacking, iterating and dividing all raise.

kind: 0-d and empty arrays
"""

import numpy as np


def row_norms(table):
    norms = np.empty(len(table))
    for i, row in enumerate(table):
        total = 0.0
        for value in row:
            total += value * value
        norms[i] = total**0.5
    return norms / norms.max()


def main():
    i, j = np.indices((800, 400))
    table = ((i * 31 + j * 17) % 101) / 7
    norms = row_norms(table)
    print(repr(float(norms.sum())), norms[:3])


if __name__ == "__main__":
    main()


# --- calls the program never makes ---


def probes():
    yield row_norms, np.array(5.0)
    yield row_norms, np.float64(5.0)
    yield row_norms, np.array([])
    yield row_norms, np.array([1.0, 2.0])
    yield row_norms, np.zeros((0, 3))
    yield row_norms, np.zeros((3, 0))
    yield row_norms, np.zeros((2, 2))
    yield row_norms, np.array([[1, 2], [3, 4]])
    yield row_norms, np.array([[2**32, 2**32]])
    yield row_norms, np.array([[16, 15]], dtype=np.int8)
    yield row_norms, np.array([[1j, 2.0]])
    yield row_norms, np.ones((2, 2, 2))
    yield row_norms, [[1.0, 2.0], [3.0]]
    yield row_norms, [[1, 2**40], []]
    yield row_norms, np.array([[np.nan, 1.0], [1.0, np.inf]])
    yield row_norms, np.array([[1e200]])
    yield row_norms, np.array([[True, False]])
    yield row_norms, [[]]
    yield row_norms, []
    yield row_norms, {0: [1.0]}
    yield row_norms, np.array([[1.0, 2.0]], dtype=np.float32)
