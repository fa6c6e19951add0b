"""A file whose lines end as Windows ends them, with a text that keeps its own line ends.

kind: CRLF and tabs
"""

TITLE = """totals
per block"""


def block_sums(values, size):
    sums = []
    for start in range(0, len(values), size):
        total = 0.0
        for value in values[start : start + size]:
            total += value
        sums.append(total)
    return sums


def main():
    values = [((i * 7919) % 1009) / 10 for i in range(3_000_000)]
    sums = block_sums(values, 1000)
    print(repr(TITLE), len(sums), sums[:3])


if __name__ == "__main__":
    main()


# --- calls the program never makes ---


def probes():
    yield block_sums, [1.0, 2.0, 4.0], 2
    yield block_sums, [1.0, 2.0], 0
    yield block_sums, [1.0, 2.0], -1
    yield block_sums, [1, 2, 4], 2
    yield block_sums, [0.1] * 30, 30
    yield block_sums, [1e308, 1e308], 2
    yield block_sums, [], 3
    yield block_sums, "ab", 1
    yield block_sums, [1.0, None], 2
    yield block_sums, (1.0, 2.0), 5
    yield block_sums, [1.0], 2**70
    yield lambda: TITLE,
