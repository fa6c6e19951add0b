"""+ and * join and repeat lists; on arrays, and on numbers, they calculate.

kind: operator overloading
"""

def build(pattern, times, rounds):
    total = 0
    for r in range(rounds):
        row = pattern * times + pattern
        for value in row:
            total += value * r
    return total


def main():
    print(build([1, 5, 2, 8], 30, 60_000))


if __name__ == "__main__":
    main()


# --- calls the program never makes ---


def probes():
    import numpy as np

    yield build, [1, 2], 0, 2
    yield build, [1, 2], -1, 2
    yield build, [1.5, 2], 2, 3
    yield build, (1, 2), 2, 2
    yield build, np.array([1, 2]), 2, 2
    yield build, np.array([1.5, 2]), 2, 2
    yield build, [1, 2], 1.0, 2
    yield build, [2**62], 2, 3
    yield build, "ab", 2, 2
    yield build, "ab", 2, 0
    yield build, [], 5, 2
    yield build, [[1]], 1, 2
    yield build, 3, 2, 1
    yield build, 3, 2, 0
    yield build, bytes([1, 2]), 2, 2
    yield build, [True], True, True
