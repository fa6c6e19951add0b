"""Welford's running variance: the textbook formula of whole-array code differs on far-off data.

kind: float order and Kahan sums
"""

def variance(values):
    mean = 0.0
    spread = 0.0
    count = 0
    for value in values:
        count += 1
        delta = value - mean
        mean += delta / count
        spread += delta * (value - mean)
    return mean, spread / (count - 1)


def main():
    values = [1e6 + ((i * 7919) % 10007) / 9973 for i in range(2_500_000)]
    print(variance(values), variance(values[:1000]))


if __name__ == "__main__":
    main()


# --- calls the program never makes ---


def probes():
    yield variance, [1e9 + 4, 1e9 + 7, 1e9 + 13, 1e9 + 16]
    yield variance, [5.0]
    yield variance, []
    yield variance, [1, 2, 4]
    yield variance, [1.0, 1.0]
    yield variance, [float("inf"), 1.0, 2.0]
    yield variance, [1.0, float("nan"), 2.0]
    yield variance, [1e200, -1e200]
    yield variance, [True, False]
    yield variance, ["1", 2]
    yield variance, [2**70, 1]
    yield variance, [10**400]
