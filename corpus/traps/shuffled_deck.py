"""A shuffle by hand: randrange draws bits in its own way, and the list changes in place.

kind: random streams
"""

import random


def shuffle(cards, times):
    moved = 0
    for _ in range(times):
        for i in range(len(cards) - 1, 0, -1):
            j = random.randrange(i + 1)
            cards[i], cards[j] = cards[j], cards[i]
            if i != j:
                moved += 1
    return moved


def main():
    random.seed(5)
    cards = list(range(52))
    moved = shuffle(cards, 12_000)
    print(moved, cards[:8], random.random())


if __name__ == "__main__":
    main()


# --- calls the program never makes ---


def probes():
    row = [1]
    yield shuffle, list("abcdefgh"), 2
    yield shuffle, [row, row, [1], 2.5, None], 3
    yield shuffle, [], 2
    yield shuffle, [1], 2
    yield shuffle, (1, 2, 3), 1
    yield shuffle, {0: "a", 1: "b", 2: "c"}, 1
    yield shuffle, [1, 2, 3], 0
    yield shuffle, bytearray(b"abcdef"), 2
    yield shuffle, [1.5, 2.5], True
