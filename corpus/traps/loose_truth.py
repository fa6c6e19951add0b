"""Comparisons that return something that is not a bool, tested for truth.

kind: operator overloading
"""

def longest_rise(values):
    best = run = 1
    for i in range(1, len(values)):
        if values[i] > values[i - 1]:
            run += 1
        else:
            run = 1
        best = max(best, run)
    return best


def main():
    values = [(i * i * 7919) % 100_003 for i in range(100_000)]
    print([longest_rise(values[k:]) for k in range(40)])


if __name__ == "__main__":
    main()


# --- calls the program never makes ---


class Moody:
    def __init__(self, answer):
        self.answer = answer

    def __gt__(self, other):
        return self.answer


class Angry:
    def __bool__(self):
        raise OverflowError("no truth")


def probes():
    import numpy as np

    nan = float("nan")
    yield longest_rise, [Moody(""), Moody("x"), Moody([0]), Moody(None)]
    yield longest_rise, [1, Moody(Angry()), 2]
    yield longest_rise, [1, 2, "x"]
    yield longest_rise, []
    yield longest_rise, [nan, 1.0, nan, 2.0, 3.0]
    yield longest_rise, [2**53, 2.0**53, 2**53 + 1]
    yield longest_rise, [False, True, 2, 2.5]
    yield longest_rise, "abcabcd"
    yield longest_rise, [{1}, {1, 2}, {1, 2, 3}]
    yield longest_rise, [np.array([1, 2]), np.array([2, 3])]
    yield longest_rise, [np.array([1]), np.array([2])]
    yield longest_rise, np.array([1, 2, 3])
    yield longest_rise, [1 + 0j, 2]
    yield longest_rise, {0: 1, 1: 2}
    yield longest_rise, (0.0, -0.0, 0.0)
