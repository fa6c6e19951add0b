"""Draws from the shared generator come one by one; the stream afterwards is part of the result.

kind: random streams
"""

import random


def walks(count, length):
    ends = []
    for _ in range(count):
        place = 0
        for _ in range(length):
            if random.random() < 0.5:
                place += 1
            else:
                place -= 1
        ends.append(place)
    return ends


def main():
    random.seed(42)
    ends = walks(3000, 1000)
    print(sum(ends), max(ends), random.random())


if __name__ == "__main__":
    main()


# --- calls the program never makes ---


def seeded(seed, count, length):
    random.seed(seed)
    return walks(count, length), random.random()


def loaded(values):
    before, random.random = random.random, iter(values).__next__
    try:
        return walks(2, 3)
    finally:
        random.random = before


def probes():
    yield seeded, 1, 3, 5
    yield seeded, 2, 0, 5
    yield seeded, 2, 5, 0
    yield walks, 2.0, 1
    yield walks, 2, 1.5
    yield walks, -1, None
    yield loaded, [0.1] * 6
    yield loaded, [0.1] * 4
    yield loaded, ["x"] * 6
    yield loaded, [float("nan")] * 6
