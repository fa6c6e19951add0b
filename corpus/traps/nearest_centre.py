"""Nearest centres by .index(min(…)): the first of equally near ones, and NaN never nearest.

kind: first-index ties
"""

def nearest(points, centres):
    labels = []
    for x, y in points:
        distances = [(x - a) ** 2 + (y - b) ** 2 for a, b in centres]
        labels.append(distances.index(min(distances)))
    return labels


def main():
    points = [((i * 31) % 97 / 10, (i * 17) % 89 / 10) for i in range(150_000)]
    centres = [(i * 1.5, (i * i) % 7) for i in range(8)]
    labels = nearest(points, centres)
    print([labels.count(k) for k in range(8)])


if __name__ == "__main__":
    main()


# --- calls the program never makes ---


def probes():
    nan = float("nan")
    yield nearest, [(0, 0), (1, 1)], [(1, 0), (0, 1), (-1, 0)]
    yield nearest, [(0.0, 0.0)], [(1.0, 1.0), (nan, 0.0), (0.0, 0.0)]
    yield nearest, [(0.0, 0.0)], [(nan, 1.0), (1.0, 0.0), (0.0, 0.0)]
    yield nearest, [(nan, 0.0)], [(1.0, 1.0), (0.0, 0.0)]
    yield nearest, [(0.0, 0.0)], []
    yield nearest, [], []
    yield nearest, [(1.0, 2.0, 3.0)], [(0.0, 0.0)]
    yield nearest, [(1.0, 2.0)], [(0.0, 0.0), (1.0,)]
    yield nearest, [(1e200, 0.0)], [(0.0, 0.0), (1.0, 1.0)]
    yield nearest, [(10**200, 0)], [(0, 0), (10**200, 0)]
    yield nearest, [[1, 2], "34"], [(0, 0)]
    yield nearest, [(2**53 + 1, 0)], [(2**53, 0), (2**53 + 1, 0), (2.0**53, 0)]
    yield nearest, iter([(1.0, 2.0)]), [(0.0, 0.0)]
    yield nearest, [(1.0, 2.0)], iter([(0.0, 0.0)])
    yield nearest, [(1.0, 2.0), (3.0, 4.0)], iter([(0.0, 0.0)])
