"""Shortest paths between all pairs of nodes, over a list of lists.

source: Floyd and Warshall's algorithm
run: python floyd_warshall.py
expect: winner >= 10
expect: identical
"""

_seed = 42


def draw():
    global _seed
    _seed = (_seed * 1103515245 + 12345) % 2147483648
    return _seed / 2147483648


def shortest(dist):
    n = len(dist)
    for k in range(n):
        for i in range(n):
            for j in range(n):
                if dist[i][k] + dist[k][j] < dist[i][j]:
                    dist[i][j] = dist[i][k] + dist[k][j]
    return dist


n = 300
dist = [[1000.0 * draw() for _ in range(n)] for _ in range(n)]
for i in range(n):
    dist[i][i] = 0.0
shortest(dist)
print("%.17g" % sum(sum(row) for row in dist))
