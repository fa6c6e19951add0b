"""A picture smoothed within its edges, over a list of lists.

source: image processing, with a rational weight
run: python bilateral.py
expect: winner >= 10 in smooth
expect: identical in smooth
"""

_seed = 42


def draw():
    global _seed
    _seed = (_seed * 1103515245 + 12345) % 2147483648
    return _seed / 2147483648


def smooth(picture, radius, spread):
    rows, columns = len(picture), len(picture[0])
    out = [[0.0] * columns for _ in range(rows)]
    for r in range(radius, rows - radius):
        for c in range(radius, columns - radius):
            middle = picture[r][c]
            total = 0.0
            weights = 0.0
            for dr in range(-radius, radius + 1):
                for dc in range(-radius, radius + 1):
                    value = picture[r + dr][c + dc]
                    difference = value - middle
                    weight = 1.0 / (1.0 + dr * dr + dc * dc + spread * difference * difference)
                    total += weight * value
                    weights += weight
            out[r][c] = total / weights
    return out


def main():
    picture = [[draw() for _ in range(300)] for _ in range(260)]
    out = smooth(picture, 3, 8.0)
    print("%.17g %.17g" % (out[5][7], out[100][90]))


main()
