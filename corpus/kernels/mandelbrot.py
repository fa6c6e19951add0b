"""How soon points of the plane escape, in floats.

source: Mandelbrot's set
run: python mandelbrot.py
expect: winner >= 10
expect: identical
"""


def escapes(cx, cy, most):
    x = y = 0.0
    for n in range(most):
        xx = x * x
        yy = y * y
        if xx + yy > 4.0:
            return n
        y = 2.0 * x * y + cy
        x = xx - yy + cx
    return most


def main():
    width, height, most = 640, 480, 200
    counts = []
    for row in range(height):
        for column in range(width):
            counts.append(escapes(3.0 * column / width - 2.0, 2.0 * row / height - 1.0, most))
    print(sum(counts), max(counts), counts[5000])


main()
