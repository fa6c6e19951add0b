"""Differences of unsigned items wrap below zero; of plain ints they are negative.

kind: bool, complex and unsigned arrays
"""

import numpy as np


def total_variation(samples):
    total = 0
    for i in range(1, len(samples)):
        step = samples[i] - samples[i - 1]
        if step < 0:
            step = -step
        total += step
    return total


def main():
    samples = (np.arange(300_000) * 7919 % 60_013).astype(np.int64)
    print(total_variation(samples), total_variation(samples[::-1]))


if __name__ == "__main__":
    main()


# --- calls the program never makes ---


def probes():
    base = [3, 1, 250, 0, 7]
    for dtype in (np.uint8, np.uint16, np.uint32, np.uint64, np.int8, np.int16, np.int32):
        yield total_variation, np.array(base).astype(dtype)
    yield total_variation, np.array(base, dtype=float)
    yield total_variation, np.array(base) > 2
    yield total_variation, base
    yield total_variation, [2**63, 0, -(2**63)]
    yield total_variation, np.array([2**63 - 1, -(2**63), 0])
    yield total_variation, np.array([-(2**63), 0])
    yield total_variation, np.array([1 + 1j, 2])
    yield total_variation, np.array([2**70, 1], dtype=object)
    yield total_variation, []
    yield total_variation, np.array(5)
    yield total_variation, np.array(["2020-01-01", "2020-01-05"], dtype="M8[D]")
    yield total_variation, [1.5, float("nan"), 2]
    yield total_variation, np.ones((3, 2))
    yield total_variation, np.array([[1], [2]])
