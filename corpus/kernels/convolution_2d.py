"""A picture convolved with a kernel, in the middle of main.

source: image processing
run: python convolution_2d.py
expect: winner >= 10
expect: identical
"""

_seed = 42


def draw():
    global _seed
    _seed = (_seed * 1103515245 + 12345) % 2147483648
    return _seed / 2147483648


def main():
    rows, columns, size = 300, 330, 7
    picture = [[draw() for _ in range(columns)] for _ in range(rows)]
    mask = [[draw() for _ in range(size)] for _ in range(size)]
    print("convolving", rows, "by", columns)
    out = []
    for r in range(rows - size + 1):
        line = []
        for c in range(columns - size + 1):
            total = 0.0
            for i in range(size):
                for j in range(size):
                    total += picture[r + i][c + j] * mask[i][j]
            line.append(total)
        out.append(line)
    print("%.17g %.17g" % (out[5][7], out[-1][-1]))


main()
