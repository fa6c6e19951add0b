"""Shifts go as far as one likes, but not by less than nothing; ~ and ^ keep or lose the bool.

kind: big integers
"""


def pack(fields, widths):
    word = 0
    place = 0
    for field, width in zip(fields, widths):
        word = word ^ (field << place)
        place = (place + width) % 48
    return word


def ones(numbers):
    total = 0
    for number in numbers:
        while number:
            number &= number - 1
            total += 1
    return total


def lengths(numbers, down):
    total = 0
    for number in numbers:
        total += (number >> down).bit_length() + (~number & 3)
    return total


def main():
    fields = [(i * 7919) % 1009 for i in range(1_500_000)]
    widths = [i % 5 for i in range(1_500_000)]
    print(pack(fields, widths), ones(fields), lengths(fields, 2))


if __name__ == "__main__":
    main()


# --- calls the program never makes ---


def probes():
    import numpy as np

    yield pack, [1, 2, 3], [40, 40, 40]
    yield pack, [2**40, 2**30], [40, 3]
    yield pack, [1, 2], [-1, 1]
    yield pack, [1, 2], [-49, 1]
    yield pack, [-1, -5], [3, 3]
    yield pack, [True, False], [1, 1]
    yield pack, [True], [0]
    yield pack, [1.0], [1]
    yield pack, [1, 2, 3], [1]
    yield pack, [1, 1], [1.5, 1]
    yield pack, [np.int64(2**62), np.int64(1)], [2, 1]
    yield pack, np.array([200, 100], np.uint8), [3, 1]
    yield ones, [0, 1, 255, 2**64 - 1, 2**100]
    yield ones, [True, False]
    yield ones, [-0.0]
    yield ones, [1.0]
    yield ones, np.array([7, 8])
    yield lengths, [0, -1, 5, -8], 1
    yield lengths, [2**63, -(2**63), 2**63 - 1, 2**200], 0
    yield lengths, [5], 70
    yield lengths, [-5], 70
    yield lengths, [5], -1
    yield lengths, [5], 10**30
    yield lengths, [True], True
    yield lengths, [5.0], 1
    yield lengths, [np.int64(9)], 1
    yield lengths, [], -1
