"""The two closest of many points, all pairs compared.

source: computational geometry, by brute force
run: python closest_pair.py
expect: winner >= 10 in closest
expect: identical in closest
"""

_seed = 42


def draw():
    global _seed
    _seed = (_seed * 1103515245 + 12345) % 2147483648
    return _seed / 2147483648


def closest(xs, ys):
    best = 1e30
    pair = (0, 0)
    for i in range(len(xs)):
        for j in range(i + 1, len(xs)):
            dx = xs[i] - xs[j]
            dy = ys[i] - ys[j]
            distance = dx * dx + dy * dy
            if distance < best:
                best = distance
                pair = (i, j)
    return pair


def main():
    xs = [draw() for _ in range(4500)]
    ys = [draw() for _ in range(4500)]
    print(closest(xs, ys))


main()
