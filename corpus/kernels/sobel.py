"""The edges of a picture, over an array.

source: image processing
run: python sobel.py
expect: winner >= 10 in edges
expect: identical in edges
"""

import math
import numpy as np

_seed = 42


def draw():
    global _seed
    _seed = (_seed * 1103515245 + 12345) % 2147483648
    return _seed / 2147483648


def edges(picture, out):
    for r in range(1, picture.shape[0] - 1):
        for c in range(1, picture.shape[1] - 1):
            gx = (
                picture[r - 1, c + 1] + 2.0 * picture[r, c + 1] + picture[r + 1, c + 1]
                - picture[r - 1, c - 1] - 2.0 * picture[r, c - 1] - picture[r + 1, c - 1]
            )
            gy = (
                picture[r + 1, c - 1] + 2.0 * picture[r + 1, c] + picture[r + 1, c + 1]
                - picture[r - 1, c - 1] - 2.0 * picture[r - 1, c] - picture[r - 1, c + 1]
            )
            out[r, c] = math.sqrt(gx * gx + gy * gy)


def main():
    picture = np.array([[draw() for _ in range(700)] for _ in range(600)])
    out = np.zeros((600, 700))
    edges(picture, out)
    print("%.17g %.17g" % (out[5, 7], out[500, 600]))


main()
