"""Comparing with None by `is`, beside ==, in data that is numbers most of the time.

kind: is
"""

def interpolate(values):
    result = list(values)
    for i in range(1, len(result) - 1):
        if result[i] is None:
            if result[i - 1] is not None and result[i + 1] is not None:
                result[i] = (result[i - 1] + result[i + 1]) / 2
            else:
                result[i] = result[i - 1]
    return result


def main():
    values = [None if i % 7 == 3 else (i * 7919) % 1009 / 4 for i in range(1_500_000)]
    result = interpolate(values)
    print(sum(result), result[:5])


if __name__ == "__main__":
    main()


# --- calls the program never makes ---


class Nothing:
    def __eq__(self, other):
        return other is None


def probes():
    import numpy as np

    nan = float("nan")
    yield interpolate, [1.0, None, None, 2.0, None]
    yield interpolate, [None, None, 2.0, None, 3]
    yield interpolate, [1, None, 2]
    yield interpolate, [1, Nothing(), 2]
    yield interpolate, [1.0, nan, 2.0]
    yield interpolate, ["a", None, "b"]
    yield interpolate, [2**70, None, 1.0]
    yield interpolate, [10**400, None, 1]
    yield interpolate, []
    yield interpolate, [None]
    yield interpolate, (1.0, None, 2.0)
    yield interpolate, iter([1.0, None, 2.0])
    yield interpolate, np.array([1.0, 2.0, 3.0])
    yield interpolate, {1: None, 2: None, 5: None}
    yield interpolate, None
    yield interpolate, [True, None, False]
