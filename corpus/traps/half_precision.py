"""Half and single precision with Python's numbers: what comes in decides the width of all.

kind: float32
"""

import numpy as np


def running_mean(values):
    mean = 0
    for k, value in enumerate(values):
        mean += (value - mean) / (k + 1)
    return mean


def count_up(values, start):
    total = start
    for value in values:
        total += value
    return total


def main():
    values = (np.arange(900_000) * 7919 % 1009 / 1009).astype(np.float32)
    print(repr(running_mean(values)))
    print(repr(count_up((np.arange(900_000) % 11).astype(np.int32), 0)))


if __name__ == "__main__":
    main()


# --- calls the program never makes ---


def probes():
    base = [3, 100, 27, 120, 5]
    for dtype in ("f2", "f4", "f8", "g", "i1", "u1", "i2", "u4", "i8", "u8", "?", "c8"):
        yield running_mean, np.array(base).astype(dtype)
        yield count_up, np.array(base).astype(dtype), 0
        yield count_up, np.array(base).astype(dtype), 0.5
        yield count_up, np.array(base).astype(dtype)[:0], 0
    yield count_up, np.array(base, np.int32), 2**31 - 10
    yield count_up, np.array(base, np.int32), 2**31 + 5
    yield count_up, np.array(base, np.int32), np.int64(2**31)
    yield count_up, np.array(base, np.int32), True
    yield count_up, np.array([2**31 - 1, 1, 5], np.int32), 0
    yield count_up, np.array([2**63], np.uint64), -1
    yield count_up, np.array([2**63], np.uint64), np.int64(1)
    yield count_up, np.array([300], np.uint64), 2**70
    yield count_up, np.array([65504, 100], np.float16), 0
    yield count_up, np.array(["2020-01-01"], "M8[D]"), np.timedelta64(1, "D")
    yield count_up, np.array([1, 2], "m8[s]"), 0
    yield count_up, np.array([1, 2], object), 0
    yield count_up, np.arange(6).reshape(2, 3), 0
    yield count_up, np.array(3), 0
    yield count_up, np.ma.array([1, 2, 3], mask=[0, 1, 0]), 0
    yield count_up, np.matrix([[1, 2], [3, 4]]), 0
    yield count_up, base, 0
    yield running_mean, base
    yield running_mean, [np.float32(0.1), 0.2]
    yield running_mean, np.array([1e38, -3e38, 1.0], np.float32)
