"""Column means of a table without rows or without columns.

kind: empty input
"""

def column_means(table):
    columns = len(table[0])
    means = []
    for j in range(columns):
        total = 0.0
        for row in table:
            total += row[j]
        means.append(total / len(table))
    return means


def main():
    table = [[((i * 31 + j * 17) % 101) / 7 for j in range(40)] for i in range(4000)]
    for _ in range(60):
        means = column_means(table)
    print(sum(means), means[:2])


if __name__ == "__main__":
    main()


# --- calls the program never makes ---


def probes():
    yield column_means, []
    yield column_means, [[]]
    yield column_means, [[], [1.0]]
    yield column_means, [[1.0], []]
    yield column_means, [[1.0, 2.0], [3.0]]
    yield column_means, [[1.0], [2.0, 3.0]]
    yield column_means, [[1, 2], [3, 4]]
    yield column_means, [[1.0, None]]
    yield column_means, [(1.0, 2.0), [3.0, 4.0]]
    yield column_means, {0: [1.0]}
    yield column_means, ["12", "34"]
    yield column_means, [[float("nan"), float("inf")], [1.0, float("-inf")]]
    yield column_means, [[1e308], [1e308]]
    yield column_means, [[2**1024]]
    yield column_means, None
