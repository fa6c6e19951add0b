"""A lookup table at module level, that can be replaced by one of another length or kind.

kind: rebinding of globals
"""

TABLE = [((i * 167) % 256) for i in range(256)]


def scramble(values, rounds):
    total = 0
    for r in range(rounds):
        for value in values:
            total = (total * 31 + TABLE[(value + r) & 255]) % 1_000_003
    return total


def main():
    values = [(i * i) % 1021 for i in range(3000)]
    print(scramble(values, 900))


if __name__ == "__main__":
    main()


# --- calls the program never makes ---


def with_table(table, values, rounds):
    global TABLE
    before, TABLE = TABLE, table
    try:
        return scramble(values, rounds)
    finally:
        TABLE = before


def edited(place, value):
    before = TABLE[place]
    TABLE[place] = value
    try:
        return scramble([place, place + 1], 2)
    finally:
        TABLE[place] = before


def probes():
    yield with_table, [1, 2, 3], [0, 1], 1
    yield with_table, [1, 2, 3], [0, 1, 2], 2
    yield with_table, tuple(range(256)), [5, 6], 2
    yield with_table, {5: 1, 6: 2, 7: 3}, [5, 6], 2
    yield with_table, {5: 1}, [5, 6], 2
    yield with_table, "x" * 256, [5], 1
    yield with_table, bytes(range(256)), [5, 6], 2
    yield edited, 5, 2**63
    yield edited, 5, 2**80
    yield edited, 5, 0.5
    yield edited, 5, "no"
    yield edited, 5, None
    yield scramble, [-1, 300, 2**40], 2
    yield scramble, [2**70], 2
    yield scramble, [1.0], 1
    yield scramble, [True], 1
    yield scramble, [], 3
    yield scramble, [1, 2], 0
