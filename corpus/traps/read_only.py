"""Prefix sums in place; a read-only array refuses the very first write.

kind: read-only and transposed arrays
"""

import numpy as np


def accumulate(table):
    rows, columns = table.shape
    for i in range(rows):
        for j in range(1, columns):
            table[i, j] += table[i, j - 1]
    return table


def main():
    for k in range(3):
        table = np.full((300, 400), 0.125 + k)
        accumulate(table)
    print(table[7, -1], repr(float(table.sum())))


if __name__ == "__main__":
    main()


# --- calls the program never makes ---


def locked(table):
    table.flags.writeable = False
    return table


def probes():
    base = np.arange(12.0).reshape(3, 4) + 0.5
    yield accumulate, locked(base.copy())
    yield accumulate, locked(base[:, :1].copy())
    yield accumulate, locked(base[:0].copy())
    yield accumulate, base.copy()
    yield accumulate, base.copy().T
    yield accumulate, np.asfortranarray(base)
    yield accumulate, base.copy()[::-1, ::-1]
    yield accumulate, np.broadcast_to(np.float64(1.0), (2, 3))
    yield accumulate, np.lib.stride_tricks.as_strided(base.copy(), (3, 4), (0, 8))
    yield accumulate, (base * 60).astype(np.uint8)
    yield accumulate, base.astype(np.int64) + 2**62
    yield accumulate, base.astype(np.float32)
    yield accumulate, base > 3
    yield accumulate, base.astype(object)
    yield accumulate, np.zeros((2, 3), dtype="M8[D]")
    yield accumulate, np.zeros((2, 3), dtype="m8[D]")
    yield accumulate, np.frombuffer(bytes(48)).reshape(2, 3)
    yield accumulate, np.zeros(3)
    yield accumulate, base.astype(complex)
