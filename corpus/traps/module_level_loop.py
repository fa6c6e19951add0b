"""A hot loop at module level: every name it binds is a global that others read.

kind: rebinding of globals
"""

import sys

SIZE = 260
table = []
for row in range(SIZE):
    table.append([])
    for column in range(SIZE):
        cell = 0
        for k in range(1, 24):
            cell = (cell * k + row ^ column) % 9973
        table[row].append(cell)
        last = row, column

checks = [sum(line) for line in table]


def lookup(i, j):
    return table[i][j] + checks[i]


if __name__ == "__main__":
    print(sum(checks), last, row, column, k, cell, lookup(3, 4), len(sys.argv))


# --- calls the program never makes ---


def probes():
    yield lambda: (row, column, k, cell, last),
    yield lambda: (type(table), type(table[0]), type(table[0][0]), table[7] is table[8]),
    yield lookup, 3, -1
    yield lookup, SIZE, 0
    yield lookup, 1.0, 0
