"""min() and max() over generator expressions, in the order in which the values come.

kind: NaN and -0.0 in min/max
"""

def spread(rows):
    return [max(abs(x) for x in row) - min(x * x for x in row) for row in rows]


def main():
    rows = [[((i * 31 + j * 17) % 101) / 7 - 5 for j in range(50)] for i in range(24_000)]
    result = spread(rows)
    print(sum(result), max(result))


if __name__ == "__main__":
    main()


# --- calls the program never makes ---


def probes():
    nan = float("nan")
    yield spread, [[nan, 1.0, 2.0]]
    yield spread, [[1.0, nan, 2.0]]
    yield spread, [[0.0, -0.0]]
    yield spread, [[1, 2, 3], [1.0, 2, 3]]
    yield spread, [[]]
    yield spread, []
    yield spread, [[1.0], []]
    yield spread, [[1.0], [2.0, 3.0]]
    yield spread, [[2**40, -(2**40)]]
    yield spread, [[-(2**63)]]
    yield spread, [[1e200]]
    yield spread, [[True, False]]
    yield spread, [[1j]]
    yield spread, [(1.0, -2.0)]
    yield spread, ["ab"]
    yield spread, [iter([1.0, 2.0])]
