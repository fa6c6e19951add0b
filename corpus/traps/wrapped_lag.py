"""values[i - lag] wraps to the end of the list for small i, and that is meant.

kind: negative and overrunning indices
"""

def lagged(values, lag):
    result = [0.0] * len(values)
    for i in range(len(values)):
        result[i] = values[i] - values[i - lag]
    return result


def main():
    values = [((i * 7919) % 1009) / 10 for i in range(10_000)]
    total = 0.0
    for lag in range(1000):
        total += abs(lagged(values, lag)[lag])
    print(total)


if __name__ == "__main__":
    main()


# --- calls the program never makes ---


def probes():
    yield lagged, [1.0, 2.0, 3.0], 1
    yield lagged, [1.0, 2.0, 3.0], 3
    yield lagged, [1.0, 2.0, 3.0], 4
    yield lagged, [1.0, 2.0, 3.0], -1
    yield lagged, [1.0, 2.0, 3.0], 2**63
    yield lagged, [1.0, 2.0, 3.0], -(2**63)
    yield lagged, [1.0, 2.0, 3.0], 1.0
    yield lagged, [1.0, 2.0, 3.0], True
    yield lagged, [], 7
    yield lagged, [1, 2, 3], 1
    yield lagged, [1, 2.5, 2**70], 1
    yield lagged, [float("inf"), float("inf")], 1
    yield lagged, "abc", 1
    yield lagged, (1.0, 5.0), 1
