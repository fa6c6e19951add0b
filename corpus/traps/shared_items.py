"""Items of one list that are in another: duplicates and order stay, as no set keeps them.

kind: duplicates and order against sets
"""

def shared(first, second):
    found = []
    for x in first:
        for y in second:
            if x == y:
                found.append(x)
    return found


def main():
    first = [(i * 7919) % 3001 for i in range(5_000)]
    second = [(i * 104729) % 2003 for i in range(2_500)]
    result = shared(first, second)
    print(len(result), result[:8], sum(result))


if __name__ == "__main__":
    main()


# --- calls the program never makes ---


class Always:
    def __eq__(self, other):
        return True


class Truthless:
    def __eq__(self, other):
        return []


def probes():
    nan = float("nan")
    yield shared, [3, 1, 3, 2], [2, 3, 3]
    yield shared, [1, 1.0, True], [True, 1]
    yield shared, [nan, 1.0], [nan, 1.0]
    yield shared, [0.0], [-0.0, 0]
    yield shared, [[1], [2]], [[2], [1], [1]]
    yield shared, [Always(), 3], [4, Always()]
    yield shared, [Truthless(), 3], [3]
    yield shared, [2**53 + 1], [2.0**53, 2**53 + 1]
    yield shared, ["a", "b"], "ab"
    yield shared, "aXb", "bXX"
    yield shared, [1, 2], iter([1, 2])
    yield shared, iter([1, 2]), [2, 1]
    yield shared, [], None
    yield shared, [1], None
    yield shared, [{1}, frozenset({1})], [frozenset({1})]
    yield shared, [2**70], [2**70, 2.0**70]
    yield shared, [1 + 0j], [1]
