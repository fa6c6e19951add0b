"""The lowest value by comparison: a NaN in front stays, a NaN behind is passed over.

kind: NaN and -0.0 in min/max
"""

def lowest(values):
    best = values[0]
    for value in values:
        if value < best:
            best = value
    return best


def main():
    values = [((i * 7919) % 100_003) / 9973 for i in range(100_000)]
    print([lowest(values[k:]) for k in range(0, 2000, 5)][-1])


if __name__ == "__main__":
    main()


# --- calls the program never makes ---


def probes():
    nan = float("nan")
    yield lowest, [nan, 1.0, 2.0]
    yield lowest, [1.0, nan, 0.5]
    yield lowest, [0.0, -0.0]
    yield lowest, [-0.0, 0.0]
    yield lowest, [1, 1.0, True]
    yield lowest, [True, 1, 1.0]
    yield lowest, [2, 1.5, 1]
    yield lowest, []
    yield lowest, ["b", "a"]
    yield lowest, [3, "a"]
    yield lowest, [[2], [1], [0, 5]]
    yield lowest, [2**53 + 1, 2.0**53]
    yield lowest, [2.0**53, 2**53 + 1, 2**53]
    yield lowest, {0: 1.0, 1: 2.0}
    yield lowest, "hello"
    yield lowest, (3.0, 2.0)
    yield lowest, [10**400, 1.0]
