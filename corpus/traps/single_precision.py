"""Running sums in single precision: each step rounds, and so does each intermediate.

kind: float32
"""

import numpy as np


def leak(values, keep):
    state = np.float32(0.0)
    peak = np.float32(0.0)
    for i in range(len(values)):
        state = state * keep + values[i]
        if state > peak:
            peak = state
    return state, peak


def main():
    values = (np.arange(400_000) * 7919 % 1009 / 1009).astype(np.float32)
    state, peak = leak(values, np.float32(0.99))
    print(repr(state), repr(peak))


if __name__ == "__main__":
    main()


# --- calls the program never makes ---


def probes():
    values = np.array([0.1, 0.7, 1e-9, 16777216.0, 1.0], dtype=np.float32)
    keep = np.float32(0.3)
    yield leak, values, keep
    yield leak, values, 0.3
    yield leak, values, np.float64(0.3)
    yield leak, values, 1
    yield leak, values.astype(np.float64), keep
    yield leak, values.astype(np.float64), 0.3
    yield leak, values.astype(np.float16), keep
    yield leak, values.tolist(), keep
    yield leak, list(values), 0.3
    yield leak, values[:0], keep
    yield leak, np.array([1, 2, 3]), keep
    yield leak, np.array([3e38, 3e38], dtype=np.float32), np.float32(1.0)
    yield leak, np.array([np.nan, 1.0], dtype=np.float32), keep
    yield leak, np.array([1.0], dtype=np.float32), "x"
    yield leak, values[::-2], keep
    yield leak, np.ones((2, 2), dtype=np.float32), keep
