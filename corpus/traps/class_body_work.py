"""A class body runs its own loops, and what they bind become attributes of the class.

kind: nonlocal
"""


class Table:
    size = 3000
    cells = []
    for i in range(size):
        for j in range(size // 2):
            if (i * j) % 97 == 1:
                cells.append((i + j) % 13)
    total = 0
    for cell in cells:
        total += cell

    def ratio(self, values):
        hits = 0
        for value in values:
            hits += value % self.size in (1, 2, 3)
        return hits / self.total


class Wide(Table):
    size = 7


def main():
    table = Table()
    print(Table.total, len(Table.cells), Table.i, Table.cell)
    print(table.ratio(range(3_500_000)))


if __name__ == "__main__":
    main()


# --- calls the program never makes ---


def probes():
    yield (lambda: sorted(name for name in vars(Table) if not name.startswith("_"))),
    yield (lambda: (Table.i, Table.j, Table.cell, Table.size, Table.total)),
    yield Table().ratio, [1, 2, 1201, 5]
    yield Wide().ratio, [1, 2, 1201, 5, 8]
    yield Table().ratio, [1.0, 2.5]
    yield Table().ratio, [True, 2**70]
    yield Table().ratio, []
    yield Table().ratio, ["%d"]
    yield Table.ratio, Table, [1, 2]
    yield Table.ratio, None, []
