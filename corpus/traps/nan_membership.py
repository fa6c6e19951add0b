"""A NaN is in a list when it is the same object, though it equals nothing.

kind: NaN in `in`
"""

def hits(values, wanted):
    count = 0
    for value in values:
        if value in wanted:
            count += 1
    return count


def main():
    values = [((i * 7919) % 10_007) / 8 for i in range(30_000)]
    wanted = [((i * 104_729) % 20_011) / 8 for i in range(600)]
    print(hits(values, wanted))


if __name__ == "__main__":
    main()


# --- calls the program never makes ---


class Nosy(float):
    def __eq__(self, other):
        print("asked")
        return False

    __hash__ = float.__hash__


def probes():
    import numpy as np

    nan = float("nan")
    yield hits, [nan, 1.0], [nan]
    yield hits, [float("nan"), 1.0], [nan, 1]
    yield hits, [np.float64("nan")], [nan]
    yield hits, [0.0, -0.0], [-0.0]
    yield hits, [1, True, 1.0], [1.0]
    yield hits, [2**53 + 1], [2.0**53]
    yield hits, [Nosy(1.0)], [1.0, 2.0]
    yield hits, [1.0], [Nosy(1.0)]
    yield hits, [1.0, "x", None, (1,)], [None, (1.0,)]
    yield hits, [[1.0]], [[1]]
    yield hits, [1.0], np.array([1.0, 2.0])
    yield hits, [nan], np.array([nan])
    yield hits, np.array([1.0, np.nan]), [nan, 1.0]
    yield hits, [np.array([1.0])], [1.0]
    yield hits, [np.array([1.0, 2.0])], [1.0]
    yield hits, [nan], {nan}
    yield hits, [1.0], {1.0: 2}
    yield hits, [1.0, 2.0, 1.0], iter([2.0, 1.0])
    yield hits, [1.0], None
    yield hits, [], None
    yield hits, ["a"], "abc"
    yield hits, [1.0], "abc"
    yield hits, [1.0, 5], range(3)
