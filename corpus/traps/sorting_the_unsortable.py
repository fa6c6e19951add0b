"""Sorting with NaN, with mixed kinds and with a list that errs half-way.

kind: NaN and -0.0 in min/max
"""


def bubble(values):
    swaps = 0
    for end in range(len(values) - 1, 0, -1):
        for i in range(end):
            if values[i] > values[i + 1]:
                values[i], values[i + 1] = values[i + 1], values[i]
                swaps += 1
    return swaps


def middle(windows):
    middles = []
    for window in windows:
        ordered = sorted(window)
        middles.append(ordered[len(ordered) // 2])
    return middles


def main():
    values = [((i * 7919) % 1009) / 7 for i in range(1400)]
    print(bubble(values), values[:3])
    windows = [[((i * k) % 1009) / 3 for k in range(9)] for i in range(150_000)]
    print(sum(middle(windows)))


if __name__ == "__main__":
    main()


# --- calls the program never makes ---


def spoiled(values):
    try:
        bubble(values)
    finally:
        print(values)


def probes():
    import numpy as np

    nan = float("nan")
    yield bubble, [3.0, nan, 1.0, nan, 2.0]
    yield bubble, [0.0, -0.0, 0, -0.0, False]
    yield bubble, [1, 1.0, True]
    yield bubble, [2**53 + 1, float(2**53), 2**53]
    yield bubble, ["b", "a"]
    yield bubble, [[2], [1, 5], []]
    yield bubble, []
    yield bubble, [nan]
    yield bubble, (2, 1)
    yield bubble, (1, 2)
    yield bubble, np.array([[2, 1], [1, 2]])
    yield bubble, np.array([3, 1, 2], dtype=np.uint8)
    yield bubble, bytearray(b"cab")
    yield spoiled, [3, 2, 1, "a", 0]
    yield spoiled, [3, None, 1]
    yield spoiled, [3.0, 1j]
    yield middle, [[3.0, nan, 1.0, 2.0], [nan], [2, 1.0, True]]
    yield middle, [[-0.0, 0.0], [0.0, -0.0], [0, -0.0, False]]
    yield middle, [[]]
    yield middle, []
    yield middle, [[1, "a"]]
    yield middle, [(3, 1, 2), "cab", {3: 1, 1: 2}, iter([2, 1])]
    yield middle, np.array([[3.0, 1.0, 2.0], [9.0, 7.0, 8.0]])
    yield middle, [[1], None]
