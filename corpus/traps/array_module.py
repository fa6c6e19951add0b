"""array.array holds one C type: too large a number raises, and the ones before it stay.

kind: int32 wrap
"""

from array import array


def accumulate(values, factor):
    for i in range(1, len(values)):
        values[i] = values[i - 1] * factor + values[i]
        if values[i] > 1_000_000:
            values[i] -= 1_000_000
    return values


def main():
    values = array("i", [(i * 7919) % 1009 for i in range(1_000_000)])
    print(sum(accumulate(values, 1)))
    numbers = [(i * 7919) % 1009 for i in range(1_000_000)]
    print(sum(accumulate(numbers, 1)))


if __name__ == "__main__":
    main()


# --- calls the program never makes ---


def tried(values, factor):
    try:
        return accumulate(values, factor)
    finally:
        print(values)


def probes():
    yield tried, array("b", [100, 27, 1]), 1
    yield tried, array("b", [100, 27, 1]), 2
    yield tried, array("B", [5, 1, 1]), -1
    yield tried, array("i", [900_000, 200_000]), 1
    yield tried, array("i", [2**31 - 1, 2**31 - 1, 3]), 1
    yield tried, array("q", [2**62, 2**62, 1]), 2
    yield tried, array("Q", [2**63, 1, 1]), 1
    yield tried, array("f", [0.1, 0.2, 0.3]), 1
    yield tried, array("d", [0.1, 0.2, 0.3]), 3
    yield tried, array("i", [1, 2]), 0.5
    yield tried, array("d", [1e308, 1e308]), 9
    yield tried, array("i"), 1
    yield tried, [2**62, 2**62, 1], 2
    yield tried, [1, "a", 2], 1
    yield tried, [True, True], True
    yield tried, (1, 2), 1
    yield tried, [0.5, 1], 1
