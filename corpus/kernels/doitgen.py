"""A tensor times a matrix, row by row, over nested lists.

source: multiresolution analysis kernels
run: python doitgen.py
expect: winner >= 10 in transform
expect: identical in transform
"""

_seed = 42


def draw():
    global _seed
    _seed = (_seed * 1103515245 + 12345) % 2147483648
    return _seed / 2147483648


def transform(a, c, rows):
    n = len(c)
    total = [0.0] * n
    for r in range(len(a)):
        for q in range(len(a[0])):
            for p in range(n):
                total[p] = 0.0
                for s in range(n):
                    total[p] += a[r][q][s] * c[s][p]
            for p in range(n):
                a[r][q][p] = total[p]


def main():
    rows, n = 40, 90
    a = [[[draw() for _ in range(n)] for _ in range(rows)] for _ in range(rows)]
    c = [[draw() for _ in range(n)] for _ in range(n)]
    transform(a, c, rows)
    print("%.17g %.17g" % (a[3][4][5], a[rows - 1][rows - 1][n - 1]))


main()
