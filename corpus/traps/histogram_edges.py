"""Values at or beyond the edges of a histogram fall off it, or into a bin counted from the end.

kind: negative and overrunning indices
"""


def histogram(values, low, width, counts):
    for value in values:
        counts[int((value - low) / width)] += 1
    return counts


def table(rows, columns, pairs):
    cells = [[0] * columns for _ in range(rows)]
    lost = 0
    for x, y in pairs:
        try:
            cells[y][x] += 1
        except IndexError:
            lost += 1
    return cells, lost


def main():
    values = [((i * 7919) % 1009) / 10.09 for i in range(2_100_000)]
    print(histogram(values, 0.0, 5.0, [0] * 20))
    pairs = [(i % 53, (i * 31) % 41) for i in range(1_800_000)]
    cells, lost = table(40, 50, pairs)
    print(sum(map(sum, cells)), lost)


if __name__ == "__main__":
    main()


# --- calls the program never makes ---


def filled(values, low, width, counts):
    try:
        return histogram(values, low, width, counts)
    finally:
        print(counts)


def probes():
    import numpy as np

    nan, inf = float("nan"), float("inf")
    yield filled, [0.0, 9.99, 10.0, 5.0], 0.0, 5.0, [0, 0]
    yield filled, [-0.1, -4.0, -6.0, -11.0], 0.0, 5.0, [0, 0]
    yield filled, [1.0, nan, 2.0], 0.0, 5.0, [0, 0]
    yield filled, [1.0, inf], 0.0, 5.0, [0, 0]
    yield filled, [1.0], 0.0, 0.0, [0, 0]
    yield filled, [1.0, 2.0], 0.0, 1e-300, [0, 0]
    yield filled, [1.0, 2.0], 0.0, inf, [0, 0]
    yield filled, [1, 7], 0, 5, [0, 0]
    yield filled, [1.0, 1.0], 0.0, 5.0, [2**63 - 1, 0]
    yield filled, [1.0, 1.0], 0.0, 5.0, [0.5, True]
    yield filled, [1.0, 6.0], 0.0, 5.0, [True, "a"]
    yield filled, [1.0, 6.0], 0.0, 5.0, (0, 0)
    yield filled, [1.0, 6.0, 6.5], 0.0, 5.0, np.zeros(2, np.int8)
    yield filled, [1.0] * 200, 0.0, 5.0, np.zeros(2, np.int8)
    yield filled, [1.0, 6.0], 0.0, 5.0, {0: 5}
    yield filled, [1.0], 0.0, 5.0, bytearray(b"\xff")
    yield filled, [1.0], 0.0, 5.0, []
    yield filled, [], None, 0, None
    yield filled, ["a"], 0.0, 5.0, [0]
    yield table, 2, 2, [(0, 0), (-1, -1), (2, 0), (0, -3), (1, 1)]
    yield table, 0, 2, [(0, 0)]
    yield table, 2, -2, [(0, 0)]
    yield table, 2, 2, [(0, 0, 0)]
    yield table, 2, 2, [(0.0, 1)]
    yield table, 2, 2, [(True, False)]
    yield table, 2, 2, [(2**70, 0)]
    yield table, True, 2, [(0, 0)]
    yield table, 1.0, 2, []
