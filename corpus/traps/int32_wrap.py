"""Hashes in 32-bit integers: NumPy's small ints wrap, with a warning, and never grow.

kind: int32 wrap
"""

import numpy as np


def checksum(data, start):
    value = start
    for i in range(data.shape[0]):
        value = value * np.int32(31) + data[i]
    return value


def main():
    data = (np.arange(250_000) * 7919 % 251).astype(np.int32)
    with np.errstate(over="ignore"):
        print(repr(checksum(data, np.int32(17))))


if __name__ == "__main__":
    main()


# --- calls the program never makes ---


def probes():
    data = np.array([2**30, 5, -(2**31)], dtype=np.int32)
    yield checksum, data, np.int32(17)
    yield checksum, data, np.int64(17)
    yield checksum, data, 17
    yield checksum, data, 2**40
    yield checksum, data.astype(np.int64), np.int32(17)
    yield checksum, data.astype(np.uint8), np.int32(17)
    yield checksum, data.astype(np.uint64), np.int32(17)
    yield checksum, data.astype(float), np.int32(17)
    yield checksum, data, 1.5
    yield checksum, data[:0], "x"
    yield checksum, data, "x"
    yield checksum, data.astype(object), 17
    yield checksum, np.array([2**62, 2**62]), np.int64(2**40)
    yield checksum, np.ones((2, 2), np.int32), np.int32(1)
    yield checksum, data, True
    yield checksum, data > 0, np.int32(3)
