"""1, 1.0 and True are one key, and the first one stays; every NaN may be a key of its own.

kind: unhashable and equal-but-different elements
"""


def tally(keys):
    counts = {}
    for key in keys:
        if key in counts:
            counts[key] += 1
        else:
            counts[key] = 1
    return counts


def last_seen(keys):
    places = {}
    for place, key in enumerate(keys):
        places[key] = place
    return places


def first_repeat(keys):
    seen = set()
    for key in keys:
        if key in seen:
            return key
        seen.add(key)
    return None


def main():
    keys = [(i * 7919) % 1009 for i in range(1_200_000)]
    counts = tally(keys)
    print(list(counts.items())[:3], len(last_seen(keys)))
    print(first_repeat([(i * 7919) % 1_000_003 for i in range(1_000_004)]))


if __name__ == "__main__":
    main()


# --- calls the program never makes ---


class Odd:
    def __init__(self, name):
        self.name = name

    def __hash__(self):
        print("hash", self.name)
        return 1

    def __eq__(self, other):
        print("eq", self.name)
        return isinstance(other, Odd)


def probes():
    import numpy as np

    nan = float("nan")
    for function in (tally, last_seen, first_repeat):
        yield function, [1, True, 1.0, 0, False, -0.0, 0.0]
        yield function, [-0.0, 0]
        yield function, [True, 1]
        yield function, [nan, nan, float("nan"), -nan]
        yield function, [2**53 + 1, float(2**53), 2**53]
        yield function, [2**64, 2**64 + 0.0, -1, -2, -1]
        yield function, [2**61 - 1, 0, 2**61]
        yield function, ["a", b"a", "a"]
        yield function, [(1, 2), (1.0, True + 1)]
        yield function, [1, [2], 3]
        yield function, [Odd("a"), Odd("b")]
        yield function, [np.int64(3), 3, np.float32(3)]
        yield function, np.array([3, 1, 3])
        yield function, "hello"
        yield function, b"hello"
        yield function, {3: 1, 4: 2}
        yield function, range(3)
        yield function, iter([1, 1, 2])
        yield function, []
        yield function, None
        yield function, [None, None]
        yield function, [1j, 1, 1 + 0j]
