"""Shifts and masks on ints that, unlike a machine's, have no upper end and no sign bit.

kind: big integers
"""

def mix(values, seed, shift):
    state = seed
    for value in values:
        state ^= value
        state = state * 16_777_619 & 0xFFFFFFFF
        state = (state << shift | state >> (32 - shift)) & 0xFFFFFFFF
    return ~state & 0xFFFF


def main():
    values = [(i * 7919) % 256 for i in range(1_000_000)]
    print(mix(values, 2_166_136_261, 5), mix(values[::-1], 17, 13))


if __name__ == "__main__":
    main()


# --- calls the program never makes ---


def probes():
    yield mix, [1, 2, 3], 7, 0
    yield mix, [1, 2, 3], 7, 32
    yield mix, [1, 2, 3], 7, 33
    yield mix, [1, 2, 3], 7, -1
    yield mix, [1, 2, 3], 7, 31
    yield mix, [2**40, -1, -(2**63)], 7, 5
    yield mix, [2**64, 2**200], 7, 5
    yield mix, [5], 2**63, 5
    yield mix, [5], -3, 5
    yield mix, [], -(2**70), 5
    yield mix, [True, False], True, 5
    yield mix, [1.0], 7, 5
    yield mix, b"bytes", 7, 5
    yield mix, "text", 7, 5
    yield mix, [1], 7, 5.0
    yield mix, [1], 1.5, 5
    yield mix, [1], 7, 2**70
