"""Which of many points lie within a polygon.

source: computational geometry, crossing numbers
run: python point_in_polygon.py
expect: winner >= 10 in count_inside
expect: identical in count_inside
"""

_seed = 42


def draw():
    global _seed
    _seed = (_seed * 1103515245 + 12345) % 2147483648
    return _seed / 2147483648


def is_inside(x, y, xs, ys):
    inside = False
    j = len(xs) - 1
    for i in range(len(xs)):
        if (ys[i] > y) != (ys[j] > y):
            if x < (xs[j] - xs[i]) * (y - ys[i]) / (ys[j] - ys[i]) + xs[i]:
                inside = not inside
        j = i
    return inside


def count_inside(points, xs, ys):
    count = 0
    for x, y in points:
        if is_inside(x, y, xs, ys):
            count += 1
    return count


def main():
    xs = [draw() for _ in range(40)]
    ys = [draw() for _ in range(40)]
    points = [(draw(), draw()) for _ in range(100_000)]
    print(count_inside(points, xs, ys))


main()
