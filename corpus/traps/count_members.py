"""Membership of rows that are lists: they have no hash, and 1, 1.0 and True are one.

kind: unhashable and equal-but-different elements
"""

def count_known(rows, known):
    total = 0
    for row in rows:
        if row in known:
            total += 1
    return total


def main():
    rows = [[i % 70, (i * i) % 30] for i in range(200_000)]
    known = [[i, (i * 7) % 30] for i in range(60)]
    print(count_known(rows, known), count_known([tuple(r) for r in rows[:99]], known))


if __name__ == "__main__":
    main()


# --- calls the program never makes ---


def probes():
    nan = float("nan")
    row = [nan, 1]
    yield count_known, [[1, 2], [1.0, True]], [[1, 2], [1, 1]]
    yield count_known, [row, [nan, 1], [float("nan"), 1]], [row]
    yield count_known, [(1, 2), [1, 2]], [(1, 2)]
    yield count_known, [1, "1", 1.0], [1]
    yield count_known, [[1, 2]], [1, 2]
    yield count_known, [], []
    yield count_known, [[]], [[]]
    yield count_known, [[0.0]], [[-0.0]]
    yield count_known, ["a"], "bab"
    yield count_known, [1], "bab"
    yield count_known, [{1: 2}], [{1: 2.0}]
