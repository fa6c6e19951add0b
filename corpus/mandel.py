"""Count the iterations of points around the Mandelbrot set.

source: the complex-number micro-benchmark used to compare languages
run: python mandel.py
expect: winner
expect: identical
"""


def mandel(z):
    maxiter = 80
    c = z
    for n in range(maxiter):
        if abs(z) > 2:
            return n
        z = z * z + c
    return maxiter


def mandelperf(width, height):
    counts = []
    for row in range(height):
        for column in range(width):
            re = -2.0 + 2.5 * column / width
            im = -1.0 + 2.0 * row / height
            counts.append(mandel(complex(re, im)))
    return counts


def main():
    counts = mandelperf(900, 720)
    print("sum", sum(counts))
    print("inside", counts.count(80))
    print(counts[250_000:250_020])


if __name__ == "__main__":
    main()
