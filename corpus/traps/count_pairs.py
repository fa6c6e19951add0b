"""Counting close pairs of two arrays, whose table of differences would not fit in memory.

kind: memory blow-up by broadcasting
"""

import numpy as np


def close_pairs(a, b, limit):
    count = 0
    for i in range(a.shape[0]):
        for j in range(b.shape[0]):
            if abs(a[i] - b[j]) < limit:
                count += 1
            if count >= 1_000_000:
                return count
    return count


def main():
    a = (np.arange(1100) * 7919 % 1009) / 10.0
    b = (np.arange(1000) * 104_729 % 997) / 10.0
    print(close_pairs(a, b, 0.35))


if __name__ == "__main__":
    main()


# --- calls the program never makes ---


def probes():
    wide = np.zeros(70_000)
    yield close_pairs, wide, wide, 0.5
    base = np.array([1.0, 2.5, np.nan, 4.0])
    yield close_pairs, base, base, 1.0
    yield close_pairs, base.astype(np.float32), base, 1.5
    yield close_pairs, np.array([1, 200, 3], dtype=np.uint8), np.array([2, 201], dtype=np.uint8), 2
    yield close_pairs, np.array([-128], dtype=np.int8), np.array([127], dtype=np.int8), 2
    yield close_pairs, np.array([-(2**63)]), np.array([1]), 5
    yield close_pairs, np.array([True]), np.array([False]), 2
    yield close_pairs, np.array([1j]), np.array([1.0]), 2.0
    yield close_pairs, np.ones((2, 2)), np.ones((2, 2)), 1.0
    yield close_pairs, np.array(5.0), base, 1.0
    yield close_pairs, base[:0], None, 1.0
    yield close_pairs, base, base[::-1], "x"
    yield close_pairs, base, base[::-1], 1
    yield close_pairs, base.tolist(), base, 1.0
    yield close_pairs, base.astype(object), base, 1.0
    yield close_pairs, np.array([np.inf]), np.array([np.inf]), 1.0
