"""Arithmetic on NumPy bools: + is or, - is forbidden, and a count needs a plain int.

kind: bool, complex and unsigned arrays
"""

import numpy as np


def neighbours(mask):
    rows, columns = mask.shape
    counts = np.zeros((rows, columns), dtype=int)
    for i in range(1, rows - 1):
        for j in range(1, columns - 1):
            counts[i, j] = mask[i - 1, j] + mask[i + 1, j] + mask[i, j - 1] + mask[i, j + 1]
    return counts


def main():
    i, j = np.indices((400, 400))
    mask = ((i * i * 31 + j * j * 17 + i * j) % 7 < 3).astype(np.int64)
    counts = neighbours(mask)
    print(np.bincount(counts.ravel()), counts[5, :9])


if __name__ == "__main__":
    main()


# --- calls the program never makes ---


def probes():
    base = (np.arange(20).reshape(4, 5) % 3).astype(np.int64)
    yield neighbours, base
    yield neighbours, base > 0
    yield neighbours, base.astype(np.uint8) * 100
    yield neighbours, base.astype(np.int8) * 60
    yield neighbours, base * 2**61
    yield neighbours, base.astype(np.uint64) * np.uint64(2**62)
    yield neighbours, base + 0.6
    yield neighbours, base * np.nan
    yield neighbours, base * 1e19
    yield neighbours, base * 1j
    yield neighbours, base.astype(object)
    yield neighbours, base.astype(object) * 2**70
    yield neighbours, base.T
    yield neighbours, base[::2, ::-1]
    yield neighbours, base.astype(">i8")
    yield neighbours, base.astype(np.float32)
    yield neighbours, base[:0]
    yield neighbours, base[0]
    yield neighbours, base.astype(str)
    yield neighbours, base.tolist()
