"""Elimination with row swaps: the rows change places as objects, whoever else holds them.

kind: aliased lists
"""

def eliminate(matrix):
    n = len(matrix)
    sign = 1.0
    for k in range(n):
        pivot = k
        for i in range(k + 1, n):
            if abs(matrix[i][k]) > abs(matrix[pivot][k]):
                pivot = i
        if pivot != k:
            matrix[k], matrix[pivot] = matrix[pivot], matrix[k]
            sign = -sign
        for i in range(k + 1, n):
            factor = matrix[i][k] / matrix[k][k]
            for j in range(k, n):
                matrix[i][j] -= factor * matrix[k][j]
    return sign


def main():
    total = 0.0
    for seed in range(40):
        matrix = [[((i * 31 + j * j * 17 + seed) % 97) / 9 for j in range(48)] for i in range(48)]
        sign = eliminate(matrix)
        total += sign * matrix[20][20]
    print(total)


if __name__ == "__main__":
    main()


# --- calls the program never makes ---


def held():
    rows = [[1.0, 2.0], [3.0, 4.0]]
    first, second = rows
    eliminate(rows)
    return rows, first, second, rows[0] is second


def probes():
    yield held,
    yield eliminate, [[0.0, 1.0], [0.0, 2.0]]
    yield eliminate, [[1.0, 1.0], [0.0, 0.0]]
    yield eliminate, [[1, 2], [3, 4]]
    yield eliminate, [[2, 2], [3, 4.0]]
    row = [1.0, 2.0]
    yield eliminate, [row, row]
    yield eliminate, [row, [0.5, 7.0], row]
    yield eliminate, [[1.0, 2.0], [3.0]]
    yield eliminate, [[1.0, 2.0, 9.0], [3.0, 4.0, 5.0]]
    yield eliminate, []
    yield eliminate, [[0.0]]
    yield eliminate, [[float("nan"), 1.0], [2.0, 3.0]]
    yield eliminate, [[1.0, float("inf")], [2.0, 3.0]]
    yield eliminate, [[2**53 + 1, 1], [2**53, 3]]
    yield eliminate, [(1.0, 2.0), (3.0, 4.0)]
    yield eliminate, ((1.0, 2.0), (0.5, 4.0))
    yield eliminate, [[1.0, 2.0], (3.0, 4.0)]
