"""max(low, min(high, x)) keeps the bound for a NaN on one side and the sign of a zero.

kind: NaN and -0.0 in min/max
"""

def clamp(values, low, high):
    result = []
    for x in values:
        result.append(max(low, min(high, x)))
    return result


def main():
    values = [((i * 7919) % 2003) / 100 - 10 for i in range(1_500_000)]
    clamped = clamp(values, -5.0, 5.0)
    print(sum(clamped), clamped[:5], clamped.count(5.0))


if __name__ == "__main__":
    main()


# --- calls the program never makes ---


def probes():
    nan = float("nan")
    yield clamp, [nan, 1.0, 9.0, -9.0], -5.0, 5.0
    yield clamp, [1.0, 9.0], nan, 5.0
    yield clamp, [1.0, 9.0], -5.0, nan
    yield clamp, [0.0, -0.0], -0.0, 0.0
    yield clamp, [0.0, -0.0], 0.0, -0.0
    yield clamp, [0.0, -0.0], 0, 0
    yield clamp, [1, 9, -9], -5.0, 5.0
    yield clamp, [5, 5.0], -5.0, 5.0
    yield clamp, [1.0, 9.0], 5, -5
    yield clamp, [], "a", None
    yield clamp, ["b"], "a", "c"
    yield clamp, [2**70], -5.0, 5.0
    yield clamp, [True, 2], 0, 1
    yield clamp, [1.0, "x"], -5.0, 5.0
