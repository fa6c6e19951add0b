"""The longest common subsequence of two lists of ints.

source: dynamic programming, the whole table
run: python lcs.py
expect: winner >= 10 in longest
expect: identical in longest
"""

_seed = 42


def draw():
    global _seed
    _seed = (_seed * 1103515245 + 12345) % 2147483648
    return _seed / 2147483648


def longest(a, b):
    n, m = len(a), len(b)
    table = [[0] * (m + 1) for _ in range(n + 1)]
    for i in range(1, n + 1):
        for j in range(1, m + 1):
            if a[i - 1] == b[j - 1]:
                table[i][j] = table[i - 1][j - 1] + 1
            else:
                table[i][j] = max(table[i - 1][j], table[i][j - 1])
    return table[n][m]


a = [int(draw() * 6) for _ in range(2600)]
b = [int(draw() * 6) for _ in range(2400)]
print(longest(a, b))
