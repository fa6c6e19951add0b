"""Positions by list.index: the first of equal ones, and a ValueError for one that is not there.

kind: unhashable and equal-but-different elements
"""

def positions(labels, alphabet):
    result = []
    for label in labels:
        result.append(alphabet.index(label))
    return result


def main():
    alphabet = [f"k{(i * 7) % 211}" for i in range(400)]
    labels = [f"k{(i * 31) % 211}" for i in range(200_000)]
    result = positions(labels, alphabet)
    print(sum(result), result[:6])


if __name__ == "__main__":
    main()


# --- calls the program never makes ---


def probes():
    nan = float("nan")
    yield positions, ["a", "b", "z"], ["b", "a", "b"]
    yield positions, [1, True, 1.0], [0, True, 1]
    yield positions, [nan], [1.0, nan]
    yield positions, [float("nan")], [1.0, nan]
    yield positions, [[1]], [[0], [1]]
    yield positions, ["a", "bc", ""], "abc"
    yield positions, ["z"], "abc"
    yield positions, [3], (1, 2, 3)
    yield positions, [3], range(10)
    yield positions, [], None
    yield positions, [1], {1: 2}
    yield positions, [0.0], [-0.0]
