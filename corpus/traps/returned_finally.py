"""A return in finally swallows the error; a break in finally leaves the loop for good.

kind: try/except in the loop
"""


def stubborn(values):
    total = 0.0
    for value in values:
        try:
            total += 100.0 / value
            if total > 1e6:
                total = 0.0
                continue
        except ZeroDivisionError as error:
            total += 1.0
            kept = error
        else:
            total += 0.25
        finally:
            total += 0.5
    return total


def silent(values):
    count = 0
    try:
        for value in values:
            count += 3 if value > 2 else 1
    finally:
        return count


def chained(values, limit):
    total = 0
    for value in values:
        try:
            total += value
            if total > limit:
                raise ValueError("too much", total)
        except ValueError as error:
            raise LookupError(value) from error
    return total


def main():
    values = [(i * 7919) % 1009 / 4 for i in range(900_000)]
    print(stubborn(values), silent(values), chained(values, 1e18))


if __name__ == "__main__":
    main()


# --- calls the program never makes ---


def probes():
    yield stubborn, [1.0, 0.0, 2.0]
    yield stubborn, [0, False, -0.0]
    yield stubborn, [1.0, "a", 2.0]
    yield stubborn, [1e-300, 1e300]
    yield stubborn, [1e-320]
    yield stubborn, [1j]
    yield stubborn, [1, 2, 3]
    yield stubborn, []
    yield stubborn, None
    yield silent, [1, 5, "a", 7]
    yield silent, None
    yield silent, [1, 2, float("nan")]
    yield silent, iter([3, 4])
    yield silent, (1 // k for k in (1, 0, 1))
    yield silent, [1j]
    yield chained, [1, 2, 3], 4
    yield chained, [1.5, 2.5], 2
    yield chained, [2**62, 2**62], 2**64
    yield chained, [2**62, 2**62], 2**63 - 1
    yield chained, ["a"], 1
    yield chained, [1], "a"
    yield chained, [], None
    yield chained, [float("nan"), 1], 0
    yield chained, [True, True], 1
