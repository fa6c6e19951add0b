"""In a chained comparison the middle is worked out once, and the right end may be skipped.

kind: callbacks
"""

def inside(points, low, high, margin):
    count = 0
    for x, y in points:
        if low < x <= y < high or not x < margin < y:
            count += 1
    return count


def main():
    points = [((i * 7919) % 1009 / 10, (i * 104_729) % 997 / 10) for i in range(120_000)]
    print([inside(points, 5.0 + k, 90.0, 40.0) for k in range(60)])


if __name__ == "__main__":
    main()


# --- calls the program never makes ---


class Asked:
    def __init__(self, name, answer):
        self.name = name
        self.answer = answer

    def __gt__(self, other):
        print(self.name, "gt", other)
        return self.answer

    __lt__ = __le__ = __gt__


def probes():
    import numpy as np

    nan = float("nan")
    yield inside, [(1.0, 2.0), (3.0, 1.0)], 0.0, 5.0, 1.5
    yield inside, [(nan, 2.0), (1.0, nan)], 0.0, 5.0, 1.5
    yield inside, [(9.0, 2.0)], 10.0, "x", 1.5
    yield inside, [(9.0, 10.0)], 1.0, "x", 1.5
    yield inside, [(1.0, Asked("y", False)), (2.0, 3.0)], 0.0, 5.0, 9.0
    yield inside, [(1, 2)], Asked("low", []), 5, Asked("m", 1)
    yield inside, [(2**53 + 1, 2**53 + 2)], 2.0**53, 2.0**54, 2**53
    yield inside, [(1, 2, 3)], 0, 5, 1
    yield inside, [(1.0, 2.0), (1.0,)], 0, 5, 1
    yield inside, ["ab", "ba"], "A", "z", "aa"
    yield inside, np.array([[1.0, 2.0], [3.0, 4.0]]), 0.0, 5.0, 1.5
    yield inside, np.array([[1, 2]], dtype=np.uint8), -1, 300, 1
    yield inside, [(True, 2**70)], 0, 10**400, 1.5
    yield inside, [], None, None, None
    yield inside, [(np.array([1, 2]), 3)], 0, 5, 1
