"""The first of each value, in order; `in` asks for equality, and identity before that.

kind: duplicates and order against sets
"""

def firsts(values):
    seen = []
    for value in values:
        if value not in seen:
            seen.append(value)
    return seen


def main():
    values = [(i * i) % 2503 for i in range(20_000)]
    print(len(firsts(values)), firsts(values)[:6])


if __name__ == "__main__":
    main()


# --- calls the program never makes ---


def probes():
    nan = float("nan")
    yield firsts, [3, 1, 3, 2, 1]
    yield firsts, [1, True, 1.0, 0, False, -0.0]
    yield firsts, [1.0, 1, True]
    yield firsts, [nan, nan, float("nan")]
    yield firsts, [[1], [1], [2]]
    yield firsts, [{1: 2}, {1: 2}]
    yield firsts, [(1, 2), (1.0, 2)]
    yield firsts, "banana"
    yield firsts, []
    yield firsts, [None, 0, ""]
    yield firsts, ["1", 1, b"1"]
    yield firsts, iter([2, 2])
    yield firsts, [2**53, 2.0**53, 2**53 + 1]
    yield firsts, [{1}, frozenset({1})]
