"""A slice of a list is a copy; the same slice of an array is a view onto it.

kind: views and overlaps
"""

def relax(values, rounds):
    for _ in range(rounds):
        old = values[:]
        for i in range(1, len(values) - 1):
            values[i] = (old[i - 1] + old[i + 1]) / 2
    return values


def main():
    values = [float(i % 29) for i in range(1000)]
    relax(values, 5000)
    print(sum(values), values[500])


if __name__ == "__main__":
    main()


# --- calls the program never makes ---


def probes():
    import array

    import numpy as np

    yield relax, [1.0, 5.0, 2.0, 8.0], 2
    yield relax, np.array([1.0, 5.0, 2.0, 8.0]), 2
    yield relax, np.array([1, 5, 2, 8]), 2
    yield relax, array.array("d", [1.0, 5.0, 2.0]), 2
    yield relax, [1, 5, 2, 8], 2
    yield relax, (1.0, 5.0, 2.0), 1
    yield relax, [], 5
    yield relax, [1.0, 2.0], 5
    yield relax, None, 0
    yield relax, [1.0, 2.0, "x", 3.0], 1
    yield relax, [1e308, 1.0, 1e308], 1
    yield relax, np.array([[1.0, 2.0], [3.0, 4.0], [5.0, 7.0]]), 2
    yield relax, bytearray(b"abc"), 1
    yield relax, {1: 2}, 1
