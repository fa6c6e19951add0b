"""sum() with a start, min() with a default and a key: each changes what nothing comes to.

kind: empty input
"""

def figures(rows, start):
    totals = []
    for row in rows:
        total = sum(row, start)
        least = min(row, default=-1.0)
        nearest = min(row, key=lambda x: abs(x - 2.0), default=None)
        totals.append((total, least, nearest))
    return totals


def main():
    rows = [[((i * 31 + j * 17) % 101) / 7 for j in range(12)] for i in range(150_000)]
    result = figures(rows, 0.5)
    print(len(result), result[7], sum(total for total, _, _ in result))


if __name__ == "__main__":
    main()


# --- calls the program never makes ---


def probes():
    nan = float("nan")
    yield figures, [[], [1.0]], 0.5
    yield figures, [[1.0, 3.0, 1.0]], 0
    yield figures, [[1, 3]], 0
    yield figures, [[1, 3.5]], 1
    yield figures, [[nan, 1.0], [1.0, nan]], 0.0
    yield figures, [[0.0, -0.0, 4.0, 4]], -0.0
    yield figures, [[]], "x"
    yield figures, [[1.0]], "x"
    yield figures, [[1.0]], None
    yield figures, [["a"]], ""
    yield figures, [[[1], [2]]], []
    yield figures, [], None
    yield figures, [iter([1.0, 2.0])], 0
    yield figures, [[1e16, 1.0, -1e16]], 0.0
    yield figures, [[True, 2]], 0
    yield figures, [[2**63, 1]], 1
