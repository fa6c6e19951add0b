"""The pair that comes back is the very pair that went in, not one like it.

kind: is
"""


def closest(points, target):
    best = None
    least = 1e18
    for point in points:
        gap = (point[0] - target[0]) ** 2 + (point[1] - target[1]) ** 2
        if gap < least:
            least = gap
            best = point
    return best


def leaders(rows):
    found = []
    top = -1.0
    for row in rows:
        total = row[0] + row[1] * 2.0 + row[2]
        if total > top:
            top = total
            found.append(row)
    return found


def main():
    points = [(((i * 7919) % 1009) / 3, ((i * 31) % 997) / 3) for i in range(500_000)]
    print(closest(points, (100.2, 200.1)))
    rows = [[i % 7 * 1.0, i % 11 * 1.0, i / 9] for i in range(500_000)]
    print(len(leaders(rows)))


if __name__ == "__main__":
    main()


# --- calls the program never makes ---


def probes():
    from collections import namedtuple

    Spot = namedtuple("Spot", "x y")
    points = [(0.0, 0.0), (1.0, 1.0), (1.0, 1.0), (2.0, 2.0)]
    yield closest, points, (1.1, 1.0)
    yield closest, points, points[3]
    yield closest, [*points, points[1]], points[1]
    yield closest, [[1.0, 1.0], [1.0, 1.0]], (1.0, 1.0)
    yield closest, [Spot(1.0, 2.0), (1.0, 2.0)], (1, 2)
    yield closest, [(1, 2), (3, 4)], (3, 4)
    yield closest, [(float("nan"), 1.0)], (1.0, 1.0)
    yield closest, [(1e18, 1e18)], (0.0, 0.0)
    yield closest, [(1e200, 0.0), (0.0, 0.0)], (0.0, 0.0)
    yield closest, [(1.0, 2.0, 3.0)], (1.0, 2.0)
    yield closest, [(1.0,)], (1.0, 2.0)
    yield closest, ["ab"], (1.0, 2.0)
    yield closest, [], (1.0, 2.0)
    row = [1.0, 2.0, 3.0]
    yield leaders, [row, row, [1.0, 2.0, 3.5], row]
    yield leaders, [row, (9.0, 9.0, 9.0), [1.0, 2.0]]
    yield leaders, [[1, 2, 3], [True, 2, 4]]
    yield leaders, [[-9.0, 0.0, 0.0]]
    yield leaders, [[float("nan")] * 3, row]
    yield leaders, ([1.0, k * 1.0, 0.0, "extra"] for k in range(3))
