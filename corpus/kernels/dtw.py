"""How far two series are apart when time may be stretched.

source: dynamic time warping
run: python dtw.py
expect: winner >= 10 in distance
expect: identical in distance
"""

_seed = 42


def draw():
    global _seed
    _seed = (_seed * 1103515245 + 12345) % 2147483648
    return _seed / 2147483648


def distance(a, b):
    n, m = len(a), len(b)
    cost = [[1e30] * (m + 1) for _ in range(n + 1)]
    cost[0][0] = 0.0
    for i in range(1, n + 1):
        for j in range(1, m + 1):
            step = abs(a[i - 1] - b[j - 1])
            cost[i][j] = step + min(cost[i - 1][j], cost[i][j - 1], cost[i - 1][j - 1])
    return cost[n][m]


def main():
    a = [draw() for _ in range(1800)]
    b = [draw() for _ in range(1700)]
    print("%.17g" % distance(a, b))


main()
