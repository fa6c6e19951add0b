"""A table whose rows are one and the same list, as [[0] * n] * m makes it.

kind: aliased lists
"""

def add_rows(table, increments):
    for i in range(len(table)):
        row = table[i]
        for j in range(len(row)):
            row[j] += increments[i] * (j + 1)
    return table[0][0]


def main():
    table = [[0.0] * 100 for _ in range(100)]
    increments = [(i % 9) * 0.125 for i in range(100)]
    for _ in range(500):
        corner = add_rows(table, increments)
    print(corner, table[99][99], sum(map(sum, table)))


if __name__ == "__main__":
    main()


# --- calls the program never makes ---


def probes():
    yield add_rows, [[0.0] * 3] * 3, [1.0, 2.0, 3.0]
    yield add_rows, [[0] * 3] * 3, [1, 2, 3]
    row = [1.0, 2.0]
    yield add_rows, [row, [5.0, 5.0], row], [1.0, 2.0, 3.0]
    yield add_rows, [row, row], row
    yield add_rows, [[1.0, 2.0], [3.0]], [1.0, 2.0]
    yield add_rows, [[1.0, 2.0], [3.0, 4.0]], [1.0]
    yield add_rows, [], [1.0]
    yield add_rows, [[]], [1.0]
    yield add_rows, [[], []], []
    yield add_rows, [(1.0, 2.0)], [1.0]
    yield add_rows, [["a", "b"]], [1]
    yield add_rows, [[1.0, 2.0]], ["x"]
    yield add_rows, [[2**62, 2**62]], [2**62]
    yield add_rows, [[True]], [True]
