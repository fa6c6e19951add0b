"""A loop that returns from inside, after it has changed the list it goes through.

kind: break/else
"""

def find_and_mark(values, target, mark):
    for i in range(len(values)):
        if values[i] == target:
            return i
        values[i] += mark
    return -1


def main():
    values = [float(i) for i in range(5000)]
    places = [find_and_mark(values, 3000.0 + k, 0.5) for k in range(2500)]
    print(sum(places), sum(values))


if __name__ == "__main__":
    main()


# --- calls the program never makes ---


class Same:
    def __eq__(self, other):
        return other > 2


def probes():
    nan = float("nan")
    yield find_and_mark, [1.0, 2.0, 3.0], 2.0, 0.5
    yield find_and_mark, [1.0, 2.0, 3.0], 9.0, 0.5
    yield find_and_mark, [1.0, 2.0, 3.0], 2, 1
    yield find_and_mark, [1, 2, 3], 3.0, 1
    yield find_and_mark, [1.0, nan, 3.0], nan, 0.5
    yield find_and_mark, [0.0, 1.0], -0.0, 0.5
    yield find_and_mark, [1.0, 2.0, 3.0], Same(), 0.5
    yield find_and_mark, [1.0, "x", 3.0], 3.0, 0.5
    yield find_and_mark, [1.0, 2.0], "x", 0.5
    yield find_and_mark, [1.0, 2.0], 2.0, "x"
    yield find_and_mark, [2.0, 1.0], 2.0, "x"
    yield find_and_mark, (2.0, 1.0), 2.0, 0.5
    yield find_and_mark, (1.0, 2.0), 2.0, 0.5
    yield find_and_mark, [2**53, 2**53 + 1], 2.0**53, 1
    yield find_and_mark, [2**63 - 1, 5], 5, 1
    yield find_and_mark, [[1], [2]], [2], [0]
    yield find_and_mark, [True, False], 0, 1
    yield find_and_mark, [], 0, None
