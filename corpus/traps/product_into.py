"""A matrix product written into a table that may be one of its own factors.

kind: aliased lists
"""

def multiply_into(out, a, b):
    n = len(a)
    for i in range(n):
        for j in range(n):
            total = 0.0
            for k in range(n):
                total += a[i][k] * b[k][j]
            out[i][j] = total


def main():
    n = 110
    a = [[((i * 7 + j) % 13) / 7 for j in range(n)] for i in range(n)]
    b = [[((i + j * 5) % 11) / 9 for j in range(n)] for i in range(n)]
    out = [[0.0] * n for _ in range(n)]
    for _ in range(4):
        multiply_into(out, a, b)
    print(out[3][4], sum(map(sum, out)))


if __name__ == "__main__":
    main()


# --- calls the program never makes ---


def square(n):
    return [[float(i * n + j + 1) for j in range(n)] for i in range(n)]


def probes():
    a = square(3)
    yield multiply_into, a, a, square(3)
    a = square(3)
    yield multiply_into, a, square(3), a
    a = square(3)
    yield multiply_into, a, a, a
    a = square(3)
    yield multiply_into, [a[0], a[1], a[2]], a, square(3)
    yield multiply_into, [[0.0] * 3] * 3, square(3), square(3)
    yield multiply_into, [[0.0, 0.0]] * 3, square(3), square(3)
    yield multiply_into, square(2), square(3), square(3)
    yield multiply_into, square(3), square(3), square(2)
    yield multiply_into, square(3), square(2), square(3)
    yield multiply_into, square(2), [[1, 2], [3, 4]], [[5, 6], [7, 8]]
    yield multiply_into, square(2), [[1.0, "x"], [3, 4]], square(2)
    yield multiply_into, [], [], []
    yield multiply_into, square(1), [[float("inf")]], [[0.0]]
    yield multiply_into, square(1), [[2**600]], [[2**600]]
    yield multiply_into, [(0.0,)], [[1.0]], [[1.0]]
    import numpy as np

    yield multiply_into, np.zeros((2, 2)), square(2), square(2)
    yield multiply_into, np.zeros((2, 2), int), square(2), np.ones((2, 2))
