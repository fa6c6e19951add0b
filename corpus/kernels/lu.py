"""LU factors of a matrix of lists, in place.

source: numerical linear algebra
run: python lu.py
expect: winner >= 10 in lu
expect: identical in lu
"""


def lu(a):
    n = len(a)
    for i in range(n):
        for j in range(i):
            for k in range(j):
                a[i][j] -= a[i][k] * a[k][j]
            a[i][j] /= a[j][j]
        for j in range(i, n):
            for k in range(i):
                a[i][j] -= a[i][k] * a[k][j]


n = 250
a = [[1.0 / (1.0 + abs(i - j)) for j in range(n)] for i in range(n)]
for i in range(n):
    a[i][i] += n
lu(a)
print("%.17g %.17g" % (a[n - 1][n - 1], a[n - 1][3]))
