"""A generator that is passed in, of whatever class, is asked in the same order.

kind: random streams
"""

import random


def estimate(source, count):
    inside = 0
    for _ in range(count):
        x = source.uniform(-1.0, 1.0)
        y = source.uniform(-1.0, 1.0)
        if x * x + y * y <= 1.0:
            inside += 1
    return 4.0 * inside / count


def main():
    source = random.Random(7)
    print(estimate(source, 1_200_000), source.random())


if __name__ == "__main__":
    main()


# --- calls the program never makes ---


class Fixed:
    def __init__(self):
        self.asked = []

    def uniform(self, low, high):
        self.asked.append((low, high))
        return 1 if len(self.asked) % 3 else 0


class Noisy(random.Random):
    def random(self):
        print("drawn")
        return 0.25


def after(seed, count):
    source = random.Random(seed)
    answer = estimate(source, count)
    return answer, source.random(), source.getstate()[1][-1]


def probes():
    import numpy as np

    yield after, 3, 100
    yield estimate, Fixed(), 5
    yield estimate, Noisy(1), 2
    yield after, 3, 0
    yield estimate, random.Random(3), -1
    yield estimate, random, 10
    yield lambda: repr(estimate(np.random.RandomState(3), 50)),
    yield estimate, None, 0
    yield estimate, None, 1
    yield estimate, random.Random(1), 2.0
