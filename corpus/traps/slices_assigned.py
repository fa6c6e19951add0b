"""Slices that are assigned change the length of a list, or refuse to, and never that of an array.

kind: negative and overrunning indices
"""


def rotate(deck, cuts):
    for cut in cuts:
        deck[:] = deck[cut:] + deck[:cut]
    return deck


def interleave(values, rounds):
    half = len(values) // 2
    for _ in range(rounds):
        first = values[:half]
        second = values[half:]
        values[::2] = first
        values[1::2] = second
    return values


def main():
    deck = list(range(52))
    print(rotate(deck, [i % 53 for i in range(1_250_000)])[:5])
    values = list(range(1000))
    print(interleave(values, 125_000)[:5])


if __name__ == "__main__":
    main()


# --- calls the program never makes ---


def tried(function, values, *arguments):
    others = [values, values]
    try:
        return function(values, *arguments), others
    finally:
        print(values)


def probes():
    import numpy as np

    yield tried, rotate, [1, 2, 3], [-1, 5, 0, -7]
    yield tried, rotate, [1, "a", None], [1, None, 2]
    yield tried, rotate, [], [0, 1]
    yield tried, rotate, [1, 2, 3], [1.0]
    yield tried, rotate, [1, 2, 3], [True]
    yield tried, rotate, [1, 2, 3], [np.int64(2)]
    yield tried, rotate, np.array([1, 2, 3, 4]), [2, 2]
    yield tried, rotate, np.array([1, 2, 3, 4]), [1]
    yield tried, rotate, (1, 2), [1]
    yield tried, rotate, bytearray(b"abc"), [1]
    yield tried, rotate, [1, 2], 5
    yield tried, interleave, [1, 2, 3, 4], 2
    yield tried, interleave, [1, 2, 3], 1
    yield tried, interleave, [1, 2, 3], 0
    yield tried, interleave, [1.5, True, "a", None], 1
    yield tried, interleave, [], 3
    yield tried, interleave, [7], 3
    yield tried, interleave, np.arange(6), 1
    yield tried, interleave, np.arange(5), 1
    yield tried, interleave, bytearray(b"abcd"), 1
    yield tried, interleave, "abcd", 1
    yield tried, interleave, [1, 2, 3, 4], -1
