"""A matrix-vector product in single precision, whose sums run from left to right.

kind: float32
"""

import numpy as np


def apply(weights, inputs):
    rows, columns = weights.shape
    result = np.zeros(rows, dtype=weights.dtype)
    for i in range(rows):
        total = weights.dtype.type(0)
        for j in range(columns):
            total += weights[i, j] * inputs[j]
        result[i] = total
    return result


def main():
    i, j = np.indices((300, 300))
    weights = ((i * 31 + j * 17) % 101 / 101).astype(np.float32)
    inputs = ((np.arange(300) * 7) % 13 / 13).astype(np.float32)
    for _ in range(7):
        result = apply(weights, inputs)
        inputs = result / result.max()
    print(repr(float(result.sum())), repr(result[7]))


if __name__ == "__main__":
    main()


# --- calls the program never makes ---


def probes():
    weights = (np.arange(12).reshape(3, 4) / 7).astype(np.float32)
    inputs = np.array([1e8, 1.0, -1e8, 1.0], dtype=np.float32)
    yield apply, weights, inputs
    yield apply, weights.astype(np.float64), inputs
    yield apply, weights, inputs.astype(np.float64)
    yield apply, weights, [1, 2, 3, 4]
    yield apply, weights, [0.1, 0.2, 0.3, 0.4]
    yield apply, weights, inputs[:2]
    yield apply, weights, np.ones(9, dtype=np.float32)
    yield apply, weights.astype(np.int16), np.array([30000, 30000, 1, 1], dtype=np.int16)
    yield apply, weights.astype(int), np.array([2**62, 2**62, 2**62, 2**62])
    yield apply, weights > 0.5, inputs > 0
    yield apply, weights.astype(complex), inputs
    yield apply, weights.astype(object), inputs
    yield apply, np.asfortranarray(weights), inputs
    yield apply, weights.T, inputs
    yield apply, np.zeros((0, 3), dtype=np.float32), inputs
    yield apply, np.zeros((3, 0), dtype=np.float32), inputs
    yield apply, np.full((1, 2), 3e38, dtype=np.float32), np.ones(2, dtype=np.float32)
    yield apply, np.zeros(3), inputs
    yield apply, weights, "abcd"
