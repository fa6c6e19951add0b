"""Dividing by a zero in the last iteration raises; NumPy's own numbers warn and go on.

kind: division by zero
"""

def resistance(values):
    total = 0.0
    for value in values:
        total += 1.0 / value
    return 1.0 / total


def main():
    values = [0.5 + (i * 7919) % 1009 for i in range(100_000)]
    print([resistance(values[k:]) for k in range(45)][-3:])


if __name__ == "__main__":
    main()


# --- calls the program never makes ---


def probes():
    import numpy as np
    from fractions import Fraction

    yield resistance, [1.0, 2.0, 0.0]
    yield resistance, [1, 2, 0]
    yield resistance, [1.0, -0.0]
    yield resistance, [1.0, -1.0]
    yield resistance, []
    yield resistance, [False]
    yield resistance, [np.float64(0.0), 1.0]
    yield resistance, np.array([1.0, 0.0])
    yield resistance, np.array([1.0, 0.0], dtype=np.float32)
    yield resistance, np.array([1, 0])
    yield resistance, np.array([1.0, -1.0])
    yield resistance, [5e-324]
    yield resistance, [float("inf")]
    yield resistance, [float("nan"), 0.0]
    yield resistance, [10**400]
    yield resistance, [2**1000]
    yield resistance, [Fraction(1, 3), 1]
    yield resistance, [1.0, "x"]
    yield resistance, [1j, 2]
    yield resistance, np.array([])
    yield resistance, np.ones((2, 2))
