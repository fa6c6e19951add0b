"""A with block in the loop swallows some errors, and always leaves what it entered.

kind: try/except in the loop
"""

from contextlib import suppress


class Ledger:
    def __init__(self):
        self.depth = 0
        self.entries = 0

    def __enter__(self):
        self.depth += 1
        self.entries += 1
        return self

    def __exit__(self, kind, error, trace):
        self.depth -= 1
        return kind is KeyError


def collect(ledger, values, table):
    total = 0
    for value in values:
        with ledger:
            total += table[value % 50]
        with suppress(ZeroDivisionError):
            total += 100 // (value % 3)
    return total


def main():
    ledger = Ledger()
    table = {k: k * k for k in range(45)}
    print(collect(ledger, range(1_050_000), table), ledger.entries)


if __name__ == "__main__":
    main()


# --- calls the program never makes ---


def collected(values, table):
    ledger = Ledger()
    try:
        return collect(ledger, values, table)
    finally:
        print(vars(ledger))


def probes():
    yield collected, [1, 2, 3, 49], {1: 1, 3: 5}
    yield collected, [1, 2, 3], [1, 2]
    yield collected, [1, "a"], {1: 1}
    yield collected, [1.5, 3.0], {1.5: 1}
    yield collected, [1, 2], {1: "a"}
    yield collected, [2**70], {24: 2**63}
    yield collected, [], None
    yield collected, [0], None
    yield collect, suppress(TypeError), [1, 2, 3], None
    yield collect, None, [1], {1: 1}
    yield collect, None, [], {}
