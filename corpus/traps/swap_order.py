"""Targets of one assignment are set from left to right, and may depend on each other.

kind: negative and overrunning indices
"""

def permute(order, values, rounds):
    i = 0
    for _ in range(rounds):
        i, order[i] = order[i], i
        values[i], values[order[i]] = values[order[i]], values[i] + 1
    return i


def main():
    n = 1009
    order = [(k * 31 + 7) % n for k in range(n)]
    values = [0] * n
    print(permute(order, values, 3_000_000), sum(values), values[:5], order[:5])


if __name__ == "__main__":
    main()


# --- calls the program never makes ---


def probes():
    yield permute, [1, 2, 0], [0, 0, 0], 5
    yield permute, [1, 2, 3], [0, 0, 0], 9
    yield permute, [-1, 0, 1], [5, 6, 7], 7
    yield permute, [1, 2, 0], [0.5, 0, 0], 5
    same = [2, 0, 1]
    yield permute, same, same, 4
    yield permute, [0], [2**63 - 1], 3
    yield permute, [], [], 0
    yield permute, [], [], 1
    yield permute, [1, 5], [0, 0], 3
    yield permute, [1.0, 0], [0, 0], 2
    yield permute, (1, 0), [0, 0], 1
    yield permute, [1, 0], ["a", "b"], 1
    yield permute, {0: 1, 1: 0}, {0: 5, 1: 6}, 4
    yield permute, [True, False], [0, 0], 3
