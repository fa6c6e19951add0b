"""Subclasses of list and dict with their own append, iteration and missing keys.

kind: subclasses
"""

def histogram(values, edges, counts, outside):
    for value in values:
        place = 0
        while place < len(edges) and value >= edges[place]:
            place += 1
        if place == 0:
            outside.append(value)
        else:
            counts[place - 1] += 1
    return len(outside)


def main():
    edges = [k * 12.5 for k in range(12)]
    counts = [0] * 12
    outside = []
    values = [((i * 7919) % 1511) / 10 - 2 for i in range(300_000)]
    print(histogram(values, edges, counts, outside), counts)


if __name__ == "__main__":
    main()


# --- calls the program never makes ---


class Loud(list):
    def append(self, value):
        print("append", value)
        list.append(self, -value)

    def __iter__(self):
        return iter([9.0, 1.0])


class Missing(dict):
    def __missing__(self, key):
        return key * 10


class Guarded(list):
    def __setitem__(self, place, value):
        if value > 1:
            raise PermissionError(place)
        list.__setitem__(self, place, value)


def probes():
    from collections import Counter

    nan = float("nan")
    yield histogram, [1.0, -1.0, 5.0], [0.0, 2.0], [0, 0], Loud()
    yield histogram, Loud([5.0]), [0.0, 2.0], [0, 0], []
    yield histogram, [1.0, 5.0], [0.0, 2.0], Missing(), []
    yield histogram, [1.0, 5.0], [0.0, 2.0], Counter(), []
    yield histogram, [1.0, -4.0, 1.0], [0.0, 2.0], Guarded([0, 0]), []
    yield histogram, [1.0, 5.0], [0.0, 2.0], [0], []
    yield histogram, [5.0], [0.0, 2.0], [], []
    yield histogram, [nan, 1.0], [0.0, 2.0], [0, 0], []
    yield histogram, [1.0], [nan, 0.0], [0, 0], []
    yield histogram, [1, -1, True], [0, 2], [0, 0], []
    yield histogram, [1.0], [], [], []
    yield histogram, [1.0, "x", 1.0], [0.0], [0], []
    yield histogram, [1.0], [0.0], [0.5], []
    yield histogram, [1.0], [0.0], [2**63 - 1], []
    yield histogram, [-1.0], [0.0], [0], None
    shared = [0.0, 1.0]
    yield histogram, [3.0, 4.0], shared, shared, []
    grows = [-1.0, 5.0]
    yield histogram, grows, [0.0], [0], []
    yield histogram, (1.0, 2.0), (0.0, 1.5), bytearray(2), []
    yield histogram, [1.0] * 300, (0.0, 1.5), bytearray(2), []
