"""A wave moves from one array into another, that may be a shifted view of the first.

kind: views and overlaps
"""

import numpy as np


def push(source, target, weight):
    for i in range(len(source)):
        target[i] = weight * source[i] + (1.0 - weight) * target[i]


def main():
    source = np.arange(3000.0) % 17
    target = np.zeros(3000)
    for _ in range(150):
        push(source, target, 0.125)
    print(repr(float(target.sum())), target[5])


if __name__ == "__main__":
    main()


# --- calls the program never makes ---


def shifted(push_from, push_to, count):
    data = np.arange(12.0) ** 2
    source = data[push_from : push_from + count]
    target = data[push_to : push_to + count]
    push(source, target, 0.5)
    return data, source, target


def views(first, second):
    data = np.arange(12.0)
    push(data[first], data[second], 0.25)
    return data


def probes():
    yield shifted, 0, 1, 6
    yield shifted, 1, 0, 6
    yield shifted, 0, 0, 6
    yield shifted, 0, 4, 8
    yield views, slice(None, None, -1), slice(None)
    yield views, slice(0, None, 2), slice(0, 6)
    yield views, slice(5, 0, -1), slice(1, 6)
    same = np.array([1.0, 2.0])
    yield push, same, same, 0.5
    yield push, same, same[:1], 0.5
    yield push, [1, 2], np.array([1, 2]), 0.5
    yield push, np.array([np.nan, 1.0]), np.array([1, 2]), 0.5
    yield push, np.array([1.0, 2.0]), np.array([1, 2], dtype=np.uint8), 0.5
    yield push, np.array([1.0, 2.0]), np.zeros(2, dtype=np.float32), 0.1
    yield push, np.array([1e39]), np.zeros(1, dtype=np.float32), 1.0
    yield push, np.array([1j]), np.zeros(1), 0.5
    yield push, [1.0, 2.0], [3.0], 0.5
    yield push, [], None, None
    row = [1.0, 2.0, 3.0]
    yield push, row, row, 0.5
    yield push, np.array([1.0]), np.zeros((1, 2)), 0.5
    buffer = np.zeros(4)
    yield push, buffer.view(np.int64), buffer, 0.5
    wide = np.lib.stride_tricks.as_strided(np.arange(3.0), (3, 3), (8, 0))
    yield push, np.arange(3.0), wide[0], 0.5
