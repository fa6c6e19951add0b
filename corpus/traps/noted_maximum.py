"""A running maximum that remembers where, written with max() of two and a comparison after.

kind: NaN and -0.0 in min/max
"""

import math


def peaks(signal, floor):
    best = -math.inf
    where = -1
    low = math.inf
    for i, value in enumerate(signal):
        best = max(best, value)
        if best == value:
            where = i
        low = min(value, low)
    return best, where, low, math.copysign(1.0, low), max(floor, best)


def main():
    signal = [math.sin(i * 0.001) * ((i * 7919) % 101) for i in range(40_000)]
    print([peaks(signal[k:], 0.0) for k in range(60)][-1])


if __name__ == "__main__":
    main()


# --- calls the program never makes ---


def probes():
    nan = math.nan
    yield peaks, [nan, 1.0, 2.0], 0.0
    yield peaks, [1.0, nan, 0.5], 0.0
    yield peaks, [0.0, -0.0], -0.0
    yield peaks, [-0.0, 0.0], 0.0
    yield peaks, [], 0.0
    yield peaks, [], nan
    yield peaks, [1, 2], 0
    yield peaks, [2, 2.0, True], 2
    yield peaks, [-math.inf], 0.0
    yield peaks, [math.inf, 5.0], 0.0
    yield peaks, [1.0, "x"], 0.0
    yield peaks, [10**400], 0.0
    yield peaks, [2**53 + 1, 2.0**53], 0.0
    yield peaks, (1.0, 3.0), 5
    yield peaks, [1.0], "x"
