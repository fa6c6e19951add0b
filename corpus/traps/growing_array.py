"""An array that grows by append in a loop takes the dtype that the pieces force on it.

kind: memory blow-up by broadcasting
"""

import numpy as np


def running_peaks(values, threshold):
    peaks = np.array([])
    highest = threshold
    for value in values:
        if value > highest:
            highest = value
            peaks = np.append(peaks, value)
        elif value < threshold:
            highest = threshold
    return peaks


def main():
    values = [((i * 7919) % 100_003) / 100 + i % 7 for i in range(30_000)]
    peaks = running_peaks(values, 50.0)
    print(peaks.shape, peaks.dtype, repr(float(peaks.sum())))


if __name__ == "__main__":
    main()


# --- calls the program never makes ---


def probes():
    yield running_peaks, [1, 2, 3], 0
    yield running_peaks, [1, 2.5, 3], 0
    yield running_peaks, [2**53 + 1], 0
    yield running_peaks, [2**70], 0
    yield running_peaks, [True], False
    yield running_peaks, [], 0
    yield running_peaks, [float("nan"), 2.0], 0
    yield running_peaks, [2.0, "x", 3.0], 0
    yield running_peaks, ["b", "c"], "a"
    yield running_peaks, [[1], [2, 3]], []
    yield running_peaks, [np.float32(0.1)], 0
    yield running_peaks, [np.array([1.0]), np.array([2.0])], 0
    yield running_peaks, [np.array([1.0, 2.0])], 0
    yield running_peaks, [1j], 0
    yield running_peaks, np.array([1, 5, 3]), 2
    yield running_peaks, iter([1.0, 2.0]), 0.5
